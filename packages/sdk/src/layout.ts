import type { StoreName } from './storage.ts';

/** Key and index of each store. */
export const layout: { readonly [N in StoreName]: { path?: string; order?: string } } = {
  answers: { path: 'key', order: 'usedAt' },
  outbox: { path: 'sequence' },
  facts: {},
  acknowledged: { path: 'key', order: 'at' },
  files: { path: 'id' },
  parts: { path: 'file,part' },
};
