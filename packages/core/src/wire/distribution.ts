// Written out from ../records/distribution.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/distribution.ts';
import { dictionary, either, list, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';
import { externalRef, id, instant, language, slug } from './primitives.ts';

export const trigger: CheckOf<typeof source.trigger> = /* @__PURE__ */ (() =>
  object(
    { on: oneOf('month', 'quarter', 'half-year', 'year', 'visit', 'case') },
    {
      afterDays: whole(0, 365),
      withinDays: whole(1, 90),
      visitTypes: list(slug, 20, 1),
      caseKinds: list(oneOf('request', 'complaint', 'dispute', 'praise'), 4, 1),
    },
  ))();
export const audience: CheckOf<typeof source.audience> = /* @__PURE__ */ (() =>
  object(
    {},
    {
      kinds: list(oneOf('organization', 'person'), 50, 1),
      stages: list(oneOf('acquire', 'build', 'retain', 'grow', 'lost'), 50, 1),
      tiers: list(oneOf('top', 'big', 'medium', 'small'), 50, 1),
      industries: list(line(120), 50, 1),
      repIds: list(id, 50, 1),
      roles: list(oneOf('decision-maker', 'influencer', 'champion', 'user', 'gatekeeper', 'blocker', 'other'), 50, 1),
      people: oneOf('one', 'all'),
    },
  ))();
export const distribution: CheckOf<typeof source.distribution> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      name: line(200),
      surveyId: id,
      trigger,
      status: oneOf('active', 'paused'),
      channel: oneOf('email', 'sms', 'wechat', 'whatsapp', 'link'),
    },
    {
      audience,
      endpoint: slug,
      sender: oneOf('company', 'rep'),
      subject: either(text(200), dictionary(language, text(200))),
      text: either(text(2000), dictionary(language, text(2000))),
      remindAfterDays: whole(1, 60),
      reminders: whole(0, 5),
      expiresAfterDays: whole(1, 365),
      externalRefs: list(externalRef, 20),
      ownerId: id,
      activeSince: instant,
    },
  ))();
