import { describe, expect, it } from 'vitest';
import type { Answer, QueryKind, Question } from '@liaise/sdk/source';
import { createMemorySource, type MemorySource } from './memory-source.ts';
import { ids } from './samples.ts';
import { sampleCustomerValue, sampleGoals, sampleModel, sampleValueWorld, valueIds } from './value-samples.ts';

const now = '2026-11-21T09:00:00Z';
const make = (): MemorySource => createMemorySource({ world: sampleValueWorld(), now: () => now });

function ask<K extends QueryKind>(source: MemorySource, kind: K, question: Question<K>): Answer<K> | undefined {
  let data: Answer<K> | undefined;
  source
    .observe(kind, question, (snapshot) => {
      if ('data' in snapshot) data = snapshot.data;
    })
    .close();
  return data;
}

describe('the in-memory source on goals and value', () => {
  it('answers with goals of a period and what stands beside them', () => {
    const found = ask(make(), 'goals', { subject: `rep:${ids.rep}`, period: '2026-Q4' });
    expect(found?.goals).toHaveLength(4);
    expect(found?.values).toHaveLength(4);
    expect(found?.checkIns).toHaveLength(1);
    expect(ask(make(), 'goals', { period: '2031' })).toMatchObject({ goals: [], checkIns: [], values: [] });
  });

  it('sets and changes a goal, resting on the version that was seen', async () => {
    const source = make();
    const [goal] = sampleGoals();
    if (!goal) throw new Error('There is a goal.');
    const { version, createdAt, updatedAt, ...given } = goal;
    expect(createdAt <= updatedAt).toBe(true);
    const changed = await source.submit('set-goal', { goal: { ...given, target: 0.99 }, version });
    expect(changed).toMatchObject({ state: 'delivered', result: { target: 0.99, version: 2, createdAt } });
    const again = source.submit('set-goal', { goal: given, version });
    await expect(again).rejects.toMatchObject({ code: 'version-mismatch' });
    const gone = source.submit('set-goal', { goal: { ...given, id: ids.visit }, version: 1 });
    await expect(gone).rejects.toMatchObject({ code: 'not-found' });
  });

  it('takes a check-in once', async () => {
    const source = make();
    const order = { id: ids.visit, goalId: valueIds.teamGoal, at: now, confidence: 'on-track' as const };
    await source.submit('check-in', order);
    const { result } = await source.submit('check-in', order);
    expect(result).toMatchObject({ authorId: ids.rep, subject: `team:${ids.team}`, period: '2026-Q4' });
    expect(source.world.checkIns).toHaveLength(2);
    const lost = source.submit('check-in', { ...order, goalId: ids.visit });
    await expect(lost).rejects.toMatchObject({ code: 'not-found' });
  });

  it('answers with a pyramid and the downgrades that wait, until they are decided', async () => {
    const source = make();
    const question = { subject: `rep:${ids.rep}` };
    expect(ask(source, 'pyramid', question)?.asked).toMatchObject([
      {
        customerName: sampleCustomerValue().name,
        from: 'big',
        tier: 'medium',
        value: sampleCustomerValue().value,
        threshold: 5_500_000,
        currency: 'EUR',
      },
    ]);
    await source.submit('decide', { approval: valueIds.downgrade, status: 'approved' });
    expect(ask(source, 'pyramid', question)?.asked).toEqual([]);
    expect(ask(source, 'pyramid', { ...question, currency: 'CNY' })).toBe(undefined);
  });

  it('narrows customers by tier, signal and action, and says whether there are more', () => {
    const source = make();
    const other = sampleCustomerValue({ customerId: ids.otherCustomer, tier: 'small', signals: [] });
    source.change(({ customerValues }) => void customerValues.push(other));
    const subject = `rep:${ids.rep}`;
    const count = (more: object): number | undefined =>
      ask(source, 'value-customers', { subject, ...more })?.items.length;
    expect([count({}), count({ tier: 'small' }), count({ signal: 'value-down' }), count({ action: 'leave' })]).toEqual([
      2, 1, 1, 0,
    ]);
    expect(ask(source, 'value-customers', { subject, limit: 1 })).toMatchObject({ more: true });
  });

  it('keeps editions of models, the catalogue and reviews of customers', async () => {
    const source = make();
    expect(ask(source, 'catalogue', {})?.length).toBeGreaterThan(20);
    expect(ask(source, 'models', { model: 'sales' })).toEqual([sampleModel()]);
    expect(ask(source, 'models', { model: 'other' })).toEqual([]);
    const model = {
      id: ids.visit,
      model: 'other',
      edition: 1,
      from: '2027-01-01',
      weights: [{ kpi: 'nps', weight: 1 }],
    };
    await source.submit('save-model', { model });
    expect(ask(source, 'models', {})).toHaveLength(2);
    const review = { id: ids.visit, customerId: ids.customer, period: '2026-Q4', recommendation: 'visit' as const };
    await source.submit('review-customer', review);
    expect(source.world.customerReviews).toMatchObject([{ ...review, reviewerId: ids.rep }]);
  });
});
