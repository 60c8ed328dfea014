import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '@liaise/core/api/page';
import { newId } from '@liaise/core/records/identifier';
import type { ResponseRecord } from '@liaise/core/records/survey';
import { demo } from '@liaise/core/samples';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';

const hostile = '<b>🙂</b> \u200fשלום "mark" & more';
const options = [
  { id: 'a', label: 'A' },
  { id: 'b', label: hostile },
];
const definition = {
  id: 'every-kind',
  version: 1,
  language: 'en',
  questions: [
    { id: 'matrix', type: 'matrix', required: true, title: 'Matrix?', rows: options, options },
    { id: 'rank', type: 'ranking', title: 'Rank?', options, other: true },
    { id: 'reach', type: 'contact', title: 'Reach?', fields: ['name', { id: 'email', required: true }] },
    { id: 'photo', type: 'file', required: true, title: 'Photo?', accept: ['image/*'], max: 2, maxBytes: 1000 },
    { id: 'last', type: 'nps', title: 'Last?' },
  ],
};

let t: TestGateway;
let manager: string;
const survey = newId();
beforeAll(async () => {
  t = await openTestGateway();
  manager = await t.token('manager', { rep: demo.managers.north });
  const body = { id: survey, name: 'Kinds', definition, status: 'open' };
  expect((await t.send('POST', '/v1/surveys', { body, token: manager })).status).toBe(201);
});
afterAll(() => t.close());

const at = 'http://liaise.example';
const get = async (token: string): Promise<string> => (await t.gateway.fetch(new Request(`${at}/s/${token}`))).text();
const post = (token: string, body: URLSearchParams | FormData): Promise<Response> =>
  t.gateway.fetch(new Request(`${at}/s/${token}`, { method: 'POST', body }));
/** As staff see them: a device that typed nothing is shown no texts. */
const answersOf = async (): Promise<Record<string, unknown>> => {
  const found = await t.send<Page<ResponseRecord>>('GET', `/v1/responses?surveyId=${survey}`, { token: manager });
  return found.body.items[0]?.answers ?? {};
};

describe('the page of a survey without script', () => {
  let token: string;
  beforeAll(async () => {
    const body = { id: newId(), surveyId: survey, customerId: demo.customers.first };
    token = (await t.send<{ token: string }>('POST', '/v1/invitations', { body })).body.token;
  });

  it('asks a matrix as a table of radio buttons, and says what is missing', async () => {
    const page = await get(token);
    expect(page.match(/type="radio"/g)).toHaveLength(4);
    expect(page).toContain('aria-label="A: &lt;b&gt;🙂&lt;/b&gt; \u200fשלום &quot;mark&quot; &amp; more"');
    expect(page).not.toContain('<b>');
    expect(page).not.toMatch(/ style=| on[a-z]+="/);
    const half = new URLSearchParams({ asked: 'matrix', 'answer:matrix:a': 'b' });
    const wrong = await post(token, half);
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('role="alert"');
    half.set('answer:matrix:b', 'a');
    expect((await post(token, half)).status).toBe(303);
    expect(await answersOf()).toEqual({ matrix: { a: 'b', b: 'a' } });
  });

  it('asks a ranking as a choice for each place', async () => {
    expect((await get(token)).match(/<select /g)).toHaveLength(3);
    const form = new URLSearchParams({ asked: 'rank', 'other:rank': hostile });
    for (const place of ['b', 'other:', '']) form.append('answer:rank', place);
    expect((await post(token, form)).status).toBe(303);
    expect((await answersOf())['rank']).toEqual(['b', { other: hostile }]);
  });

  it('asks for a contact by fields that a browser knows', async () => {
    expect(await get(token)).toContain('autocomplete="email"');
    const form = new URLSearchParams({ asked: 'reach', 'answer:reach:name': hostile });
    expect((await post(token, form)).status).toBe(422);
    form.set('answer:reach:email', 'lin@example.com');
    expect((await post(token, form)).status).toBe(303);
    expect((await answersOf())['reach']).toEqual({ name: hostile, email: 'lin@example.com' });
  });

  it('takes files for what they hold, and shows the rest as it was', async () => {
    expect(await get(token)).toContain('enctype="multipart/form-data"');
    const formWith = (...files: File[]): FormData => {
      const form = new FormData();
      form.set('asked', 'photo');
      for (const file of files) form.append('file:photo', file);
      return form;
    };
    const png = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1');
    expect((await post(token, formWith())).status).toBe(422);
    expect((await post(token, formWith(new File(['MZ\0'], 'site.png')))).status).toBe(422);
    expect((await post(token, formWith(new File([png, Buffer.alloc(1000)], 'site.png')))).status).toBe(422);
    expect((await answersOf())['photo']).toBeUndefined();
    expect((await post(token, formWith(new File([png], 'one.png'), new File([png], 'two.png')))).status).toBe(303);
    expect((await answersOf())['photo']).toHaveLength(2);
    expect(await get(token)).toContain('Last?');
  });

  it('refuses a body that is no form', async () => {
    const broken = new Request(`${at}/s/${token}`, {
      method: 'POST',
      body: 'no form',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    });
    expect((await t.gateway.fetch(broken)).status).toBeGreaterThanOrEqual(400);
    const json = new Request(`${at}/s/${token}`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect((await t.gateway.fetch(json)).status).toBe(415);
  });
});
