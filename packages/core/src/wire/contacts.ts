// Written out from ../api/contacts.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/contacts.ts';
import { calls } from './call.ts';
import { contact } from './contact.ts';

export const contacts = /* @__PURE__ */ (() => calls<typeof source.contacts>('contacts', contact))();
