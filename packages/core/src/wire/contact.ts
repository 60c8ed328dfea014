// Written out from ../records/contact.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/contact.ts';
import { flag, list, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';
import {
  channel,
  consent,
  customerRef,
  externalRef,
  extra,
  id,
  importantDate,
  instant,
  language,
} from './primitives.ts';

export const contact: CheckOf<typeof source.contact> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      customerId: customerRef,
      name: line(200),
      role: oneOf('decision-maker', 'influencer', 'champion', 'user', 'gatekeeper', 'blocker', 'other'),
    },
    {
      title: line(120),
      department: line(120),
      influence: whole(1, 5),
      reportsTo: id,
      language,
      channels: list(channel, 20),
      preferredChannel: oneOf('email', 'phone', 'mobile', 'sms', 'wechat', 'whatsapp', 'video', 'post', 'web'),
      doNotContact: flag,
      consent: list(consent, 50),
      dates: list(importantDate, 20),
      note: text(4000),
      extra,
      externalRefs: list(externalRef, 20),
    },
  ))();
