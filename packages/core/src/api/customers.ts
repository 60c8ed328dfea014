import * as z from 'zod/mini';
import { caseRecord } from '../records/case.ts';
import { contact } from '../records/contact.ts';
import { customer, customerChange, customerCreate, customerKinds, stages, tiers } from '../records/customer.ts';
import { assignmentRoles } from '../records/assignment.ts';
import { cardValue } from '../records/card-value.ts';
import { forecast } from '../records/forecast.ts';
import { historyEntry } from '../records/history.ts';
import { opportunity } from '../records/opportunity.ts';
import { externalRef, id, instant, line, money } from '../records/primitives.ts';
import { purchase } from '../records/purchase.ts';
import { task } from '../records/task.ts';
import { visit } from '../records/visit.ts';
import { leaders, route, staff } from './route.ts';
import { page, paging } from './page.ts';
import { resource } from './resource.ts';

/** `/v1/customers`. `{id}` may be an id, `system:Collection/row`, a mail address or a phone number. `search` matches names. */
export const customers = resource({
  name: 'customers',
  one: 'customer',
  stored: customer,
  create: customerCreate,
  change: customerChange,
  filters: {
    kind: z.enum(customerKinds),
    stage: z.enum(stages),
    tier: z.enum(tiers),
    industry: line(120),
    parentId: id,
    repId: id,
    externalRef,
    search: line(200),
  },
  removers: leaders,
});

/** All that a card shows, in one answer. Lists hold the newest few; `counts` says how many there are. */
export const customerCard = z.object({
  customer,
  assignments: z.array(
    z.object({
      role: z.enum(assignmentRoles),
      repId: id,
      name: z.string(),
      from: z.string(),
      why: z.optional(z.string()),
    }),
  ),
  contacts: z.array(contact),
  visits: z.array(visit),
  tasks: z.array(task),
  opportunities: z.array(opportunity),
  cases: z.array(caseRecord),
  purchases: z.object({
    count: z.int(),
    totals: z.array(money),
    firstAt: z.nullable(instant),
    lastAt: z.nullable(instant),
    recent: z.array(purchase),
  }),
  score: z.nullable(z.object({ kind: z.enum(['nps', 'csat', 'ces']), value: z.number(), at: instant, n: z.int() })),
  lastContactAt: z.nullable(instant),
  nextVisitAt: z.nullable(instant),
  counts: z.object({
    contacts: z.int(),
    visits: z.int(),
    openTasks: z.int(),
    openCases: z.int(),
    openOpportunities: z.int(),
  }),
  /** What purchases say of those to come; missing until the nightly job has seen a purchase. */
  forecast: z.optional(forecast),
  /** What the customer is worth, how that changes and what to do about it. */
  value: z.optional(cardValue),
  asOf: instant,
});

export type CustomerCard = z.output<typeof customerCard>;

/** `GET /v1/customers/{id}/card` */
export const readCard = route({
  name: 'customers.card',
  method: 'GET',
  path: '/v1/customers/{id}/card',
  summary: 'All that a customer card shows, in one round trip.',
  roles: staff,
  status: 200,
  answer: customerCard,
});

/** `GET /v1/customers/{id}/history`: changes of tier, stage and holder. */
export const listHistory = route({
  name: 'customers.history',
  method: 'GET',
  path: '/v1/customers/{id}/history',
  summary: "Changes of a customer's tier, stage and holder, oldest first.",
  roles: staff,
  query: z.strictObject({ ...paging }),
  status: 200,
  answer: page(historyEntry),
});
