import { describe, expect, it } from 'vitest';
import { newId } from '@liaise/core/records/identifier';
import type { CheckIn } from '@liaise/core/records/check-in';
import type { Goal } from '@liaise/core/records/goal';
import { openConnection } from '../connection.ts';
import type { CommandKind, Order } from '../source.ts';
import type { QueuedWrite } from '../storage.ts';
import { json, playClock, playGateway, playToken, type Seen } from '../testing/line.ts';
import { around, query } from './goals.ts';
import { query as models } from './models.ts';
import { query as pyramid } from './pyramid.ts';
import { query as customers } from './value-customers.ts';
import { query as catalogue } from './catalogue.ts';
import { command as checkIn } from '../commands/check-in.ts';
import { command as review } from '../commands/review-customer.ts';
import { command as saveModel } from '../commands/save-model.ts';
import { command as setGoal } from '../commands/set-goal.ts';

const now = '2026-11-21T09:00:00.000Z';
const rep = newId();
const team = newId();
const made = { version: 1, createdAt: now, updatedAt: now };
const goal = (change: Partial<Goal> = {}): Goal => ({
  ...made,
  id: newId(),
  kpi: 'retention-rate',
  subject: 'tenant',
  period: '2026-Q4',
  target: 0.9,
  ...change,
});
const year = goal({ period: '2026' });
const company = goal({ parentId: year.id });
const north = goal({ subject: `team:${team}`, parentId: company.id });
const own = goal({ subject: `rep:${rep}`, parentId: north.id });
const other = goal({ subject: `rep:${newId()}`, parentId: north.id });
const alone = goal({ kpi: 'visits-done', subject: `rep:${rep}` });
const all = [company, north, own, other, alone];
const said: CheckIn = {
  ...made,
  id: newId(),
  goalId: own.id,
  at: now,
  confidence: 'at-risk',
  subject: own.subject,
  period: own.period,
};
const kpi = { id: 'retention-rate', name: { en: 'Retention', 'zh-CN': '留存' }, formula: { en: 'f', 'zh-CN': 'f' } };
const known = { ...kpi, unit: 'share', direction: 'higher', minimumN: 1, cumulative: false, ahead: false, own: false };
const settings = { version: 1, timeZone: 'Asia/Shanghai', fiscalStartMonth: 4 };
const value = (subject: string, period: string) => ({
  kpi: 'retention-rate',
  subject,
  period,
  value: 0.9,
  unit: 'share',
  direction: 'higher',
  n: 10,
  asOf: now,
  complete: false,
  formula: 'f',
  sources: [],
});

/** Answers reads, by their path; what is not there is hidden. */
function answer(path: string): [status: number, body: unknown] {
  const { pathname, searchParams } = new URL(path, 'https://gateway.example');
  const page = (items: unknown[]): [number, unknown] => [200, { items, next: null }];
  const one = (name: string): string => searchParams.get(name) ?? '';
  switch (pathname) {
    case '/v1/goals':
      return searchParams.get('cursor') === 'more'
        ? page(all.slice(3))
        : [200, { items: all.slice(0, 3), next: 'more' }];
    case `/v1/goals/${year.id}`:
      return [200, year];
    case '/v1/check-ins':
      return page([said, { ...said, id: newId(), goalId: newId() }]);
    case '/v1/teams':
      return page([{ ...made, id: team, name: 'North', mode: 'own-post' }]);
    case '/v1/reps':
      return page([
        { ...made, id: rep, name: 'Lin Yue', teamId: team, grade: 'senior', active: true },
        { ...made, id: newId(), name: 'Gone', teamId: team, grade: 'senior', active: false },
      ]);
    case '/v1/kpis/catalogue':
      return [200, { items: [known] }];
    case '/v1/settings':
      return [200, settings];
    case '/v1/kpis':
      if (one('subject') === 'tenant') return [403, { code: 'forbidden', status: 403, title: 'forbidden' }];
      return [200, value(one('subject'), one('period'))];
    default:
      return [404, { code: 'not-found', status: 404, title: pathname }];
  }
}

const connect = () => {
  const reply = ({ path, body }: Seen): Response => {
    if (path !== '/v1/batch') {
      const [status, found] = answer(path);
      return json(found, status);
    }
    const { requests } = body as { requests: { path: string }[] };
    return json({ responses: requests.map((one) => ((a) => ({ status: a[0], body: a[1] }))(answer(one.path))) });
  };
  const gateway = playGateway(reply);
  const connection = openConnection({
    url: 'https://gateway.example',
    fetch: gateway.fetch,
    getToken: () => Promise.resolve(playToken({ iss: 'host', sub: 'a', tenant: 'demo', role: 'manager' })),
    clock: playClock(),
    attempts: 1,
  });
  return { connection, ...gateway };
};

const waits = <K extends CommandKind>(kind: K, order: Order<K>): QueuedWrite => ({
  key: '',
  identity: '',
  kind,
  order,
  method: 'POST',
  path: '',
  body: order,
  savedAt: now,
  attempts: 0,
  state: 'waiting',
});

describe('the question for goals', () => {
  it('keeps those above and those below a subject', () => {
    expect(around(all, undefined)).toEqual(all);
    expect(around(all, `team:${team}`)).toEqual([company, north, own, other]);
    expect(around(all, `rep:${rep}`)).toEqual([company, north, own, alone]);
    const circle = [goal({ id: company.id, parentId: north.id }), goal({ ...north, subject: 'tenant' })];
    expect(around(circle, 'tenant')).toHaveLength(2);
  });

  it('brings goals, what was said, values, names, the catalogue and the calendar; and leaves out what is hidden', async () => {
    const { connection, seen } = connect();
    const question = { subject: `rep:${rep}`, period: '2026-Q4' };
    const found = await query.ask(connection, question, new AbortController().signal);
    expect(found.goals.map(({ id }) => id)).toEqual([company, north, own, alone, year].map(({ id }) => id));
    expect(found.checkIns).toEqual([said]);
    expect(found.values.map(({ subject }) => subject)).toEqual([north.subject, own.subject, alone.subject]);
    expect(found.subjects).toEqual([
      { subject: 'tenant', name: '' },
      { subject: `team:${team}`, name: 'North', of: 'tenant' },
      { subject: `rep:${rep}`, name: 'Lin Yue', of: `team:${team}` },
    ]);
    expect(found.settings).toEqual(settings);
    expect(query.kept?.safeParse(found)).toEqual({ success: true, data: found });
    expect(seen.filter(({ path }) => path.startsWith('/v1/kpis')).length, 'values travel together').toBe(0);
  });

  it('shows what waits to be sent', () => {
    const before = { goals: [own], checkIns: [said], values: [] };
    const question = { period: '2026-Q4' };
    const { version: _, createdAt: __, updatedAt: ___, ...create } = goal({ kpi: 'nps' });
    const order = { id: newId(), goalId: own.id, at: now, confidence: 'off-track' as const };
    const ahead = [
      waits('set-goal', { goal: create }),
      waits('set-goal', { goal: { ...create, id: own.id, target: 0.97 }, version: 1 }),
      waits('set-goal', { goal: { ...create, id: newId(), period: '2027' } }),
      waits('check-in', order),
      waits('check-in', { ...order, id: newId(), goalId: newId() }),
    ];
    const shown = query.withQueued?.(before, question, ahead, rep);
    expect(shown?.goals.map(({ target }) => target)).toEqual([0.97, 0.9]);
    expect(shown?.checkIns.map(({ confidence }) => confidence)).toEqual(['at-risk', 'off-track']);
    expect(query.withQueued?.(undefined, question, ahead, rep)).toBe(undefined);
  });
});

describe('the questions about value', () => {
  it('ask for what the contract names', async () => {
    const seen: string[] = [];
    const { connection } = connect();
    const call = {
      ...connection,
      call: ((route: { path: string }, input: { query?: object }) => {
        seen.push(`${route.path} ${JSON.stringify(input.query ?? {})}`);
        return Promise.resolve({ items: [], next: null });
      }) as typeof connection.call,
    };
    const { signal } = new AbortController();
    await pyramid.ask(call, { subject: 'tenant', currency: 'EUR' }, signal);
    expect(await customers.ask(call, { subject: 'tenant', tier: 'big', limit: 40 }, signal)).toEqual({
      items: [],
      more: false,
    });
    await models.ask(call, { model: 'sales' }, signal);
    await catalogue.ask(call, {}, signal);
    expect(seen).toEqual([
      '/v1/value/pyramid {"subject":"tenant","currency":"EUR"}',
      '/v1/value/customers {"subject":"tenant","tier":"big","limit":"40"}',
      '/v1/scorecard-models {"model":"sales","limit":"500"}',
      '/v1/kpis/catalogue {}',
    ]);
  });

  it('show an edition that waits', () => {
    const model = { id: newId(), model: 'sales', edition: 2, from: '2027-01-01', weights: [{ kpi: 'nps', weight: 1 }] };
    const ahead = [waits('save-model', { model })];
    expect(models.withQueued?.([], {}, ahead, rep)).toEqual([{ ...made, ...model }]);
    expect(models.withQueued?.([], { model: 'other' }, ahead, rep)).toEqual([]);
    expect(models.withQueued?.(undefined, {}, [], rep)).toBe(undefined);
  });
});

describe('the orders', () => {
  const here = { repId: rep, now, visit: () => undefined };
  const { version: _, createdAt: __, updatedAt: ___, ...create } = own;

  it('make a record under its own id', () => {
    expect(setGoal.write({ goal: create })).toEqual({ key: own.id, method: 'POST', path: '/v1/goals', body: create });
    expect(setGoal.answer.safeParse(setGoal.expected({ goal: create }, here)).success).toBe(true);
    const order = { id: newId(), goalId: own.id, at: now, confidence: 'on-track' as const };
    expect(checkIn.write(order)).toMatchObject({ key: order.id, method: 'POST', path: '/v1/check-ins' });
    expect(checkIn.answer.safeParse(checkIn.expected(order, here)).success).toBe(true);
    const about = { id: newId(), customerId: newId(), period: '2026-Q4', recommendation: 'visit' as const };
    expect(review.write(about)).toMatchObject({ key: about.id, path: '/v1/customer-reviews' });
    expect(review.answer.safeParse(review.expected(about, here)).success).toBe(true);
  });

  it('change a record on the version that was seen, and clear what is left out', async () => {
    const write = await setGoal.write({ goal: create, version: 3 });
    expect(write).toMatchObject({ method: 'PATCH', path: `/v1/goals/${own.id}`, ifMatch: '"3"' });
    expect(write.body).toEqual({
      kpi: 'retention-rate',
      subject: own.subject,
      period: '2026-Q4',
      target: 0.9,
      parentId: north.id,
      baseline: null,
      warn: null,
      wording: null,
      ownerId: null,
      dueOn: null,
    });
    const model = { id: newId(), model: 'sales', edition: 2, from: '2027-01-01', weights: [{ kpi: 'nps', weight: 1 }] };
    expect(saveModel.write({ model, version: 1 })).toMatchObject({ method: 'PATCH', ifMatch: '"1"' });
    expect(saveModel.answer.safeParse(saveModel.expected({ model, version: 1 }, here)).success).toBe(true);
  });
});
