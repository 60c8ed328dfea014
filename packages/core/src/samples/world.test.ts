import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { checkBonus, checkGoal, checkParent, goalTree, kpis } from '../kpi/index.ts';
import * as records from '../records/index.ts';
import { nps } from '../scores/index.ts';
import { checkSurvey, sampleSurvey, shownAnswers, validateAnswer, type SurveyDefinition } from '../survey/index.ts';
import { pyramid } from '../value/index.ts';
import { moveRules } from '../visits/index.ts';
import { addDays, demo, demoWorld, type DemoWorld } from './index.ts';

const today = '2026-11-21';
const world = demoWorld({ today });
const midnight = `${today}T00:00:00.000Z`;

const schemas: Record<Exclude<keyof DemoWorld, 'tenant'>, z.ZodMiniType> = {
  teams: records.team,
  reps: records.rep,
  customers: records.customer,
  contacts: records.contact,
  relations: records.relation,
  assignments: records.assignment,
  products: records.product,
  purchases: records.purchase,
  visits: records.visit,
  interactions: records.interaction,
  tasks: records.task,
  opportunities: records.opportunity,
  cases: records.caseRecord,
  notes: records.note,
  goals: records.goal,
  'check-ins': records.checkIn,
  'scorecard-models': records.scorecardModel,
  reviews: records.review,
  recognitions: records.recognition,
  approvals: records.approval,
  surveys: records.survey,
  invitations: records.invitation,
  responses: records.response,
  history: records.historyEntry,
  'tier-changes': records.tierChange,
};
const kinds = Object.keys(schemas) as (keyof typeof schemas)[];
const everything = kinds.flatMap((kind) => world[kind] as { id: string }[]);
const ids = (list: readonly { id: string }[]) => new Set(list.map(({ id }) => id));
const values = <T>(list: readonly T[], of: (one: T) => string | number | undefined) => new Set(list.map(of));

describe('the demo world', () => {
  it.each(kinds)('has %s that parse as stored, without a field that the schema does not know', (kind) => {
    expect(world[kind].length).toBeGreaterThan(0);
    for (const one of world[kind]) expect(z.parse(schemas[kind], one)).toEqual(one);
  });

  it('has the size that is promised', () => {
    const sizes = Object.fromEntries(kinds.map((kind) => [kind, world[kind].length]));
    expect(world.tenant).toBe('demo');
    expect(sizes).toMatchObject({ teams: 2, reps: 8, customers: 200, surveys: 2, responses: 300 });
    expect(sizes['contacts']).toBeGreaterThan(400);
    expect(sizes['contacts']).toBeLessThan(500);
    expect(sizes['purchases']).toBeGreaterThan(1400);
    expect(sizes['purchases']).toBeLessThan(1700);
  });

  it('is the same on every run', () => {
    expect(demoWorld({ today })).toEqual(world);
  });

  it.each(['2026-11-22', '2026-11-23', '2027-03-01', '2028-02-29', '2027-01-01'])(
    'is the same on %s but for its days',
    (other) => {
      const undated = (made: DemoWorld) =>
        JSON.parse(
          JSON.stringify(made, (key, value: unknown) =>
            key === 'period'
              ? ''
              : typeof value === 'string'
                ? value.replace(/^(\d{4}-)?\d\d-\d\d(T[\d:.]+Z)?$/, '')
                : value,
          ),
        ) as unknown;
      expect(undated(demoWorld({ today: other }))).toEqual(undated(world));
    },
  );

  it('is made in less than 300 milliseconds of computing', () => {
    const spent = Array.from({ length: 6 }, () => {
      const begun = process.threadCpuUsage();
      demoWorld({ today });
      const { user, system } = process.threadCpuUsage(begun);
      return (user + system) / 1000;
    });
    expect(Math.min(...spent)).toBeLessThan(300);
  });

  it('refuses a today that is no day', () => {
    expect(() => demoWorld({ today: '2026-13-01' })).toThrow(RangeError);
    expect(() => demoWorld({ today: 'today' })).toThrow(RangeError);
  });

  it('names no record twice, and sorts each kind by id', () => {
    expect(ids(everything).size).toBe(everything.length);
    for (const kind of kinds) {
      const list = world[kind].map(({ id }) => id);
      expect(list.toSorted(), kind).toEqual(list);
    }
  });

  it('keeps the constants that others rely on', () => {
    expect(world.reps.map(({ id }) => id)).toEqual(demo.reps);
    expect(world.teams.map(({ id }) => id)).toEqual([demo.teams.north, demo.teams.east]);
    expect(world.surveys[0]).toMatchObject({ id: demo.survey, status: 'open', definition: { id: demo.surveyKey } });
    expect(world.customers[0]).toMatchObject({ id: demo.customers.first, language: 'en', tier: 'top' });
    expect(world.customers[1]).toMatchObject({ id: demo.customers.firstChinese, language: 'zh-CN', tier: 'big' });
    const contact = (id: string) => world.contacts.find((one) => one.id === id);
    expect(contact(demo.contacts.first)?.customerId).toBe(demo.customers.first);
    expect(contact(demo.contacts.firstChinese)?.customerId).toBe(demo.customers.firstChinese);
    expect(demo).toMatchInlineSnapshot(`
      {
        "contacts": {
          "first": "01948b4f-0800-7000-82e4-f3122966512e",
          "firstChinese": "01948b53-9be0-7000-85b3-e9b22d1d7a7d",
        },
        "customers": {
          "first": "01946742-8400-7000-a30e-dd2668ad2ba8",
          "firstChinese": "01946743-6e60-7000-bc34-14fcfb6b9bf1",
        },
        "managers": {
          "east": "01944339-a980-7000-973a-63d40ef22d7a",
          "north": "01944336-0000-7000-80b2-b45bbdcb5ea9",
        },
        "rep": "01944336-0000-7000-80b2-b45bbdcb5ea9",
        "reps": [
          "01944336-0000-7000-80b2-b45bbdcb5ea9",
          "01944336-ea60-7000-b17c-b014aaebb244",
          "01944337-d4c0-7000-9bec-cbd0d72c2479",
          "01944338-bf20-7000-9df2-2edae37254ed",
          "01944339-a980-7000-973a-63d40ef22d7a",
          "0194433a-93e0-7000-b76a-bab58232e9da",
          "0194433b-7e40-7000-ad7d-84bf4f175751",
          "0194433c-68a0-7000-8e3c-ae17b205a3d4",
        ],
        "survey": "019617d8-b400-7000-931f-c6cc79f19271",
        "surveyKey": "after-visit",
        "teams": {
          "east": "01941f2a-6660-7000-b2ad-97c8ad660eca",
          "north": "01941f29-7c00-7000-a9b2-851b31db7ad2",
        },
        "tenant": "demo",
      }
    `);
  });

  it('speaks English and Chinese in equal parts', () => {
    const spoken = world.customers.map(({ language }) => language);
    expect(spoken.filter((language) => language === 'en')).toHaveLength(100);
    expect(spoken.filter((language) => language === 'zh-CN')).toHaveLength(100);
    expect(values(world.customers, ({ kind }) => kind).size).toBe(2);
    const chinese = ids(world.customers.filter(({ language }) => language === 'zh-CN'));
    for (const { customerId, notes, purpose } of world.visits) {
      for (const text of [notes, purpose]) {
        if (text) expect(/\p{Script=Han}/u.test(text), text).toBe(chinese.has(customerId));
      }
    }
  });
});

describe('what refers to what', () => {
  const customers = ids(world.customers);
  const reps = ids(world.reps);
  const known = ids(everything);

  it('every customer, rep and record that is named exists', () => {
    for (const one of everything) {
      const { customerId, repId, ownerId, contactId, productId, reportsTo, parentId, authorId, source, contactIds } =
        one as Record<string, unknown>;
      if (customerId !== undefined) expect(customers.has(customerId as string)).toBe(true);
      for (const rep of [repId, ownerId, authorId]) if (rep !== undefined) expect(reps.has(rep as string)).toBe(true);
      const others = [contactId, productId, reportsTo, parentId, ...((contactIds as string[] | undefined) ?? [])];
      for (const other of others) if (other !== undefined) expect(known.has(other as string)).toBe(true);
      if (source instanceof Object && 'id' in source) expect(known.has(source.id as string)).toBe(true);
    }
  });

  it('contacts report within their customer, and to somebody who is not below them', () => {
    const byId = new Map(world.contacts.map((contact) => [contact.id, contact]));
    for (const contact of world.contacts) {
      const boss = contact.reportsTo ? byId.get(contact.reportsTo) : undefined;
      if (boss) expect(boss.customerId).toBe(contact.customerId);
      const seen = new Set([contact.id]);
      for (let up = boss; up; up = up.reportsTo ? byId.get(up.reportsTo) : undefined) {
        expect(seen.has(up.id)).toBe(false);
        seen.add(up.id);
      }
    }
  });

  it('a mail address or a number leads to one customer, and one contact', () => {
    for (const list of [world.customers, world.contacts]) {
      const all = list.flatMap(({ channels = [] }) => channels.map(({ value }) => value));
      expect(new Set(all).size).toBe(all.length);
    }
    const own = world.reps.map(({ phone }) => phone);
    const theirs = [...world.customers, ...world.contacts].flatMap(({ channels = [] }) =>
      channels.map(({ value }) => value),
    );
    expect(theirs.filter((value) => own.includes(value))).toEqual([]);
  });

  it('a mail address can belong to nobody', () => {
    for (const { channels = [] } of [...world.customers, ...world.contacts]) {
      for (const { kind, value } of channels)
        if (kind === 'email') expect(value).toMatch(/^[a-z.-]+@[a-z-]+\.example$/);
    }
  });
});

describe('who holds whom', () => {
  const holders = world.assignments.filter(({ role }) => role === 'holder');

  it('all but six customers have one holder now, and nobody more than the capacity', () => {
    const now = holders.filter(({ to }) => to === undefined);
    expect(new Set(now.map(({ customerId }) => customerId)).size).toBe(now.length);
    expect(world.customers.length - now.length).toBe(6);
    for (const { id, capacity } of world.reps) {
      const held = now.filter(({ repId }) => repId === id).length;
      expect(held).toBeGreaterThan(15);
      expect(held).toBeLessThanOrEqual(capacity ?? 0);
    }
  });

  it('one holder follows another without a gap or an overlap, and the history says the same', () => {
    for (const { id } of world.customers) {
      const terms = holders.filter(({ customerId }) => customerId === id);
      for (const [index, term] of terms.entries()) {
        if (index > 0) expect(term.from).toBe(terms[index - 1]?.to);
      }
      const last = world.history.findLast(({ customerId, field }) => customerId === id && field === 'holder');
      expect(last?.to ?? undefined).toBe(terms.find(({ to }) => to === undefined)?.repId);
    }
    expect(holders.filter(({ to }) => to !== undefined).length).toBeGreaterThan(10);
    expect(values(world.assignments, ({ role }) => role).size).toBe(4);
  });

  it('visits, responses and opportunities name the holder of that day', () => {
    const holderOn = (customer: string, day: string) =>
      holders.find(({ customerId, from, to }) => customerId === customer && from <= day && (!to || to > day))?.repId;
    for (const { customerId, repId, createdAt, plannedStart } of world.visits) {
      expect(repId).toBe(holderOn(customerId, (plannedStart ?? createdAt).slice(0, 10)));
    }
    for (const { customerId = '', repId, startedAt } of world.responses) {
      expect(repId).toBe(holderOn(customerId, startedAt.slice(0, 10)));
    }
    for (const { customerId, repId } of world.opportunities) expect(repId).toBe(holderOn(customerId, today));
  });

  it('knows each change of level that the history tells, up and down', () => {
    const told = world.history.filter(({ field }) => field === 'tier');
    expect(world['tier-changes'].map(({ customerId, from, to, at }) => [customerId, from, to, at])).toEqual(
      told.map(({ customerId, from, to, at }) => [customerId, from, to, at]),
    );
    expect(told.length).toBeGreaterThan(10);
  });

  it('puts each customer into the tier that its currency’s pyramid calls for', () => {
    const since = addDays(today, -364);
    const tierOf = new Map(world.customers.map(({ id, tier }) => [id, tier]));
    for (const currency of ['EUR', 'USD', 'CNY']) {
      const spend = new Map<string, number>();
      for (const { customerId, at, amount } of world.purchases)
        if (amount.currency === currency)
          spend.set(customerId, (spend.get(customerId) ?? 0) + (at.slice(0, 10) >= since ? amount.minor : 0));
      const { of } = pyramid([...spend.values()]);
      expect([...spend.keys()].map((id) => tierOf.get(id))).toEqual(of);
    }
  });

  it('the history of stage and tier ends where the customer stands', () => {
    for (const { id, stage, tier } of world.customers) {
      const own = world.history.filter(({ customerId }) => customerId === id);
      expect(own.findLast(({ field }) => field === 'stage')?.to ?? 'acquire').toBe(stage);
      const lastTier = own.findLast(({ field }) => field === 'tier');
      if (lastTier) expect(lastTier.to).toBe(tier);
      const stages = own.filter(({ field }) => field === 'stage');
      for (const [index, { from }] of stages.entries()) if (index > 0) expect(from).toBe(stages[index - 1]?.to);
    }
  });
});

describe('what happened and what is ahead', () => {
  it('has all that happened before the start of today, and nothing before it was known', () => {
    const past = (at: string | undefined) => expect((at ?? '') < midnight, at).toBe(true);
    for (const one of everything) {
      const { createdAt, updatedAt, at, doneAt, openedAt, closedAt, firstContactAt, startedAt, finishedAt } =
        one as Partial<Record<string, string>>;
      for (const instant of [
        createdAt,
        updatedAt,
        at,
        doneAt,
        openedAt,
        closedAt,
        firstContactAt,
        startedAt,
        finishedAt,
      ]) {
        past(instant);
      }
      if (createdAt && updatedAt) expect(createdAt <= updatedAt, `${createdAt} ${updatedAt}`).toBe(true);
      if (createdAt && doneAt) expect(createdAt <= doneAt).toBe(true);
    }
    for (const { moves } of world.visits) for (const move of moves) [move.at, move.receivedAt].forEach(past);
    const since = new Map(world.customers.map(({ id, createdAt }) => [id, createdAt.slice(0, 10)]));
    const answered = world.responses.filter(({ customerId }) => customerId !== undefined);
    for (const { customerId, createdAt } of [...world.visits, ...world.purchases, ...answered, ...world.tasks]) {
      expect(createdAt.slice(0, 10) >= addDays(since.get(customerId ?? '') ?? '', -12), createdAt).toBe(true);
    }
  });

  it('has visits of every status, 90 days back and 14 ahead, each led there by the state machine', () => {
    expect(values(world.visits, ({ status }) => status).size).toBe(records.visitStatuses.length);
    for (const visit of world.visits) {
      const day = (visit.plannedStart ?? visit.createdAt).slice(0, 10);
      expect(day >= addDays(today, -91) && day <= addDays(today, 14), day).toBe(true);
      expect(visit.moves.at(-1)?.to ?? 'planned').toBe(visit.status);
      for (const { move, from, to } of visit.moves) {
        expect(moveRules[move].from).toContain(from);
        expect(moveRules[move].to).toBe(to);
      }
      const received = visit.moves.map(({ receivedAt }) => receivedAt ?? '');
      expect(received.toSorted()).toEqual(received);
    }
    expect(world.visits.filter(({ unplanned }) => unplanned).length).toBeGreaterThan(20);
    for (const { id } of world.reps) {
      expect(
        world.visits.filter(({ repId, plannedStart = '' }) => repId === id && plannedStart >= midnight).length,
      ).toBeGreaterThan(4);
    }
  });

  it('turns every next step into a task of its rep', () => {
    const steps = world.visits.filter(({ nextStep }) => nextStep);
    expect(steps.length).toBeGreaterThan(100);
    for (const { id, repId, nextStep } of steps) {
      const task = world.tasks.find(({ source }) => source?.id === id);
      expect(task).toMatchObject({ ownerId: repId, title: nextStep?.title, dueOn: nextStep?.dueOn });
    }
    expect(values(world.tasks, ({ status }) => status).size).toBe(3);
  });

  it('has opportunities in every stage and cases of every kind and status', () => {
    expect(values(world.opportunities, ({ stage }) => stage).size).toBe(records.opportunityStages.length);
    expect(values(world.cases, ({ kind }) => kind).size).toBe(records.caseKinds.length);
    expect(values(world.cases, ({ status }) => status).size).toBe(records.caseStatuses.length);
  });

  it('has customers buy again and again, in one currency each, and lets some stop', () => {
    const orders = new Map<string, typeof world.purchases>();
    for (const purchase of world.purchases) {
      const own = orders.get(purchase.customerId);
      if (own) own.push(purchase);
      else orders.set(purchase.customerId, [purchase]);
    }
    for (const own of orders.values()) expect(values(own, ({ amount }) => amount.currency).size).toBe(1);
    expect(values(world.purchases, ({ amount }) => amount.currency)).toEqual(new Set(['EUR', 'USD', 'CNY']));
    for (const { id, stage } of world.customers) {
      const last = orders.get(id)?.at(-1)?.at;
      if (stage === 'acquire') expect(last).toBeUndefined();
      if (stage === 'lost') expect(last && last < addDays(today, -180)).toBe(true);
    }
    expect(world.purchases.some(({ amount }) => amount.minor < 0)).toBe(true);
    const days = world.purchases.map(({ at }) => at.slice(0, 10));
    expect(days.every((day) => day >= addDays(today, -549))).toBe(true);
  });
});

describe('surveys and goals', () => {
  it('has a survey that can work, and answers that its questions take', () => {
    expect(world.surveys[0]?.definition).toEqual(sampleSurvey);
    const definition: SurveyDefinition = sampleSurvey;
    for (const { answers } of world.responses.filter(({ aboutRepId }) => aboutRepId === undefined)) {
      for (const [question, answer] of Object.entries(answers)) {
        expect(validateAnswer(definition, question, answer), question).toEqual([]);
      }
      expect(shownAnswers(definition, answers)).toEqual(answers);
    }
  });

  it('has a score that is neither wonderful nor hopeless, and all camps', () => {
    const afterVisits = world.responses.filter(({ surveyId }) => surveyId === demo.survey);
    const score = nps(
      afterVisits.map(({ answers }) => (typeof answers['recommend'] === 'number' ? answers['recommend'] : null)),
    );
    expect(score.n).toBe(250);
    expect(score.score).toBeGreaterThan(0.05);
    expect(score.score).toBeLessThan(0.5);
  });

  it('opens a case for a bad score of the last two months', () => {
    const bad = world.responses.filter(
      ({ final, answers, finishedAt = '' }) =>
        final && Number(answers['recommend']) <= 4 && finishedAt >= addDays(today, -60),
    );
    expect(bad.length).toBeGreaterThan(0);
    for (const { id } of bad) expect(world.cases.some(({ source }) => source?.id === id)).toBe(true);
  });

  it('sets goals of KPIs that exist, for the month and the quarter of today and the quarter before', () => {
    for (const { kpi } of world.goals) expect(values(kpis, ({ id }) => id)).toContain(kpi);
    expect(values(world.goals, ({ period }) => period)).toEqual(new Set(['2026-11', '2026-Q4', '2026-Q3']));
    expect(values(demoWorld({ today: '2027-01-31' }).goals, ({ period }) => period)).toEqual(
      new Set(['2027-01', '2027-Q1', '2026-Q4']),
    );
    const keys = world.goals.map(({ kpi, subject, period }) => `${kpi} ${subject} ${period}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(world.goals.every(({ target }) => target > 0)).toBe(true);
  });

  it('puts fit goals into trees from the company to the rep', () => {
    const calendar = { timeZone: 'UTC' };
    const now = Date.parse(midnight);
    const byId = new Map(world.goals.map((goal) => [goal.id, goal]));
    for (const goal of world.goals) {
      expect(checkGoal(goal, calendar, now)).toEqual([]);
      const parent = byId.get(goal.parentId ?? '');
      if (parent) expect(checkParent(goal, parent, [parent.id], calendar, now)).toEqual([]);
    }
    const tree = goalTree(world.goals.filter(({ kpi, period }) => kpi === 'new-customers' && period === '2026-Q4'));
    expect(tree.map(({ children }) => children.map(({ children: below }) => below.length))).toEqual([[4, 4]]);
  });

  it('weighs KPIs by a model of two editions, each with goals to judge by, and a bonus that can be paid', () => {
    const [first, second] = world['scorecard-models'];
    expect([first?.edition, second?.edition, second?.from]).toEqual([1, 2, '2026-10-01']);
    for (const { weights, bonus } of world['scorecard-models']) {
      if (bonus) expect(checkBonus(bonus)).toEqual([]);
      for (const { kpi } of weights)
        for (const period of ['2026-Q3', '2026-Q4'])
          for (const { id } of world.reps)
            expect(
              world.goals.some((goal) => goal.kpi === kpi && goal.period === period && goal.subject === `rep:${id}`),
            ).toBe(true);
    }
  });

  it('asks about each rep whom somebody leads, in a survey that is closed and counts in no figure', () => {
    const [, survey] = world.surveys;
    const about = world.responses.filter(({ aboutRepId }) => aboutRepId !== undefined);
    expect(survey?.status).toBe('closed');
    expect(checkSurvey(survey?.definition)).toEqual([]);
    expect(values(about, ({ surveyId }) => surveyId)).toEqual(new Set([survey?.id]));
    expect(values(about, ({ aboutRepId }) => aboutRepId).size).toBe(6);
    const definition = survey?.definition;
    if (!definition) throw new Error('The sample world lacks the survey among colleagues.');
    for (const { answers, customerId, repId } of about) {
      expect([customerId, repId]).toEqual([undefined, undefined]);
      for (const [question, answer] of Object.entries(answers))
        expect(validateAnswer(definition, question, answer)).toEqual([]);
    }
  });

  it('lets those judge whose part it is, in both languages', () => {
    const rep = new Map(world.reps.map((one) => [one.id, one]));
    const leads = (leader: string, id: string) =>
      world.teams.some((team) => team.managerId === leader && team.id === rep.get(id)?.teamId);
    for (const { kind, authorId = '', repId } of world.reviews)
      expect(kind === 'self' ? authorId === repId : authorId !== repId && leads(authorId, repId)).toBe(true);
    for (const { authorId, repId } of world.recognitions) expect(authorId).not.toBe(repId);
    for (const { requesterId, deciderId, reason } of world.approvals) {
      expect(deciderId).not.toBe(requesterId);
      expect(reason === undefined).toBe(deciderId === undefined);
    }
    const texts = JSON.stringify([world['check-ins'], world.reviews, world.recognitions, world.approvals]);
    expect(texts).toMatch(/[\u4e00-\u9fff]/);
    expect(texts).toMatch(/Thank you, Thomas/);
  });
});
