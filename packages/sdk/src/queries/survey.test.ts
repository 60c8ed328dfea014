import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createGatewaySource, type GatewaySource } from '../gateway-source.ts';
import { kinds } from '../kinds.ts';
import type { Question, Snapshot } from '../source.ts';
import { json, playClock, playGateway, playToken, problem, type Reply } from '../testing/line.ts';

const marks = new Map<string, string>();
const tab = new Map<string, string>();
const opened: GatewaySource[] = [];
const storageOver = (kept: Map<string, string>): object => ({
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
  removeItem: (key: string) => kept.delete(key),
});

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  marks.clear();
  tab.clear();
  Object.assign(globalThis, { localStorage: storageOver(marks), sessionStorage: storageOver(tab) });
  return () => opened.splice(0).forEach((source) => source.close());
});

const session = (more: object = {}): object => ({ token: 'demo.abc', ...more });
const survey = {
  name: 'Visit',
  definition: { id: 'visit', version: 1, language: 'en', questions: [{ id: 'q', type: 'nps', title: 'How?' }] },
  answers: {},
  status: 'open',
  savedAt: null,
  fields: {},
};

/** Short waits are over at once; how long an order may take is as long as the machine needs. */
const waiting = (ms: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, ms > 5000 ? 60_000 : 1).unref());

/** A page: a source whose gateway opens sessions as told, and whoever is signed in. */
function page({ reply, sub }: { reply?: Reply; sub?: string } = {}) {
  const usual: Reply = ({ method, path }) =>
    path.endsWith('/sessions')
      ? json(session(), 201)
      : method === 'GET'
        ? json(survey)
        : json({ until: null, savedAt: later(0) });
  const gateway = playGateway(reply ?? usual);
  const token = sub && playToken({ iss: 'host', sub, tenant: 'demo', role: 'contact', contact: 'c' });
  const source = createGatewaySource({
    kinds,
    url: 'https://gateway.example',
    fetch: gateway.fetch,
    ...(token ? { getToken: () => Promise.resolve(token) } : {}),
    clock: { ...playClock(), wait: waiting },
    attempts: 1,
    live: false,
  });
  opened.push(source);
  const ask = (question: Question<'survey'> = { survey: 'visit' }): Promise<Snapshot<unknown>> =>
    new Promise((resolve) => {
      const subscription = source.observe('survey', question, (snapshot) => {
        if (snapshot.state === 'loading') return;
        queueMicrotask(() => subscription.close());
        resolve(snapshot);
      });
    });
  const sessions = (): number => gateway.seen.filter(({ path }) => path.endsWith('/sessions')).length;
  return { source, ask, sessions, ...gateway };
}
const later = (days: number): string => new Date(playClock().now() + days * 86_400_000).toISOString();

describe('a survey asked for by its id', () => {
  it('goes on in its tab, and is not asked for anew', async () => {
    const { ask, sessions } = page();
    expect(await ask()).toMatchObject({ state: 'ready', data: { token: 'demo.abc' } });
    expect(await page().ask()).toMatchObject({ state: 'ready' });
    expect(sessions()).toBe(1);
  });

  it('is not shown to somebody who is not to be asked now', async () => {
    const { ask } = page({ reply: () => problem(409, 'not-now') });
    expect(await ask()).toMatchObject({ state: 'forbidden', error: { code: 'not-now' } });
  });

  it('says of an own act that it is one', async () => {
    const { ask, seen } = page();
    await ask({ survey: 'visit', ownAct: true });
    expect(seen.find(({ path }) => path.endsWith('/sessions'))?.body).toEqual({ ownAct: true });
  });
});

describe('"later" and "not again"', () => {
  it('reach the gateway, and hold on this device without it', async () => {
    const { source, ask, seen, sessions } = page();
    await ask();
    const receipt = await source.submit('defer-survey', { token: 'demo.abc', until: later(7) });
    expect(receipt.state).toBe('delivered');
    expect(seen.at(-1)).toMatchObject({
      method: 'POST',
      path: '/v1/s/demo.abc/deferral',
      body: { until: later(7) },
    });
    const next = page();
    expect(await next.ask()).toMatchObject({
      state: 'forbidden',
      error: { code: 'not-now', retryAfterMs: 7 * 86_400_000 },
    });
    expect(await next.ask({ survey: 'another' })).toMatchObject({ error: { code: 'not-now' } });
    expect(await next.ask({ survey: 'visit', ownAct: true })).toMatchObject({ state: 'ready' });
    expect(await next.ask({ token: 'demo.abc' })).toMatchObject({ state: 'ready' });
    expect(sessions()).toBe(1);
  });

  it('said without a line wait on this device and are kept at once; "later" takes no "not again" back', async () => {
    const { source } = page({ reply: () => Promise.reject(new TypeError('Failed to fetch')) });
    const first = await source.submit('defer-survey', { token: 'demo.abc', until: null });
    expect(first).toMatchObject({ state: 'queued', result: { until: null } });
    await source.submit('defer-survey', { token: 'demo.abc', until: later(1) });
    expect((await (await source.outbox()).list()).map(({ kind, body }) => [kind, body])).toEqual([
      ['defer-survey', { never: true }],
      ['defer-survey', { until: later(1) }],
    ]);
    const refused = await page().ask();
    expect(refused).toMatchObject({ state: 'forbidden', error: { code: 'not-now' } });
  });

  it('are nobody else’s who uses the device', async () => {
    const { source, ask } = page({ sub: 'anna' });
    await ask();
    await source.submit('defer-survey', { token: 'demo.abc', until: null });
    tab.clear();
    expect(await page({ sub: 'anna' }).ask()).toMatchObject({ error: { code: 'not-now' } });
    expect(await page({ sub: 'bea' }).ask()).toMatchObject({ state: 'ready' });
  });
});

describe('a recontact time', () => {
  it('keeps a visitor without a name from being asked anything else, and not from what was begun', async () => {
    const reply: Reply = ({ path }) =>
      path.endsWith('/sessions') ? json(session({ nextAskAt: later(30) }), 201) : json(survey);
    const { ask, sessions } = page({ reply });
    expect(await ask()).toMatchObject({ state: 'ready' });
    expect(await ask({ survey: 'another' })).toMatchObject({ state: 'forbidden', error: { code: 'not-now' } });
    expect(await ask()).toMatchObject({ state: 'ready' });
    tab.clear();
    expect(await ask()).toMatchObject({ error: { code: 'not-now' } });
    expect(sessions()).toBe(1);
  });
});
