import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Case } from '@liaise/core/records/case';
import type { Contact } from '@liaise/core/records/contact';
import type { Distribution } from '@liaise/core/records/distribution';
import { newId } from '@liaise/core/records/identifier';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { Invitation } from '@liaise/core/records/survey';
import { demo } from '@liaise/core/samples';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { deliverJob } from './deliver.ts';
import { followUpJob } from './follow-up.ts';
import { inviteJob } from './invite.ts';
import { Sender } from './sender.ts';
import { readEndpoints, type Sending } from './settings.ts';
import { headerText, openHookServer, openMailServer } from './test-post.ts';
import { day, makeSendingWorld, publicUrl, testSecret, testSending, type SendingWorld } from './test-world.ts';

let t: TestGateway;
let world: SendingWorld;
let sending: Sending;
let mail: Awaited<ReturnType<typeof openMailServer>>;
let hook: Awaited<ReturnType<typeof openHookServer>>;
let manager: string;

beforeAll(async () => {
  mail = await openMailServer();
  hook = await openHookServer();
  const endpoints = readEndpoints(
    JSON.stringify([
      { name: 'alerts', tenants: ['other'], url: hook.url, private: true, template: 'slack', events: ['case-opened'] },
    ]),
  );
  sending = testSending(mail.url, endpoints);
  // The tenant of these tests is `other`: a world of its own is made in it below.
  t = await openTestGateway({ world: false, publicUrl, secret: testSecret, sending });
  const other = (await t.store.tenants()).find(({ ref }) => ref === 'other');
  if (!other) throw new Error('There is no tenant.');
  world = await makeSendingWorld(t.store, { tenant: other });
  manager = await t.token('manager', { rep: demo.rep, tenant: 'other' });
});
afterAll(async () => {
  sending.close();
  await t.close();
  await mail.close();
  await hook.close();
});
beforeEach(() => {
  mail.mails.length = 0;
  hook.calls.length = 0;
});

const rep = () => t.token('rep', { rep: demo.rep, tenant: 'other' });
const cases = () => world.list<Case>('cases');
const casesOf = async (customerId: string) => (await cases()).filter((one) => one.customerId === customerId);

async function invite(customerId: string, contactId: string, surveyId = world.surveyId) {
  const body = { id: newId(), surveyId, customerId, contactId };
  const made = await t.send<Invitation & { token: string }>('POST', '/v1/invitations', { body, token: await rep() });
  expect(made.status, made.text).toBe(201);
  return made.body;
}
async function answer(token: string, answers: object, final = true) {
  const put = await t.send('PUT', `/v1/s/${token}/response`, { token: null, body: { answers, final } });
  expect(put.status, put.text).toBe(200);
}
/** Runs the job until it has read all that happened so far: what a transaction elsewhere holds up comes later. */
async function followUp(later = 0) {
  const { customerId } = await world.customer();
  const at = new Date().toISOString();
  const answers = { recommend: 0 };
  const fields = { surveyId: world.surveyId, surveyVersion: 1, customerId, answers, final: true, source: 'phone' };
  await world.insert('responses', { ...fields, startedAt: at, finishedAt: at });
  await expect
    .poll(async () => {
      await world.run(followUpJob(sending), later);
      return (await casesOf(customerId)).length;
    })
    .toBe(1);
}
async function lowAnswer(score = 2, why = 'It was late, "again".') {
  const one = await world.customer();
  const { token } = await invite(one.customerId, one.contactId);
  await answer(token, { recommend: score, why });
  return one;
}

describe('a low score', () => {
  it('opens one case, with an owner and a time, however many gateways look', async () => {
    await followUp();
    const one = await world.customer();
    const { token } = await invite(one.customerId, one.contactId);
    await answer(token, { recommend: 1 }, false);
    await followUp();
    expect(await casesOf(one.customerId)).toEqual([]);
    await answer(token, { recommend: 3, why: 'It was late.' });
    await Promise.all([1, 2, 3].map(() => world.run(followUpJob(sending))));
    await followUp();
    const [opened, ...more] = await casesOf(one.customerId);
    expect(more).toEqual([]);
    expect(opened).toMatchObject({
      kind: 'complaint',
      status: 'open',
      severity: 'high',
      ownerId: world.repId,
      contactId: one.contactId,
      text: 'It was late.',
      source: { kind: 'response' },
    });
    const opens = Date.parse(opened?.openedAt ?? '');
    expect(Date.parse(opened?.dueAt ?? '') - opens).toBe(48 * 3_600_000);
    expect(opened?.title).toContain('3');
  });

  it('is told its owner by mail, and to the webhooks that want to know', async () => {
    const one = await lowAnswer();
    await followUp();
    await world.run(deliverJob(sending), 1000);
    const received = mail.mails.find(({ headers }) => headerText(headers.get('subject')).endsWith('gave 2 of 10'));
    expect(received?.to).toEqual(['rita@company.example']);
    expect(received?.parts.get('text/plain')).toContain('It was late, "again".');
    expect(received?.headers.has('list-unsubscribe')).toBe(false);
    const told = hook.calls.map(({ body }) => (JSON.parse(body) as { text: string }).text);
    expect(told.some((text) => text.includes('gave 2 of 10'))).toBe(true);
    expect(await casesOf(one.customerId)).toHaveLength(1);
  });

  it('opens none where the score is good, old, or the survey says so', async () => {
    const good = await lowAnswer(9);
    const silent = await world.insert('surveys', {
      name: 'Silent',
      definition: { id: 'silent', language: 'en', questions: [{ id: 'recommend', type: 'nps', title: 'Q' }] },
      status: 'open',
      access: 'invited',
      followUp: { opens: false },
    });
    const quiet = await world.customer();
    const { token } = await invite(quiet.customerId, quiet.contactId, silent.id);
    await answer(token, { recommend: 0 });
    const old = await world.customer();
    const at = new Date(Date.now() - 400 * day).toISOString();
    const body = {
      id: newId(),
      surveyId: world.surveyId,
      customerId: old.customerId,
      answers: { recommend: 0 },
      source: 'import',
      at,
    };
    expect((await t.send('POST', '/v1/responses', { body, token: await rep() })).status).toBe(201);
    await followUp();
    for (const { customerId } of [good, quiet, old]) expect(await casesOf(customerId)).toEqual([]);
  });

  it('that was given by telephone opens one too', async () => {
    const { customerId } = await world.customer();
    const body = { id: newId(), surveyId: world.surveyId, customerId, answers: { recommend: 0 }, source: 'phone' };
    const made = await t.send('POST', '/v1/responses', { body, token: await rep() });
    expect(made.body).toMatchObject({ source: 'phone', final: true, repId: world.repId });
    await followUp();
    expect(await casesOf(customerId)).toMatchObject([{ source: { kind: 'response', id: body.id } }]);
  });

  it('needs a score question to be named', async () => {
    const body = {
      id: newId(),
      name: 'x',
      definition: { id: 'x', language: 'en', questions: [{ id: 'a', type: 'long-text', title: 'A' }] },
      followUp: { question: 'a' },
    };
    const made = await t.send('POST', '/v1/surveys', { body, token: manager });
    expect(made.body).toMatchObject({ status: 422, issues: [{ path: 'body.followUp.question', code: 'no-score' }] });
  });
});

describe('its case', () => {
  const close = async (id: string, more: object) =>
    t.send<Case>('PATCH', `/v1/cases/${id}`, { body: { status: 'closed', ...more }, token: await rep() });

  it('is closed by a contact with this customer after the answer, and by nothing else', async () => {
    const one = await lowAnswer();
    const other = await world.customer();
    await followUp();
    const [opened] = await casesOf(one.customerId);
    if (!opened) throw new Error('There is no case.');
    const { id, openedAt } = opened;
    const before = new Date(Date.parse(openedAt) - day).toISOString();
    const touch = async (customerId: string, at: string) =>
      (await world.insert('interactions', { customerId, kind: 'call', at, direction: 'outbound', repId: world.repId }))
        .id;
    const planned = await world.visit(one.customerId, 0, {
      status: 'planned',
      checkedInAt: undefined,
      checkedOutAt: undefined,
    });
    const issue = (code: string) => ({ status: 422, issues: [{ path: 'body.closingContact', code }] });
    expect((await close(id, {})).body).toMatchObject(issue('required'));
    const ahead = await touch(one.customerId, new Date(Date.now() + day).toISOString());
    for (const closingContact of [
      { kind: 'interaction', id: ahead },
      { kind: 'interaction', id: await touch(other.customerId, openedAt) },
      { kind: 'interaction', id: newId() },
      { kind: 'visit', id: planned },
    ])
      expect((await close(id, { closingContact })).body).toMatchObject(issue('required'));
    const early = { kind: 'interaction', id: await touch(one.customerId, before) };
    expect((await close(id, { closingContact: early })).body).toMatchObject(issue('too-early'));
    const moved = await t.send('PATCH', `/v1/cases/${id}`, {
      body: { source: null, status: 'closed' },
      token: await rep(),
    });
    expect(moved.body).toMatchObject({ status: 422, issues: [{ path: 'body.source', code: 'fixed' }] });
    const at = openedAt;
    const closingContact = { kind: 'interaction', id: await touch(one.customerId, at) };
    const closed = await close(id, { closingContact, solution: 'Said sorry.' });
    expect(closed.body).toMatchObject({ status: 'closed', closingContact, firstContactAt: at });
    expect((await t.send('PATCH', `/v1/cases/${id}`, { body: { rootCause: 'Late' }, token: await rep() })).status).toBe(
      200,
    );
  });

  it('notes the first contact by itself, so that the time to it is a KPI', async () => {
    const one = await lowAnswer();
    await followUp();
    const [opened] = await casesOf(one.customerId);
    const at = opened?.openedAt ?? '';
    const touch = { id: newId(), customerId: one.customerId, kind: 'call', at };
    expect((await t.send('POST', '/v1/interactions', { body: touch, token: await rep() })).status).toBe(201);
    await followUp(60_000);
    const [noted] = await casesOf(one.customerId);
    expect(noted).toMatchObject({ firstContactAt: at, status: 'open' });
    const later = { ...touch, id: newId(), at: new Date().toISOString() };
    await t.send('POST', '/v1/interactions', { body: later, token: await rep() });
    await followUp(60_000);
    expect((await casesOf(one.customerId))[0]?.firstContactAt).toBe(at);
    const year = at.slice(0, 4);
    const kpi = await t.send<KpiValue>(
      'GET',
      `/v1/kpis?kpi=time-to-first-contact&subject=rep:${world.repId}&period=${year}`,
      { token: await rep() },
    );
    expect(kpi.status, kpi.text).toBe(200);
    expect(kpi.body).toMatchObject({ kpi: 'time-to-first-contact', unit: 'hours' });
    expect(kpi.body.n).toBeGreaterThanOrEqual(1);
  });
});

describe('not again', () => {
  async function sentTo() {
    const one = await world.customer();
    await world.visit(one.customerId, 3);
    const distributionId = await world.distribution();
    await world.run(inviteJob(sending));
    await world.run(deliverJob(sending), 1000);
    const received = mail.mails.find(({ to }) => to[0] === one.email);
    const url = /^<(.+)>$/.exec(received?.headers.get('list-unsubscribe') ?? '')?.[1] ?? '';
    await pause(distributionId);
    return { ...one, path: new URL(url).pathname };
  }
  async function pause(distributionId: string) {
    const body = { status: 'paused' };
    const paused = await t.send('PATCH', `/v1/distributions/${distributionId}`, {
      body,
      token: await t.token('admin', { tenant: 'other' }),
    });
    expect(paused.status, paused.text).toBe(200);
  }
  const contactOf = (id: string) => world.as((work) => work.read<Contact>('contacts', id));
  const oneClick = {
    token: null,
    key: null,
    raw: 'List-Unsubscribe=One-Click',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  };

  it('takes one click of a mail program, and holds', async () => {
    const { contactId, customerId, path } = await sentTo();
    const page = await t.send('GET', path, { token: null, headers: { 'accept-language': 'zh-CN' } });
    expect([page.status, page.text.includes('<form method="post"'), page.text.includes('不再询问我')]).toEqual([
      200,
      true,
      true,
    ]);
    expect((await contactOf(contactId))?.consent).toBeUndefined();
    expect((await t.send('POST', path, oneClick)).status).toBe(200);
    expect((await t.send('POST', path, oneClick)).status).toBe(200);
    expect((await contactOf(contactId))?.consent).toMatchObject([
      { channel: 'survey', status: 'withdrawn', source: 'unsubscribe' },
    ]);
    await world.visit(customerId, 4);
    const again = await world.distribution();
    const before = mail.mails.length;
    await world.run(inviteJob(sending));
    await world.run(deliverJob(sending), day);
    expect(mail.mails.length).toBe(before);
    await pause(again);
  });

  it('is said by nobody else: another address gets the page of a dead link', async () => {
    const { contactId, path } = await sentTo();
    const forged = [
      `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`,
      path.replace('other.', 'demo.'),
      '/unsubscribe/x',
      `/unsubscribe/other.${newId()}.${'A'.repeat(22)}`,
    ];
    for (const one of forged) expect([one, (await t.send('POST', one, oneClick)).status]).toEqual([one, 404]);
    expect((await contactOf(contactId))?.consent).toBeUndefined();
  });
});

describe('by hand', () => {
  it('a link is told as often as it is asked for, and is that of the mail', async () => {
    const one = await world.customer();
    const { id, token } = await invite(one.customerId, one.contactId);
    const ask = async () =>
      t.send<{ token: string; url: string }>('POST', `/v1/invitations/${id}/link`, { body: {}, token: await rep() });
    const first = await ask();
    expect([first.status, first.body.url]).toEqual([200, `${publicUrl}/s/${first.body.token}`]);
    expect((await ask()).body).toEqual(first.body);
    expect((await t.send('GET', `/v1/s/${token}`, { token: null })).status).toBe(404);
    expect((await t.send('GET', `/v1/s/${first.body.token}`, { token: null })).status).toBe(200);
    const sent = await t.send<Invitation>('POST', `/v1/invitations/${id}/send`, {
      body: { channel: 'email' },
      token: await rep(),
    });
    expect(sent.body).toMatchObject({ channel: 'email', delivery: { state: 'waiting' } });
    const twice = await t.send('POST', `/v1/invitations/${id}/send`, {
      body: { channel: 'email' },
      token: await rep(),
    });
    expect(twice.body).toMatchObject({ status: 409, detail: 'It is on its way already.' });
    await world.run(deliverJob(sending), 1000);
    expect(mail.mails.find(({ to }) => to[0] === one.email)?.parts.get('text/plain')).toContain(first.body.url);
    expect((await t.send('GET', `/v1/invitations/${id}`, { token: await rep() })).body).toMatchObject({
      delivery: { state: 'sent' },
    });
  });

  it('nothing is sent to somebody who cannot or may not be written to', async () => {
    const mute = await world.customer({ channels: [] });
    const never = await world.customer({ doNotContact: true });
    for (const { customerId, contactId } of [mute, never]) {
      const { id } = await invite(customerId, contactId);
      const sent = await t.send('POST', `/v1/invitations/${id}/send`, {
        body: { channel: 'email' },
        token: await rep(),
      });
      expect(sent.body).toMatchObject({ status: 409 });
      const hooked = await t.send('POST', `/v1/invitations/${id}/send`, {
        body: { channel: 'sms', endpoint: 'none' },
        token: await rep(),
      });
      expect(hooked.body).toMatchObject({ status: 422, issues: [{ path: 'body.endpoint' }] });
    }
  });
});

describe('/v1/distributions', () => {
  const body = (more: object = {}) => ({
    id: newId(),
    name: 'Each quarter',
    surveyId: world.surveyId,
    trigger: { on: 'quarter' },
    ...more,
  });

  it('is written by those who lead, each their own, and read by all staff', async () => {
    const mine = body({ status: 'active' });
    const made = await t.send<Distribution>('POST', '/v1/distributions', { body: mine, token: manager });
    expect(made.body).toMatchObject({ status: 'active', channel: 'email', ownerId: demo.rep });
    expect(made.body.activeSince).toBeDefined();
    expect((await t.send('POST', '/v1/distributions', { body: body(), token: await rep() })).status).toBe(403);
    expect((await t.send('GET', `/v1/distributions/${mine.id}`, { token: await rep() })).status).toBe(200);
    const team = await world.insert('teams', { name: 'Far', mode: 'own-post' });
    const far = await world.insert('reps', { name: 'F', teamId: team.id, grade: 'senior', active: true });
    const elsewhere = await t.token('manager', { rep: far.id, tenant: 'other' });
    const changed = await t.send('PATCH', `/v1/distributions/${mine.id}`, {
      body: { status: 'paused' },
      token: elsewhere,
    });
    expect(changed.status).toBeGreaterThanOrEqual(400);
    expect((await t.send('DELETE', `/v1/distributions/${mine.id}`, { token: manager })).status).toBe(204);
  });

  it('refuses what cannot work, and says how to mend it', async () => {
    for (const [more, path] of [
      [{ channel: 'sms' }, 'body.endpoint'],
      [{ endpoint: 'sms' }, 'body.endpoint'],
      [{ trigger: { on: 'quarter', visitTypes: ['service'] } }, 'body.trigger.visitTypes'],
      [{ reminders: 2 }, 'body.remindAfterDays'],
      [{ surveyId: newId() }, 'body.surveyId'],
    ] as const) {
      const made = await t.send('POST', '/v1/distributions', { body: body(more), token: manager });
      expect(made.body).toMatchObject({ status: 422, issues: [{ path }] });
    }
  });
});

describe('a gateway', () => {
  let sender: Sender | undefined;
  afterEach(async () => {
    await sender?.stop();
    sender = undefined;
  });

  it('tells an owner by itself, with no page open', async () => {
    const hooked = testSending(mail.url);
    sender = new Sender({ store: t.store, sending: hooked, log: (entry) => void t.log.push(entry) });
    sender.start();
    const { customerId } = await lowAnswer(0, 'Never again.');
    await expect.poll(async () => (await casesOf(customerId)).length).toBe(1);
    await expect
      .poll(() => mail.mails.some(({ parts }) => parts.get('text/plain')?.includes('Never again.') === true))
      .toBe(true);
  });
});
