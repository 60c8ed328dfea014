import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenedSurvey } from '@liaise/core/api/surveys';
import type { Page } from '@liaise/core/api/page';
import { newId } from '@liaise/core/records/identifier';
import type { Invitation, ResponseRecord } from '@liaise/core/records/survey';
import { demo } from '@liaise/core/samples';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';

const definition = {
  id: 'visit',
  version: 2,
  language: 'en',
  title: { en: 'Your last visit', 'zh-CN': '您最近的一次拜访' },
  questions: [
    {
      id: 'recommend',
      type: 'nps',
      required: true,
      title: { en: 'Would you <b>recommend</b> us?', 'zh-CN': '您会推荐我们吗?' },
    },
    { id: 'why', type: 'long-text', title: 'Why?' },
    { id: 'again', type: 'consent', title: 'May we ask again?', showIf: ['>=', ['answer', 'recommend'], 9] },
  ],
};

let t: TestGateway;
let manager: string;
const survey = newId();
const openOne = newId();
beforeAll(async () => {
  t = await openTestGateway({ publicUrl: 'https://liaise.example' });
  manager = await t.token('manager', { rep: demo.managers.north });
  const bodies = [
    { id: survey, name: 'Visit', definition, status: 'open' },
    { id: openOne, name: 'Anyone', definition: { ...definition, id: 'anyone' }, status: 'open', access: 'open' },
  ];
  for (const body of bodies) expect((await t.send('POST', '/v1/surveys', { body, token: manager })).status).toBe(201);
});
afterAll(() => t.close());

async function invite(more: object = {}) {
  const body = { id: newId(), surveyId: survey, customerId: demo.customers.first, ...more };
  const made = await t.send<Invitation & { token: string; url: string }>('POST', '/v1/invitations', { body });
  expect(made.status, made.text).toBe(201);
  return made.body;
}
const asCustomer = { token: null };
const read = (token: string) => t.send<OpenedSurvey>('GET', `/v1/s/${token}`, asCustomer);
const put = (token: string, answers: object, final: boolean) =>
  t.send<OpenedSurvey>('PUT', `/v1/s/${token}/response`, { ...asCustomer, body: { answers, final } });
const responses = async () =>
  (await t.send<Page<ResponseRecord>>('GET', `/v1/responses?surveyId=${survey}&limit=500`)).body.items;

describe('a survey', () => {
  it('is kept only when it can work, and every fault is named', async () => {
    const broken = {
      ...definition,
      questions: [
        { id: 'a', type: 'nps' },
        { id: 'a', type: 'nps', title: 'x', showIf: ['answer', 'z'] },
      ],
    };
    const answer = await t.send('POST', '/v1/surveys', {
      body: { id: newId(), name: 'x', definition: broken },
      token: manager,
    });
    expect(answer.body).toMatchObject({ status: 422, code: 'invalid-body' });
    const paths = (answer.body['issues'] as { path: string }[]).map(({ path }) => path);
    expect(paths.length).toBeGreaterThan(1);
    for (const path of paths) expect(path).toMatch(/^body\.definition\.questions\./);
  });

  it('is found by its definition’s id too', async () => {
    const byKey = await t.send('GET', '/v1/surveys/visit');
    expect(byKey.body).toMatchObject({ id: survey });
    expect((await t.send('GET', `/v1/surveys/${demo.surveyKey}/results`)).body).toMatchObject({
      surveyId: demo.survey,
    });
  });
});

describe('a link', () => {
  it('is told once, and stored as a hash', async () => {
    const { token, url, id } = await invite();
    expect(token).toMatch(/^demo\.[A-Za-z0-9_-]{22}$/);
    expect(url).toBe(`https://liaise.example/s/${token}`);
    expect((await t.send('GET', `/v1/invitations/${id}`)).text).not.toContain(token.slice(5));
  });

  it('shows the survey, keeps a draft, finishes, and then shows the answer', async () => {
    const { token, id } = await invite();
    expect((await read(token)).body).toMatchObject({ name: 'Visit', status: 'open', answers: {}, savedAt: null });
    const draft = await put(token, { recommend: 9 }, false);
    expect([draft.status, draft.body.answers]).toEqual([200, { recommend: 9 }]);
    expect((await t.send('GET', `/v1/invitations/${id}`)).body).toMatchObject({ status: 'started' });
    expect((await put(token, { recommend: 9, why: 'Friendly 😀', again: true }, true)).body).toMatchObject({
      status: 'finished',
    });
    expect((await read(token)).body).toMatchObject({
      status: 'finished',
      answers: { recommend: 9, why: 'Friendly 😀', again: true },
    });
    expect((await put(token, { recommend: 1 }, true)).body).toMatchObject({ status: 409, code: 'conflict' });
    const kept = (await responses()).filter(({ answers }) => answers['why'] === 'Friendly 😀');
    expect(kept).toMatchObject([
      { final: true, repId: demo.rep, customerId: demo.customers.first, surveyVersion: 2, source: 'link' },
    ]);
  });

  it('takes no answer that the survey does not, and names it', async () => {
    const { token } = await invite();
    for (const [answers, path] of [
      [{ recommend: 11 }, 'body.answers.recommend'],
      [{ recommend: 5.5 }, 'body.answers.recommend'],
      [{ recommend: '5' }, 'body.answers.recommend'],
      [{ recommend: [5] }, 'body.answers.recommend'],
      [{ recommend: 5, colour: 'red' }, 'body.answers.colour'],
      [{ why: 'x' }, 'body.answers.recommend'],
    ] as const) {
      expect((await put(token, answers, true)).body).toMatchObject({ status: 422, issues: [{ path }] });
    }
    expect((await put(token, { recommend: 2, again: true }, true)).body.answers).toEqual({ recommend: 2 });
  });

  it('gives one response under 50 submits at once', async () => {
    const { token } = await invite();
    const before = (await responses()).length;
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => put(token, { recommend: n % 11 }, true)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([200, ...Array.from({ length: 49 }, () => 409)]);
    expect((await responses()).length).toBe(before + 1);
  });

  it('spends nothing by being read, and tells what cannot be used apart from nothing', async () => {
    const { token, id } = await invite();
    await read(token);
    await t.send('HEAD', `/s/${token}`, asCustomer);
    await t.send('GET', `/s/${token}`, asCustomer);
    expect((await t.send('GET', `/v1/invitations/${id}`)).body).toMatchObject({ status: 'created', version: 1 });
    const revoked = await invite();
    expect((await t.send('DELETE', `/v1/invitations/${revoked.id}`)).status).toBe(204);
    const expired = await invite({ expiresAt: '2020-01-01T00:00:00Z' });
    const texts = new Set<string>();
    const unusable = [
      revoked.token,
      expired.token,
      `demo.${'A'.repeat(22)}`,
      `nowhere.${'A'.repeat(22)}`,
      token.slice(0, -1),
      `${token}=`,
      'x',
    ];
    for (const one of unusable) {
      const answer = await read(one);
      expect(answer.body, one).toMatchObject({ status: 404, code: 'link-unusable' });
      const page = await t.send('GET', `/s/${encodeURIComponent(one)}`, asCustomer);
      expect(page.status).toBe(404);
      texts.add(page.text);
    }
    expect(texts.size).toBe(1);
  });

  it('reaches its own response only', async () => {
    const mine = await invite();
    const theirs = await invite();
    await put(theirs.token, { recommend: 3, why: 'not for you' }, true);
    expect((await read(mine.token)).text).not.toContain('not for you');
  });
});

describe('a session on a page', () => {
  const open = (id: string, request: object) =>
    t.send<{ token: string }>('POST', `/v1/surveys/${id}/sessions`, { body: {}, ...request });

  it('of an open survey is for anyone, who may name no customer', async () => {
    const answer = await t.send<{ token: string }>('POST', '/v1/surveys/anyone/sessions?tenant=demo', {
      ...asCustomer,
      body: {},
    });
    expect(answer.status, answer.text).toBe(201);
    expect((await put(answer.body.token, { recommend: 7 }, true)).body).toMatchObject({ status: 'finished' });
    const named = await t.send('POST', '/v1/surveys/anyone/sessions?tenant=demo', {
      ...asCustomer,
      body: { customerId: demo.customers.first },
    });
    expect(named.body).toMatchObject({ code: 'forbidden' });
    const list = await t.send<Page<Invitation>>('GET', `/v1/invitations?surveyId=${openOne}`, { token: manager });
    expect(list.body.items).toEqual([]);
  });

  it('needs the tenant where there are several', async () => {
    expect((await open(openOne, asCustomer)).body).toMatchObject({
      code: 'invalid-query',
      issues: [{ path: 'query.tenant' }],
    });
  });

  it('of another survey is for contacts, each of whom is asked once', async () => {
    expect(
      (await t.send('POST', '/v1/surveys/visit/sessions?tenant=demo', { ...asCustomer, body: {} })).body,
    ).toMatchObject({ code: 'not-found' });
    const token = await t.token('contact', { contact: demo.contacts.first });
    const first = await open('visit', { token });
    expect((await put(first.body.token, { recommend: 8 }, true)).status).toBe(200);
    const again = await open('visit', { token });
    expect((await read(again.body.token)).body).toMatchObject({ status: 'finished', answers: { recommend: 8 } });
    expect((await read(first.body.token)).status).toBe(404);
  });
});

describe('the page behind a link', () => {
  const page = (token: string, headers: Record<string, string> = {}) =>
    t.send('GET', `/s/${token}`, { ...asCustomer, headers });
  const submit = (token: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    t.send('POST', `/s/${token}`, {
      ...asCustomer,
      raw: new URLSearchParams(form).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      key: null,
    });

  it('shows a form under a strict policy, in the language asked for, with everything escaped', async () => {
    const { token } = await invite();
    const answer = await page(token);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('x-robots-tag')).toContain('noindex');
    expect(answer.text).toContain('Would you &lt;b&gt;recommend&lt;/b&gt; us?');
    expect(answer.text).not.toMatch(/<script(?! type="module" src=)|\sstyle=|\son\w+=/);
    const chinese = await page(token, { 'accept-language': 'zh-CN,zh;q=0.9' });
    expect(chinese.text).toContain('您会推荐我们吗');
    expect(chinese.text).toContain('lang="zh-CN"');
  });

  it('works without script to the end', async () => {
    const { token, id } = await invite();
    const first = await submit(token, {
      asked: 'recommend',
      'answer:recommend': '10',
      'answer:why': 'ignored, since it was not asked',
    });
    expect([first.status, first.headers.get('location')]).toEqual([303, `/s/${token}`]);
    expect((await page(token)).text).toContain('Why?');
    const device = (first.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(first.headers.get('set-cookie')).toMatch(/; Path=\/s; .*HttpOnly; SameSite=Lax; Secure$/);
    await submit(token, { asked: 'why', 'answer:why': '<i>Good</i>' }, { cookie: device });
    expect((await page(token)).text).toContain('May we ask again?');
    await submit(token, { asked: 'again', 'answer:again': 'yes' });
    expect((await page(token)).text).not.toContain('Good');
    const done = await page(token, { cookie: device });
    expect(done.text).toContain('Thank you');
    expect(done.text).toContain('&lt;i&gt;Good&lt;/i&gt;');
    expect((await t.send('GET', `/v1/invitations/${id}`)).body).toMatchObject({ status: 'finished' });
  });

  it('says what is missing', async () => {
    const { token } = await invite();
    const answer = await submit(token, { asked: 'recommend', 'answer:recommend': '99' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('role="alert"');
  });
});

describe('answers from elsewhere', () => {
  it('are recorded with the rep who holds the customer', async () => {
    const body = {
      id: newId(),
      surveyId: survey,
      customerId: demo.customers.first,
      answers: { recommend: 6 },
      source: 'phone',
      at: '2026-11-20T10:00:00Z',
    };
    const made = await t.send<ResponseRecord>('POST', '/v1/responses', { body });
    expect(made.body).toMatchObject({
      final: true,
      repId: demo.rep,
      finishedAt: body.at,
      source: 'phone',
      surveyVersion: 2,
    });
    expect((await t.send('GET', `/v1/responses/${body.id}`)).body).toMatchObject({ id: body.id });
    const wrong = await t.send('POST', '/v1/responses', { body: { ...body, id: newId(), answers: { recommend: 12 } } });
    expect(wrong.body).toMatchObject({ code: 'invalid-body', issues: [{ path: 'body.answers.recommend' }] });
  });
});
