import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '@liaise/core/records/identifier';
import { newVisit } from '@liaise/core/visits';
import type { VisitCreate } from '@liaise/core/records/visit';
import { createGatewaySource, type GatewaySource } from './gateway-source.ts';
import { kinds } from './kinds.ts';
import type { Snapshot } from './source.ts';
import { json, playClock, playGateway, playToken, problem, until, type Reply } from './testing/line.ts';

const repId = newId();
const customer = newId();
const token = (sub = 'rep-a'): string => playToken({ iss: 'host', sub, tenant: 'demo', role: 'rep', rep: repId });
const kpi = (value: number): object => ({
  kpi: 'nps',
  subject: 'tenant',
  period: '2026',
  value,
  unit: 'score',
  direction: 'higher',
  n: 10,
  asOf: '2026-11-21T00:00:00Z',
  complete: true,
  formula: 'Promoters minus detractors',
  sources: [],
});
const question = { kpi: 'nps', subject: 'tenant', period: '2026' };

const marks = new Map<string, string>();
const opened: GatewaySource[] = [];

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  marks.clear();
  Object.assign(globalThis, {
    localStorage: {
      getItem: (key: string) => marks.get(key) ?? null,
      setItem: (key: string, value: string) => marks.set(key, value),
      removeItem: (key: string) => marks.delete(key),
    },
  });
  return () => opened.splice(0).forEach((source) => source.close());
});

const sourceOf = (reply: Reply, sub?: string) => {
  const gateway = playGateway(reply);
  const source = createGatewaySource({
    kinds,
    url: 'https://gateway.example',
    fetch: gateway.fetch,
    getToken: () => Promise.resolve(token(sub)),
    clock: { ...playClock(), wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms > 5000 ? 200 : 1)) },
    attempts: 1,
    live: false,
  });
  opened.push(source);
  return { source, ...gateway };
};

const offline: Reply = () => {
  throw new TypeError('failed to fetch');
};

const watch = (source: GatewaySource) => {
  const snapshots: Snapshot<{ value: number | null }>[] = [];
  const subscription = source.observe('kpi', question, (snapshot) => snapshots.push(snapshot));
  return { snapshots, subscription, last: () => snapshots.at(-1) };
};

describe('a source that was not taught what elements ask', () => {
  it('answers every question and order as unsupported, until it is', async () => {
    const gateway = playGateway(() => json(kpi(0.4)));
    const source = createGatewaySource({ url: 'https://gateway.example', fetch: gateway.fetch, live: false });
    opened.push(source);
    const untaught = watch(source);
    await until(() => untaught.last()?.state === 'error', 'an error');
    expect(untaught.last()).toMatchObject({ state: 'error', error: { code: 'unsupported' } });
    await expect(source.submit('appeal', {} as never)).rejects.toMatchObject({ code: 'unsupported' });
    expect(gateway.seen).toEqual([]);
    source.teach(kinds);
    untaught.subscription.refresh();
    await until(() => untaught.last()?.state === 'ready', 'an answer');
  });
});

describe('a KPI', () => {
  it('is asked for without its place among peers unless that is wanted, and kept apart from the value with it', async () => {
    const rank = { position: 2, of: 8, scope: 'team:x', ties: 1 };
    const reply: Reply = ({ path }) => json({ ...kpi(0.4), ...(path.includes('peers=true') && { rank }) });
    const { source, seen } = sourceOf(reply);
    const told: unknown[] = [];
    for (const peers of [undefined, true, false]) {
      const snapshots: Snapshot<{ rank?: unknown }>[] = [];
      const asked = peers === undefined ? question : { ...question, peers };
      source.observe('kpi', asked, (snapshot) => snapshots.push(snapshot));
      await until(() => snapshots.at(-1)?.state === 'ready', 'ready');
      const last = snapshots.at(-1);
      told.push(last && 'data' in last ? last.data.rank : last);
    }
    expect(seen.map(({ path }) => path)).toEqual(
      ['false', 'true', 'false'].map((peers) => `/v1/kpis?kpi=nps&peers=${peers}&period=2026&subject=tenant`),
    );
    expect(told).toEqual([undefined, rank, undefined]);
    await until(() => keptAnswers().then((count) => count === told.length), 'each answer is kept');
  });
});

describe('observe', () => {
  it('tells of loading, then of the answer', async () => {
    const { source } = sourceOf(() => json(kpi(0.4)));
    const { snapshots, last } = watch(source);
    expect(snapshots).toEqual([{ state: 'loading' }]);
    await until(() => last()?.state === 'ready', 'ready');
    expect(last()).toMatchObject({ data: { value: 0.4 } });
  });

  it('asks once for equal questions', async () => {
    const { source, seen } = sourceOf(() => json(kpi(0.4)));
    const one = watch(source);
    const two = watch(source);
    await until(() => one.last()?.state === 'ready' && two.last()?.state === 'ready', 'both ready');
    expect(seen).toHaveLength(1);
  });

  it('shows what was answered before while there is no line, and says so', async () => {
    const first = sourceOf(() => json(kpi(0.4)));
    const before = watch(first.source);
    await until(() => before.last()?.state === 'ready', 'ready');
    await until(() => keptAnswers().then((count) => count === 1), 'the answer is kept');
    first.source.close();
    const { last } = watch(sourceOf(offline).source);
    await until(
      () => last()?.state === 'stale' && (last() as { offline?: boolean }).offline === true,
      'stale and offline',
    );
    expect(last()).toMatchObject({ data: { value: 0.4 } });
  });

  it('says offline when nothing is kept', async () => {
    const { last } = watch(sourceOf(offline).source);
    await until(() => last()?.state === 'offline', 'offline');
  });

  it('keeps no failure, and drops what became forbidden', async () => {
    let reply: Reply = () => json(kpi(0.4));
    const { source } = sourceOf((seen) => reply(seen));
    const { last, subscription } = watch(source);
    await until(() => last()?.state === 'ready', 'ready');
    reply = () => problem(403, 'forbidden');
    subscription.refresh();
    await until(() => last()?.state === 'forbidden', 'forbidden');
    await until(() => keptAnswers().then((count) => count === 0), 'nothing is kept');
    reply = () => problem(500, 'internal');
    subscription.refresh();
    await until(() => last()?.state === 'error', 'error');
    expect(await keptAnswers()).toBe(0);
  });

  it('wipes what is kept when somebody else signs in', async () => {
    const first = sourceOf(() => json(kpi(0.4)), 'rep-a');
    const before = watch(first.source);
    await until(() => before.last()?.state === 'ready', 'ready');
    await until(() => keptAnswers().then((count) => count === 1), 'the answer is kept');
    first.source.close();
    const second = sourceOf(() => problem(500, 'internal'), 'rep-b');
    const { snapshots, last } = watch(second.source);
    await until(() => last()?.state === 'error', 'error');
    expect(snapshots.some((snapshot) => 'data' in snapshot && snapshot.state === 'ready')).toBe(false);
    await until(() => keptAnswers().then((count) => count === 0), 'nothing is kept');
  });
});

const keptAnswers = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('liaise https://gateway.example');
    opening.onerror = () => reject(opening.error ?? new Error('open'));
    opening.onsuccess = () => {
      const database = opening.result;
      if (!database.objectStoreNames.contains('answers')) {
        database.close();
        resolve(0);
        return;
      }
      const counting = database.transaction('answers').objectStore('answers').count();
      counting.onsuccess = () => {
        database.close();
        resolve(counting.result);
      };
    };
  });

describe('submit', () => {
  const planned = (): VisitCreate => ({
    id: newId(),
    customerId: customer,
    type: 'regular',
    plannedStart: '2026-11-22T09:00:00Z',
  });
  const accept: Reply = ({ method, path, body }) =>
    method === 'POST' && path === '/v1/visits'
      ? json(newVisit(body as VisitCreate, { repId, now: '2026-11-21T12:00:00Z' }), 201)
      : json({ items: [], next: null });

  it('delivers with the record’s id as key', async () => {
    const { source, seen } = sourceOf(accept);
    const order = planned();
    expect(await source.submit('create-visit', order)).toMatchObject({
      state: 'delivered',
      result: { id: order.id, repId },
    });
    expect(seen.at(-1)?.headers.get('idempotency-key')).toBe(order.id);
    expect(await (await source.outbox()).list()).toEqual([]);
  });

  it('queues without a line, shows it as it will be, and sends in order after a restart', async () => {
    const first = sourceOf(offline);
    const order = planned();
    expect(await first.source.submit('create-visit', order)).toMatchObject({
      state: 'queued',
      result: { status: 'planned' },
    });
    const move = { move: 'check-in', at: '2026-11-22T09:01:00Z' } as const;
    const receipt = await first.source.submit('move-visit', { visit: order.id, move });
    expect(receipt).toMatchObject({ state: 'queued', result: { status: 'checked-in' } });
    const shown: Snapshot<{ id: string; status: string }[]>[] = [];
    first.source.observe('visits', { customer }, (snapshot) => shown.push(snapshot));
    await until(() => shown.at(-1)?.state === 'stale', 'the waiting visit is shown');
    expect(shown.at(-1)).toMatchObject({ data: [{ id: order.id, status: 'checked-in' }] });
    first.source.close();

    const sent: string[] = [];
    const second = sourceOf(({ method, path, body }) => {
      if (method !== 'POST') return json({ items: [], next: null });
      sent.push(path);
      const visit = newVisit(order, { repId, now: '2026-11-21T12:00:00Z' });
      return path === '/v1/visits'
        ? json(visit, 201)
        : json({ ...visit, status: 'checked-in', moves: [] }, body ? 200 : 400);
    });
    const box = await second.source.outbox();
    await box.send();
    await until(async () => (await box.list()).length === 0, 'the outbox is empty');
    expect(sent).toEqual(['/v1/visits', `/v1/visits/${order.id}/moves`]);
  });

  it('does not fall back to what was before while the answer that knows better is on its way', async () => {
    const order = planned();
    const before = newVisit(order, { repId, now: '2026-11-21T12:00:00Z' });
    const shown: string[] = [];
    let shownBeforeNextAnswer: string[] | undefined;
    const { source } = sourceOf(({ method, path }) => {
      if (method === 'POST' && path.endsWith('/moves')) {
        const at = '2026-11-22T09:01:00Z';
        return json({
          ...before,
          status: 'checked-in',
          moves: [{ move: 'check-in', from: 'planned', to: 'checked-in', at, by: repId }],
        });
      }
      if (shown.length > 0) shownBeforeNextAnswer ??= [...shown];
      return json({ items: [before], next: null });
    });
    source.observe('visits', { customer }, (snapshot) => {
      if ('data' in snapshot) shown.push(snapshot.data[0]?.status ?? '');
    });
    await until(() => shown.length > 0, 'the planned visit is shown');
    await source.submit('move-visit', { visit: order.id, move: { move: 'check-in', at: '2026-11-22T09:01:00Z' } });
    await until(() => shownBeforeNextAnswer !== undefined, 'it is asked again');
    const since = shownBeforeNextAnswer?.slice(shownBeforeNextAnswer.indexOf('checked-in'));
    expect(new Set(since)).toEqual(new Set(['checked-in']));
  });

  it('keeps a repeated order as one', async () => {
    const { source } = sourceOf(offline);
    const order = planned();
    await source.submit('create-visit', order);
    await source.submit('create-visit', order);
    expect(await (await source.outbox()).list()).toHaveLength(1);
  });

  it('tells at once what the gateway refuses for good', async () => {
    const { source } = sourceOf(() => problem(422, 'invalid-body'));
    await expect(source.submit('create-visit', planned())).rejects.toMatchObject({ code: 'invalid-body' });
    expect(await (await source.outbox()).list()).toEqual([]);
  });

  it('tells at once that somebody else was first, and keeps nothing behind: the form still holds what was written', async () => {
    const goal = { id: newId(), kpi: 'nps', subject: 'tenant', period: '2026', target: 0.4 };
    const at = '2026-11-21T12:00:00Z';
    const theirs = { ...goal, target: 0.5, version: 2, createdAt: at, updatedAt: at };
    const { source, seen } = sourceOf(({ method }) =>
      method === 'PATCH' ? problem(412, 'version-mismatch') : json(theirs, 200, { etag: '"2"' }),
    );
    const order = source.submit('set-goal', { goal, version: 1 });
    await expect(order).rejects.toMatchObject({ code: 'version-mismatch' });
    expect(seen.find(({ method }) => method === 'PATCH')?.headers.get('if-match')).toBe('"1"');
    expect(await (await source.outbox()).list()).toEqual([]);
  });

  it('does not take a captive portal for an acknowledgement', async () => {
    const { source } = sourceOf(() => new Response('<html>', { headers: { 'content-type': 'text/html' } }));
    expect(await source.submit('create-visit', planned())).toMatchObject({ state: 'queued' });
    expect(await (await source.outbox()).list()).toMatchObject([{ state: 'waiting' }]);
  });

  it('never sends one person’s writes as another', async () => {
    const first = sourceOf(offline, 'rep-a');
    await first.source.connection.signIn();
    await first.source.submit('create-visit', planned());
    first.source.close();
    const second = sourceOf(accept, 'rep-b');
    const box = await second.source.outbox();
    await box.send();
    expect(second.seen.filter(({ method }) => method === 'POST')).toEqual([]);
    expect(await box.list()).toHaveLength(1);
  });

  it('refuses at once what the state machine does not have', async () => {
    const { source } = sourceOf(offline);
    const order = planned();
    await source.submit('create-visit', order);
    const move = { move: 'check-out', at: '2026-11-22T09:01:00Z' } as const;
    await expect(source.submit('move-visit', { visit: order.id, move })).rejects.toMatchObject({
      code: 'invalid-move',
    });
  });
});
