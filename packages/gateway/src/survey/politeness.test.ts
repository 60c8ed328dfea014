import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Deferral } from '@liaise/core/records/deferral';
import { newId } from '@liaise/core/records/identifier';
import type { Invitation } from '@liaise/core/records/survey';
import { demo } from '@liaise/core/samples';
import { systemActor } from '../access/directory.ts';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { mayAsk, type Verdict } from './politeness.ts';

const day = 86_400_000;
const definition = { id: 'ask', version: 1, language: 'en', questions: [{ id: 'q', type: 'nps', title: 'How?' }] };

let t: TestGateway;
let manager: string;
let admin: string;
let tenantId: string;
const survey = newId();
const seldom = newId();
const anyone = newId();

beforeAll(async () => {
  t = await openTestGateway();
  manager = await t.token('manager', { rep: demo.managers.north });
  admin = await t.token('admin');
  tenantId = (await t.store.tenant('demo'))?.id ?? '';
  for (const body of [
    { id: survey, name: 'Ask', definition, status: 'open' },
    { id: seldom, name: 'Seldom', definition: { ...definition, id: 'seldom' }, status: 'open', recontactDays: 90 },
    { id: anyone, name: 'Anyone', definition: { ...definition, id: 'anyone' }, status: 'open', access: 'open' },
  ])
    expect((await t.send('POST', '/v1/surveys', { body, token: manager })).status).toBe(201);
});
afterAll(() => t.close());

/** Sets the company's recontact times, in days. */
async function rules(recontactDays: number | null, accountRecontactDays: number | null = null): Promise<void> {
  const body = { recontactDays, accountRecontactDays };
  expect((await t.send('PATCH', '/v1/settings', { body, token: admin })).status).toBe(200);
}

/** A customer of its own with contacts, so that no test knows of another's. */
async function company(contacts: number, kind = 'organization') {
  const customerId = newId();
  const body = { id: customerId, kind, name: 'Customer' };
  expect((await t.send('POST', '/v1/customers', { body })).status).toBe(201);
  const ids: string[] = [];
  for (let n = 0; n < contacts; n++) {
    const id = newId();
    const made = await t.send('POST', '/v1/contacts', { body: { id, customerId, name: `Contact ${String(n)}` } });
    expect(made.status, made.text).toBe(201);
    ids.push(id);
  }
  return { customerId, contacts: ids };
}

const invite = (customerId: string, contactId?: string, surveyId = survey) =>
  t.send<Invitation & { token: string; retryAt?: string; code?: string; issues?: { code: string }[] }>(
    'POST',
    '/v1/invitations',
    { body: { id: newId(), surveyId, customerId, ...(contactId === undefined ? {} : { contactId }) } },
  );

async function session(contact: string, body: object = {}, surveyId = survey) {
  const token = await t.token('contact', { contact });
  type Body = { token: string; nextAskAt?: string; code?: string; retryAt?: string; issues?: { code: string }[] };
  return t.send<Body>('POST', `/v1/surveys/${surveyId}/sessions`, { body, token });
}

const later = (token: string, body: object) =>
  t.send<{ until: string | null }>('POST', `/v1/s/${token}/deferral`, { body, token: null });

/** Makes everything that was asked of a customer older. */
async function age(customerId: string, days: number): Promise<void> {
  const before = new Date(Date.now() - days * day);
  await t.store.transact(systemActor({ tenantId, tenantRef: 'demo' }), async ({ sql }) => {
    await sql
      .updateTable('invitations')
      .set({ created_at: before })
      .where('tenant_id', '=', tenantId)
      .where('customer_id', '=', customerId)
      .execute();
    await sql
      .updateTable('responses')
      .set({ started_at: before, finished_at: before })
      .where('tenant_id', '=', tenantId)
      .where('customer_id', '=', customerId)
      .execute();
  });
}

const ask = (customerId: string, contactId?: string): Promise<Verdict> =>
  t.store.transact(systemActor({ tenantId, tenantRef: 'demo' }), (work) =>
    mayAsk(work, { survey: { id: survey }, customerId, contactId }),
  );

describe('a recontact time', () => {
  it('lets nobody be asked twice within it, over any survey and channel', async () => {
    const { customerId, contacts } = await company(2);
    const [one = '', two = ''] = contacts;
    await rules(30);
    expect((await invite(customerId, one)).status).toBe(201);
    const again = await invite(customerId, one, seldom);
    expect(again.body).toMatchObject({ status: 409, code: 'not-now', issues: [{ code: 'asked-lately' }] });
    const inDays = (Date.parse(again.body.retryAt ?? '') - Date.now()) / day;
    expect(inDays).toBeGreaterThan(29.9);
    expect(inDays).toBeLessThanOrEqual(30);
    expect(Number(again.headers.get('retry-after'))).toBeGreaterThan(29 * 86_400);
    expect((await session(one)).body).toMatchObject({ status: 409, code: 'not-now' });
    // A colleague may be asked; nobody by a link that names nobody.
    const opened = await session(two);
    expect(opened.status, opened.text).toBe(201);
    expect(Date.parse(opened.body.nextAskAt ?? '')).toBeGreaterThan(Date.now() + 29 * day);
    expect((await invite(customerId)).status).toBe(409);
    await age(customerId, 31);
    expect((await invite(customerId, one, seldom)).status).toBe(201);
  });

  it('counts what was said by telephone, and a link that names nobody for each of the customer’s people', async () => {
    await rules(30);
    const phoned = await company(1);
    const body = { id: newId(), surveyId: survey, ...phoned, contacts: undefined, answers: { q: 9 }, source: 'phone' };
    const said = await t.send('POST', '/v1/responses', { body: { ...body, contactId: phoned.contacts[0] } });
    expect(said.status, said.text).toBe(201);
    expect(await ask(phoned.customerId, phoned.contacts[0])).toMatchObject({ ask: false, reason: 'asked-lately' });
    const linked = await company(1);
    expect((await invite(linked.customerId)).status).toBe(201);
    expect(await ask(linked.customerId, linked.contacts[0])).toMatchObject({ ask: false, reason: 'asked-lately' });
  });

  it('of an account holds for all of its people, and of a survey for that survey', async () => {
    await rules(null, 7);
    const { customerId, contacts } = await company(2);
    const [one = '', two = ''] = contacts;
    expect((await invite(customerId, one)).status).toBe(201);
    expect((await invite(customerId, two)).body).toMatchObject({ issues: [{ code: 'account-asked-lately' }] });
    await rules(null);
    expect((await invite(customerId, two, seldom)).status).toBe(201);
    expect((await invite(customerId, two, seldom)).body).toMatchObject({ issues: [{ code: 'survey-asked-lately' }] });
    expect((await invite(customerId, two)).status).toBe(201);
  });

  it('lets one of many through that ask at the same moment', async () => {
    await rules(30);
    const { customerId, contacts } = await company(1);
    const sent = await Promise.all(Array.from({ length: 8 }, () => invite(customerId, contacts[0])));
    expect(sent.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(7).fill(409)]);
  });
});

describe('a session on a page', () => {
  it('that was begun goes on, whatever the recontact time; one that was looked at only is not put again within it', async () => {
    await rules(30);
    const { customerId, contacts } = await company(2);
    const [one = '', two = ''] = contacts;
    const first = await session(one);
    expect((await session(one)).body).toMatchObject({ code: 'not-now' });
    const started = await t.send('PUT', `/v1/s/${first.body.token}/response`, {
      body: { answers: { q: 3 }, final: false },
      token: null,
    });
    expect(started.status).toBe(200);
    const on = await session(one);
    expect(on.status).toBe(201);
    expect((await t.send('GET', `/v1/s/${on.body.token}`, { token: null })).body).toMatchObject({ answers: { q: 3 } });
    const second = await session(two);
    expect(second.status).toBe(201);
    await age(customerId, 31);
    const anew = await session(two);
    expect(anew.status).toBe(201);
    expect((await t.send('GET', `/v1/s/${second.body.token}`, { token: null })).status).toBe(200);
  });

  it('opens for whoever asks for it themself', async () => {
    await rules(30);
    const { customerId, contacts } = await company(1);
    expect((await invite(customerId, contacts[0])).status).toBe(201);
    const [contact = ''] = contacts;
    expect((await session(contact)).status).toBe(409);
    expect((await session(contact, { ownAct: true })).status).toBe(201);
  });

  it('that was finished shows the answer, until the survey may be asked again', async () => {
    await rules(null);
    const { customerId, contacts } = await company(1);
    const [contact = ''] = contacts;
    const first = await session(contact, {}, seldom);
    const done = { body: { answers: { q: 3 }, final: true }, token: null };
    expect((await t.send('PUT', `/v1/s/${first.body.token}/response`, done)).status).toBe(200);
    const read = async () => {
      const { body } = await session(contact, {}, seldom);
      return (await t.send('GET', `/v1/s/${body.token}`, { token: null })).body;
    };
    expect(await read()).toMatchObject({ status: 'finished' });
    await age(customerId, 91);
    expect(await read()).toMatchObject({ status: 'open', answers: {} });
  });

  it('does not open once the survey has all the answers that it takes, or its time is over', async () => {
    const made = async (more: object): Promise<string> => {
      const id = newId();
      const body = {
        id,
        name: 'Few',
        definition: { ...definition, id: `few-${id.slice(-12)}` },
        status: 'open',
        access: 'open',
        ...more,
      };
      const answer = await t.send('POST', '/v1/surveys', { body, token: manager });
      expect(answer.status, answer.text).toBe(201);
      return id;
    };
    const open = (id: string) =>
      t.send<{ token: string }>('POST', `/v1/surveys/${id}/sessions?tenant=demo`, { body: {}, token: null });
    const few = await made({ definition: { ...definition, id: 'few', quotas: [{ id: 'all', limit: 1 }] } });
    const { token } = (await open(few)).body;
    const done = { body: { answers: { q: 3 }, final: true }, token: null };
    expect((await t.send('PUT', `/v1/s/${token}/response`, done)).status).toBe(200);
    expect((await open(few)).status).toBe(404);
    expect((await open(await made({ closesAt: '2026-01-01T00:00:00Z' }))).status).toBe(404);
    expect((await open(await made({ closesAt: '2126-01-01T00:00:00Z' }))).status).toBe(201);
  });

  it('of a visitor without a name says until when the device asks nothing else', async () => {
    const open = () =>
      t.send<{ nextAskAt?: string }>('POST', `/v1/surveys/${anyone}/sessions?tenant=demo`, { body: {}, token: null });
    await rules(14);
    expect(Date.parse((await open()).body.nextAskAt ?? '')).toBeGreaterThan(Date.now() + 13 * day);
    await rules(null);
    expect((await open()).body.nextAskAt).toBeUndefined();
  });
});

describe('"later" and "not again"', () => {
  it('said through a link hold on every device and for every survey and channel', async () => {
    await rules(null);
    const { customerId, contacts } = await company(2);
    const [one = '', two = ''] = contacts;
    const { token } = (await invite(customerId, one)).body;
    const until = new Date(Date.now() + 5 * day).toISOString();
    expect((await later(token, { until })).body).toMatchObject({ until });
    expect((await session(one)).body).toMatchObject({ code: 'not-now', retryAt: until, issues: [{ code: 'later' }] });
    expect((await invite(customerId, one, seldom)).body).toMatchObject({ code: 'not-now', retryAt: until });
    expect((await session(two)).status).toBe(201);
    expect((await later(token, { never: true })).body).toMatchObject({ until: null });
    // "Later", said before on a device without a line, takes nothing back.
    expect((await later(token, { until })).body).toMatchObject({ until: null });
    const refused = await session(one);
    expect(refused.body).toMatchObject({ code: 'not-now', issues: [{ code: 'not-again' }] });
    expect(refused.body.retryAt).toBeUndefined();
    expect(refused.headers.get('retry-after')).toBeNull();
    expect((await t.send('GET', `/v1/s/${token}`, { token: null })).status).toBe(200);
  });

  it('hold for a session that was begun, and end when they are over', async () => {
    const { contacts } = await company(1);
    const [contact = ''] = contacts;
    const { token } = (await session(contact)).body;
    await t.send('PUT', `/v1/s/${token}/response`, { body: { answers: { q: 1 }, final: false }, token: null });
    await later(token, { until: new Date(Date.now() + day).toISOString() });
    expect((await session(contact)).status).toBe(409);
    const over = (await session((await company(1)).contacts[0] ?? '')).body.token;
    expect((await later(over, { until: '2020-01-01T00:00:00.000Z' })).body).toMatchObject({
      until: '2020-01-01T00:00:00.000Z',
    });
  });

  it('of a customer who is a person hold however the link was made', async () => {
    const { customerId, contacts } = await company(1, 'person');
    const { token } = (await invite(customerId)).body;
    await later(token, { never: true });
    expect(await ask(customerId, contacts[0])).toMatchObject({ ask: false, reason: 'not-again', retryAt: null });
    const other = await company(1);
    const unnamed = (await invite(other.customerId)).body;
    await later(unnamed.token, { never: true });
    expect(await ask(other.customerId)).toMatchObject({ ask: false });
    expect(await ask(other.customerId, other.contacts[0])).toEqual({ ask: true, nextAskAt: null });
  });

  it('are kept of a visitor without a name by session', async () => {
    const { body } = await t.send<{ token: string }>('POST', `/v1/surveys/${anyone}/sessions?tenant=demo`, {
      body: {},
      token: null,
    });
    expect((await later(body.token, { never: true })).body).toMatchObject({ until: null });
  });

  it('come to the same when two devices say them at one moment', async () => {
    const { customerId, contacts } = await company(1);
    const { token } = (await invite(customerId, contacts[0])).body;
    const times = [3, 9, 5, 1].map((days) => new Date(Date.now() + days * day).toISOString());
    const said = await Promise.all(times.map((until) => later(token, { until })));
    expect(said.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(await ask(customerId, contacts[0])).toMatchObject({ ask: false, reason: 'later', retryAt: times[1] });
  });

  it('are refused unless they say one thing, and by a link that is none', async () => {
    const { token } = (await invite((await company(0)).customerId)).body;
    for (const body of [{}, { never: false }, { never: true, until: '2027-01-01T00:00:00Z' }])
      expect((await later(token, body)).body).toMatchObject({ status: 422, issues: [{ path: 'body.until' }] });
    expect((await later(`demo.${'A'.repeat(22)}`, { never: true })).body).toMatchObject({ code: 'link-unusable' });
  });
});

describe('what the staff note', () => {
  const list = (customer: string) => t.send<{ items: Deferral[] }>('GET', `/v1/customers/${customer}/deferrals`);
  const note = (customer: string, body: object) => t.send('POST', `/v1/customers/${customer}/deferrals`, { body });

  it('leaves a contact or a whole account in peace, is listed, and is taken back by those who lead', async () => {
    const { customerId, contacts } = await company(2);
    const [one = '', two = ''] = contacts;
    const until = new Date(Date.now() + day).toISOString();
    expect((await note(customerId, { contactId: one, never: true })).body).toMatchObject({
      of: 'contact',
      until: null,
    });
    expect(await ask(customerId, two)).toMatchObject({ ask: true });
    expect((await note(customerId, { until })).body).toMatchObject({ of: 'account', until });
    expect(await ask(customerId, two)).toMatchObject({ ask: false, reason: 'later', retryAt: until });
    expect((await list(customerId)).body.items).toMatchObject([
      { of: 'account', until },
      { of: 'contact', contactId: one, until: null },
    ]);
    expect((await t.send('DELETE', `/v1/customers/${customerId}/deferrals`)).status).toBe(403);
    const lift = (query = '') => t.send('DELETE', `/v1/customers/${customerId}/deferrals${query}`, { token: admin });
    expect((await lift(`?contactId=${one}`)).status).toBe(204);
    expect((await list(customerId)).body.items).toHaveLength(1);
    expect((await lift()).status).toBe(204);
    expect(await ask(customerId, one)).toMatchObject({ ask: true });
  });

  it('names a contact of this customer, and is nobody else’s business', async () => {
    const { customerId } = await company(0);
    const { contacts } = await company(1);
    expect((await note(customerId, { contactId: contacts[0], never: true })).body).toMatchObject({
      status: 422,
      issues: [{ path: 'body.contactId' }],
    });
    const stranger = await t.token('rep', { rep: demo.reps[5] });
    expect((await t.send('GET', `/v1/customers/${customerId}/deferrals`, { token: stranger })).status).toBe(404);
    const theirs = { body: { never: true }, token: stranger };
    expect((await t.send('POST', `/v1/customers/${customerId}/deferrals`, theirs)).status).toBe(404);
  });

  it('is part of what is told of a person, and goes with them', async () => {
    const { customerId, contacts } = await company(1);
    await note(customerId, { contactId: contacts[0], never: true });
    const told = await t.send<{ records: Record<string, unknown[]> }>('GET', `/v1/subjects/${customerId}/export`, {
      token: admin,
    });
    expect(told.body.records['deferrals']).toMatchObject([{ of: 'contact', contactId: contacts[0], until: null }]);
    const erased = await t.send('POST', `/v1/subjects/${contacts[0] ?? ''}/erase`, { body: {}, token: admin });
    expect(erased.status, erased.text).toBe(200);
    expect((await list(customerId)).body.items).toEqual([]);
  });
});
