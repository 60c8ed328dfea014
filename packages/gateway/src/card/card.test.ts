import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customerCard } from '@liaise/core/api/customers';
import { newId } from '@liaise/core/records';
import { demo, demoWorld } from '@liaise/core/samples';
import type { Actor } from '../access/actor.ts';
import { loadWorld } from '../store/sample.ts';
import { openTestStore, type TestStore } from '../store/test-database.ts';
import { readCard, readCards } from './card.ts';

const today = new Date().toISOString().slice(0, 10);
const world = demoWorld({ today });
const tenantId = newId();
const system: Actor = { tenantId, tenantRef: 'demo', role: 'system', subject: 'test', teamIds: [] };
const rep: Actor = { ...system, role: 'rep', repId: demo.rep };
let statements: string[] = [];
let opened: TestStore;

beforeAll(async () => {
  opened = await openTestStore({ onStatement: (text) => statements.push(text) });
  const { tenant: _tenant, ...records } = world;
  await loadWorld(opened.store, { id: tenantId, ref: 'demo', name: 'Demo', sample: true }, records);
});
afterAll(() => opened.close());

const latest = (moments: (string | undefined)[]) =>
  moments
    .filter((one) => one !== undefined)
    .toSorted()
    .at(-1) ?? null;
const same = (one: string | null, other: string | null) =>
  expect(one === null ? null : Date.parse(one)).toBe(other === null ? null : Date.parse(other));

describe('readCard', () => {
  it('holds what the records say, for every customer, in one statement', async () => {
    statements = [];
    const cards = await opened.store.transact(system, (work) =>
      readCards(
        work,
        world.customers.map(({ id }) => id),
      ),
    );
    expect(statements.filter((text) => !text.startsWith('BEGIN'))).toHaveLength(1);
    expect(cards.size).toBe(world.customers.length);
    for (const customer of world.customers) {
      const card = cards.get(customer.id);
      if (!card) throw new Error('A card is missing.');
      const of = <T extends { customerId?: string | undefined }>(rows: readonly T[]) =>
        rows.filter(({ customerId }) => customerId === customer.id);
      expect(customerCard.parse(card)).toEqual(card);
      expect(card.customer).toEqual(customer);
      const now = Date.parse(card.asOf);
      const visits = of(world.visits);
      const purchases = of(world.purchases);
      expect(card.counts).toEqual({
        contacts: of(world.contacts).length,
        visits: visits.length,
        openTasks: of(world.tasks).filter(({ status }) => status === 'open').length,
        openCases: of(world.cases).filter(({ status }) => status !== 'closed').length,
        openOpportunities: of(world.opportunities).filter(({ stage }) => stage !== 'won' && stage !== 'lost').length,
      });
      expect(card.purchases.count).toBe(purchases.length);
      for (const { minor, currency } of card.purchases.totals) {
        const those = purchases.filter(({ amount }) => amount.currency === currency);
        expect(minor).toBe(those.reduce((sum, { amount }) => sum + amount.minor, 0));
      }
      same(card.purchases.lastAt, latest(purchases.map(({ at }) => at)));
      expect(card.purchases.recent).toHaveLength(Math.min(5, purchases.length));
      same(
        card.lastContactAt,
        latest([
          ...visits.map(({ checkedInAt }) => checkedInAt),
          ...of(world.interactions)
            .map(({ at }) => at)
            .filter((at) => Date.parse(at) <= now),
        ]),
      );
      const ahead = visits.filter(
        ({ status, plannedStart }) => status === 'planned' && plannedStart && Date.parse(plannedStart) >= now,
      );
      same(card.nextVisitAt, ahead.map(({ plannedStart }) => plannedStart ?? '').toSorted()[0] ?? null);
      expect(card.visits).toHaveLength(Math.min(5, Math.min(2, ahead.length) + visits.length - ahead.length));
      const holder = of(world.assignments).find(({ role, to }) => role === 'holder' && to === undefined);
      expect(card.assignments.find(({ role }) => role === 'holder')?.repId).toBe(holder?.repId);
      const scores = of(world.responses).flatMap(({ final, answers }) => {
        const answer = final ? answers['recommend'] : undefined;
        return typeof answer === 'number' ? [answer >= 9 ? 1 : answer >= 7 ? 0 : -1] : [];
      });
      if (scores.length > 0) {
        expect(card.score).toMatchObject({ kind: 'nps', n: scores.length });
        expect(card.score?.value).toBeCloseTo(scores.reduce<number>((sum, one) => sum + one, 0) / scores.length);
      }
    }
  });

  it('is null for a customer that the actor does not see', async () => {
    const held = new Set(
      world.assignments.filter(({ repId, to }) => repId === demo.rep && to === undefined).map((one) => one.customerId),
    );
    const other = world.customers.find(({ id }) => !held.has(id));
    const mine = world.customers.find(({ id }) => held.has(id));
    await opened.store.transact(rep, async (work) => {
      expect(await readCard(work, other?.id ?? '')).toBeNull();
      expect((await readCard(work, mine?.id ?? ''))?.customer.id).toBe(mine?.id);
      expect(await readCard(work, newId())).toBeNull();
    });
  });
});
