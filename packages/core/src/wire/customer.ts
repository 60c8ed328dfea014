// Written out from ../records/customer.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../records/customer.ts';
import { flag, like, list, number, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { line } from './line.ts';
import {
  channel,
  consent,
  day,
  externalRef,
  extra,
  id,
  importantDate,
  instant,
  language,
  money,
  position,
  timeZone,
} from './primitives.ts';

export const site: CheckOf<typeof source.site> = /* @__PURE__ */ (() =>
  object(
    {},
    {
      address: text(500),
      city: line(120),
      region: line(120),
      postalCode: line(20),
      country: like(/^[A-Z]{2}$/),
      position,
      radius: whole(20, 10000),
      timeZone,
    },
  ))();
export const need: CheckOf<typeof source.need> = /* @__PURE__ */ (() =>
  object({ text: line(500) }, { heardOn: day, status: oneOf('open', 'met', 'dropped') }))();
export const industryFact: CheckOf<typeof source.industryFact> = /* @__PURE__ */ (() =>
  object({ label: line(120), value: line(500) }, { source: line(300), asOf: day }))();
export const competitor: CheckOf<typeof source.competitor> = /* @__PURE__ */ (() =>
  object({ name: line(200) }, { note: text(1000), share: number(0, 1) }))();
export const customer: CheckOf<typeof source.customer> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      kind: oneOf('organization', 'person'),
      name: line(300),
      stage: oneOf('acquire', 'build', 'retain', 'grow', 'lost'),
    },
    {
      tier: oneOf('top', 'big', 'medium', 'small'),
      importance: whole(1, 5),
      shortName: line(80),
      language,
      industry: line(120),
      ownership: oneOf('state', 'private', 'foreign', 'joint-venture', 'public', 'individual', 'other'),
      taxId: line(40),
      website: line(300),
      employees: whole(0, 100000000),
      annualRevenue: money,
      foundedOn: day,
      site,
      channels: list(channel, 50),
      doNotContact: flag,
      consent: list(consent, 50),
      needs: list(need, 50),
      preferences: list(need, 50),
      industryFacts: list(industryFact, 50),
      competitors: list(competitor, 50),
      dates: list(importantDate, 50),
      tags: list(line(64), 50),
      note: text(4000),
      parentId: id,
      extra,
      externalRefs: list(externalRef, 20),
      mergedInto: id,
    },
  ))();
