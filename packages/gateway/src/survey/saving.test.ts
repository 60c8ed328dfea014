import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenedSurvey } from '@liaise/core/api/surveys';
import { newId } from '@liaise/core/records/identifier';
import type { Invitation, ResponseRecord, SurveyRecord } from '@liaise/core/records/survey';
import { demo } from '@liaise/core/samples';
import type { Actor } from '../access/actor.ts';
import { systemActor } from '../access/directory.ts';
import { Refusal } from '../http/refusal.ts';
import { AlreadyThere, NotAllowed } from '../store/errors.ts';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { AnswerSaver, type Submission } from './saving.ts';

let t: TestGateway;
let manager: string;
let tenantId: string;
const survey = newId();
const definition = {
  id: 'lift',
  version: 1,
  language: 'en',
  questions: [
    { id: 'recommend', type: 'nps', required: true, title: 'Would you recommend us?' },
    { id: 'why', type: 'long-text', title: 'Why?' },
  ],
};

beforeAll(async () => {
  t = await openTestGateway();
  manager = await t.token('manager', { rep: demo.managers.north });
  const body = { id: survey, name: 'Lift', definition, status: 'open' };
  expect((await t.send('POST', '/v1/surveys', { body, token: manager })).status).toBe(201);
  tenantId = (await t.store.tenant('demo'))?.id ?? '';
});
afterAll(() => t.close());

interface Link {
  id: string;
  token: string;
}

/** Links for one customer, a few at a time: whom to ask is decided one after the other. */
async function links(count: number): Promise<Link[]> {
  const all: Link[] = [];
  while (all.length < count) {
    const some = Array.from({ length: Math.min(4, count - all.length) }, async () => {
      const body = { id: newId(), surveyId: survey, customerId: demo.customers.first };
      const made = await t.send<Link>('POST', '/v1/invitations', { body });
      expect(made.status, made.text).toBe(201);
      return made.body;
    });
    all.push(...(await Promise.all(some)));
  }
  return all;
}

const put = ({ token }: Link, answers: object, final: boolean, key = newId()) =>
  t.send<OpenedSurvey>('PUT', `/v1/s/${token}/response`, { token: null, body: { answers, final }, key });

const asHolder = (id: string): Actor => ({
  tenantId,
  tenantRef: 'demo',
  role: 'link',
  subject: `link ${id}`,
  teamIds: [],
  invitationId: id,
});
const submission = (id: string, answers: object, key?: string): Submission => ({
  actor: asHolder(id),
  sent: { answers, final: true },
  ...(key === undefined
    ? {}
    : { once: { key, fingerprint: createHash('sha256').update(JSON.stringify(answers)).digest('hex') } }),
});
const stored = (ids: readonly string[]) =>
  t.store.transact(systemActor({ tenantId, tenantRef: 'demo' }), async (work) => {
    const rows = await work.sql
      .selectFrom('responses')
      .select(['id', 'invitation_id'])
      .where('tenant_id', '=', tenantId)
      .where('invitation_id', 'in', [...ids])
      .execute();
    const records = await work.readMany<ResponseRecord>(
      'responses',
      rows.map(({ id }) => id),
    );
    return new Map(rows.map(({ id, invitation_id }) => [invitation_id, records.find((one) => one.id === id)]));
  });

describe('answers under many links at once', () => {
  it('are saved once each, in a few transactions', async () => {
    const all = await links(120);
    const before = t.statements.length;
    const drafts = await Promise.all(all.map((link, n) => put(link, { recommend: n % 11 }, false)));
    expect(new Set(drafts.map(({ status }) => status))).toEqual(new Set([200]));
    const began = t.statements.slice(before).filter((text) => text.startsWith('BEGIN'));
    expect(began.length).toBeLessThan(all.length / 2);
    await Promise.all(all.map((link, n) => put(link, { recommend: n % 11, why: `answer ${n}` }, true)));
    const kept = await stored(all.map(({ id }) => id));
    expect(kept.size).toBe(all.length);
    all.forEach(({ id }, n) =>
      expect(kept.get(id)).toMatchObject({
        answers: { recommend: n % 11, why: `answer ${n}` },
        final: true,
        version: 2,
        repId: demo.rep,
        customerId: demo.customers.first,
      }),
    );
    const invitations = await Promise.all(
      all.slice(0, 3).map(({ id }) => t.send<Invitation>('GET', `/v1/invitations/${id}`)),
    );
    expect(invitations.map(({ body }) => [body.status, body.version])).toEqual(
      all.slice(0, 3).map(() => ['finished', 3]),
    );
  });

  it('repeated under the same key are answered alike, and another body under it is refused', async () => {
    const [link] = (await links(1)) as [Link];
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 20 }, () => put(link, { recommend: 9 }, true, key)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true')).toHaveLength(19);
    expect((await put(link, { recommend: 2 }, true, key)).body).toMatchObject({ code: 'idempotency-key-reused' });
    expect((await stored([link.id])).get(link.id)).toMatchObject({ version: 1, answers: { recommend: 9 } });
  });

  it('that cannot be taken fail alone', async () => {
    const all = await links(12);
    const bad: Record<number, object> = { 3: { recommend: 11 }, 5: { recommend: 5, why: 'a\u0000b' }, 7: {} };
    const answers = await Promise.all(all.map((link, n) => put(link, bad[n] ?? { recommend: 5 }, true)));
    expect(answers.map(({ status }) => status)).toEqual(all.map((_, n) => (n in bad ? 422 : 200)));
    const kept = await stored(all.map(({ id }) => id));
    expect(kept.size).toBe(all.length - 3);
  });

  it('are told of in the stream of changes', async () => {
    const [link] = (await links(1)) as [Link];
    await put(link, { recommend: 8 }, true);
    const record = (await stored([link.id])).get(link.id);
    // What was written while others still write is told once those are done.
    const told = async () => {
      const { events } = await t.store.transact(systemActor({ tenantId, tenantRef: 'demo' }), (work) =>
        work.readEvents(undefined, 100_000),
      );
      return events.filter(({ recordId }) => recordId === record?.id).map(({ kind }) => kind);
    };
    await expect.poll(told).toEqual(['created']);
  });
});

describe('the transaction of a batch', () => {
  const forLinks = (ids: readonly string[]): Actor => ({
    tenantId,
    tenantRef: 'demo',
    role: 'links',
    subject: 'links',
    teamIds: [],
    invitationIds: ids,
  });

  it('sees and writes what belongs to its links, and nothing else', async () => {
    const [mine, theirs] = (await links(2)) as [Link, Link];
    await put(theirs, { recommend: 1, why: 'not for you' }, false);
    const seen = await t.store.transact(forLinks([mine.id]), async (work) => ({
      invitations: (await work.list('invitations', { filters: {}, limit: 500 })).map(({ id }) => id),
      responses: await work.list('responses', { filters: {}, limit: 500 }),
      surveys: (await work.list<SurveyRecord>('surveys', { filters: {}, limit: 500 })).map(({ id }) => id),
      customers: await work.list('customers', { filters: {}, limit: 500 }),
      reps: await work.list('reps', { filters: {}, limit: 500 }),
    }));
    expect(seen).toEqual({ invitations: [mine.id], responses: [], surveys: [survey], customers: [], reps: [] });
    const forged = (invitationId: string, more: object = {}) => {
      const now = new Date().toISOString();
      const record = {
        id: newId(),
        version: 1,
        createdAt: now,
        updatedAt: now,
        surveyId: survey,
        surveyVersion: 1,
        invitationId,
        customerId: demo.customers.first,
        answers: {},
        final: false,
        startedAt: now,
        source: 'link',
        ...more,
      };
      return t.store.transact(forLinks([mine.id]), (work) => work.insert('responses', record));
    };
    await expect(forged(theirs.id)).rejects.toThrow(NotAllowed);
    await expect(forged(mine.id, { customerId: demo.customers.firstChinese })).rejects.toThrow(NotAllowed);
    await expect(forged(mine.id)).resolves.toBe(true);
    await expect(forged(mine.id)).rejects.toThrow(AlreadyThere);
  });

  it('turns nothing away but the one that conflicts', async () => {
    const [one, two] = (await links(2)) as [Link, Link];
    await put(one, { recommend: 4 }, true);
    const saver = new AnswerSaver(t.store);
    const settled = await Promise.allSettled([
      saver.save(submission(one.id, { recommend: 5 })),
      saver.save(submission(two.id, { recommend: 6 }, 'k')),
      saver.save(submission(newId(), { recommend: 7 })),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
    const reasons = settled.flatMap((one) =>
      one.status === 'rejected' && one.reason instanceof Refusal ? one.reason.code : [],
    );
    expect(reasons).toEqual(['conflict', 'link-unusable']);
  });
});
