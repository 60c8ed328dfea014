// Written out from ../records/interaction.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/interaction.ts';
import { list, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';
import { customerRef, externalRef, extra, id, instant } from './primitives.ts';

export const interaction: CheckOf<typeof source.interaction> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      customerId: customerRef,
      kind: oneOf('visit', 'call', 'mail', 'message', 'video', 'gift', 'event'),
      at: instant,
      direction: oneOf('inbound', 'outbound'),
    },
    {
      repId: id,
      contactId: id,
      visitId: id,
      subject: line(300),
      text: text(20000),
      minutes: whole(0, 10000),
      extra,
      externalRefs: list(externalRef, 20),
    },
  ))();
