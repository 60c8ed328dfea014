// Written out from ../records/survey.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/survey.ts';
import {
  dictionary,
  either,
  flag,
  json,
  list,
  number,
  object,
  oneOf,
  outline,
  text,
  type CheckOf,
  whole,
} from './check.ts';
import { line } from './line.ts';
import { customerRef, externalRef, id, instant, language, slug } from './primitives.ts';

export const hiddenFields: CheckOf<typeof source.hiddenFields> = /* @__PURE__ */ (() =>
  dictionary(text(128, 1), either(text(2000), number(), flag)))();
export const surveyDefinition: CheckOf<typeof source.surveyDefinition> = /* @__PURE__ */ (() =>
  outline(
    object(
      { id: slug, questions: list(outline(object({ id: text(), type: text() })), 1000, 1) },
      { version: whole(1), language },
    ),
  ))();
export const followUp: CheckOf<typeof source.followUp> = /* @__PURE__ */ (() =>
  object({}, { opens: flag, question: line(128), threshold: number(0, 10), dueHours: whole(1, 8760) }))();
export const survey: CheckOf<typeof source.survey> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      name: line(200),
      definition: surveyDefinition,
      status: oneOf('draft', 'open', 'closed'),
      access: oneOf('open', 'invited'),
    },
    {
      closesAt: instant,
      minimumResponses: whole(1, 1000),
      proofOfWork: whole(4, 20),
      recontactDays: whole(0, 3650),
      followUp,
      externalRefs: list(externalRef, 20),
    },
  ))();
export const delivery: CheckOf<typeof source.delivery> = /* @__PURE__ */ (() =>
  object(
    {
      state: oneOf('waiting', 'sent', 'bounced', 'failed', 'cancelled'),
      channel: slug,
      at: instant,
      reminders: whole(0),
    },
    { why: text() },
  ))();
export const invitation: CheckOf<typeof source.invitation> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      surveyId: id,
      customerId: customerRef,
      status: oneOf('created', 'opened', 'started', 'finished', 'withdrawn', 'revoked'),
    },
    {
      contactId: id,
      expiresAt: instant,
      channel: oneOf('link', 'email', 'sms', 'wechat', 'whatsapp', 'qr', 'page'),
      fields: hiddenFields,
      aboutRepId: id,
      raterRole: oneOf('self', 'superior', 'peer', 'report', 'customer'),
      externalRefs: list(externalRef, 20),
      repId: id,
      distributionId: id,
      occasion: text(),
      delivery,
    },
  ))();
export const answers: CheckOf<typeof source.answers> = /* @__PURE__ */ (() => dictionary(text(128, 1), json))();
export const response: CheckOf<typeof source.response> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(),
      createdAt: instant,
      updatedAt: instant,
      surveyId: id,
      surveyVersion: whole(),
      answers,
      final: flag,
      startedAt: instant,
      source: oneOf('link', 'page', 'phone', 'import'),
    },
    {
      customerId: id,
      contactId: id,
      repId: id,
      finishedAt: instant,
      language,
      aboutRepId: id,
      raterRole: oneOf('self', 'superior', 'peer', 'report', 'customer'),
      fields: hiddenFields,
      anonymous: flag,
    },
  ))();
