import { describe, expect, it } from 'vitest';
import type { Snapshot } from '@liaise/sdk/source';
import { createMemorySource, type Condition } from './memory-source.ts';
import { ids, sampleCard, sampleKpi, sampleSurvey, sampleVisit } from './samples.ts';

const world = () => ({
  cards: [sampleCard()],
  kpis: [sampleKpi()],
  visits: [sampleVisit()],
  surveys: [sampleSurvey()],
});
const now = () => '2026-11-21T09:00:00Z';

describe('the in-memory source', () => {
  it('answers at once, and tells of every change until the question is closed', () => {
    const source = createMemorySource({ world: world(), now });
    const told: Snapshot<unknown>[] = [];
    const question = source.observe('card', { customer: 'zoho:Accounts/123' }, (snapshot) => told.push(snapshot));
    expect(told).toMatchObject([{ state: 'ready', asOf: now(), data: { customer: { id: ids.customer } } }]);
    source.change(({ cards }) => {
      if (cards[0]) cards[0].customer.name = 'Another name';
    });
    expect(told.at(-1)).toMatchObject({ data: { customer: { name: 'Another name' } } });
    question.close();
    source.set('all', 'offline');
    expect(told).toHaveLength(2);
    expect(source.running).toBe(0);
  });

  const states: readonly (readonly [Condition, object])[] = [
    ['loading', { state: 'loading' }],
    ['offline', { state: 'offline' }],
    ['forbidden', { state: 'forbidden', error: { code: 'forbidden' } }],
    ['error', { state: 'error', error: { code: 'unavailable' } }],
    ['stale', { state: 'stale', asOf: '2026-11-21T07:00:00.000Z' }],
    ['stale-offline', { state: 'stale', offline: true }],
  ];
  it.each(states)('answers as it is told to: %s', (condition, expected) => {
    const source = createMemorySource({ world: world(), now });
    source.set('kpi', condition);
    const told: unknown[] = [];
    const { kpi, subject, period } = sampleKpi();
    source.observe('kpi', { kpi, subject, period }, (snapshot) => told.push(snapshot)).close();
    expect(told[0]).toMatchObject(expected);
  });

  it('tells where a subject stands among its peers where that is asked', () => {
    const source = createMemorySource({ world: world(), now });
    const { kpi, subject, period, rank, peers } = sampleKpi();
    const { rank: _rank, peers: _peers, ...alone } = sampleKpi();
    const told: unknown[] = [];
    for (const more of [{}, { peers: false }, { peers: true }])
      source.observe('kpi', { kpi, subject, period, ...more }, (snapshot) => told.push(snapshot)).close();
    expect(told).toEqual(
      [alone, alone, { ...alone, rank, peers }].map((data) => ({ state: 'ready', data, asOf: now() })),
    );
  });

  it('says of what it does not hold what a gateway says of what one may not see', () => {
    const source = createMemorySource();
    const told: unknown[] = [];
    source.observe('visit', { visit: ids.visit }, (snapshot) => told.push(snapshot)).close();
    expect(told[0]).toMatchObject({ state: 'forbidden', error: { code: 'not-found' } });
  });

  it('opens a visit once and takes it through its moves', async () => {
    const source = createMemorySource({ world: { cards: [sampleCard()] }, now });
    const order = { id: ids.visit, customerId: ids.customer, type: 'regular-visit' };
    const first = await source.submit('create-visit', order);
    const second = await source.submit('create-visit', order);
    expect(second.result).toEqual(first.result);
    expect(source.world.visits).toHaveLength(1);
    const { result } = await source.submit('move-visit', { visit: ids.visit, move: { move: 'check-in', at: now() } });
    expect(result.status).toBe('checked-in');
    await expect(source.submit('move-visit', { visit: ids.visit, move: { move: 'review' } })).rejects.toMatchObject({
      code: 'invalid-move',
      issues: [{ path: 'move' }],
    });
  });

  it('keeps orders on the device without a line', async () => {
    const source = createMemorySource({ world: world(), now });
    source.set('all', 'offline');
    const move = { visit: ids.visit, move: { move: 'check-in', at: now() } } as const;
    expect(await source.submit('move-visit', move)).toMatchObject({
      state: 'queued',
      result: { status: 'checked-in' },
    });
  });

  it('takes a survey’s answers until it is finished', async () => {
    const source = createMemorySource({ world: world(), now });
    const { token } = sampleSurvey();
    const answers = { recommend: 9 };
    expect((await source.submit('answer-survey', { token, answers, final: false })).result.status).toBe('open');
    expect((await source.submit('answer-survey', { token, answers, final: true })).result).toMatchObject({
      status: 'finished',
      savedAt: now(),
      answers,
    });
    await expect(source.submit('answer-survey', { token, answers, final: true })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});
