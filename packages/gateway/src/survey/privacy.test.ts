import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawQr, toSvg } from '@liaise/core/draw';
import { proofText, zeroBits } from '@liaise/core/proof';
import type { SurveyLink } from '@liaise/core/api/survey-links';
import type { OpenedSurvey } from '@liaise/core/api/surveys';
import type { Page } from '@liaise/core/api/page';
import { newId, timeOfId } from '@liaise/core/records/identifier';
import type { Invitation, ResponseRecord } from '@liaise/core/records/survey';
import { demo } from '@liaise/core/samples';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { mixAnonymous, weekOf } from './anonymous.ts';

const questions = [
  { id: 'recommend', type: 'nps', required: true, title: 'Would you recommend us?', prefill: true },
  { id: 'why', type: 'long-text', title: 'Why?' },
  { id: 'colour', type: 'single-choice', title: 'Colour?', options: [{ id: 'red', label: 'Red' }], other: true },
];
const base = { version: 1, language: 'en', questions };

let t: TestGateway;
let manager: string;
beforeAll(async () => {
  t = await openTestGateway({ publicUrl: 'https://liaise.example' });
  manager = await t.token('manager', { rep: demo.managers.north });
});
afterAll(() => t.close());

const asCustomer = { token: null };
const secret = (letter: string) => letter.repeat(22);

async function survey(more: object, definition: object = {}): Promise<string> {
  const id = newId();
  const body = {
    id,
    name: 'S',
    definition: { ...base, id: `s-${id.slice(-12)}`, ...definition },
    status: 'open',
    ...more,
  };
  const made = await t.send('POST', '/v1/surveys', { body, token: manager });
  expect(made.status, made.text).toBe(201);
  return id;
}
async function invite(surveyId: string, more: object = {}) {
  const body = { id: newId(), surveyId, customerId: demo.customers.first, ...more };
  const made = await t.send<Invitation & { token: string }>('POST', '/v1/invitations', { body });
  expect(made.status, made.text).toBe(201);
  return made.body;
}
/** Several, one after the other. */
async function invitations(surveyId: string, all: readonly object[]) {
  const made = [];
  for (const more of all) made.push(await invite(surveyId, more));
  return made;
}
const read = async (token: string, device?: string) =>
  (
    await t.send<OpenedSurvey>('GET', `/v1/s/${token}`, {
      ...asCustomer,
      headers: device === undefined ? {} : { 'liaise-device': device },
    })
  ).body;
const put = (token: string, body: object) =>
  t.send<OpenedSurvey>('PUT', `/v1/s/${token}/response`, { ...asCustomer, body: { final: false, ...body } });
const page = (token: string, headers: Record<string, string> = {}) =>
  t.send('GET', `/s/${token}`, { ...asCustomer, headers });
const submit = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  t.send('POST', `/s/${path}`, {
    ...asCustomer,
    raw: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    key: null,
  });
const responsesOf = async (surveyId: string) =>
  (await t.send<Page<ResponseRecord>>('GET', `/v1/responses?surveyId=${surveyId}&limit=500`, { token: manager })).body
    .items;

describe('a link on another device', () => {
  it('goes on without the texts of the first, which stay', async () => {
    const { token } = await invite(await survey({}));
    const [mine, theirs] = [secret('m'), secret('t')];
    await put(token, { answers: { recommend: 3, why: 'Private words', colour: { other: 'puce' } }, device: mine });
    expect((await read(token, mine)).answers).toEqual({
      recommend: 3,
      why: 'Private words',
      colour: { other: 'puce' },
    });
    const elsewhere = await read(token, theirs);
    expect(elsewhere).toMatchObject({
      answers: { recommend: 3, why: null, colour: null },
      withheld: ['why', 'colour'],
      status: 'open',
    });
    expect((await read(token)).answers).toEqual({ recommend: 3, why: null, colour: null });
    const shown = await page(token);
    expect(shown.text).not.toMatch(/Private words|puce/);

    const saved = await put(token, { answers: { recommend: 4, why: null, colour: 'red' }, device: theirs });
    expect(saved.text).not.toContain('Private words');
    expect((await read(token, mine)).answers).toEqual({ recommend: 4, why: 'Private words', colour: 'red' });
    await put(token, { answers: { recommend: 4, why: 'New words', colour: 'red' }, device: theirs, final: true });
    expect((await read(token, theirs)).answers).toMatchObject({ why: 'New words' });
    expect((await read(token, mine)).withheld).toEqual(['why']);
  });
});

describe('an answer behind its link', () => {
  it('is corrected, and says what was done about it', async () => {
    const id = await survey({}, { title: { en: 'Your visit', 'zh-CN': '您的拜访' } });
    const { token } = await invite(id);
    const first = await put(token, { answers: { recommend: 2, why: 'Late' }, final: true });
    expect(first.body).toMatchObject({ status: 'finished', correctable: true });
    expect((await put(token, { answers: { recommend: 9 }, final: true })).status).toBe(409);
    const corrects = first.body.savedAt;
    const second = await put(token, { answers: { recommend: 8, why: 'Late' }, final: true, corrects });
    expect([second.status, second.body.answers]).toEqual([200, { recommend: 8, why: 'Late' }]);
    expect((await put(token, { answers: { recommend: 1 }, final: true, corrects })).status).toBe(409);
    const [response, ...others] = await responsesOf(id);
    expect(others).toEqual([]);

    const body = {
      id: newId(),
      customerId: demo.customers.first,
      kind: 'complaint',
      title: 'Not for the customer',
      solution: 'Internal words',
      outcome: 'We have changed the carrier.',
      source: { kind: 'response', id: response?.id },
    };
    expect((await t.send('POST', '/v1/cases', { body })).status).toBe(201);
    expect((await read(token)).outcomes).toMatchObject([{ status: 'open', text: 'We have changed the carrier.' }]);
    const shown = await page(token);
    expect(shown.text).toContain('We have changed the carrier.');
    expect(shown.text).not.toMatch(/Not for the customer|Internal words/);
    expect((await page(token, { 'accept-language': 'zh-CN' })).text).toContain('后续处理');

    const change = await t.send('GET', `/s/${token}?change=recommend`, asCustomer);
    expect(change.text).toMatch(/value="8"\s+checked/);
    const now = (await read(token)).savedAt ?? '';
    const sent = await submit(`${token}?change=recommend`, {
      asked: 'recommend',
      'answer:recommend': '7',
      corrects: now,
    });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/s/${token}`]);
    expect((await read(token)).answers).toEqual({ recommend: 7, why: 'Late' });
  });

  it('is taken back', async () => {
    const id = await survey({});
    const { token, id: invitation } = await invite(id);
    const post = () => t.send<OpenedSurvey>('POST', `/v1/s/${token}/withdrawal`, { ...asCustomer, body: {} });
    expect((await post()).status).toBe(409);
    await put(token, { answers: { recommend: 2, why: 'Never mind' }, final: true });
    for (const answer of [await post(), await post()]) {
      expect([answer.status, answer.body.status, answer.body.answers]).toEqual([200, 'withdrawn', {}]);
    }
    expect(await responsesOf(id)).toEqual([]);
    expect((await t.send('GET', `/v1/invitations/${invitation}`)).body).toMatchObject({ status: 'withdrawn' });
    expect((await put(token, { answers: { recommend: 2 }, final: true })).status).toBe(409);
    expect((await page(token)).text).toContain('has been taken back');
    const other = await invite(id);
    await put(other.token, { answers: { recommend: 2 }, final: true });
    expect((await submit(other.token, { do: 'withdraw' })).status).toBe(303);
    expect(await responsesOf(id)).toEqual([]);
  });
});

describe('the first click in a mail', () => {
  it('carries the score, which counts once a person sends it', async () => {
    const id = await survey({}, { fields: [{ id: 'campaign', prefill: 'utm' }, { id: 'secret' }] });
    const { token, id: invitation } = await invite(id);
    const path = `/s/${token}?recommend=9&utm=spring&secret=x`;
    const shown = await t.send('GET', path, asCustomer);
    expect(shown.text).toMatch(/value="9"\s+checked/);
    expect(shown.text).toContain('prefill="{&quot;recommend&quot;:9}"');
    expect((await t.send('GET', `/v1/invitations/${invitation}`)).body).toMatchObject({ status: 'created' });
    expect(await responsesOf(id)).toEqual([]);
    const sent = await submit(`${token}?recommend=9&utm=spring&secret=x`, {
      asked: 'recommend',
      'answer:recommend': '9',
    });
    expect(sent.status).toBe(303);
    expect(await responsesOf(id)).toMatchObject([{ answers: { recommend: 9 }, fields: { campaign: 'spring' } }]);
    const [response] = await responsesOf(id);
    expect(response?.fields).toEqual({ campaign: 'spring' });
  });

  it('brings hidden fields of the types that the definition names', async () => {
    const id = await survey(
      {},
      {
        fields: [{ id: 'visits', type: 'number', prefill: true }, { id: 'name' }],
        questions: [
          ...questions,
          { id: 'more', type: 'long-text', title: 'More?', showIf: ['>', ['field', 'visits'], 2] },
        ],
      },
    );
    const wrong = await t.send('POST', '/v1/invitations', {
      body: { id: newId(), surveyId: id, customerId: demo.customers.first, fields: { visits: 'three' } },
    });
    expect(wrong.body).toMatchObject({ code: 'invalid-body', issues: [{ path: 'body.fields.visits' }] });
    const { token } = await invite(id, { fields: { name: 'Ada' } });
    expect((await read(token)).fields).toEqual({ name: 'Ada' });
    const kept = await put(token, {
      answers: { recommend: 9, more: 'x' },
      fields: { visits: 3, name: 'Mallory', other: true },
      final: true,
    });
    expect(kept.body).toMatchObject({ answers: { recommend: 9, more: 'x' }, fields: { name: 'Ada', visits: 3 } });
  });
});

describe('a link that serves many', () => {
  const share = (token: string) =>
    t.send<{ token: string }>('POST', `/v1/s/${token}/sessions`, { ...asCustomer, body: {} });

  it('gives each a session, up to its limit, and ends with it', async () => {
    const id = await survey({});
    const make = await t.send<SurveyLink & { token: string; url: string }>('POST', `/v1/surveys/${id}/links`, {
      token: manager,
      body: { id: newId(), limit: 2, fields: { shop: 'north' } },
    });
    expect(make.status, make.text).toBe(201);
    const { token, url } = make.body;
    expect(url).toBe(`https://liaise.example/s/${token}`);
    expect(await read(token)).toMatchObject({ shared: true, status: 'open', answers: {}, fields: { shop: 'north' } });
    expect((await put(token, { answers: { recommend: 1 }, final: true })).status).toBe(409);

    const sessions = await Promise.all(Array.from({ length: 5 }, () => share(token)));
    const sent = await Promise.all(
      sessions.map(({ body }, n) => put(body.token, { answers: { recommend: n }, final: true })),
    );
    expect(sent.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409, 409]);
    expect((await responsesOf(id)).length).toBe(2);
    const list = async () =>
      (await t.send<{ items: SurveyLink[] }>('GET', `/v1/surveys/${id}/links`, { token: manager })).body.items;
    expect(await list()).toMatchObject([{ used: 2, limit: 2, status: 'created' }]);
    expect(await read(token)).toMatchObject({ status: 'closed' });
    expect((await share(token)).status).toBe(409);
    expect((await page(token)).text).toContain('has ended');
    expect((await t.send('DELETE', `/v1/surveys/${id}/links/${make.body.id}`, { token: manager })).status).toBe(204);
    expect((await page(token)).status).toBe(404);
    expect((await t.send('GET', `/v1/surveys/${id}/links`)).status).toBe(403);
  });

  it('has a QR code, as any link has', async () => {
    const token = `demo.${'A'.repeat(22)}`;
    const picture = await t.send('GET', `/s/${token}/qr.svg`, asCustomer);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8']);
    expect(picture.text).toBe(toSvg(drawQr(`https://liaise.example/s/${token}`)));
    expect((await t.send('GET', '/s/x/qr.svg', asCustomer)).status).toBe(404);
  });

  it('works without script: the first form opens the session', async () => {
    const id = await survey({});
    const { body } = await t.send<{ token: string }>('POST', `/v1/surveys/${id}/links`, {
      token: manager,
      body: { id: newId() },
    });
    const first = await submit(body.token, { asked: 'recommend', 'answer:recommend': '6' });
    const [, , own = ''] = (first.headers.get('location') ?? '').split('/');
    expect(own).not.toBe(body.token);
    expect((await page(own)).text).toContain('Why?');
    expect(await read(body.token)).toMatchObject({ answers: {} });
  });
});

describe('quotas', () => {
  it('take as many as they say, also at once', async () => {
    const id = await survey(
      {},
      {
        quotas: [
          { id: 'all', limit: 5 },
          { id: 'critics', limit: 2, when: ['<=', ['answer', 'recommend'], 6] },
        ],
      },
    );
    const links = await invitations(
      id,
      Array.from({ length: 12 }, () => ({})),
    );
    const sent = await Promise.all(
      links.map(({ token }, n) => put(token, { answers: { recommend: n < 6 ? 1 : 9 }, final: true })),
    );
    expect(sent.filter(({ status }, n) => n < 6 && status === 200).length).toBeLessThanOrEqual(2);
    expect(sent.filter(({ status }) => status === 200).length).toBe(5);
    expect((await responsesOf(id)).length).toBe(5);
    const late = sent.findIndex(({ status }) => status === 409);
    expect((await read(links[late]?.token ?? '')).status).toBe('closed');
  });
});

describe('work for an open survey', () => {
  const bits = 8;
  const solve = (token: string): string => {
    for (let n = 0; ; n += 1) {
      if (zeroBits(createHash('sha256').update(proofText(token, n)).digest()) >= bits) return String(n);
    }
  };
  const open = async (id: string) =>
    (await t.send<{ token: string }>('POST', `/v1/surveys/${id}/sessions?tenant=demo`, { ...asCustomer, body: {} }))
      .body.token;

  it('is asked at the end, bound to one session, and serves once', async () => {
    const id = await survey({ access: 'open', proofOfWork: bits });
    const [token, other] = [await open(id), await open(id)];
    expect((await read(token)).work).toBe(bits);
    expect((await put(token, { answers: { recommend: 5 } })).status).toBe(200);
    const proof = solve(token);
    for (const wrong of [undefined, `0${proof}`, 'x', solve(other) === proof ? 'y' : '-1']) {
      const answer = await put(token, {
        answers: { recommend: 5 },
        final: true,
        ...(wrong === undefined ? {} : { proof: wrong }),
      });
      expect(answer.body).toMatchObject({
        code: 'invalid-body',
        issues: [{ path: 'body.proof', code: 'work-required' }],
      });
    }
    expect((await put(token, { answers: { recommend: 5 }, final: true, proof })).status).toBe(200);
    expect((await put(token, { answers: { recommend: 6 }, final: true, proof })).status).toBe(409);
    const works = zeroBits(createHash('sha256').update(proofText(other, proof)).digest()) >= bits;
    expect((await put(other, { answers: { recommend: 6 }, final: true, proof })).status).toBe(works ? 200 : 422);
  });

  it('is time without script: what comes at once is kept and sent by a second look', async () => {
    const id = await survey({ access: 'open', proofOfWork: bits }, { questions: [questions[0]] });
    const token = await open(id);
    expect((await submit(token, { asked: 'recommend', 'answer:recommend': '5' })).status).toBe(303);
    const kept = await responsesOf(id);
    expect(kept.length).toBe(1);
    expect((await page(token)).text).toContain(kept[0]?.final === true ? 'Thank you' : '>Send<');
  });
});

describe('an anonymous survey', () => {
  /** The ids of a survey's finished answers, which no route tells one by one. */
  const answersOf = async (surveyId: string): Promise<string[]> => {
    expect(await responsesOf(surveyId)).toEqual([]);
    return t.store.postgres.asOwner(async (client) => {
      const { rows } = await client.query<{ id: string }>('SELECT id FROM responses WHERE survey_id = $1 AND final', [
        surveyId,
      ]);
      return rows.map(({ id }) => id);
    });
  };
  interface Row {
    table: string;
    row: Record<string, unknown>;
  }
  /** Every row of every table, with the system columns that tell where it lies and who wrote it. */
  const everything = (): Promise<Row[]> =>
    t.store.postgres.asOwner(async (client) => {
      const { rows: tables } = await client.query<{ name: string }>(
        `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'`,
      );
      const found: Row[] = [];
      for (const { name } of tables) {
        const { rows } = await client.query<{ row: Record<string, unknown>; xmin: string }>(
          `SELECT to_jsonb(t) AS row, t.xmin::text AS xmin FROM "${name}" t`,
        );
        found.push(...rows.map(({ row, xmin }) => ({ table: name, row: { ...row, xmin } })));
      }
      return found;
    });
  /** Every value that a row holds, however deep, and every word inside its texts. */
  const valuesOf = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(valuesOf);
    if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(valuesOf);
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    return [String(value), ...String(value).split(/[^\w.:+-]+/)].filter((one) => one.length > 2);
  };

  it('leaves nothing that ties an answer to its link', async () => {
    const id = await survey({}, { anonymous: true, fields: [{ id: 'name' }] });
    const people = await invitations(
      id,
      Array.from({ length: 6 }, (_, n) => ({ fields: { name: `Person ${n}` } })),
    );
    const texts = people.map((_, n) => `unmistakable words number ${String(n * 7919)}`);
    for (const [n, { token }] of people.entries()) {
      const device = secret('abcdef'[n] ?? 'z');
      await put(token, { answers: { recommend: n, why: 'a draft' }, device });
      expect(await answersOf(id)).toHaveLength(n);
      const answers = { recommend: n, why: texts[n] };
      const done = await put(token, {
        answers,
        final: true,
        device,
        receipt: secret('ghijkl'[n] ?? 'z'),
        language: 'en',
      });
      expect([done.status, done.body.status, done.body.answers]).toEqual([200, 'finished', {}]);
    }
    const [first] = people;
    const again = await put(first?.token ?? '', { answers: { recommend: 10 }, final: true });
    expect([again.status, again.body.status]).toEqual([200, 'finished']);
    await mixAnonymous(t.store, new Date());

    const all = await everything();
    const answers = all.filter(({ table, row }) => table === 'responses' && row['survey_id'] === id);
    expect(answers).toHaveLength(6);
    const week = weekOf(new Date());
    for (const { row } of answers) {
      expect(row).toMatchObject({
        invitation_id: null,
        customer_id: null,
        contact_id: null,
        rep_id: null,
        texts: null,
      });
      expect(row['version']).toBe(1);
      for (const name of ['created_at', 'updated_at', 'started_at', 'finished_at']) {
        expect([week.getTime(), week.getTime() - 7 * 86_400_000]).toContain(Date.parse(String(row[name])));
      }
      expect(timeOfId(String(row['id']))).toBe(Date.parse(String(row['created_at'])));
    }
    // One transaction wrote them all, in the order of their random ids.
    expect(new Set(answers.map(({ row }) => row['xmin'])).size).toBe(1);

    // What the answers hold is nowhere else, but for what all of them share and what the survey itself says.
    const common = new Set(
      [
        ...all.filter(
          ({ table, row }) => ['surveys', 'tenants'].includes(table) && (row['id'] === id || table === 'tenants'),
        ),
      ].flatMap(({ row }) => valuesOf(row)),
    );
    const own = answers.map(({ row }) => new Set(valuesOf(row).filter((one) => !common.has(one))));
    const shared = [...(own[0] ?? [])].filter((one) => own.every((each) => each.has(one)));
    const telling = new Set(own.flatMap((each) => [...each]).filter((one) => !shared.includes(one)));
    const others = all.filter(({ table, row }) => !(table === 'responses' && row['survey_id'] === id));
    const links = others.filter(({ row }) => {
      const text = JSON.stringify(row);
      return people.some((person) => text.includes(person.id) || text.includes(person.token));
    });
    expect(links.length).toBeGreaterThan(5);
    for (const { table, row } of links) {
      expect([table, valuesOf(row).filter((one) => telling.has(one))]).toEqual([table, []]);
    }
    const everywhere = JSON.stringify(others);
    for (const text of [...texts, 'a draft']) expect(everywhere).not.toContain(text);
    for (const { row } of answers) expect(everywhere).not.toContain(String(row['id']));
    // Of the links is known that they were finished, and not when.
    const finished = others.filter(({ table, row }) => table === 'invitations' && row['survey_id'] === id);
    for (const { row } of finished) expect(row['updated_at']).toBe(row['created_at']);
    expect(
      others.filter(
        ({ table, row }) =>
          table === 'idempotency_keys' &&
          String(row['actor']).startsWith('link ') &&
          people.some((one) => String(row['actor']).includes(one.id)),
      ),
    ).toEqual([]);
  });

  it('is read and taken back by its receipt only', async () => {
    const id = await survey({}, { anonymous: true });
    const { token } = await invite(id);
    await put(token, { answers: { recommend: 6, why: 'Mine alone' }, final: true, receipt: secret('r') });
    expect((await page(token)).text).not.toContain('Mine alone');
    expect((await t.send('POST', `/v1/s/${token}/withdrawal`, { ...asCustomer, body: {} })).status).toBe(409);
    const ask = (path: string, receipt: string) =>
      t.send<OpenedSurvey>('POST', `/v1/receipts${path}`, { ...asCustomer, body: { receipt } });
    for (const wrong of [`demo.${secret('s')}`, `nowhere.${secret('r')}`, 'x', `other.${secret('r')}`]) {
      expect((await ask('', wrong)).body, wrong).toMatchObject({ code: 'not-found' });
    }
    expect((await ask('', `demo.${secret('r')}`)).body.answers).toEqual({ recommend: 6, why: 'Mine alone' });
    expect((await ask('/withdrawals', `demo.${secret('r')}`)).status).toBe(200);
    expect(await answersOf(id)).toEqual([]);
    expect((await ask('', `demo.${secret('r')}`)).status).toBe(404);
  });

  it('gives a receipt without script too', async () => {
    const id = await survey({}, { anonymous: true, questions: [questions[0]] });
    const { token } = await invite(id);
    expect((await page(token)).text).toContain('Your answer is anonymous');
    const sent = await submit(token, { asked: 'recommend', 'answer:recommend': '4' });
    const receipt = /<code>([^<]+)<\/code>/.exec(sent.text)?.[1] ?? '';
    expect(receipt).toMatch(/^demo\.[\w-]{22}$/);
    const shown = await submit('receipt', { receipt, do: 'show' });
    expect(shown.text).toMatch(/<dd>\s*4\s*<\/dd>/);
    expect((await submit('receipt', { receipt, do: 'withdraw' })).text).toContain('has been taken back');
    expect(await answersOf(id)).toEqual([]);
    expect((await submit('receipt', { receipt, do: 'show' })).status).toBe(404);
  });
});
