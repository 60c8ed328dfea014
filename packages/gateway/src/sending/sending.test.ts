import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Contact } from '@liaise/core/records/contact';
import type { Invitation } from '@liaise/core/records/survey';
import type { JobContext } from '../jobs/job.ts';
import { systemActor } from '../access/directory.ts';
import { leaseLength } from '../jobs/leases.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';
import { openTestStore, type TestStore } from '../store/test-database.ts';
import { noteBounce, readBounce } from './bounce.ts';
import { deliverJob } from './deliver.ts';
import { inviteJob } from './invite.ts';
import { headerText, openHookServer, openMailServer, openSilentServer } from './test-post.ts';
import { day, makeSendingWorld, publicUrl, testSecret, testSending, type SendingWorld } from './test-world.ts';
import { readEndpoints } from './settings.ts';
import { verifyWebhook, webhookKey } from './webhook-signature.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
let opened: TestStore;
let store: Store;
let mail: Awaited<ReturnType<typeof openMailServer>>;
let hook: Awaited<ReturnType<typeof openHookServer>>;

beforeAll(async () => {
  opened = await openTestStore();
  store = opened.store;
  mail = await openMailServer();
  hook = await openHookServer();
});
afterAll(async () => {
  await mail.close();
  await hook.close();
  await opened.close();
});
beforeEach(() => {
  mail.mails.length = 0;
  mail.attempts.length = 0;
  mail.refuse(() => undefined);
  hook.calls.length = 0;
  hook.answers.length = 0;
});

const invitationsOf = (world: SendingWorld) => world.list<Invitation>('invitations');
const endpointsFor = (world: SendingWorld, more: object = {}) =>
  readEndpoints(
    JSON.stringify([{ name: 'sms', tenants: [world.tenant.ref], url: hook.url, private: true, secret, ...more }]),
  );

describe('a distribution', () => {
  it('asks each customer once after a visit, and who may be asked only', async () => {
    const world = await makeSendingWorld(store);
    const asked = await world.customer({ influence: 5 });
    const visitId = await world.visit(asked.customerId, 3);
    await world.visit(asked.customerId, 1);
    const other = await world.customer();
    await world.visit(other.customerId, 3, { type: 'sales' });
    const never = await world.customer({ doNotContact: true });
    await world.visit(never.customerId, 3);
    const withdrew = await world.customer({
      consent: [{ channel: 'survey', status: 'withdrawn', at: '2026-01-01T00:00:00Z' }],
    });
    await world.visit(withdrew.customerId, 3);
    const mute = await world.customer({ channels: [{ kind: 'phone', value: '+49 30 1' }] });
    await world.visit(mute.customerId, 3);
    const tooLate = await world.customer();
    await world.visit(tooLate.customerId, 20);
    const distributionId = await world.distribution({
      trigger: { on: 'visit', afterDays: 2, visitTypes: ['service'] },
    });
    const sending = testSending(mail.url);
    expect(await world.run(inviteJob(sending))).toMatchObject({ outcome: 'done', message: '1 invited.' });
    expect(await world.run(inviteJob(sending))).toMatchObject({ message: '0 invited.' });
    expect(await invitationsOf(world)).toMatchObject([
      {
        customerId: asked.customerId,
        contactId: asked.contactId,
        repId: world.repId,
        distributionId,
        occasion: `visit:${visitId}`,
        channel: 'email',
        delivery: { state: 'waiting', channel: 'email', reminders: 0 },
      },
    ]);
    sending.close();
  });

  it('asks at the beginning of a period, whom its audience names', async () => {
    const world = await makeSendingWorld(store);
    const big = await world.customer({}, { tier: 'big' });
    await world.customer({}, { tier: 'small' });
    const sending = testSending(null);
    await world.distribution({
      trigger: { on: 'month', withinDays: 90 },
      channel: 'link',
      activeSince: '2020-01-01T00:00:00Z',
      audience: { tiers: ['big', 'top'] },
    });
    expect(await world.run(inviteJob(sending))).toMatchObject({ message: '1 invited.' });
    const [invitation] = await invitationsOf(world);
    expect(invitation).toMatchObject({ customerId: big.customerId, channel: 'link' });
    expect(invitation?.occasion).toMatch(/^\d{4}-\d{2}$/);
    expect(invitation?.delivery).toBeUndefined();
  });

  it('asks the people whom a visit met, or all of a role', async () => {
    const world = await makeSendingWorld(store);
    const one = await world.customer({ influence: 5 });
    const second = await world.insert('contacts', {
      customerId: one.customerId,
      name: 'Second',
      role: 'decision-maker',
      channels: [{ kind: 'email', value: 'second@customer.example' }],
    });
    await world.visit(one.customerId, 3, { contactIds: [second.id] });
    await world.distribution();
    const sending = testSending(mail.url);
    await world.run(inviteJob(sending));
    expect((await invitationsOf(world)).map(({ contactId }) => contactId)).toEqual([second.id]);
    await world.distribution({
      trigger: { on: 'month', withinDays: 90 },
      activeSince: '2020-01-01T00:00:00Z',
      audience: { people: 'all' },
    });
    await world.run(inviteJob(sending));
    expect(new Set((await invitationsOf(world)).slice(1).map(({ contactId }) => contactId))).toEqual(
      new Set([one.contactId, second.id]),
    );
    sending.close();
  });

  it('asks after a case was closed', async () => {
    const world = await makeSendingWorld(store);
    const { customerId, contactId } = await world.customer();
    const closedAt = new Date(Date.now() - 3 * day).toISOString();
    const fields = { customerId, contactId, title: 'Noise', severity: 'normal', openedAt: closedAt };
    const { id } = await world.insert('cases', { ...fields, kind: 'complaint', status: 'closed', closedAt });
    await world.insert('cases', { ...fields, kind: 'complaint', status: 'open' });
    await world.distribution({ trigger: { on: 'case', afterDays: 1, caseKinds: ['complaint'] }, channel: 'link' });
    await world.run(inviteJob(testSending(null)));
    expect(await invitationsOf(world)).toMatchObject([{ occasion: `case:${id}`, contactId }]);
  });

  it('leaves people in peace for as long as the company says, and asks them afterwards', async () => {
    const world = await makeSendingWorld(store);
    await world.as(async (work) => {
      const data = JSON.stringify({ recontactDays: 5 });
      await work.sql
        .insertInto('settings')
        .values({ tenant_id: world.tenant.id, version: 2, updated_at: work.now, data })
        .execute();
    });
    const { customerId } = await world.customer();
    await world.visit(customerId, 3);
    await world.visit(customerId, 4);
    await world.distribution();
    const sending = testSending(mail.url);
    expect(await world.run(inviteJob(sending))).toMatchObject({ message: '1 invited.' });
    const rows = await world.as((work) =>
      work.sql.selectFrom('distribution_recipients').selectAll().where('tenant_id', '=', world.tenant.id).execute(),
    );
    expect(rows).toHaveLength(2);
    const [waits] = rows.filter(({ invitation_id }) => invitation_id === null);
    expect(waits?.why).toContain('asked-lately');
    expect(Date.parse(String(waits?.again_at))).toBeGreaterThan(Date.now() + 4 * day);
    sending.close();
  });

  it('says what it lacks, and asks nobody meanwhile', async () => {
    const world = await makeSendingWorld(store);
    const { customerId } = await world.customer();
    await world.visit(customerId, 3);
    const id = await world.distribution();
    expect(await world.run(inviteJob(testSending(null)))).toEqual({
      outcome: 'done',
      message: `0 invited. ${id} waits: LIAISE_SMTP_URL is not set.`,
    });
    expect(await invitationsOf(world)).toEqual([]);
  });

  it('reaches the customers that its manager sees, and no others', async () => {
    const world = await makeSendingWorld(store);
    const mine = await world.customer();
    const theirs = await world.insert('customers', { kind: 'organization', name: 'Theirs', stage: 'build' });
    const team = await world.insert('teams', { name: 'East', mode: 'own-post' });
    const other = await world.insert('reps', { name: 'O', teamId: team.id, grade: 'senior', active: true });
    await world.insert('assignments', { customerId: theirs.id, repId: other.id, role: 'holder', from: '2020-01-01' });
    for (const customerId of [mine.customerId, theirs.id]) await world.visit(customerId, 3);
    await world.distribution({ channel: 'link', ownerId: world.repId });
    await world.run(inviteJob(testSending(null)));
    expect((await invitationsOf(world)).map(({ customerId }) => customerId)).toEqual([mine.customerId]);
  });
});

describe('once', () => {
  async function many(): Promise<SendingWorld> {
    const world = await makeSendingWorld(store);
    for (let number = 0; number < 25; number++) await world.visit((await world.customer()).customerId, 3);
    await world.distribution();
    return world;
  }
  const eachOnce = async (world: SendingWorld): Promise<void> => {
    const customers = (await invitationsOf(world)).map(({ customerId }) => customerId);
    expect(customers).toHaveLength(25);
    expect(new Set(customers).size).toBe(25);
    const waiting = await world.as((work) =>
      work.sql.selectFrom('deliveries').select('invitation_id').where('tenant_id', '=', world.tenant.id).execute(),
    );
    expect(new Set(waiting.map(({ invitation_id }) => invitation_id)).size).toBe(25);
  };

  it('each invitation is made, by gateways with connections of their own that look at the same moment', async () => {
    const world = await many();
    const second = await openStore({ url: opened.database.url }, { connections: 4 });
    try {
      const sending = testSending(mail.url);
      // Without the lease of the runner: the unique keys alone must do.
      const contextOf = (one: Store): JobContext => {
        const actor = systemActor({ tenantId: world.tenant.id, tenantRef: world.tenant.ref });
        return {
          store: one,
          tenant: world.tenant,
          actor,
          now: new Date(),
          signal: new AbortController().signal,
          read: (work) => one.transact(actor, work, { readOnly: true }),
          write: (work) => one.transact(actor, work),
        };
      };
      await Promise.all([store, second, store, second].map((one) => inviteJob(sending).run(contextOf(one))));
      await eachOnce(world);
      sending.close();
    } finally {
      await second.close();
    }
  });

  it('each invitation is made, although the gateway stops in the middle', async () => {
    const world = await many();
    const sending = testSending(mail.url);
    const stop = new AbortController();
    let writes = 0;
    const actor = systemActor({ tenantId: world.tenant.id, tenantRef: world.tenant.ref });
    const stopped = inviteJob(sending).run({
      store,
      tenant: world.tenant,
      actor,
      now: new Date(),
      signal: stop.signal,
      read: (work) => store.transact(actor, work, { readOnly: true }),
      write: async (work) => {
        if (++writes > 1) throw new Error('The gateway stopped.');
        return store.transact(actor, work);
      },
    });
    await expect(stopped).rejects.toThrow('stopped');
    const made = (await invitationsOf(world)).length;
    expect([made > 0, made < 25]).toEqual([true, true]);
    expect(await world.run(inviteJob(sending))).toMatchObject({ message: `${String(25 - made)} invited.` });
    await eachOnce(world);
    sending.close();
  });
});

describe('a mail', () => {
  it('is in the person’s language, with the first question, and says how to be left in peace', async () => {
    const world = await makeSendingWorld(store);
    const name = '<b>张伟</b> "Wei" \u202E';
    const { customerId } = await world.customer({ name, language: 'zh-CN' });
    await world.visit(customerId, 3);
    await world.as(async (work) => {
      const brand = {
        name: '星河 & Söhne',
        accent: '#ffcc00',
        privacy: { en: 'For us only.', 'zh-CN': '仅供内部使用。' },
      };
      const data = JSON.stringify({ timeZone: 'Asia/Shanghai', brand });
      await work.sql
        .insertInto('settings')
        .values({ tenant_id: world.tenant.id, version: 2, updated_at: work.now, data })
        .execute();
    });
    await world.distribution({ sender: 'rep', expiresAfterDays: 30, subject: { 'zh-CN': '{name}，请评价' } });
    const sending = testSending(mail.url);
    await world.run(inviteJob(sending));
    expect(await world.run(deliverJob(sending), 1000)).toMatchObject({ message: '1 sent, 0 not sent.' });
    const [received] = mail.mails;
    const [invitation] = await invitationsOf(world);
    expect(invitation?.delivery).toMatchObject({ state: 'sent', reminders: 0 });
    const header = (of: string) => headerText(received?.headers.get(of));
    expect(received?.to).toEqual(['person1@customer.example']);
    expect(header('subject')).toContain('请评价');
    expect(header('from')).toContain('Rita Rep (星河 & Söhne)');
    expect(header('from')).toContain('<surveys@company.example>');
    expect(header('reply-to')).toBe('rita@company.example');
    expect(header('auto-submitted')).toBe('auto-generated');
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(header('list-unsubscribe')).toMatch(/^<https:\/\/liaise\.example\/unsubscribe\/[^<>\s]+>$/);
    const messageId = /^<(.+)@company\.example>$/.exec(header('message-id'))?.[1] ?? '';
    expect(received?.from).toBe(`bounces+${messageId}@company.example`);
    const text = received?.parts.get('text/plain') ?? '';
    const html = received?.parts.get('text/html') ?? '';
    expect(text).toContain('仅供内部使用。');
    expect(text).toContain(name);
    expect(text).toContain('您会推荐我们吗?');
    const links = [...text.matchAll(/https:\/\/liaise\.example\/s\/\S+/g)].map(([link]) => link);
    expect(links.filter((link) => link.includes('?score='))).toHaveLength(11);
    expect(html).toContain('&#60;b&#62;张伟&#60;/b&#62;');
    expect(html).not.toContain('<b>');
    expect(html).toContain('lang="zh-CN"');
    expect(html).not.toMatch(/src=|<script|<img/);
    sending.close();
  });

  it('is sent again under the same id after a server said "later", and the link stays', async () => {
    const world = await makeSendingWorld(store);
    await world.visit((await world.customer()).customerId, 3);
    await world.distribution();
    const sending = testSending(mail.url);
    await world.run(inviteJob(sending));
    mail.refuse(() => ({ code: 451, at: 'recipient' }));
    expect(await world.run(deliverJob(sending), 1000)).toMatchObject({ message: '0 sent, 1 not sent.' });
    expect((await invitationsOf(world))[0]?.delivery).toMatchObject({
      state: 'waiting',
      why: expect.stringContaining('451') as string,
    });
    expect(await world.run(deliverJob(sending), 2000)).toMatchObject({ message: '0 sent, 0 not sent.' });
    mail.refuse(() => undefined);
    expect(await world.run(deliverJob(sending), 120_000)).toMatchObject({ message: '1 sent, 0 not sent.' });
    expect(mail.mails).toHaveLength(1);
    const [invitation] = await invitationsOf(world);
    expect(invitation?.delivery?.state).toBe('sent');
    expect(invitation?.delivery?.why).toBeUndefined();
    sending.close();
  });

  it('to an address that does not exist bounces, and nothing is sent there again', async () => {
    const world = await makeSendingWorld(store);
    const { customerId, email } = await world.customer();
    await world.visit(customerId, 3);
    await world.distribution();
    const sending = testSending(mail.url);
    await world.run(inviteJob(sending));
    mail.refuse(() => ({ code: 550, at: 'recipient' }));
    await world.run(deliverJob(sending), 1000);
    const [invitation] = await invitationsOf(world);
    expect(invitation?.delivery).toMatchObject({ state: 'bounced' });
    expect(JSON.stringify(invitation)).not.toContain(email);
    mail.refuse(() => undefined);
    await world.visit(customerId, 4);
    expect(await world.run(inviteJob(sending))).toMatchObject({ message: '0 invited.' });
    expect(await world.run(deliverJob(sending), 30 * day)).toMatchObject({ message: '0 sent, 0 not sent.' });
    sending.close();
  });

  it('that comes back later is noted by the address that it came back to', async () => {
    const world = await makeSendingWorld(store);
    const { customerId } = await world.customer();
    await world.visit(customerId, 3);
    await world.distribution();
    const sending = testSending(mail.url);
    await world.run(inviteJob(sending));
    await world.run(deliverJob(sending), 1000);
    const report = (action: string, status: string) =>
      [
        `To: ${mail.mails[0]?.from ?? ''}`,
        'Content-Type: multipart/report; report-type=delivery-status',
        '',
        'Reporting-MTA: dns; mx.customer.example',
        '',
        `Action: ${action}`,
        `Status: ${status}`,
        '',
      ].join('\r\n');
    const delayed = readBounce(report('delayed', '4.4.1'));
    if (!delayed) throw new Error('This is a report.');
    expect(await noteBounce(store, delayed)).toBe(false);
    expect((await invitationsOf(world))[0]?.delivery?.state).toBe('sent');
    const failed = readBounce(report('failed', '5.1.1'));
    if (!failed) throw new Error('This is a report.');
    expect([await noteBounce(store, failed), await noteBounce(store, failed)]).toEqual([true, true]);
    expect((await invitationsOf(world))[0]?.delivery).toMatchObject({
      state: 'bounced',
      why: 'The mail came back (5.1.1).',
    });
    await world.visit(customerId, 4);
    expect(await world.run(inviteJob(sending))).toMatchObject({ message: '0 invited.' });
    sending.close();
  });

  it('that a server refuses for what it says fails, and the address is not to blame', async () => {
    const world = await makeSendingWorld(store);
    await world.visit((await world.customer()).customerId, 3);
    await world.distribution();
    const sending = testSending(mail.url);
    await world.run(inviteJob(sending));
    mail.refuse(() => ({ code: 554, at: 'data' }));
    await world.run(deliverJob(sending), 1000);
    expect((await invitationsOf(world))[0]?.delivery).toMatchObject({ state: 'failed' });
    const dead = await world.as((work) =>
      work.sql.selectFrom('undeliverable_addresses').select('why').where('tenant_id', '=', world.tenant.id).execute(),
    );
    expect(dead).toEqual([]);
    sending.close();
  });

  it('waits for a server that is slow or away, and is given up at last', async () => {
    const world = await makeSendingWorld(store);
    await world.visit((await world.customer()).customerId, 3);
    await world.distribution();
    const silent = await openSilentServer();
    const slow = testSending(`smtp://127.0.0.1:${String(silent.port)}`, [], { patience: 200 });
    await world.run(inviteJob(slow));
    expect(await world.run(deliverJob(slow), 1000)).toMatchObject({ message: '0 sent, 1 not sent.' });
    expect((await invitationsOf(world))[0]?.delivery).toMatchObject({ state: 'waiting' });
    slow.close();
    await silent.close();
    const away = testSending(`smtp://127.0.0.1:${String(silent.port)}`, [], { patience: 200 });
    for (let attempt = 1; attempt < 8; attempt++) await world.run(deliverJob(away), attempt * 2 * day);
    const [invitation] = await invitationsOf(world);
    expect(invitation?.delivery).toMatchObject({
      state: 'failed',
      why: expect.stringContaining('Given up after 8 attempts') as string,
    });
    away.close();
  });

  it('reminds whoever has not answered, as often as said and no more', async () => {
    const world = await makeSendingWorld(store);
    const first = await world.customer();
    const second = await world.customer();
    for (const { customerId } of [first, second]) await world.visit(customerId, 3);
    await world.distribution({ remindAfterDays: 4, reminders: 2 });
    const sending = testSending(mail.url);
    await world.run(inviteJob(sending));
    await world.run(deliverJob(sending), 1000);
    const answered = (await invitationsOf(world)).find(({ customerId }) => customerId === second.customerId);
    if (!answered) throw new Error('Nobody was invited.');
    await world.as((work) =>
      work.replace<Invitation>('invitations', { ...answered, status: 'finished', version: answered.version + 1 }),
    );
    for (const days of [3, 5, 8, 10, 15, 20]) await world.run(deliverJob(sending), days * day);
    expect(mail.mails.map(({ to }) => to[0]).filter((to) => to === first.email)).toHaveLength(3);
    expect(mail.mails.map(({ to }) => to[0]).filter((to) => to === second.email)).toHaveLength(1);
    const [unanswered] = (await invitationsOf(world)).filter(({ customerId }) => customerId === first.customerId);
    expect(unanswered?.delivery).toMatchObject({ state: 'sent', reminders: 2 });
    const links = mail.mails
      .filter(({ to }) => to[0] === first.email)
      .map(({ parts }) => /https:\/\/liaise\.example\/s\/[^?\s]+/.exec(parts.get('text/plain') ?? '')?.[0]);
    expect(new Set(links).size).toBe(1);
    sending.close();
  });

  it('by a gateway that is killed before it notes it is sent again by another one, under the same id', async () => {
    const own = await makeSendingWorld(store);
    await own.visit((await own.customer()).customerId, 3);
    await own.distribution();
    const sending = testSending(mail.url);
    await own.run(inviteJob(sending));
    const child = spawn(
      process.execPath,
      ['--conditions=@liaise/source', fileURLToPath(new URL('test-sender.ts', import.meta.url))],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          LIAISE_TEST_SENDER: JSON.stringify({
            url: opened.database.url,
            mail: mail.url,
            tenant: own.tenant,
            secret: testSecret,
            publicUrl,
          }),
        },
      },
    );
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await own.run(deliverJob(sending))).toEqual({ outcome: 'not-taken' });
    expect(await own.run(deliverJob(sending), leaseLength + 60_000)).toMatchObject({ message: '1 sent, 0 not sent.' });
    const ids = mail.mails
      .filter(({ to }) => to[0] === 'person1@customer.example')
      .map(({ headers }) => headers.get('message-id'));
    expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
    sending.close();
  });

  it('does not go out once its link has expired or its survey is closed', async () => {
    const world = await makeSendingWorld(store);
    await world.visit((await world.customer()).customerId, 3);
    await world.distribution({ expiresAfterDays: 3 });
    const sending = testSending(mail.url);
    await world.run(inviteJob(sending));
    await world.run(deliverJob(sending), 4 * day);
    expect(mail.attempts).toEqual([]);
    expect((await invitationsOf(world))[0]?.delivery).toMatchObject({
      state: 'cancelled',
      why: 'The link has expired.',
    });
    sending.close();
  });

  it('does not go to somebody who said no since', async () => {
    const world = await makeSendingWorld(store);
    const { customerId, contactId } = await world.customer();
    await world.visit(customerId, 3);
    await world.distribution();
    const sending = testSending(mail.url);
    await world.run(inviteJob(sending));
    await world.as(async (work) => {
      const contact = await work.read<Contact>('contacts', contactId);
      if (contact)
        await work.replace<Contact>('contacts', { ...contact, doNotContact: true, version: contact.version + 1 });
    });
    await world.run(deliverJob(sending), 1000);
    expect(mail.attempts).toEqual([]);
    expect((await invitationsOf(world))[0]?.delivery).toMatchObject({ state: 'cancelled' });
    sending.close();
  });
});

describe('a webhook', () => {
  const phone = { channels: [{ kind: 'mobile', value: '+49 170 1234567' }] };
  it('gets a signed message, again under the same id until it takes it', async () => {
    const world = await makeSendingWorld(store);
    const { customerId, contactId } = await world.customer(phone);
    await world.visit(customerId, 3);
    await world.distribution({ channel: 'sms', endpoint: 'sms' });
    const sending = testSending(null, endpointsFor(world));
    await world.run(inviteJob(sending));
    hook.answers.push({ status: 500 }, { status: 302, location: hook.url }, { status: 204 });
    await world.run(deliverJob(sending), 1000);
    await world.run(deliverJob(sending), 10_000);
    expect((await invitationsOf(world))[0]?.delivery).toMatchObject({
      state: 'waiting',
      why: 'The webhook answered 302.',
    });
    await world.run(deliverJob(sending), day);
    expect(hook.calls).toHaveLength(3);
    expect(new Set(hook.calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    for (const { headers, body } of hook.calls)
      expect(verifyWebhook(webhookKey(secret), headers as Record<string, string>, body)).toBe(true);
    const [invitation] = await invitationsOf(world);
    expect(invitation).toMatchObject({ contactId, channel: 'sms', delivery: { state: 'sent', channel: 'sms' } });
    expect(JSON.parse(hook.calls[0]?.body ?? '')).toMatchObject({
      type: 'invitation',
      data: {
        to: '+49 170 1234567',
        invitationId: invitation?.id,
        url: expect.stringContaining(`${publicUrl}/s/`) as string,
      },
    });
    sending.close();
  });

  it('may have a body of its own, headers, and an answer that says no', async () => {
    const world = await makeSendingWorld(store);
    await world.visit((await world.customer(phone)).customerId, 3);
    await world.distribution({ channel: 'sms', endpoint: 'sms' });
    const template = { body: { msisdn: '{{to}}', content: '{{text}}' }, expect: { code: 0 } };
    const sending = testSending(null, endpointsFor(world, { template, headers: { Authorization: 'Bearer abc' } }));
    await world.run(inviteJob(sending));
    hook.answers.push({ status: 200, body: '{"code":7}' }, { status: 200, body: '{"code":0}' });
    await world.run(deliverJob(sending), 1000);
    expect((await invitationsOf(world))[0]?.delivery?.state).toBe('waiting');
    await world.run(deliverJob(sending), 10_000);
    expect((await invitationsOf(world))[0]?.delivery?.state).toBe('sent');
    expect(hook.calls[1]?.headers.authorization).toBe('Bearer abc');
    expect(Object.keys(JSON.parse(hook.calls[1]?.body ?? '') as object)).toEqual(['msisdn', 'content']);
    sending.close();
  });

  it('that is gone, or lies where it may not, gets nothing more', async () => {
    const world = await makeSendingWorld(store);
    await world.visit((await world.customer(phone)).customerId, 3);
    await world.distribution({ channel: 'sms', endpoint: 'sms' });
    const sending = testSending(null, endpointsFor(world));
    await world.run(inviteJob(sending));
    hook.answers.push({ status: 410 });
    await world.run(deliverJob(sending), 1000);
    expect((await invitationsOf(world))[0]?.delivery).toMatchObject({
      state: 'failed',
      why: expect.stringContaining('410') as string,
    });

    const inside = await makeSendingWorld(store);
    await inside.visit((await inside.customer(phone)).customerId, 3);
    await inside.distribution({ channel: 'sms', endpoint: 'sms' });
    const [endpoint] = readEndpoints(
      JSON.stringify([{ name: 'sms', tenants: [inside.tenant.ref], url: 'https://localhost/x', template: 'sms' }]),
    );
    if (!endpoint) throw new Error('There is no endpoint.');
    const closed = testSending(null, [endpoint]);
    await inside.run(inviteJob(closed));
    await inside.run(deliverJob(closed), 1000);
    expect((await invitationsOf(inside))[0]?.delivery).toMatchObject({
      state: 'failed',
      why: expect.stringContaining('not public') as string,
    });
    sending.close();
    closed.close();
  });
});
