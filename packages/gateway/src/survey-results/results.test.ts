import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId, type SurveyRecord } from '@liaise/core/records';
import { demo, demoWorld } from '@liaise/core/samples';
import { csat, nps } from '@liaise/core/scores';
import type { Actor } from '../access/actor.ts';
import { loadWorld } from '../store/sample.ts';
import { openTestStore, type TestStore } from '../store/test-database.ts';
import { questionResult } from './question.ts';
import { type ResultsFilter, surveyResults } from './results.ts';

const today = new Date().toISOString().slice(0, 10);
const { tenant: _tenant, responses: all, ...rest } = demoWorld({ today });
const world = { ...rest, responses: all.filter(({ surveyId }) => surveyId === demo.survey) };
const tenantId = newId();
const system: Actor = { tenantId, tenantRef: 'demo', role: 'system', subject: 'test', teamIds: [] };
const [survey] = world.surveys;
let opened: TestStore;

beforeAll(async () => {
  opened = await openTestStore();
  await loadWorld(opened.store, { id: tenantId, ref: 'demo', name: 'Demo', sample: true }, world);
});
afterAll(() => opened.close());

const ask = (filter: ResultsFilter = {}, change: Partial<SurveyRecord> = {}, actor = system) => {
  if (!survey) throw new Error('The sample world has no survey.');
  return opened.store.transact(actor, (work) => surveyResults(work, { ...survey, ...change }, filter));
};
const numbers = (responses: typeof world.responses, question: string) =>
  responses.map(({ answers }) => {
    const answer = answers[question];
    return typeof answer === 'number' ? answer : null;
  });

describe('surveyResults', () => {
  it('counts and scores as core does', async () => {
    const results = await ask();
    const finished = world.responses.filter(({ final }) => final);
    expect(results.responses).toBe(finished.length);
    expect(results.partial).toBe(world.responses.length - finished.length);
    const sent = world.invitations.filter(({ status }) => status !== 'revoked');
    expect(results.invitations).toBe(sent.length);
    expect(results.responseRate).toBeCloseTo(
      sent.filter(({ status }) => status === 'finished').length / Math.max(1, sent.length),
    );
    const question = (id: string) => results.questions.find((one) => one.id === id);
    const recommend = nps(numbers(finished, 'recommend'));
    expect(question('recommend')).toMatchObject({
      n: recommend.n,
      score: recommend.score,
      interval: recommend.interval,
      counts: { promoters: recommend.promoters, detractors: recommend.detractors, 10: recommend.distribution?.[10] },
    });
    const satisfaction = csat(numbers(finished, 'satisfaction'));
    expect(question('satisfaction')).toMatchObject({ n: satisfaction.n, score: satisfaction.score });
    expect(question('why')?.n).toBe(finished.filter(({ answers }) => answers['why'] !== undefined).length);
  });

  it('keeps to the time and the rep asked for', async () => {
    const from = `${new Date(Date.now() - 90 * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`;
    const results = await ask({ from, repId: demo.rep });
    const those = world.responses.filter(
      ({ final, finishedAt, repId }) => final && repId === demo.rep && Date.parse(finishedAt ?? '') >= Date.parse(from),
    );
    expect(results.responses).toBe(those.length);
    expect((await ask({ to: '2001-01-01T00:00:00Z' })).responses).toBe(0);
  });

  it('shows a rep only what came from its customers, and nothing below the minimum', async () => {
    const rep: Actor = { ...system, role: 'rep', repId: demo.rep };
    const results = await ask({}, {}, rep);
    expect(results.responses).toBeGreaterThan(0);
    expect(results.responses).toBeLessThan((await ask()).responses);
    const withheld = await ask({}, { minimumResponses: 1000 });
    for (const { score, counts, interval } of withheld.questions) {
      expect([score, interval, counts]).toEqual([null, null, {}]);
    }
  });
});

describe('questionResult', () => {
  const counted = (type: string, ...answers: unknown[]) =>
    questionResult(
      { id: 'q', type },
      answers.map((answer) => ({ question: 'q', answer, count: 2 })),
      1,
    );
  it('counts choices by option', () => {
    expect(counted('single-choice', 'a', { other: 'x' })).toMatchObject({ n: 4, counts: { a: 2, other: 2 } });
    expect(counted('multiple-choice', ['a', 'b'], ['b']).counts).toEqual({ a: 2, b: 4 });
    expect(counted('ranking', ['a', 'b'], ['b', 'a']).counts).toEqual({ a: 2, b: 2 });
    expect(counted('matrix', { price: 'good' }).counts).toEqual({ 'price/good': 2 });
    expect(counted('consent', true, false).counts).toEqual({ true: 2, false: 2 });
  });
  it('leaves out what is no answer of the scale', () => {
    expect(counted('nps', 10, 11, 'ten', 6)).toMatchObject({ n: 4, score: 0 });
    expect(counted('ces', 7)).toMatchObject({ n: 2, score: 7, counts: { easy: 2 } });
    expect(counted('short-text', null)).toMatchObject({ n: 2, score: null, counts: {} });
  });
});
