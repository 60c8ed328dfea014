// Written out from ../api/value.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/value.ts';
import { call, page } from './call.ts';
import { list, nullable, number, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { customerValue } from './customer-value.ts';
import { wording } from './forecast.ts';
import { kpiPeriod, kpiSubject } from './goal.ts';
import { line } from './line.ts';
import { currency, customerRef, day, externalRef, id, instant, money, slug, subjectRef } from './primitives.ts';

export const pyramidLevel: CheckOf<typeof source.pyramidLevel> = /* @__PURE__ */ (() =>
  object({
    tier: oneOf('top', 'big', 'medium', 'small'),
    customers: whole(),
    share: nullable(number()),
    value: number(),
    valueShare: nullable(number()),
    threshold: nullable(number()),
  }))();
export const askedDowngrade: CheckOf<typeof source.askedDowngrade> = /* @__PURE__ */ (() =>
  object(
    {
      id,
      version: whole(1),
      createdAt: instant,
      updatedAt: instant,
      kind: oneOf(
        'expense',
        'gift',
        'hand-over',
        'downgrade',
        'stage-move',
        'discount',
        'visit',
        'kpi-appeal',
        'other',
      ),
      title: line(300),
      status: oneOf('asked', 'approved', 'refused', 'withdrawn'),
    },
    {
      customerId: customerRef,
      subject: subjectRef,
      kpi: slug,
      period: kpiPeriod,
      amount: money,
      tier: oneOf('top', 'big', 'medium', 'small'),
      stage: oneOf('acquire', 'build', 'retain', 'grow', 'lost'),
      text: text(4000),
      deciderId: id,
      decidedAt: instant,
      reason: text(2000),
      externalRefs: list(externalRef, 20),
      requesterId: id,
      customerName: text(),
      from: oneOf('top', 'big', 'medium', 'small'),
      fromStage: oneOf('acquire', 'build', 'retain', 'grow', 'lost'),
      because: wording,
      value: number(),
      threshold: number(),
      currency,
    },
  ))();
export const valuePyramid: CheckOf<typeof source.valuePyramid> = /* @__PURE__ */ (() =>
  object({
    subject: kpiSubject,
    asOf: nullable(instant),
    currency: nullable(currency),
    currencies: list(object({ currency, customers: whole() })),
    levels: list(pyramidLevel),
    without: whole(),
    moves: object({ since: day, up: whole(), down: whole() }),
    asked: list(askedDowngrade),
  }))();
export const readPyramid = /* @__PURE__ */ (() =>
  call<typeof source.readPyramid>('GET', '/v1/value/pyramid', { answer: valuePyramid }))();
export const listValues = /* @__PURE__ */ (() =>
  call<typeof source.listValues>('GET', '/v1/value/customers', { answer: page(customerValue) }))();
