import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Approval } from '@liaise/core/records/approval';
import type { Case } from '@liaise/core/records/case';
import type { Page } from '@liaise/core/api/page';
import type { Assignment } from '@liaise/core/records/assignment';
import type { FileRecord } from '@liaise/core/records/file';
import type { HistoryEntry } from '@liaise/core/records/history';
import { newId } from '@liaise/core/records/identifier';
import type { Task } from '@liaise/core/records/task';
import type { Visit } from '@liaise/core/records/visit';
import { demo } from '@liaise/core/samples';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';

let t: TestGateway;
let manager: string;
let admin: string;
const as: string[] = [];
beforeAll(async () => {
  t = await openTestGateway();
  manager = await t.token('manager', { rep: demo.managers.north });
  admin = await t.token('admin');
  for (const rep of demo.reps) as.push(await t.token('rep', { rep }));
});
afterAll(() => t.close());

const today = () => new Date().toISOString().slice(0, 10);
const post = <T>(path: string, body: object, token?: string) =>
  t.send<T>('POST', path, { body, ...(token === undefined ? {} : { token }) });

async function customer(): Promise<string> {
  const id = newId();
  expect((await post('/v1/customers', { id, kind: 'organization', name: 'Alder' })).status).toBe(201);
  return id;
}

describe('a new holder', () => {
  it('ends the present one, is history, and takes the customer along', async () => {
    const id = await customer();
    const body = { id: newId(), customerId: id, repId: demo.reps[1], why: 'Holiday' };
    const made = await post<Assignment>('/v1/assignments', body, manager);
    expect([made.status, made.body]).toMatchObject([201, { role: 'holder', from: today() }]);
    expect((await t.send('GET', `/v1/customers/${id}`)).status).toBe(404);
    expect((await t.send('GET', `/v1/customers/${id}`, { token: as[1] ?? '' })).status).toBe(200);
    const all = await t.send<Page<Assignment>>('GET', `/v1/assignments?customerId=${id}&role=holder`, {
      token: manager,
    });
    expect(all.body.items.map(({ repId, to }) => [repId, to])).toEqual([
      [demo.rep, today()],
      [demo.reps[1], undefined],
    ]);
    const history = await t.send<Page<HistoryEntry>>('GET', `/v1/customers/${id}/history`, { token: manager });
    expect(history.body.items).toMatchObject([
      { field: 'holder', from: null, to: demo.rep },
      { field: 'holder', from: demo.rep, to: demo.reps[1], why: 'Holiday', by: demo.managers.north },
    ]);
  });

  it('may be one of another team, whom its manager then cannot see any more', async () => {
    const id = await customer();
    const body = { id: newId(), customerId: id, repId: demo.reps[5] };
    const made = await post('/v1/assignments', body, manager);
    expect(made.status, made.text).toBe(201);
    expect((await t.send('GET', `/v1/customers/${id}`, { token: manager })).status).toBe(404);
    expect((await t.send('GET', `/v1/customers/${id}`, { token: as[5] ?? '' })).status).toBe(200);
  });

  it('is one, when two are made at once', async () => {
    const id = await customer();
    const answers = await Promise.all(
      [1, 2, 3].map((n) => post('/v1/assignments', { id: newId(), customerId: id, repId: demo.reps[n] }, admin)),
    );
    expect(answers.some(({ status }) => status === 201)).toBe(true);
    for (const { status } of answers) expect([201, 409]).toContain(status);
    const all = await t.send<Page<Assignment>>('GET', `/v1/assignments?customerId=${id}&role=holder`, { token: admin });
    expect(all.body.items.filter(({ to }) => to === undefined)).toHaveLength(1);
  });

  it('cannot begin before the present one, nor be another by a change', async () => {
    const id = await customer();
    const early = await post(
      '/v1/assignments',
      { id: newId(), customerId: id, repId: demo.reps[1], from: '2020-01-01' },
      manager,
    );
    expect(early.body).toMatchObject({ issues: [{ path: 'body.from' }] });
    const all = await t.send<Page<Assignment>>('GET', `/v1/assignments?customerId=${id}&role=holder`);
    const present = all.body.items[0]?.id ?? '';
    const moved = await t.send('PATCH', `/v1/assignments/${present}`, {
      body: { repId: demo.reps[2] },
      token: manager,
    });
    expect(moved.body).toMatchObject({ issues: [{ path: 'body.repId', code: 'fixed' }] });
    const ended = await t.send<Assignment>('PATCH', `/v1/assignments/${present}`, {
      body: { to: today(), from: null },
      token: manager,
    });
    expect(ended.body).toMatchObject({ to: today(), from: today() });
  });
});

describe('a visit', () => {
  it('is planned, made and reported, and its next step becomes a task', async () => {
    const id = newId();
    const made = await post<Visit>('/v1/visits', { id, customerId: demo.customers.first, type: 'service' });
    expect(made.body).toMatchObject({ status: 'planned', unplanned: true, repId: demo.rep, moves: [] });
    const move = (body: object) => t.send<Visit>('POST', `/v1/visits/${id}/moves`, { body });
    const at = '2026-11-20T09:00:00Z';
    expect((await move({ move: 'check-in', at })).body).toMatchObject({
      status: 'checked-in',
      checkedInAt: at,
      version: 2,
    });
    expect((await move({ move: 'check-in', at })).body).toMatchObject({ version: 2 });
    expect((await move({ move: 'skip' })).body).toMatchObject({
      status: 422,
      code: 'invalid-move',
      issues: [{ path: 'body.move' }],
    });
    expect((await move({ move: 'cancel' })).body).toMatchObject({
      issues: [{ path: 'body.reason', code: 'reason-required' }],
    });
    const report = {
      move: 'report',
      notes: 'Good',
      outcome: 'agreed',
      nextStep: { title: 'Send the offer', dueOn: '2026-12-01' },
    };
    expect((await move(report)).body).toMatchObject({ status: 'reported', outcome: 'agreed' });
    const tasks = await t.send<Page<Task>>('GET', `/v1/tasks?customerId=${demo.customers.first}&limit=500`);
    expect(tasks.body.items.filter(({ source }) => source?.id === id)).toMatchObject([
      {
        title: 'Send the offer',
        dueOn: '2026-12-01',
        ownerId: demo.rep,
        status: 'open',
        customerId: demo.customers.first,
      },
    ]);
    expect((await move({ move: 'review' })).body).toMatchObject({ issues: [{ code: 'role-not-allowed' }] });
    const reviewed = await t.send('POST', `/v1/visits/${id}/moves`, { body: { move: 'review' }, token: manager });
    expect(reviewed.body).toMatchObject({ status: 'reviewed' });
  });

  it('needs a rep where the caller is none, and times in order', async () => {
    const body = { id: newId(), customerId: demo.customers.first, type: 'service' };
    expect((await post('/v1/visits', body, admin)).body).toMatchObject({
      issues: [{ path: 'body.repId', code: 'required' }],
    });
    const backwards = { ...body, plannedStart: '2026-12-01T10:00:00Z', plannedEnd: '2026-12-01T09:00:00Z' };
    expect((await post('/v1/visits', backwards)).body).toMatchObject({ issues: [{ path: 'body.plannedEnd' }] });
    expect((await post<Visit>('/v1/visits', { ...body, repId: demo.reps[2] }, admin)).body).toMatchObject({
      repId: demo.reps[2],
    });
  });
});

describe('a file', () => {
  const bytes = new TextEncoder().encode('<script>alert(1)</script>');
  const type = { 'content-type': 'image/png' };

  it('takes the bytes that were described, and gives them back as an attachment', async () => {
    const id = newId();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const described = {
      id,
      customerId: demo.customers.first,
      name: 'Besuch "1" 报告.html',
      type: 'text/html',
      size: bytes.byteLength,
      sha256,
    };
    expect((await post('/v1/files', described)).body).toMatchObject({ complete: false });
    const path = `/v1/files/${id}/content`;
    expect((await t.send('GET', path)).status).toBe(404);
    expect((await t.send('PUT', path, { raw: bytes.slice(1), headers: type })).body).toMatchObject({
      issues: [{ code: 'wrong-size' }],
    });
    expect((await t.send('PUT', path, { raw: bytes.toReversed(), headers: type })).body).toMatchObject({
      issues: [{ code: 'wrong-hash' }],
    });
    const done = await t.send('PUT', path, { raw: bytes, headers: type });
    expect(done.body).toMatchObject({ complete: true, version: 2 });
    expect((await t.send('PUT', path, { raw: bytes, headers: type })).body).toMatchObject({ version: 2 });
    const back = await t.send('GET', path);
    expect(back.text).toBe(new TextDecoder().decode(bytes));
    expect(back.headers.get('content-disposition')).toMatch(/^attachment; filename="[ -~]*"; filename\*=UTF-8''/);
    expect(back.headers.get('x-content-type-options')).toBe('nosniff');
    expect(back.headers.get('content-security-policy')).toContain('sandbox');
  });
});

describe('a file in parts', () => {
  const size = 600_000;
  const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 7 + (index >> 9)) % 251);
  const part = (path: string, from: number, to: number, raw = bytes.slice(from, to)) =>
    t.send<FileRecord>('PUT', path, {
      raw,
      headers: { 'content-type': 'image/jpeg', 'content-range': `bytes ${from}-${to - 1}/${size}` },
    });
  const describe = async (): Promise<string> => {
    const id = newId();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await post('/v1/files', { id, customerId: demo.customers.first, name: 'p.jpg', type: 'image/jpeg', size, sha256 });
    return `/v1/files/${id}/content`;
  };

  it('is complete once all parts are there, whatever their order, and however often each came', async () => {
    const path = await describe();
    expect((await part(path, 500_000, size)).body).toMatchObject({ complete: false });
    expect((await part(path, 0, 250_000)).body).toMatchObject({ complete: false });
    expect((await part(path, 0, 250_000)).body).toMatchObject({ complete: false });
    expect((await t.send('GET', path)).status).toBe(404);
    expect((await part(path, 250_000, 500_000)).body).toMatchObject({ complete: true, version: 2 });
    expect((await part(path, 250_000, 500_000)).body).toMatchObject({ complete: true, version: 2 });
    expect((await t.send('GET', path)).status).toBe(200);
  });

  it('is not complete with a wrong part, and is mended by sending that part again', async () => {
    const path = await describe();
    await part(path, 0, 250_000, bytes.slice(1, 250_001));
    await part(path, 250_000, 500_000);
    expect((await part(path, 500_000, size)).body).toMatchObject({ issues: [{ code: 'wrong-hash' }] });
    await part(path, 0, 250_000);
    expect((await part(path, 500_000, size)).body).toMatchObject({ complete: true });
  });

  it.each([
    ['between parts', 100_000, 350_000],
    ['a part that is too short', 0, 200_000],
    ['beyond the end', 500_000, 700_000],
  ])('refuses %s', async (_, from, to) => {
    const path = await describe();
    const answer = await part(path, from, to, new Uint8Array(to - from));
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({ issues: [{ code: 'wrong-range' }] });
  });
});

describe('tasks, cases, approvals and notes', () => {
  it('know when they were done', async () => {
    const task = await post<Task>('/v1/tasks', { id: newId(), title: 'Call' });
    expect(task.body).toMatchObject({ ownerId: demo.rep, status: 'open' });
    const done = await t.send<Task>('PATCH', `/v1/tasks/${task.body.id}`, { body: { status: 'done' } });
    expect(Date.parse(done.body.doneAt ?? '')).toBeGreaterThan(0);
    const again = await t.send<Task>('PATCH', `/v1/tasks/${task.body.id}`, { body: { status: 'open' } });
    expect(again.body).not.toHaveProperty('doneAt');
    const made = await post<Case>('/v1/cases', {
      id: newId(),
      customerId: demo.customers.first,
      kind: 'praise',
      title: 'Thanks',
    });
    expect(made.body).toMatchObject({
      ownerId: demo.rep,
      status: 'open',
      severity: 'normal',
      openedAt: made.body.createdAt,
    });
  });

  it('let nobody decide what they asked for', async () => {
    const asked = await post<Approval>(
      '/v1/approvals',
      { id: newId(), kind: 'gift', title: 'Tea', customerId: demo.customers.first },
      manager,
    );
    const path = `/v1/approvals/${asked.body.id}`;
    const approve = (token: string) => t.send('PATCH', path, { body: { status: 'approved' }, token });
    expect((await approve(manager)).body).toMatchObject({ code: 'forbidden' });
    expect((await approve(as[0] ?? '')).body).toMatchObject({ code: 'forbidden' });
    expect((await approve(admin)).body).toMatchObject({ status: 'approved', requesterId: demo.managers.north });
    expect((await t.send('PATCH', path, { body: { status: 'refused' }, token: admin })).body).toMatchObject({
      issues: [{ code: 'decided' }],
    });
  });

  it('keep the author of a note', async () => {
    const made = await post<{ id: string }>(
      '/v1/notes',
      { id: newId(), customerId: demo.customers.first, text: 'x' },
      manager,
    );
    expect(made.body).toMatchObject({ authorId: demo.managers.north });
    const other = as[1] ?? '';
    const shared = newId();
    await post(
      '/v1/assignments',
      { id: newId(), customerId: demo.customers.first, repId: demo.reps[1], role: 'deputy' },
      manager,
    );
    await post('/v1/notes', { id: shared, customerId: demo.customers.first, text: 'mine' });
    expect((await t.send('GET', `/v1/notes/${shared}`, { token: other })).status).toBe(200);
    expect((await t.send('PATCH', `/v1/notes/${shared}`, { body: { text: 'yours' }, token: other })).status).toBe(403);
    expect((await t.send('DELETE', `/v1/notes/${shared}`, { token: other })).status).toBe(403);
  });
});

describe('goals', () => {
  it('name their customer by id, however it was named', async () => {
    const externalRefs = ['zoho:Accounts/goal'];
    const id = newId();
    await post('/v1/customers', { id, kind: 'person', name: 'Ada', externalRefs });
    const body = { id: newId(), kpi: 'nps', subject: 'customer:zoho:Accounts/goal', period: '2026', target: 0.5 };
    expect((await post('/v1/goals', body, manager)).body).toMatchObject({ subject: `customer:${id}` });
    const found = await t.send<Page<unknown>>('GET', `/v1/goals?subject=${encodeURIComponent(body.subject)}`, {
      token: manager,
    });
    expect(found.body.items).toHaveLength(1);
    const twice = await post('/v1/goals', { ...body, id: newId() }, manager);
    expect(twice.body).toMatchObject({ status: 409, code: 'already-exists' });
  });
});

describe('pictures of a KPI', () => {
  it('are signed for one value, and show no other', async () => {
    const subject = `rep:${demo.rep}`;
    const signed = await post<{ path: string }>('/v1/kpis/signatures', { kpi: 'nps', subject, period: '2026' });
    expect(signed.status, signed.text).toBe(200);
    const picture = await t.send('GET', signed.body.path, { token: null });
    expect(picture.headers.get('content-type')).toBe('image/svg+xml; charset=utf-8');
    expect(picture.text).toMatch(/^<svg /);
    for (const changed of [
      signed.body.path.replace('nps.svg', 'new-customers.svg'),
      signed.body.path.replace('2026', '2025'),
      signed.body.path.replace(demo.rep, demo.reps[1]),
      signed.body.path.replace('signature=demo', 'signature=other'),
    ]) {
      expect((await t.send('GET', changed, { token: null })).status, changed).toBe(404);
    }
  });
});
