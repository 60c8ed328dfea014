// Written out from ../records/primitives.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/primitives.ts';
import { dictionary, either, flag, like, number, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';

export const id: CheckOf<typeof source.id> = /* @__PURE__ */ (() =>
  like(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/))();
export const instant: CheckOf<typeof source.instant> = /* @__PURE__ */ (() =>
  text(
    30,
    0,
    /^(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z))$/,
    /^(?!0000)/,
  ))();
export const day: CheckOf<typeof source.day> = /* @__PURE__ */ (() =>
  like(
    /^(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|(?:02)-(?:0[1-9]|1\d|2[0-8])))$/,
    /^(?!0000)/,
  ))();
export const yearlyDay: CheckOf<typeof source.yearlyDay> = /* @__PURE__ */ (() =>
  like(
    /^(?:\d{4}-)?(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))$/,
  ))();
export const currency: CheckOf<typeof source.currency> = /* @__PURE__ */ (() => like(/^[A-Z]{3}$/))();
export const money: CheckOf<typeof source.money> = /* @__PURE__ */ (() =>
  object({ minor: whole(-9000000000000000, 9000000000000000), currency }))();
export const language: CheckOf<typeof source.language> = /* @__PURE__ */ (() =>
  text(35, 0, /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/))();
export const timeZone: CheckOf<typeof source.timeZone> = /* @__PURE__ */ (() =>
  text(64, 0, /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*$/))();
export const slug: CheckOf<typeof source.slug> = /* @__PURE__ */ (() => text(64, 0, /^[a-z0-9]+(?:-[a-z0-9]+)*$/))();
export const externalRef: CheckOf<typeof source.externalRef> = /* @__PURE__ */ (() =>
  text(200, 0, /^[a-z][a-z0-9-]{0,31}:[^\s/][^\s]*$/))();
export const customerRef: CheckOf<typeof source.customerRef> = /* @__PURE__ */ (() =>
  text(
    320,
    3,
    /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z][a-z0-9-]{0,31}:\S+|[^\s@]+@[^\s@]+|\+?[0-9][0-9 ()./-]{4,30})$/,
  ))();
export const position: CheckOf<typeof source.position> = /* @__PURE__ */ (() =>
  object({ latitude: number(-90, 90), longitude: number(-180, 180) }, { accuracy: number(0, 40000000) }))();
export const subjectRef: CheckOf<typeof source.subjectRef> = /* @__PURE__ */ (() =>
  object({
    kind: oneOf('customer', 'contact', 'visit', 'case', 'task', 'opportunity', 'response', 'rep', 'team', 'goal'),
    id,
  }))();
export const extra: CheckOf<typeof source.extra> = /* @__PURE__ */ (() =>
  dictionary(text(64, 0, /^[A-Za-z][A-Za-z0-9_.-]*$/), either(text(2000), number(), flag)))();
export const channel: CheckOf<typeof source.channel> = /* @__PURE__ */ (() =>
  object(
    { kind: oneOf('email', 'phone', 'mobile', 'sms', 'wechat', 'whatsapp', 'video', 'post', 'web'), value: line(320) },
    { label: line(64), preferred: flag },
  ))();
export const consent: CheckOf<typeof source.consent> = /* @__PURE__ */ (() =>
  object(
    {
      channel: oneOf('email', 'phone', 'mobile', 'sms', 'wechat', 'whatsapp', 'video', 'post', 'web', 'survey', 'any'),
      status: oneOf('granted', 'denied', 'withdrawn'),
      at: instant,
    },
    { source: line(200) },
  ))();
export const importantDate: CheckOf<typeof source.importantDate> = /* @__PURE__ */ (() =>
  object(
    { kind: oneOf('birthday', 'anniversary', 'founding', 'other'), day: yearlyDay },
    { label: line(120), calendar: oneOf('gregorian', 'chinese'), leapMonth: flag },
  ))();
