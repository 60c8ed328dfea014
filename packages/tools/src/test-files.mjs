import path from 'node:path';
import { filesUnder } from './build.mjs';
import { inRoot, root } from './paths.mjs';

/** @returns {string[]} the test files that run in a page, as paths from the root: the elements', and the SDK's that need a browser */
export function browserTestFiles() {
  const elements = filesUnder(inRoot('packages/elements/src')).filter((file) => file.endsWith('.test.ts'));
  const sdk = filesUnder(inRoot('packages/sdk/src')).filter((file) => file.endsWith('.browser.test.ts'));
  return [...elements, ...sdk].map((file) => path.relative(root, file).split(path.sep).join('/'));
}
