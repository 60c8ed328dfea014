// Written out from ../api/me.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/me.ts';
import { call } from './call.ts';
import { list, object, oneOf, text } from './check.ts';
import { id } from './primitives.ts';

export const readMe = /* @__PURE__ */ (() =>
  call<typeof source.readMe>('GET', '/v1/me', {
    answer: object(
      { tenant: text(), role: oneOf('rep', 'manager', 'admin', 'contact', 'service'), teamIds: list(id) },
      { name: text(), repId: id, contactId: id, customerId: id },
    ),
  }))();
