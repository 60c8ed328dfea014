// Written out from ../api/customers.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/customers.ts';
import { call, calls, page } from './call.ts';
import { list, nullable, number, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { cardValue } from './card-value.ts';
import { caseRecord } from './case.ts';
import { contact } from './contact.ts';
import { customer } from './customer.ts';
import { forecast } from './forecast.ts';
import { historyEntry } from './history.ts';
import { opportunity } from './opportunity.ts';
import { id, instant, money } from './primitives.ts';
import { purchase } from './purchase.ts';
import { task } from './task.ts';
import { visit } from './visit.ts';

export const customers = /* @__PURE__ */ (() => calls<typeof source.customers>('customers', customer))();
export const customerCard: CheckOf<typeof source.customerCard> = /* @__PURE__ */ (() =>
  object(
    {
      customer,
      assignments: list(
        object(
          { role: oneOf('holder', 'deputy', 'co-owner', 'originator'), repId: id, name: text(), from: text() },
          { why: text() },
        ),
      ),
      contacts: list(contact),
      visits: list(visit),
      tasks: list(task),
      opportunities: list(opportunity),
      cases: list(caseRecord),
      purchases: object({
        count: whole(),
        totals: list(money),
        firstAt: nullable(instant),
        lastAt: nullable(instant),
        recent: list(purchase),
      }),
      score: nullable(object({ kind: oneOf('nps', 'csat', 'ces'), value: number(), at: instant, n: whole() })),
      lastContactAt: nullable(instant),
      nextVisitAt: nullable(instant),
      counts: object({
        contacts: whole(),
        visits: whole(),
        openTasks: whole(),
        openCases: whole(),
        openOpportunities: whole(),
      }),
      asOf: instant,
    },
    { forecast, value: cardValue },
  ))();
export const readCard = /* @__PURE__ */ (() =>
  call<typeof source.readCard>('GET', '/v1/customers/{id}/card', { answer: customerCard }))();
export const listHistory = /* @__PURE__ */ (() =>
  call<typeof source.listHistory>('GET', '/v1/customers/{id}/history', { answer: page(historyEntry) }))();
