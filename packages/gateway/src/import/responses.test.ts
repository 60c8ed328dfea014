import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@liaise/core/records/identifier';
import type { ResponseRecord } from '@liaise/core/records/survey';
import type { Actor } from '../access/actor.ts';
import { openTestStore, type TestStore } from '../store/test-database.ts';
import { actorOf, makeTenant, record } from '../store/test-world.ts';
import { importResponses } from './responses.ts';

const definition = {
  id: 'phone',
  version: 2,
  language: 'en',
  questions: [
    { id: 'recommend', type: 'nps', required: true, title: 'Recommend?' },
    {
      id: 'topics',
      type: 'multiple-choice',
      title: 'What?',
      options: [
        { id: 'price', label: { en: 'Price', 'zh-CN': '价格' } },
        { id: 'speed', label: 'Speed' },
      ],
    },
    { id: 'again', type: 'consent', title: 'Again?' },
    {
      id: 'parts',
      type: 'matrix',
      title: 'Parts',
      rows: [{ id: 'service', label: 'Service' }],
      options: [
        { id: 'good', label: 'Good' },
        { id: 'bad', label: 'Bad' },
      ],
    },
    { id: 'why', type: 'long-text', title: 'Why?' },
  ],
};

let opened: TestStore;
let actor: Actor;
let folder: string;
const customer = record({ kind: 'organization', name: 'Acme', stage: 'build', externalRefs: ['crm:Accounts/1'] });
const survey = record({ name: 'Phone', definition, status: 'open', access: 'invited' });
const reps = [newId(), newId()] as const;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'liaise-answers-'));
  opened = await openTestStore();
  actor = actorOf(await makeTenant(opened.store), 'system');
  await opened.store.transact(actor, async (work) => {
    const team = record({ name: 'A', mode: 'own-post' });
    await work.insert('teams', team);
    for (const id of reps)
      await work.insert('reps', { ...record({ name: 'R', teamId: team.id, grade: 'senior', active: true }), id });
    await work.insert('customers', customer);
    const held = { customerId: customer.id, role: 'holder' };
    await work.insert('assignments', record({ ...held, repId: reps[0], from: '2020-01-01', to: '2026-03-01' }));
    await work.insert('assignments', record({ ...held, repId: reps[1], from: '2026-03-01' }));
    await work.insert('surveys', survey);
  });
});
afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

const write = (name: string, ...lines: string[]): string => {
  const file = path.join(folder, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
};
const all = () =>
  opened.store.transact(actor, (work) => work.list<ResponseRecord>('responses', { filters: {}, limit: 100 }));

describe('answers from elsewhere', () => {
  it('come in once, with their source and the rep who held the customer on that day', async () => {
    const file = write(
      'good.csv',
      'id,at,customer,source,recommend,topics,again,parts.service,why',
      '1,2026-02-10,crm:Accounts/1,phone,3,Price; speed,no,bad,"Late, twice"',
      '2,2026-04-01T09:30:00Z,crm:Accounts/1,,10,价格,yes,,',
      '3,2026-04-02,,import,0,,,,',
    );
    const options = { file, survey: 'phone' };
    expect(await importResponses(opened.store, actor, { ...options, dryRun: true })).toMatchObject({
      read: 3,
      created: 3,
    });
    expect(await all()).toEqual([]);
    expect(await importResponses(opened.store, actor, options)).toEqual({
      read: 3,
      created: 3,
      unchanged: 0,
      rejected: 0,
      dryRun: false,
      rejectedFile: null,
    });
    expect(await importResponses(opened.store, actor, options)).toMatchObject({ created: 0, unchanged: 3 });
    expect(await all()).toMatchObject([
      {
        surveyId: survey.id,
        surveyVersion: 2,
        customerId: customer.id,
        repId: reps[0],
        source: 'phone',
        final: true,
        finishedAt: '2026-02-10T00:00:00.000Z',
        answers: {
          recommend: 3,
          topics: ['price', 'speed'],
          again: false,
          parts: { service: 'bad' },
          why: 'Late, twice',
        },
      },
      { repId: reps[1], source: 'import', answers: { recommend: 10, topics: ['price'], again: true } },
      { answers: { recommend: 0 } },
    ]);
  });

  it('that the survey does not take are listed, and the others go in', async () => {
    const before = (await all()).length;
    const file = write(
      'bad.csv',
      'id,at,customer,recommend,topics',
      'a,2026-02-10,crm:Accounts/1,11,',
      'b,2026-02-10,crm:Accounts/9,5,',
      'c,2026-02-30,,5,',
      'd,2026-02-10,,,',
      'e,2026-02-10,,five,',
      'f,2026-02-10,,5,colour',
      ',2026-02-10,,5,',
      'g,2099-01-01,,5,',
      'h,2026-02-10,,5',
      'i,2026-02-10,,7,',
    );
    const report = await importResponses(opened.store, actor, { file, survey: survey.id });
    expect(report).toMatchObject({ read: 10, created: 1, rejected: 9 });
    const listed = readFileSync(report.rejectedFile ?? '', 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1);
    const places = listed.map((line) => line.split(',').slice(0, 2).join(' '));
    expect(new Set(places)).toEqual(
      new Set(['2 recommend', '3 customer', '4 at', '5 recommend', '6 recommend', '7 topics', '8 id', '9 at', '10 ']),
    );
    expect((await all()).length).toBe(before + 1);
  });

  it('need a header that fits the survey, and a survey that is not anonymous', async () => {
    const run = (name: string, header: string) =>
      importResponses(opened.store, actor, { file: write(name, header), survey: 'phone' });
    await expect(run('x.csv', 'id,at,recomend')).rejects.toThrow('recommend');
    await expect(run('y.csv', 'recommend')).rejects.toThrow('The column "id" is missing.');
    await expect(run('z.csv', 'id,at,recommend,recommend')).rejects.toThrow('twice');
    await expect(run('m.csv', 'id,at,parts')).rejects.toThrow('parts');
    const anonymous = record({
      name: 'A',
      definition: { ...definition, id: 'anonymous', anonymous: true },
      status: 'open',
      access: 'open',
    });
    await opened.store.transact(actor, (work) => work.insert('surveys', anonymous));
    const file = write('a.csv', 'id,at,recommend', '1,2026-01-01,5');
    await expect(importResponses(opened.store, actor, { file, survey: 'anonymous' })).rejects.toThrow('anonymous');
  });
});
