import * as z from 'zod/mini';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Leaderboard, ScorecardAnswer } from '@liaise/core/api/scorecards';
import { bonus, parsePeriod, scorecard } from '@liaise/core/kpi';
import type { Approval } from '@liaise/core/records/approval';
import type { CheckIn } from '@liaise/core/records/check-in';
import type { Goal } from '@liaise/core/records/goal';
import { newId } from '@liaise/core/records/identifier';
import type { Review } from '@liaise/core/records/review';
import type { ScorecardModelRecord } from '@liaise/core/records/scorecard-model';
import { leaderboard, scorecardAnswer } from '@liaise/core/api/scorecards';
import { demo } from '@liaise/core/samples';
import { openTestGateway, type TestAnswer, type TestGateway } from '../test-gateway.ts';

const calendar = { timeZone: 'UTC' };
const today = new Date().toISOString().slice(0, 10);
const quarter = `${today.slice(0, 4)}-Q${String(Math.ceil(Number(today.slice(5, 7)) / 3))}`;
const [, rep, colleague, third] = demo.reps;
const eastern = demo.reps[5];
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

let t: TestGateway;
let tokens: Record<'rep' | 'colleague' | 'third' | 'manager' | 'east' | 'eastern' | 'admin', string>;

beforeAll(async () => {
  t = await openTestGateway();
  tokens = {
    rep: await t.token('rep', { rep }),
    colleague: await t.token('rep', { rep: colleague }),
    third: await t.token('rep', { rep: third }),
    manager: await t.token('manager', { rep: demo.managers.north }),
    east: await t.token('manager', { rep: demo.managers.east }),
    eastern: await t.token('rep', { rep: eastern }),
    admin: await t.token('admin'),
  };
});
afterAll(() => t.close());

type Who = keyof typeof tokens;
const send = <T = Record<string, unknown>>(
  who: Who,
  method: string,
  path: string,
  body?: unknown,
): Promise<TestAnswer<T>> => t.send<T>(method, path, { token: tokens[who], ...(body === undefined ? {} : { body }) });
const codes = ({ body }: TestAnswer<unknown>): string[] =>
  ((body as { issues?: { path: string; code: string }[] }).issues ?? []).map(({ path, code }) => `${path} ${code}`);
const card = (who: Who, subject: string, period = quarter, more = '') =>
  send<ScorecardAnswer>(who, 'GET', `/v1/scorecards?subject=${subject}&period=${period}${more}`);
const board = (who: Who, query: string) => send<Leaderboard>(who, 'GET', `/v1/leaderboards?period=${quarter}&${query}`);

describe('GET /v1/scorecards', () => {
  it('weighs the values of the model by the arithmetic of core', async () => {
    const { status, body, text } = await card('rep', `rep:${rep}`);
    expect(status, text).toBe(200);
    expect(z.parse(scorecardAnswer, body)).toEqual(body);
    expect(body.model).toMatchObject({ model: 'customer-care', version: 2, name: { en: 'Customer care' } });
    const attainments = Object.fromEntries(body.lines.map(({ kpi, value }) => [kpi, value.attainment ?? null]));
    const wanted = scorecard(
      { id: 'customer-care', version: 2, from: body.model.from, weights: body.lines, minimumCoverage: 0.5 },
      attainments,
    );
    expect(body.score).toBe(wanted.score);
    expect(body.coveredWeight).toBe(wanted.coveredWeight);
    expect(body.totalWeight).toBe(100);
    expect(body.lines.map(({ share, points }) => [share, points])).toEqual(
      wanted.lines.map(({ share, points }) => [share, points]),
    );
    for (const { kpi, name, value } of body.lines) {
      expect(value).toMatchObject({ kpi, subject: `rep:${rep}`, period: quarter });
      expect(name['zh-CN']).toMatch(/[\u4e00-\u9fff]|NPS|CSAT/);
    }
  });

  it('counts nobody else’s figures', async () => {
    const before = t.statements.length;
    const { body } = await card('rep', `rep:${rep}`);
    expect(body.lines.filter(({ value }) => value.rank !== undefined || value.peers !== undefined)).toEqual([]);
    expect(t.statements.slice(before).filter((text) => text.includes('m.team_id FROM reps m'))).toEqual([]);
  });

  it('shows the bonus that follows, with its rule in both languages', async () => {
    const { body } = await card('rep', `rep:${rep}`);
    expect(body.bonus?.amount).toEqual(body.bonus && bonus(body.bonus.terms, body.score).amount);
    expect(body.bonus?.rule.en).toContain('€3,000.00');
    expect(body.bonus?.rule['zh-CN']).toContain('奖金');
    expect((await card('manager', `team:${demo.teams.north}`)).body.bonus).toBeUndefined();
  });

  it('judges a period by the edition that held on its first day, and compares with the one before', async () => {
    const now = await card('rep', `rep:${rep}`);
    const [year = 0, q = 0] = quarter.split('-Q').map(Number);
    const before = q === 1 ? `${String(year - 1)}-Q4` : `${String(year)}-Q${String(q - 1)}`;
    const last = await card('rep', `rep:${rep}`, before);
    expect(last.body.model.version).toBe(1);
    expect(now.body.previousScore).toBe(last.body.score);
    expect(last.body.reviews.map(({ kind, status }) => [kind, status])).toEqual([
      ['self', 'shared'],
      ['superior', 'acknowledged'],
    ]);
  });

  it('gives the same score to whoever may see it, and refuses the others', async () => {
    const mine = await card('rep', `rep:${rep}`);
    for (const who of ['manager', 'admin'] as const) {
      const other = await card(who, `rep:${rep}`);
      expect([other.body.score, other.body.bonus]).toEqual([mine.body.score, mine.body.bonus]);
    }
    expect((await card('colleague', `rep:${rep}`)).status).toBe(403);
    expect((await card('east', `rep:${rep}`)).status).toBe(403);
    expect((await card('rep', `team:${demo.teams.north}`)).status).toBe(403);
    expect((await card('manager', 'tenant')).status).toBe(403);
    const all = await card('admin', 'tenant');
    expect(all.status, all.text).toBe(200);
    expect([all.body.reviews, all.body.appeals]).toEqual([[], []]);
  });

  it('names what it does not know', async () => {
    expect(codes(await card('rep', `rep:${rep}`, '2025-W53'))).toEqual(['query.period unknown-period']);
    expect((await card('rep', `rep:${rep}`, quarter, '&model=other')).status).toBe(404);
    expect((await card('rep', `rep:${rep}`, '2001-Q1')).status).toBe(404);
    expect((await card('admin', `rep:${newId()}`)).status).toBe(404);
    expect(
      (await send('rep', 'GET', `/v1/scorecards?subject=customer:${demo.customers.first}&period=2026`)).status,
    ).toBe(400);
  });
});

describe('appeals', () => {
  const appeal = (subject: string, more: Partial<Approval> = {}) => ({
    id: newId(),
    kind: 'kpi-appeal',
    title: 'Not mine',
    subject: { kind: 'rep', id: subject },
    kpi: 'retention-rate',
    period: quarter,
    text: 'One of them moved abroad.',
    ...more,
  });

  it('are asked by who is judged, decided by somebody else with a reason, and stand on the scorecard', async () => {
    const asked = appeal(rep);
    const { status, text } = await send('rep', 'POST', '/v1/approvals', asked);
    expect(status, text).toBe(201);
    expect(codes(await send('rep', 'POST', '/v1/approvals', appeal(rep)))).toEqual(['body.kpi waiting']);
    const path = `/v1/approvals/${asked.id}`;
    expect((await send('rep', 'PATCH', path, { status: 'approved', reason: 'Yes' })).status).toBe(403);
    expect((await send('colleague', 'PATCH', path, { status: 'approved', reason: 'Yes' })).status).toBe(404);
    expect((await send('east', 'PATCH', path, { status: 'approved', reason: 'Yes' })).status).toBe(404);
    expect(codes(await send('manager', 'PATCH', path, { status: 'refused' }))).toEqual(['body.reason required']);
    expect(codes(await send('rep', 'PATCH', path, { kpi: 'nps' }))).toEqual(['body.kpi fixed']);
    const decided = await send<Approval>('manager', 'PATCH', path, { status: 'approved', reason: 'You are right.' });
    expect(decided.body).toMatchObject({
      status: 'approved',
      deciderId: demo.managers.north,
      reason: 'You are right.',
    });
    const { body } = await card('rep', `rep:${rep}`);
    expect(body.appeals.map(({ id, status: at }) => [id, at])).toEqual([[asked.id, 'approved']]);
    expect((await card('manager', `rep:${rep}`)).body.appeals).toHaveLength(1);
  });

  it('refuse a decision on the own appeal of a manager', async () => {
    const asked = appeal(demo.managers.north);
    expect((await send('manager', 'POST', '/v1/approvals', asked)).status).toBe(201);
    const decision = { status: 'approved', reason: 'I think so' };
    expect((await send('manager', 'PATCH', `/v1/approvals/${asked.id}`, decision)).status).toBe(403);
    expect((await send('admin', 'PATCH', `/v1/approvals/${asked.id}`, decision)).status).toBe(200);
  });

  it('name a figure that there is and that one sees, and say why', async () => {
    const post = async (body: object) => codes(await send('rep', 'POST', '/v1/approvals', body));
    expect(await post(appeal(rep, { kpi: 'luck' }))).toEqual(['body.kpi unknown-kpi']);
    expect(await post(appeal(rep, { period: '2025-W53' }))).toEqual(['body.period unknown-period']);
    expect(await post(appeal(rep, { text: ' ' }))).toEqual(['body.text required']);
    expect(await post({ ...appeal(rep), subject: undefined })).toEqual(['body.subject required']);
    expect((await send('rep', 'POST', '/v1/approvals', appeal(colleague))).status).toBe(403);
  });
});

describe('reviews', () => {
  const period = '2024-Q1';
  const review = (more: Partial<Review>) => ({
    id: newId(),
    repId: rep,
    period,
    kind: 'superior',
    ratings: [{ topic: 'customers', rating: 4 }],
    text: 'Well done.',
    ...more,
  });

  it('are their author’s as drafts, then shared, then acknowledged by the rep, then closed', async () => {
    const draft = review({});
    expect((await send('manager', 'POST', '/v1/reviews', draft)).status).toBe(201);
    const path = `/v1/reviews/${draft.id}`;
    for (const who of ['rep', 'colleague', 'admin', 'east'] as const)
      expect([who, (await send(who, 'GET', path)).status]).toEqual([who, 404]);
    expect((await send('rep', 'GET', `/v1/reviews?repId=${rep}&period=${period}`)).body['items']).toEqual([]);
    expect(codes(await send('manager', 'PATCH', path, { status: 'acknowledged' }))).toEqual(['body.status not-yours']);

    const shared = await send<Review>('manager', 'PATCH', path, { text: 'Very well done.', status: 'shared' });
    expect(shared.body).toMatchObject({ status: 'shared', authorId: demo.managers.north });
    expect(shared.body.sharedAt).toBeDefined();
    for (const who of ['rep', 'admin'] as const) expect((await send(who, 'GET', path)).status).toBe(200);
    for (const who of ['colleague', 'east'] as const) expect((await send(who, 'GET', path)).status).toBe(404);
    expect((await send('manager', 'PATCH', path, { text: 'Hm.' })).status).toBe(409);
    expect((await send('manager', 'DELETE', path)).status).toBe(409);
    expect((await send('rep', 'PATCH', path, { text: 'Even better.' })).status).toBe(403);
    expect((await send('manager', 'PATCH', path, { status: 'acknowledged' })).status).toBe(409);

    const read = await send<Review>('rep', 'PATCH', path, { status: 'acknowledged', acknowledgement: 'Thank you.' });
    expect(read.body).toMatchObject({ status: 'acknowledged', acknowledgement: 'Thank you.', text: 'Very well done.' });
    expect(read.body.acknowledgedAt).toBeDefined();
    for (const who of ['rep', 'manager'] as const)
      expect((await send(who, 'PATCH', path, { acknowledgement: 'Or not.' })).status).toBe(409);
    expect((await card('rep', `rep:${rep}`, period)).status).toBe(404);
  });

  it('are written by the rep about itself and by who leads it', async () => {
    expect((await send('rep', 'POST', '/v1/reviews', review({}))).status).toBe(403);
    expect(codes(await send('rep', 'POST', '/v1/reviews', review({ kind: 'self', repId: colleague })))).toEqual([
      'body.repId not-yourself',
    ]);
    expect((await send('east', 'POST', '/v1/reviews', review({}))).status).toBe(403);
    expect((await send('manager', 'POST', '/v1/reviews', review({ repId: demo.managers.north }))).status).toBe(403);
    expect(codes(await send('admin', 'POST', '/v1/reviews', review({})))).toEqual(['body no-author']);
    const self = review({ kind: 'self', status: 'shared' });
    expect((await send('rep', 'POST', '/v1/reviews', self)).status).toBe(201);
    expect((await send('manager', 'GET', `/v1/reviews/${self.id}`)).status).toBe(200);
    expect((await send('manager', 'PATCH', `/v1/reviews/${self.id}`, { status: 'acknowledged' })).status).toBe(403);
    expect((await send('rep', 'POST', '/v1/reviews', review({ kind: 'self' }))).status).toBe(409);
    const twice = [
      { topic: 'customers', rating: 4 },
      { topic: 'customers', rating: 5 },
    ];
    expect(
      codes(await send('colleague', 'POST', '/v1/reviews', review({ kind: 'self', repId: colleague, ratings: twice }))),
    ).toEqual(['body.ratings.1.topic repeated']);
  });

  it('go away as drafts only', async () => {
    const draft = review({ kind: 'self', repId: third });
    expect((await send('third', 'POST', '/v1/reviews', draft)).status).toBe(201);
    expect((await send('manager', 'DELETE', `/v1/reviews/${draft.id}`)).status).toBe(404);
    expect((await send('third', 'DELETE', `/v1/reviews/${draft.id}`)).status).toBe(204);
  });
});

describe('scorecard models', () => {
  const model = (more: Partial<ScorecardModelRecord> = {}) => ({
    id: newId(),
    model: 'service',
    edition: 1,
    from: '2026-01-01',
    weights: [{ kpi: 'nps', weight: 1 }],
    ...more,
  });
  const post = (body: object, who: Who = 'manager') => send(who, 'POST', '/v1/scorecard-models', body);

  it('are written ahead of their day and never changed from then on', async () => {
    const first = model();
    expect((await post(first)).status).toBe(201);
    const path = (id: string) => `/v1/scorecard-models/${id}`;
    expect((await send('manager', 'PATCH', path(first.id), { minimumCoverage: 0.5 })).status).toBe(409);
    expect((await send('admin', 'DELETE', path(first.id))).status).toBe(409);
    expect(codes(await post(model({ edition: 2, from: inDays(-2) })))).toEqual(['body.from in-the-past']);
    expect(codes(await post(model({ edition: 1, from: inDays(9) })))).toEqual(['body.edition taken']);
    const second = model({ edition: 2, from: inDays(9) });
    expect((await post(second)).status).toBe(201);
    expect((await send('manager', 'PATCH', path(second.id), { from: inDays(12), minimumCoverage: 0.5 })).status).toBe(
      200,
    );
    expect(codes(await send('manager', 'PATCH', path(second.id), { from: inDays(-2) }))).toEqual([
      'body.from in-the-past',
    ]);
    expect(codes(await send('manager', 'PATCH', path(second.id), { edition: 3 }))).toEqual(['body.edition fixed']);
    expect((await send('manager', 'DELETE', path(second.id))).status).toBe(204);
    expect((await card('rep', `rep:${rep}`, quarter, '&model=service')).body.totalWeight).toBe(1);
  });

  it('weigh KPIs that can be scored, by rules that can be applied', async () => {
    const weights = [
      { kpi: 'nps', weight: 1 },
      { kpi: 'luck', weight: 1 },
      { kpi: 'nps', weight: 1 },
    ];
    expect(codes(await post(model({ model: 'other', weights })))).toEqual([
      'body.weights.1.kpi unknown-kpi',
      'body.weights.2.kpi repeated',
    ]);
    const terms = { base: { minor: 1, currency: 'EUR' }, between: 'step' as const };
    const steps = [
      { from: 1, share: 1 },
      { from: 1, share: 2 },
    ];
    expect(codes(await post(model({ model: 'other', bonus: { ...terms, steps } })))).toEqual([
      'body.bonus.steps.1.from steps-not-rising',
    ]);
    expect((await post(model({ model: 'other' }), 'rep')).status).toBe(403);
    expect((await send('rep', 'GET', '/v1/scorecard-models?model=customer-care')).body['items']).toHaveLength(2);
  });
});

describe('goals and check-ins', () => {
  const period = '2027-Q2';
  const goal = (subject: string, more: Partial<Goal> = {}) => ({
    id: newId(),
    kpi: 'visits-done',
    subject,
    period,
    target: 50,
    ...more,
  });

  it('stand in a tree without circles, in periods and subjects that hold one another', async () => {
    const top = goal('tenant', { period: '2027' });
    const team = goal(`team:${demo.teams.north}`, { parentId: top.id });
    const own = goal(`rep:${rep}`, { parentId: team.id });
    expect((await send('admin', 'POST', '/v1/goals', top)).status).toBe(201);
    expect((await send('manager', 'POST', '/v1/goals', team)).status).toBe(201);
    expect((await send('manager', 'POST', '/v1/goals', own)).status).toBe(201);
    const list = await send<{ items: Goal[] }>('rep', 'GET', `/v1/goals?parentId=${team.id}`);
    expect(list.body.items.map(({ id }) => id)).toEqual([own.id]);

    const patch = async (id: string, body: object) => codes(await send('admin', 'PATCH', `/v1/goals/${id}`, body));
    expect(await patch(team.id, { parentId: own.id })).toEqual(['body.parentId circular']);
    expect(await patch(team.id, { parentId: team.id })).toEqual(['body.parentId circular']);
    expect(await patch(top.id, { parentId: newId() })).toEqual(['body.parentId unknown-record']);
    expect(await patch(team.id, { period: '2027-Q3' })).toEqual(['body.period fixed']);
    const wide = goal(`rep:${colleague}`, { period: '2027', parentId: team.id });
    expect(codes(await send('manager', 'POST', '/v1/goals', wide))).toEqual(['body.parentId wider-period']);
    expect((await send('admin', 'DELETE', `/v1/goals/${team.id}`)).status).toBe(409);
  });

  it('are worded, owned and due within their period', async () => {
    const post = async (more: Partial<Goal>) =>
      codes(await send('manager', 'POST', '/v1/goals', goal(`rep:${colleague}`, more)));
    expect(await post({ wording: 'More!' })).toEqual(['body.wording too-short']);
    expect(await post({ dueOn: '2027-07-01' })).toEqual(['body.dueOn outside-period']);
    expect(await post({ baseline: 50 })).toEqual(['body.baseline no-way']);
    expect(await post({ ownerId: newId() })).toEqual(['body.ownerId unknown-record']);
    expect(
      await post({ wording: 'Fifty visits to the top tier.', dueOn: '2027-06-30', baseline: 30, ownerId: colleague }),
    ).toEqual([]);
  });

  it('are checked in on by their owner and who leads the owner, for those who see the goal', async () => {
    const about = goal(`rep:${third}`, { ownerId: third });
    await send('manager', 'POST', '/v1/goals', about);
    const say = (who: Who, goalId = about.id) => {
      const body = { id: newId(), goalId, at: new Date().toISOString(), confidence: 'at-risk', value: 12 };
      return send<CheckIn>(who, 'POST', '/v1/check-ins', body);
    };
    const said = await say('third');
    expect(said.body).toMatchObject({ authorId: third, subject: about.subject, period });
    expect((await say('manager')).status).toBe(201);
    expect((await say('colleague')).status).toBe(422);
    expect((await say('east')).status).toBe(422);
    const company = goal('tenant', { kpi: 'nps', target: 0.5 });
    await send('admin', 'POST', '/v1/goals', company);
    expect((await say('third', company.id)).status).toBe(403);
    expect((await say('manager', company.id)).status).toBe(403);
    const path = `/v1/check-ins/${said.body.id}`;
    expect((await send('manager', 'PATCH', path, { confidence: 'on-track' })).status).toBe(403);
    expect((await send('third', 'PATCH', path, { confidence: 'on-track' })).body['confidence']).toBe('on-track');
    expect((await send('eastern', 'GET', path)).status).toBe(404);
    const listed = await send<{ items: CheckIn[] }>(
      'third',
      'GET',
      `/v1/check-ins?goalId=${about.id}&period=${period}`,
    );
    expect(listed.body.items).toHaveLength(2);
  });
});

describe('recognitions', () => {
  it('go to somebody else, and all of the staff read them', async () => {
    const thanks = { id: newId(), repId: colleague, text: 'Thank you!', at: new Date().toISOString(), kpi: 'nps' };
    expect((await send('rep', 'POST', '/v1/recognitions', thanks)).body['authorId']).toBe(rep);
    const own = { ...thanks, id: newId(), repId: rep };
    expect(codes(await send('rep', 'POST', '/v1/recognitions', own))).toEqual(['body.repId yourself']);
    expect(codes(await send('rep', 'POST', '/v1/recognitions', { ...thanks, id: newId(), kpi: 'luck' }))).toEqual([
      'body.kpi unknown-kpi',
    ]);
    const path = `/v1/recognitions/${thanks.id}`;
    expect((await send('eastern', 'GET', path)).status).toBe(200);
    expect((await send('eastern', 'PATCH', path, { text: 'No.' })).status).toBe(403);
    expect((await send('eastern', 'DELETE', path)).status).toBe(403);
    expect((await send('rep', 'DELETE', path)).status).toBe(204);
  });
});

describe('GET /v1/leaderboards', () => {
  it('ranks the own team’s reps by a KPI as core does, with the rule in words', async () => {
    const { status, body, text } = await board('rep', 'kpi=visits-done');
    expect(status, text).toBe(200);
    expect(z.parse(leaderboard, body)).toEqual(body);
    expect(body).toMatchObject({
      scope: `team:${demo.teams.north}`,
      kpi: 'visits-done',
      unit: 'count',
      direction: 'higher',
    });
    expect(new Set(body.items.map(({ repId }) => repId))).toEqual(
      // Who leads the team holds customers too.
      new Set([demo.managers.north, rep, colleague, third]),
    );
    const values = body.items.map(({ value }) => value ?? -1);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    expect(body.items[0]?.position).toBe(1);
    expect(body.rule.en).toMatch(/Equal values share a place/);
    expect(body.rule['zh-CN']).toMatch(/并列/);
    expect(body.outliers).toBeUndefined();
    const value = await send<{ value: number }>(
      'rep',
      'GET',
      `/v1/kpis?kpi=visits-done&subject=rep:${rep}&period=${quarter}`,
    );
    expect(body.items.find(({ repId }) => repId === rep)?.value).toBe(value.body.value);
  });

  it('ranks by the score of a model, with the places of the period before', async () => {
    const { body } = await board('manager', `team=${demo.teams.north}&model=customer-care`);
    expect(body.model).toMatchObject({ model: 'customer-care', version: 2 });
    expect(body.rule.en).toContain('NPS 15%');
    for (const { repId, value, previousPosition } of body.items) {
      expect(value).toBe((await card('manager', `rep:${repId}`)).body.score);
      expect(previousPosition).not.toBeUndefined();
    }
    expect(body.outliers).toEqual([]);
    expect((await board('rep', '')).body.model?.model).toBe('customer-care');
  });

  it('tells those who run the company of all teams, money in one currency, and who stands out', async () => {
    const { body } = await board('admin', 'kpi=spend');
    expect(body.scope).toBe('tenant');
    expect(body.items).toHaveLength(8);
    for (const { reason, value, position } of body.items)
      expect([value === null, position === null]).toEqual([reason !== undefined, reason !== undefined]);
    expect(body.items.some(({ reason }) => reason === 'other-currency')).toBe(true);
    expect(body.outliers).toBeDefined();
  });

  it('shows what was said of those on it', async () => {
    const { body } = await board('east', 'kpi=nps');
    const { from, to } = parsePeriod(quarter, calendar, Date.now());
    for (const { repId, at } of body.recognitions) {
      expect(body.items.map((item) => item.repId)).toContain(repId);
      expect(Date.parse(at) >= from && Date.parse(at) < to).toBe(true);
    }
  });

  it('is for the own team and who leads it', async () => {
    expect((await board('rep', `kpi=nps&team=${demo.teams.east}`)).status).toBe(403);
    expect((await board('manager', `kpi=nps&team=${demo.teams.east}`)).status).toBe(403);
    expect((await board('admin', `kpi=nps&team=${newId()}`)).status).toBe(404);
    expect(codes(await board('rep', 'kpi=nps&model=service'))).toEqual(['query.model one-of']);
    expect(codes(await board('rep', 'kpi=luck'))).toEqual(['query.kpi unknown-kpi']);
  });
});

describe('answers about a rep', () => {
  const survey = newId();
  const definition = {
    id: 'colleagues',
    version: 1,
    language: 'en',
    questions: [
      { id: 'help', type: 'csat', title: 'How well does your colleague help?', scale: 5 },
      { id: 'recommend', type: 'nps', title: 'Would you work together again?' },
    ],
  };
  const say = (who: Who, raterRole: string, help: number, more: object = {}) =>
    send(who, 'POST', '/v1/responses', {
      id: newId(),
      surveyId: survey,
      answers: { help, recommend: 0 },
      source: 'page',
      aboutRepId: rep,
      raterRole,
      ...more,
    });
  const raters = async (who: Who) => (await card(who, `rep:${rep}`)).body.raters;
  const close = () => send('manager', 'PATCH', `/v1/surveys/${survey}`, { status: 'closed' });

  it('are given once by each, in the role that one has', async () => {
    const made = { id: survey, name: 'Colleagues', definition, status: 'open', access: 'invited' };
    expect((await send('manager', 'POST', '/v1/surveys', made)).status).toBe(201);
    const own = await say('rep', 'self', 5);
    expect(own.status, own.text).toBe(201);
    expect(own.text).not.toContain('authorId');
    expect((await say('manager', 'superior', 3)).status).toBe(201);
    expect((await say('colleague', 'peer', 2)).status).toBe(201);
    expect((await say('colleague', 'peer', 1)).status).toBe(409);
    expect(codes(await say('third', 'superior', 1))).toEqual(['body.raterRole another-role']);
    expect(codes(await say('third', 'peer', 1, { aboutRepId: undefined }))).toEqual(['body.aboutRepId required']);
    expect(codes(await say('third', 'peer', 1, { aboutRepId: newId() }))).toEqual(['body.aboutRepId unknown-rep']);
    expect((await say('third', 'peer', 3)).status).toBe(201);
    expect((await say('eastern', 'peer', 4)).status).toBe(201);
    for (const help of [5, 4]) expect((await say('admin', 'customer', help, { source: 'import' })).status).toBe(201);
  });

  it('are read by nobody but who gave them, and count in no figure', async () => {
    const listed = async (who: Who) =>
      (await send<{ items: unknown[] }>(who, 'GET', `/v1/responses?surveyId=${survey}`)).body.items.length;
    expect([await listed('rep'), await listed('colleague'), await listed('manager'), await listed('east')]).toEqual([
      1, 1, 1, 0,
    ]);
    expect(await listed('admin')).toBe(7);
    const result = await send('rep', 'GET', `/v1/surveys/${survey}/results?repId=${rep}`);
    expect(result.body['responses']).toBe(0);
    const nps = await send<{ n: number }>('admin', 'GET', '/v1/kpis?kpi=nps&subject=tenant&period=last-7-days');
    const final = await send<{ items: { aboutRepId?: string; finishedAt: string }[] }>(
      'admin',
      'GET',
      '/v1/responses?final=true&limit=500',
    );
    const since = `${inDays(-6)}T00:00:00.000Z`;
    const counted = final.body.items.filter(
      ({ aboutRepId, finishedAt }) => aboutRepId === undefined && finishedAt >= since,
    );
    expect(nps.body.n).toBe(counted.length);
  });

  it('become means by role once the survey is closed, what would single somebody out hidden', async () => {
    const before = await raters('rep');
    expect((await close()).status).toBe(200);
    const shown = await raters('rep');
    expect(shown).toEqual([
      { role: 'self', n: 1, mean: 5, suppressed: null },
      { role: 'superior', n: 1, mean: 3, suppressed: null },
      { role: 'peer', n: null, mean: null, suppressed: 'secondary' },
      { role: 'customer', n: null, mean: null, suppressed: 'too-few' },
    ]);
    expect(before).not.toEqual(shown);
    expect(await raters('manager')).toEqual(shown);
  });

  it('are asked of customers by who leads the rep', async () => {
    const invite = (who: Who, more: object) =>
      send(who, 'POST', '/v1/invitations', {
        id: newId(),
        surveyId: survey,
        customerId: demo.customers.first,
        aboutRepId: rep,
        ...more,
      });
    expect((await invite('manager', {})).status).toBe(201);
    expect(codes(await invite('manager', { raterRole: 'peer' }))).toEqual(['body.raterRole not-a-customer']);
    expect((await invite('manager', { aboutRepId: demo.managers.north })).status).toBe(403);
  });
});

describe('what is shown of a rep and never scored', () => {
  const shown = async (who: Who = 'colleague') => (await card(who, `rep:${colleague}`)).body.shown;
  const work = async () => (await shown())?.workload;
  const done = async (made: Promise<TestAnswer<unknown>>, status: number) => {
    const answer = await made;
    expect(answer.status, answer.text).toBe(status);
  };

  it('is the training and the work of now, the same for whoever may see it, and moves no score', async () => {
    const before = (await card('colleague', `rep:${colleague}`)).body;
    const certifications = [
      { name: 'key-account', tier: 3, issuedOn: '2000-01-01', expiresOn: '2001-12-31' },
      { name: 'key-account', tier: 2, expiresOn: '2999-12-31' },
      { name: 'product-basics', tier: 1 },
    ];
    await done(
      send('admin', 'PATCH', `/v1/reps/${colleague}`, { grade: 'principal', capacity: 77, certifications }),
      200,
    );
    const after = (await card('colleague', `rep:${colleague}`)).body;
    const held = await send<{ value: number }>(
      'colleague',
      'GET',
      `/v1/kpis?kpi=customers-held&subject=rep:${colleague}&period=${quarter}`,
    );
    expect(held.body.value).toBeGreaterThan(0);
    expect(after.shown).toEqual({
      grade: 'principal',
      certifications: [
        { name: 'key-account', tier: 3, validUntil: '2001-12-31', expired: true },
        { name: 'key-account', tier: 2, validUntil: '2999-12-31', expired: false },
        { name: 'product-basics', tier: 1, expired: false },
      ],
      workload: { ...before.shown?.workload, customers: held.body.value, capacity: 77 },
    });
    expect([after.score, after.totalWeight, after.bonus]).toEqual([before.score, before.totalWeight, before.bonus]);
    for (const who of ['manager', 'admin'] as const) expect(await shown(who)).toEqual(after.shown);
  });

  it('is a rep’s alone', async () => {
    for (const subject of [`team:${demo.teams.north}`, 'tenant'])
      expect((await card('admin', subject)).body).not.toHaveProperty('shown');
  });

  it('counts open tasks and cases whole, but for customers of a sealed unit of others', async () => {
    const before = await work();
    if (!before) throw new Error('A rep has a workload.');
    const customerId = newId();
    const [task, record] = [newId(), newId()];
    const team = `/v1/teams/${demo.teams.east}`;
    await done(
      send('admin', 'POST', '/v1/customers', { id: customerId, kind: 'organization', name: 'Elsewhere' }),
      201,
    );
    await done(send('admin', 'POST', '/v1/assignments', { id: newId(), customerId, repId: eastern }), 201);
    const about = { customerId, ownerId: colleague };
    await done(send('admin', 'POST', '/v1/tasks', { id: task, title: 'Call', ...about }), 201);
    await done(send('admin', 'POST', '/v1/cases', { id: record, kind: 'request', title: 'Spare part', ...about }), 201);
    const more = { ...before, openTasks: before.openTasks + 1, openCases: before.openCases + 1 };
    expect(await work()).toEqual(more);
    await done(send('admin', 'PATCH', team, { mode: 'sealed-unit' }), 200);
    expect(await work()).toEqual(before);
    await done(send('admin', 'PATCH', team, { mode: 'own-post' }), 200);
    expect(await work()).toEqual(more);
    await done(send('admin', 'PATCH', `/v1/tasks/${task}`, { status: 'done' }), 200);
    await done(send('admin', 'PATCH', `/v1/cases/${record}`, { status: 'solved' }), 200);
    expect(await work()).toEqual(before);
  });
});
