// Written out from ../api/events.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/events.ts';
import { call } from './call.ts';
import { object, oneOf, text, type CheckOf } from './check.ts';
import { id, instant } from './primitives.ts';

export const changeEvent: CheckOf<typeof source.changeEvent> = /* @__PURE__ */ (() =>
  object(
    { id: text(), at: instant, kind: oneOf('created', 'changed', 'removed'), resource: text(), recordId: id },
    { customerId: id },
  ))();
export const readEvents = /* @__PURE__ */ (() =>
  call<typeof source.readEvents>('GET', '/v1/events', { answerType: 'events', answer: changeEvent }))();
