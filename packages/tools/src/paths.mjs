import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** Absolute path of the repository's root. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/**
 * Absolute path of something named from the repository's root.
 * @param {...string} parts
 */
export const inRoot = (...parts) => path.join(root, ...parts);
