import { expect, it } from 'vitest';
import { explainInstallFailure } from './install.mjs';

it.each([
  ['npm error code ENOTFOUND\nnpm error network request to https://packages.example/pnpm failed', 'check the network'],
  [
    'ERR_PNPM_META_FETCH_FAIL  GET https://packages.example/lit: connect ECONNREFUSED 127.0.0.1:4873',
    'check the network',
  ],
  ['ENOSPC: no space left on device, write', 'disk is full'],
  ['ERR_PNPM_OUTDATED_LOCKFILE  Cannot install with "frozen-lockfile"', 'pnpm-lock.yaml does not fit'],
  ["EACCES: permission denied, mkdir '/home/user/.npm'", 'may not be written'],
  ['spawn npx ENOENT', 'install npm'],
  ['something else', 'in the lines above'],
])('%s is explained', (output, words) => {
  const sentence = explainInstallFailure(output);
  expect(sentence).toContain(words);
  expect(sentence).toMatch(/^\S[^\n]*\.$/);
});
