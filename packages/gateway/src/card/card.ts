import { sql } from 'kysely';
import type { CustomerCard } from '@liaise/core/api/customers';
import type { Work } from '../store/store.ts';
import { parseInstant, parseInteger } from '../store/values.ts';
import { cardParts } from '../value/read.ts';
import { cardQuery, type CardRow, type PackedRecord } from './query.ts';
import { cardScore } from './score.ts';

/** How many visits a card lists, of which at most so many lie ahead. */
const visitsShown = 5;

/**
 * All that a customer card shows, in one statement, or null where the actor does not see the customer.
 *
 * Which records are listed: contacts, the ten newest; visits, at most two planned ones that come next and the newest others,
 * five in all, newest first; open tasks, soonest due first; opportunities and cases, open ones first, then newest; the five
 * latest purchases. `lastContactAt` is the latest check-in or interaction, `nextVisitAt` the next planned start. `score` is the
 * customer's NPS, or else CSAT, or else CES on the line from 1 to 7, over their fifty latest finished responses.
 */
export async function readCard(work: Work, customerId: string): Promise<CustomerCard | null> {
  return (await readCards(work, [customerId])).get(customerId) ?? null;
}

/** The cards of many customers, by id, in one statement; those that the actor does not see are left out. */
export async function readCards(work: Work, customerIds: readonly string[]): Promise<Map<string, CustomerCard>> {
  if (customerIds.length === 0) return new Map();
  const { rows } = await sql<CardRow>`${cardQuery(work, [...new Set(customerIds)])}`.execute(work.sql);
  const asOf = work.now.toISOString();
  return new Map(rows.map((row) => [row.id, cardOf(row, asOf)]));
}

function cardOf(row: CardRow, asOf: string): CustomerCard {
  const ahead = row.visits_ahead.map(unpack<CustomerCard['visits'][number]>).reverse();
  const others = row.visits_behind.map(unpack<CustomerCard['visits'][number]>);
  return {
    customer: unpack(row.customer),
    assignments: row.assignments.map(({ role, repId, name, from, why }) => ({
      role,
      repId,
      name,
      from,
      ...(why === null ? {} : { why }),
    })),
    contacts: row.contacts.map(unpack<CustomerCard['contacts'][number]>),
    visits: [...ahead, ...others.slice(0, visitsShown - ahead.length)],
    tasks: row.tasks.map(unpack<CustomerCard['tasks'][number]>),
    opportunities: row.opportunities.map(unpack<CustomerCard['opportunities'][number]>),
    cases: row.cases.map(unpack<CustomerCard['cases'][number]>),
    purchases: {
      count: row.spent.reduce((sum, { count }) => sum + count, 0),
      totals: row.spent.map(({ currency, minor }) => ({ minor: parseInteger(minor), currency })),
      firstAt: earliest(row.spent.map(({ first }) => parseInstant(first))),
      lastAt: latest(row.spent.map(({ last }) => parseInstant(last))),
      recent: row.purchases.map(unpack<CustomerCard['purchases']['recent'][number]>),
    },
    score: cardScore(row.answers.map((answer) => ({ ...answer, at: parseInstant(answer.at) }))),
    lastContactAt: latest([row.last_check_in, row.last_interaction].filter((at) => at !== null)),
    nextVisitAt: row.next_visit,
    counts: {
      contacts: row.contact_count,
      visits: row.visit_count,
      openTasks: row.task_count,
      openCases: row.case_count,
      openOpportunities: row.opportunity_count,
    },
    ...cardParts(row.value),
    asOf,
  };
}

function unpack<T extends object>([id, version, createdAt, updatedAt, data]: PackedRecord): T {
  const envelope = { id, version, createdAt: parseInstant(createdAt), updatedAt: parseInstant(updatedAt) };
  return { ...envelope, ...data } as object as T;
}

const earliest = (instants: readonly string[]): string | null => instants.toSorted()[0] ?? null;
const latest = (instants: readonly string[]): string | null => instants.toSorted().at(-1) ?? null;
