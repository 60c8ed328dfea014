import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@liaise/core/records/identifier';
import type { Invitation, ResponseRecord } from '@liaise/core/records/survey';
import { demo } from '@liaise/core/samples';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';

const photo = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR and so on', 'latin1');
const definition = {
  id: 'with-files',
  version: 1,
  language: 'en',
  questions: [
    { id: 'photos', type: 'file', title: 'Photos', accept: ['image/*', '.pdf'], max: 2, maxBytes: 1000 },
    { id: 'why', type: 'short-text', title: 'Why?' },
  ],
};

/** As elements make them: of the shape of UUIDv7, with chance in the place of time. */
const fileId = (): string => randomUUID().replace(/^(.{14})4/, '$17');

let t: TestGateway;
let manager: string;
const survey = newId();
const anonymous = newId();
beforeAll(async () => {
  t = await openTestGateway();
  manager = await t.token('manager', { rep: demo.managers.north });
  for (const body of [
    { id: survey, name: 'Files', definition, status: 'open' },
    { id: anonymous, name: 'Files', definition: { ...definition, id: 'of-nobody', anonymous: true }, status: 'open' },
  ])
    expect((await t.send('POST', '/v1/surveys', { body, token: manager })).status).toBe(201);
});
afterAll(() => t.close());

async function invite(surveyId = survey) {
  const body = { id: newId(), surveyId, customerId: demo.customers.first };
  return (await t.send<Invitation & { token: string }>('POST', '/v1/invitations', { body })).body;
}
const attach = (token: string, change: object = {}) => {
  const body = { id: fileId(), question: 'photos', name: 'site.png', content: photo.toString('base64'), ...change };
  return t.send('POST', `/v1/s/${token}/files`, { token: null, body, key: body.id });
};
const put = (token: string, answers: object, final: boolean) =>
  t.send('PUT', `/v1/s/${token}/response`, { token: null, body: { answers, final } });
const issueOf = ({ body }: { body: Record<string, unknown> }) => {
  const [issue] = body['issues'] as { path: string; code: string }[];
  return `${issue?.path ?? ''} ${issue?.code ?? ''}`;
};

const rowsOf = (id: string): Promise<Record<string, unknown>[]> =>
  t.store.postgres.asOwner(async (client) => {
    const found = await client.query<Record<string, unknown>>('SELECT * FROM survey_files WHERE id = $1', [id]);
    return found.rows;
  });

describe('a file of an answer', () => {
  it('is kept once however often it is sent, and read by those who see the answer', async () => {
    const { token, id: invitationId } = await invite();
    const id = fileId();
    const made = await attach(token, { id, name: 'שלום <b>🙂.png' });
    expect(made.status, made.text).toBe(201);
    expect(made.body).toEqual({
      id,
      question: 'photos',
      name: 'שלום <b>🙂.png',
      type: 'image/png',
      size: photo.length,
    });
    expect((await attach(token, { id, name: 'שלום <b>🙂.png' })).body).toEqual(made.body);
    expect((await put(token, { photos: [id], why: 'x' }, true)).status).toBe(200);
    const found = await t.send<{ items: ResponseRecord[] }>('GET', `/v1/responses?surveyId=${survey}`, {
      token: manager,
    });
    const response = found.body.items.find(({ answers }) => JSON.stringify(answers).includes(id));
    expect(response, invitationId).toBeDefined();
    const path = `/v1/responses/${response?.id ?? ''}/files/`;
    const read = await t.send('GET', path + id, { token: manager });
    expect(read.status).toBe(200);
    expect(read.headers.get('content-type')).toBe('image/png');
    expect(read.headers.get('content-disposition')).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''/);
    expect(read.headers.get('content-security-policy')).toContain('sandbox');
    expect((await t.send('GET', path + fileId(), { token: manager })).status).toBe(404);
    expect((await t.send('GET', path + id, { token: null })).status).toBe(401);
  });

  it.each([
    ['too large', { content: Buffer.concat([photo, Buffer.alloc(1000)]).toString('base64') }, 'too-large'],
    ['empty', { content: '' }, 'empty'],
    ['of another type than it says', { name: 'site.pdf' }, 'wrong-type'],
    ['a program', { content: Buffer.from('MZ\x90\0\x03', 'latin1').toString('base64') }, 'wrong-type'],
    [
      'of a type that is not asked for',
      { name: 'a.txt', content: Buffer.from('text').toString('base64') },
      'wrong-type',
    ],
  ])('that is %s is refused with the name of its question, and the answer stays', async (_, change, code) => {
    const { token } = await invite();
    await put(token, { why: 'kept' }, false);
    const refused = await attach(token, change);
    expect(refused.status).toBe(422);
    expect(issueOf(refused)).toBe(`body.answers.photos ${code}`);
    expect((await t.send(`GET`, `/v1/s/${token}`, { token: null })).body['answers']).toEqual({ why: 'kept' });
  });

  it('belongs to a question that takes files, is sent in base64, and is not without bound', async () => {
    const { token } = await invite();
    expect(issueOf(await attach(token, { question: 'why' }))).toBe('body.answers.why unknown-question');
    expect(issueOf(await attach(token, { question: 'none' }))).toBe('body.answers.none unknown-question');
    expect(issueOf(await attach(token, { content: 'no base64!' }))).toBe('body.content bad-format');
    for (let n = 0; n < 6; n += 1) expect((await attach(token)).status).toBe(201);
    expect(issueOf(await attach(token))).toBe('body.answers.photos too-many');
  });

  it('is not taken after the end, nor under a made-up link', async () => {
    const { token } = await invite();
    await put(token, {}, true);
    expect((await attach(token)).status).toBe(409);
    expect((await attach(`demo.${'A'.repeat(22)}`)).status).toBe(404);
  });

  it('goes with the answer that is taken back', async () => {
    const { token } = await invite();
    const id = fileId();
    await attach(token, { id });
    await put(token, { photos: [id] }, true);
    const withdrawn = await t.send('POST', `/v1/s/${token}/withdrawal`, { token: null, body: {} });
    expect(withdrawn.status, withdrawn.text).toBeLessThan(300);
    expect(await rowsOf(id)).toEqual([]);
  });

  it('of an anonymous survey tells neither its link nor its time', async () => {
    const { token, id: invitationId } = await invite(anonymous);
    const id = fileId();
    expect((await attach(token, { id })).status).toBe(201);
    const rows = await rowsOf(id);
    expect(rows).toHaveLength(1);
    const { bytes: _, ...row } = rows[0] ?? {};
    expect(row).toMatchObject({ invitation_id: null, survey_id: anonymous });
    expect(JSON.stringify(row)).not.toContain(invitationId);
    expect(String(row['added_on'])).toMatch(/^\d{4}-\d\d-\d\d$/);
  });
});
