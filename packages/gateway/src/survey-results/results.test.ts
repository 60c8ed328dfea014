import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '@liaise/core/api/page';
import type { SurveyComment, SurveyResults } from '@liaise/core/api/survey-results';
import { newId, type ResponseRecord, type SurveyRecord } from '@liaise/core/records';
import { demo, demoWorld } from '@liaise/core/samples';
import { csat, nps } from '@liaise/core/scores';
import type { SurveyDefinition } from '@liaise/core/survey';
import type { Actor } from '../access/actor.ts';
import { openTestGateway, type TestGateway } from '../test-gateway.ts';
import { questionFigures } from './question.ts';
import { surveyResults, type ResultsQuery } from './results.ts';

const today = new Date().toISOString().slice(0, 10);
const world = demoWorld({ today });
const mine = world.responses.filter(({ surveyId }) => surveyId === demo.survey);
const finished = mine.filter(({ final }) => final);
const [survey, colleagues] = world.surveys;
const day = 86_400_000;

let gateway: TestGateway;
let system: Actor;
const tokens: Record<'admin' | 'manager' | 'rep' | 'led', string> = { admin: '', manager: '', rep: '', led: '' };
/** A rep of team North who is led. */
const led = demo.reps.find((id) => id !== demo.managers.north && id !== demo.managers.east) ?? '';

beforeAll(async () => {
  gateway = await openTestGateway();
  const tenant = await gateway.store.tenant('demo');
  system = { tenantId: tenant?.id ?? '', tenantRef: 'demo', role: 'system', subject: 'test', teamIds: [] };
  tokens.admin = await gateway.token('admin');
  tokens.manager = await gateway.token('manager', { rep: demo.managers.north, teams: [demo.teams.north] });
  tokens.rep = await gateway.token('rep', { rep: demo.rep });
  tokens.led = await gateway.token('rep', { rep: led });
});
afterAll(() => gateway.close());

const ask = (query: ResultsQuery = {}, change: Partial<SurveyRecord> = {}, actor = system) => {
  if (!survey) throw new Error('The sample world has no survey.');
  return gateway.store.transact(actor, (work) => surveyResults(work, { ...survey, ...change }, query));
};
const get = async <T>(who: keyof typeof tokens, path: string) => gateway.send<T>('GET', path, { token: tokens[who] });
const results = async (who: keyof typeof tokens, query = '', of: string = demo.survey) =>
  (await get<SurveyResults>(who, `/v1/surveys/${of}/results${query}`)).body;
const numbers = (responses: readonly ResponseRecord[], question: string) =>
  responses.map(({ answers }) => {
    const answer = answers[question];
    return typeof answer === 'number' ? answer : null;
  });

/** Puts a survey with responses there, as an import would. */
async function stored(definition: SurveyDefinition, change: Partial<SurveyRecord>, given: Partial<ResponseRecord>[]) {
  const at = new Date(Date.now() - 60 * day).toISOString();
  const envelope = { version: 1, createdAt: at, updatedAt: at };
  const record: SurveyRecord = {
    ...envelope,
    id: newId(),
    name: definition.id,
    definition,
    status: 'open',
    access: 'invited',
    ...change,
  };
  await gateway.store.transact(system, async (work) => {
    await work.insert('surveys', record);
    for (const one of given) {
      const response: ResponseRecord = {
        ...envelope,
        id: newId(),
        surveyId: record.id,
        surveyVersion: 1,
        answers: {},
        final: true,
        startedAt: at,
        finishedAt: at,
        source: 'link',
        ...one,
      };
      await work.insert('responses', response);
    }
  });
  return record;
}

describe('the figures of a survey', () => {
  it('are counted and scored as core does', async () => {
    const found = await ask();
    expect(found.responses).toBe(finished.length);
    expect(found.partial).toBe(mine.length - finished.length);
    const sent = world.invitations.filter(({ surveyId, status }) => surveyId === demo.survey && status !== 'revoked');
    const begun = sent.filter(({ status }) => status === 'started' || status === 'finished');
    const ended = sent.filter(({ status }) => status === 'finished');
    expect(found).toMatchObject({ invitations: sent.length, started: begun.length, finished: ended.length });
    expect(found.responseRate).toBeCloseTo(ended.length / Math.max(1, sent.length));
    const question = (id: string) => found.questions.find((one) => one.id === id);
    const recommend = nps(numbers(finished, 'recommend'));
    expect(question('recommend')).toMatchObject({
      n: recommend.n,
      score: recommend.score,
      interval: recommend.interval,
      withheld: null,
      counts: { promoters: recommend.promoters, detractors: recommend.detractors, 10: recommend.distribution?.[10] },
    });
    const satisfaction = csat(numbers(finished, 'satisfaction'));
    expect(question('satisfaction')).toMatchObject({ n: satisfaction.n, score: satisfaction.score, scale: 5 });
    expect(question('why')?.n).toBe(finished.filter(({ answers }) => answers['why'] !== undefined).length);
    expect(question('recommend')?.passed).toBe(mine.filter(({ answers }) => 'recommend' in answers).length);
    const left = found.questions.reduce((sum, one) => sum + (one.left ?? 0), found.leftAtStart ?? 0);
    expect(left).toBe(found.partial);
  });

  it('keep to the time, the rep, the team, the customer and the language asked for', async () => {
    const from = `${new Date(Date.now() - 90 * day).toISOString().slice(0, 10)}T00:00:00Z`;
    const since = finished.filter(({ finishedAt }) => Date.parse(finishedAt ?? '') >= Date.parse(from));
    const count = (which: (one: ResponseRecord) => boolean) => since.filter(which).length;
    expect((await ask({ from, repId: demo.rep })).responses).toBe(count(({ repId }) => repId === demo.rep));
    expect((await ask({ from, language: 'en' })).responses).toBe(count(({ language }) => language === 'en'));
    expect((await ask({ from, language: 'en' })).responseRate).toBeNull();
    expect((await ask({ from, source: 'link' })).responses).toBe(count(({ source }) => source === 'link'));
    const [some] = since;
    expect((await ask({ from, customerId: some?.customerId })).responses).toBe(
      count(({ customerId }) => customerId === some?.customerId),
    );
    const north = world.reps.filter(({ teamId }) => teamId === demo.teams.north).map(({ id }) => id);
    expect((await ask({ from, teamId: demo.teams.north })).responses).toBe(
      count(({ repId }) => repId !== undefined && north.includes(repId)),
    );
    expect((await ask({ from, channel: 'qr' })).responses).toBe(0);
    expect((await ask({ to: '2001-01-01T00:00:00Z' })).responses).toBe(0);
  });

  it('come with what was before, a trend, and groups of the main score', async () => {
    const found = await ask({ period: 'last-90-days', by: 'rep' });
    const earlier = found.questions[0]?.earlier;
    expect(earlier?.to).toBe(found.from);
    const before = finished.filter(
      ({ finishedAt = '' }) => finishedAt >= (earlier?.from ?? '') && finishedAt < (earlier?.to ?? ''),
    );
    expect(earlier).toMatchObject({ n: before.length, score: nps(numbers(before, 'recommend'), { minimum: 5 }).score });
    expect(found.series).toHaveLength(8);
    expect(found.series.at(-1)).toMatchObject({ n: found.responses, score: found.questions[0]?.score });
    const groups = found.groups?.items ?? [];
    expect(groups.reduce((sum, { n }) => sum + n, 0)).toBe(found.responses);
    expect(groups.map(({ n }) => n)).toEqual(groups.map(({ n }) => n).toSorted((a, b) => b - a));
    for (const { id, name, n, score, withheld } of groups) {
      expect(name).toBe(world.reps.find((rep) => rep.id === id)?.name ?? null);
      expect(withheld === 'below-minimum').toBe(n < 5);
      expect(score === null).toBe(n < 5);
    }
    for (const by of ['team', 'customer', 'source', 'channel', 'language'] as const) {
      const { groups: others } = await ask({ by, question: 'satisfaction' });
      expect(others?.items.length).toBeGreaterThan(0);
      expect(others?.more).toBe(by === 'customer' && (others?.items.length ?? 0) === 100);
    }
  });

  it('are silent below the minimum', async () => {
    const withheld = await ask({ by: 'rep' }, { minimumResponses: 1000 });
    for (const { score, counts, interval } of withheld.questions) {
      expect([score, interval, counts]).toEqual([null, null, {}]);
    }
    expect(withheld.questions[0]?.withheld).toBe('below-minimum');
    expect(withheld.groups?.items.every(({ score }) => score === null)).toBe(true);
  });

  it('are those of the customers that the caller sees, and of reps and teams that it leads', async () => {
    const own = await results('rep', '?by=rep');
    expect(own.responses).toBeGreaterThan(0);
    expect(own.responses).toBeLessThan((await results('admin')).responses);
    expect(own.groups?.items.map(({ id }) => id)).toEqual([demo.rep]);
    const team = await results('manager', '?by=rep');
    const north = world.reps.filter(({ teamId }) => teamId === demo.teams.north).map(({ id }) => id);
    expect(team.groups?.items.length).toBeGreaterThan(1);
    for (const { id } of team.groups?.items ?? []) expect(north).toContain(id);
    const others: [keyof typeof tokens, string, number][] = [
      ['rep', `?repId=${demo.reps[5]}`, 403],
      ['rep', `?teamId=${demo.teams.north}`, 403],
      ['rep', '?by=team', 400],
      ['manager', `?teamId=${demo.teams.east}`, 403],
      ['manager', `?repId=${demo.managers.east}`, 403],
      ['admin', '?question=why', 400],
      ['admin', '?period=2026-Q9', 400],
      ['admin', '?period=2026&from=2026-01-01T00:00:00Z', 400],
      ['admin', '?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', 400],
      ['admin', '?colour=blue', 400],
    ];
    for (const [who, query, status] of others) {
      expect((await get(who, `/v1/surveys/${demo.survey}/results${query}`)).status, query).toBe(status);
    }
  });
});

describe('comments', () => {
  it('come page by page, newest first, each once', async () => {
    const all: SurveyComment[] = [];
    let next: string | null = '';
    while (next !== null) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`;
      const { body } = await get<Page<SurveyComment>>(
        'admin',
        `/v1/surveys/${demo.surveyKey}/comments?limit=30${cursor}`,
      );
      all.push(...body.items);
      next = body.next;
    }
    const written = finished.flatMap(({ answers }) =>
      ['improve', 'why'].filter((id) => typeof answers[id] === 'string' && answers[id] !== ''),
    );
    expect(all).toHaveLength(written.length);
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const times = all.map(({ at = '' }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('are found by what their writer gave, by words, by rep and by question', async () => {
    const found = async (query: string) =>
      (await get<Page<SurveyComment>>('admin', `/v1/surveys/${demo.survey}/comments?limit=500${query}`)).body.items;
    const poor = await found('&scoreGroup=poor');
    expect(poor.length).toBeGreaterThan(0);
    for (const { score, group } of poor) expect([(score ?? 11) <= 6, group]).toEqual([true, 'poor']);
    const [one] = poor;
    const word = one?.text.split(' ')[0]?.toUpperCase() ?? '';
    expect((await found(`&search=${encodeURIComponent(word)}`)).map(({ id }) => id)).toContain(one?.id);
    expect(await found('&search=%25%25%25')).toEqual([]);
    for (const { repId } of await found(`&repId=${demo.rep}`)) expect(repId).toBe(demo.rep);
    for (const { question } of await found('&question=why')) expect(question).toBe('why');
    const { items } = (await get<Page<SurveyComment>>('rep', `/v1/surveys/${demo.survey}/comments?limit=500`)).body;
    expect(items.length).toBeLessThan((await found('')).length);
  });
});

describe('the table for a spreadsheet', () => {
  it('has a line a response, and nothing that a spreadsheet takes for a formula', async () => {
    const record = await stored(
      { id: 'formulas', questions: [{ id: 'why', type: 'short-text', title: '=cmd|calc' }] },
      {},
      [{ answers: { why: '=HYPERLINK("http://example.org")' } }, { answers: { why: '  @SUM(A1)' } }],
    );
    const answer = await get('admin', `/v1/surveys/${record.id}/results.csv`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="formulas.csv"');
    const lines = answer.text.trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe(`finishedAt,startedAt,customer,rep,source,language,"'=cmd|calc"`);
    expect(lines[1]).toMatch(/,"'=HYPERLINK\(""http:\/\/example\.org""\)"$/);
    expect(lines[2]).toMatch(/,"' {2}@SUM\(A1\)"$/);
    const whole = await get('rep', `/v1/surveys/${demo.survey}/results.csv`);
    expect(whole.text.trim().split('\r\n')).toHaveLength((await results('rep')).responses + 1);
  });
});

describe('an anonymous survey', () => {
  const definition: SurveyDefinition = {
    id: 'quiet',
    anonymous: true,
    questions: [
      { id: 'score', type: 'nps', title: 'Score' },
      { id: 'effort', type: 'ces', title: 'Effort' },
      { id: 'why', type: 'long-text', title: 'Why' },
    ],
  };
  const ago = (days: number) => new Date(Date.now() - days * day).toISOString();
  /** `n` responses of one day; the first `efforts` of them say how much effort it was, and why. */
  const several = (n: number, days: number, efforts: number): Partial<ResponseRecord>[] =>
    Array.from({ length: n }, (_, at) => ({
      anonymous: true,
      startedAt: ago(days),
      finishedAt: ago(days),
      answers: { score: at % 11, ...(at < efforts && { effort: 1 + (at % 7), why: `Because of ${String(at)}` }) },
    }));

  it('is told by blocks of weeks that are over, and its whole is the sum of what is told of them', async () => {
    const { id } = await stored(definition, {}, [
      ...several(8, 70, 7),
      ...several(3, 56, 3),
      ...several(3, 42, 1),
      ...several(4, 28, 4),
      ...several(2, 0, 2),
    ]);
    const found = await results('manager', '', id);
    // The block of six has four efforts, too few; the last four and the running week are not told at all.
    expect(found).toMatchObject({ anonymous: true, responses: 14, minimum: 5 });
    expect(found.questions.map(({ n }) => n)).toEqual([14, 7, 7]);
    expect(found.series.map(({ n }) => n)).toEqual([8, 6]);
    expect(found.questions.every(({ passed, left }) => passed === null && left === null)).toBe(true);
    expect(found.leftAtStart).toBeNull();

    const { body } = await get<Page<SurveyComment>>('manager', `/v1/surveys/${id}/comments`);
    expect(body.items.map(({ text }) => text).toSorted()).toEqual(
      several(8, 70, 7)
        .slice(0, 7)
        .map(({ answers }) => answers?.['why']),
    );
    for (const item of body.items)
      expect(Object.keys(item).toSorted()).toEqual(['group', 'id', 'question', 'score', 'text']);
    expect(body.items.every(({ score, group }) => score === null && group === null)).toBe(true);

    const table = await get('admin', `/v1/surveys/${id}/results.csv`);
    expect(table.text).toContain('question,answer,count');
    expect(table.text).not.toContain('Because');
  });

  it('is divided by nothing but time, and told to nobody who does not lead', async () => {
    const { id } = await stored(definition, {}, several(6, 30, 6));
    for (const query of ['repId=', 'customerId=', 'teamId=']) {
      const refused = await get('admin', `/v1/surveys/${id}/results?${query}${demo.rep}`);
      expect([refused.status, JSON.stringify(refused.body)]).toEqual([400, expect.stringContaining('"anonymous"')]);
    }
    for (const query of ['source=link', 'language=en', 'channel=qr', 'by=rep']) {
      expect((await get('admin', `/v1/surveys/${id}/results?${query}`)).status, query).toBe(400);
    }
    expect((await get('admin', `/v1/surveys/${id}/comments?scoreGroup=poor`)).status).toBe(400);
    for (const path of ['results', 'comments', 'results.csv']) {
      expect((await get('rep', `/v1/surveys/${id}/${path}`)).status, path).toBe(403);
    }
    const part = await results('manager', `?from=${ago(31)}&to=${ago(29)}`, id);
    expect([part.responses, part.questions[0]?.score]).toEqual([0, null]);
  });
});

describe('a 360-degree survey', () => {
  it('is told to whom it is about and to who leads them, once it has closed, by role and question', async () => {
    const about = await results('led', `?aboutRepId=${led}`, colleagues?.id);
    expect(about.reports.map(({ repId }) => repId)).toEqual([led]);
    expect(about.responses).toBe(0);
    const said = world.responses.filter(({ aboutRepId, final }) => aboutRepId === led && final);
    for (const { role, n, suppressed, questions } of about.report?.roles ?? []) {
      const raters = said.filter(({ raterRole }) => raterRole === role);
      if (suppressed !== null) {
        expect([n, questions]).toEqual([null, {}]);
        continue;
      }
      expect(n).toBe(raters.length);
      const mean = raters.reduce((sum, { answers }) => sum + Number(answers['listens']), 0) / raters.length;
      expect(questions['listens']?.mean).toBeCloseTo(mean, 12);
    }
    expect(about.report?.roles.length).toBeGreaterThan(2);
    expect((await get('rep', `/v1/surveys/${colleagues?.id}/results?aboutRepId=${led}`)).status).toBe(
      demo.rep === led ? 200 : 403,
    );
    const other = demo.reps.find(
      (id) =>
        id !== led && id !== demo.managers.east && world.reps.find((rep) => rep.id === id)?.teamId === demo.teams.east,
    );
    expect((await get('manager', `/v1/surveys/${colleagues?.id}/results?aboutRepId=${other}`)).status).toBe(403);
  });

  it('tells nothing while it runs, and comments only where enough wrote', async () => {
    const definition: SurveyDefinition = {
      id: 'about',
      raters: { minimum: 3, roles: [{ id: 'colleague' }, { id: 'self' }] },
      questions: [
        { id: 'help', type: 'csat', title: 'Help' },
        { id: 'more', type: 'long-text', title: 'More' },
        { id: 'less', type: 'long-text', title: 'Less' },
      ],
    };
    const given = (n: number): Partial<ResponseRecord>[] =>
      Array.from({ length: n }, (_, at) => ({
        aboutRepId: led,
        raterRole: 'peer' as const,
        answers: { help: 1 + at, more: `More ${String(at)}`, ...(at < 2 && { less: 'Less' }) },
      }));
    const self = { aboutRepId: led, raterRole: 'self' as const, answers: { help: 5, more: 'Mine' } };
    const running = await stored(definition, {}, [...given(4), self]);
    const open = await results('led', `?aboutRepId=${led}`, running.id);
    expect([open.reports, open.report]).toEqual([[], undefined]);
    const path = (id: string) => `/v1/surveys/${id}/comments?aboutRepId=${led}`;
    expect((await get<Page<SurveyComment>>('led', path(running.id))).body.items).toEqual([]);

    const over = await stored(definition, { status: 'closed' }, [...given(4), self]);
    const { report } = await results('led', `?aboutRepId=${led}`, over.id);
    expect(report?.roles.map(({ role, n, mean }) => [role, n, mean])).toEqual([
      ['self', 1, 5],
      ['peer', 4, 2.5],
    ]);
    const { items } = (await get<Page<SurveyComment>>('led', path(over.id))).body;
    expect(items.map(({ text }) => text).toSorted()).toEqual(['More 0', 'More 1', 'More 2', 'More 3']);
  });
});

describe('questionFigures', () => {
  const counted = (type: string, ...answers: unknown[]) =>
    questionFigures(
      { id: 'q', type },
      answers.map((answer) => ({ question: 'q', answer, count: 2 })),
      1,
    );
  it('counts choices by option', () => {
    expect(counted('single-choice', 'a', { other: 'x' })).toMatchObject({ n: 4, counts: { a: 2, other: 2 } });
    expect(counted('multiple-choice', ['a', 'b'], ['b']).counts).toEqual({ a: 2, b: 4 });
    expect(counted('ranking', ['a', 'b'], ['b', 'a']).counts).toEqual({ a: 2, b: 2 });
    expect(counted('matrix', { price: 'good' }).counts).toEqual({ 'price/good': 2 });
    expect(counted('consent', true, false).counts).toEqual({ true: 2, false: 2 });
  });
  it('leaves out what is no answer of the scale', () => {
    expect(counted('nps', 10, 11, 'ten', 6)).toMatchObject({ n: 4, score: 0 });
    expect(counted('ces', 7)).toMatchObject({ n: 2, score: 7, counts: { easy: 2 } });
    expect(counted('short-text', null)).toMatchObject({ n: 2, score: null, counts: {} });
  });
});
