import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assignment } from '../records/assignment.ts';
import type { Case } from '../records/case.ts';
import type { Contact } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import type { Interaction } from '../records/interaction.ts';
import type { Opportunity } from '../records/opportunity.ts';
import type { Purchase } from '../records/purchase.ts';
import type { ResponseRecord, SurveyRecord } from '../records/survey.ts';
import type { Task } from '../records/task.ts';
import type { Visit } from '../records/visit.ts';
import { revenueRetention } from '../value/retention.ts';
import { createEvaluator, type Records } from './evaluate.ts';
import { findKpi, kpis } from './catalogue.ts';
import type { KpiDefinition } from './definition.ts';
import { parsePeriod } from './periods.ts';
import { parseSubject } from './subject.ts';
import { addTallies, figureOf, isAdditive, tallyCount } from './tally.ts';

const kinds = ['rep', 'team', 'customer', 'assignment', 'purchase', 'visit', 'case', 'task', 'other'] as const;

/** The id of a sample: the same for the same kind and number. */
const idOf = (kind: (typeof kinds)[number], number: number): string =>
  `01930b5e-7c00-7000-8${String(kinds.indexOf(kind)).padStart(3, '0')}-${String(number).padStart(12, '0')}`;

const at = '2026-01-01T00:00:00Z';
const stored = { version: 1, createdAt: at, updatedAt: at };

const aCustomer = (number: number, more: Partial<Customer> = {}): Customer => ({
  ...stored,
  id: idOf('customer', number),
  kind: 'organization',
  name: `Customer ${number}`,
  stage: 'build',
  ...more,
});

let assignments = 0;
const anAssignment = (customer: number, repId: string, more: Partial<Assignment> = {}): Assignment => ({
  ...stored,
  id: idOf('assignment', (assignments += 1)),
  customerId: idOf('customer', customer),
  repId,
  role: 'holder',
  from: '2026-01-01',
  ...more,
});

const aPurchase = (number: number, customer: number, when: string, minor: number, currency = 'EUR'): Purchase => ({
  ...stored,
  id: idOf('purchase', number),
  customerId: idOf('customer', customer),
  at: when,
  amount: { minor, currency },
});

const aVisit = (number: number, more: Partial<Visit> = {}): Visit => ({
  ...stored,
  id: idOf('visit', number),
  customerId: idOf('customer', number),
  type: 'call',
  repId: idOf('rep', 1),
  status: 'planned',
  unplanned: false,
  moves: [],
  ...more,
});

const aCase = (number: number, more: Partial<Case> = {}): Case => ({
  ...stored,
  id: idOf('case', number),
  customerId: idOf('customer', number),
  kind: 'complaint',
  title: 'Late',
  status: 'open',
  severity: 'normal',
  openedAt: at,
  ...more,
});

const aTask = (number: number, more: Partial<Task> = {}): Task => ({
  ...stored,
  id: idOf('task', number),
  title: 'Call',
  status: 'open',
  priority: 'normal',
  ownerId: idOf('rep', 1),
  ...more,
});

const anOpportunity = (number: number, more: Partial<Opportunity> = {}): Opportunity => ({
  ...stored,
  id: idOf('other', number),
  customerId: idOf('customer', number),
  stage: 'prospecting',
  ...more,
});

const aContact = (number: number, customer: number, role: Contact['role']): Contact => ({
  ...stored,
  id: idOf('other', number),
  customerId: idOf('customer', customer),
  name: 'Li Wei',
  role,
});

const anInteraction = (number: number, customer: number, when: string): Interaction => ({
  ...stored,
  id: idOf('other', number),
  customerId: idOf('customer', customer),
  kind: 'call',
  direction: 'outbound',
  at: when,
});

const survey: SurveyRecord = {
  ...stored,
  id: idOf('other', 99),
  name: 'After the visit',
  status: 'open',
  access: 'invited',
  definition: {
    id: 'after-visit',
    version: 1,
    language: 'en',
    questions: [
      { id: 'recommend', title: 'Question', type: 'nps' },
      { id: 'satisfied', title: 'Question', type: 'csat' },
      { id: 'effort', title: 'Question', type: 'ces' },
      { id: 'hard', title: 'Question', type: 'ces', scale: 4, easy: 'low' },
      { id: 'why', title: 'Question', type: 'long-text' },
    ],
  },
};

const aResponse = (number: number, answers: ResponseRecord['answers']): ResponseRecord => ({
  ...stored,
  id: idOf('other', number),
  surveyId: survey.id,
  surveyVersion: 1,
  customerId: idOf('customer', number),
  repId: idOf('rep', 1),
  answers,
  final: true,
  startedAt: '2026-11-10T00:00:00Z',
  finishedAt: '2026-11-10T00:05:00Z',
  source: 'link',
});

const calendar = { timeZone: 'Asia/Shanghai' };
const asOf = Date.parse('2026-11-21T04:00:00Z');

function ask(records: Records, id: string, subject = 'tenant', period = '2026-11', moment = asOf) {
  const kpi = findKpi(id)!;
  return createEvaluator(records, calendar).evaluate(
    { ...kpi, minimumN: 0 },
    {
      subject: parseSubject(subject),
      period: parsePeriod(period, calendar, moment),
      asOf: moment,
    },
  );
}
const value = (...given: Parameters<typeof ask>) => ask(...given).figure.value;
const [repA, repB] = [idOf('rep', 1), idOf('rep', 2)];

describe('whose it is', () => {
  const records: Records = {
    reps: [
      { id: repA, teamId: idOf('team', 1) },
      { id: repB, teamId: idOf('team', 1) },
    ],
    customers: [aCustomer(1)],
    assignments: [
      anAssignment(1, repA, { from: '2026-01-01', to: '2026-11-10' }),
      anAssignment(1, repB, { from: '2026-11-10' }),
      anAssignment(1, repB, { from: '2026-01-01', role: 'deputy' }),
    ],
    purchases: [
      aPurchase(1, 1, '2026-11-09T15:59:59Z', 100),
      aPurchase(2, 1, '2026-11-09T16:00:00Z', 10),
      aPurchase(3, 1, '2026-11-20T00:00:00Z', 1),
    ],
  };
  it('is the rep’s who held the customer on that day, not the one of today', () => {
    expect(value(records, 'spend', `rep:${repA}`)).toBe(100);
    expect(value(records, 'spend', `rep:${repB}`)).toBe(11);
    expect(value(records, 'spend', `team:${idOf('team', 1)}`)).toBe(111);
    expect(value(records, 'spend', `customer:${idOf('customer', 1)}`)).toBe(111);
    expect(value(records, 'spend', `team:${idOf('team', 2)}`)).toBe(0);
  });
  it('is nobody’s but the tenant’s when nobody held it', () => {
    expect(value({ ...records, assignments: [] }, 'spend', `rep:${repA}`)).toBe(0);
    expect(value({ ...records, assignments: [] }, 'spend')).toBe(111);
  });
  it('counts customers held on the last day so far', () => {
    expect(value(records, 'customers-held', `rep:${repB}`)).toBe(1);
    expect(value(records, 'customers-held', `rep:${repA}`)).toBe(0);
    expect(value(records, 'customers-held', `rep:${repA}`, '2026-10')).toBe(1);
    expect(value(records, 'customers-held', 'tenant', '2025')).toBe(0);
  });
  it('lists the rows behind it', () => {
    const kpi = findKpi('spend')!;
    const question = { subject: parseSubject(`rep:${repB}`), period: parsePeriod('2026-11', calendar, asOf), asOf };
    if (!('aggregate' in kpi.measure)) throw new Error('spend is an aggregate');
    expect(createEvaluator(records, calendar).rows(kpi.measure, question)).toHaveLength(2);
    expect(ask(records, 'spend', `rep:${repB}`).sources).toEqual([{ resource: 'purchases', count: 2 }]);
  });
  it('refuses a subject that is none', () => {
    expect(() => parseSubject('rep')).toThrow(/give rep:ID/);
    expect(() => parseSubject('rep:')).toThrow(/give rep:ID/);
  });
});

describe('customers who come, stay and leave', () => {
  const customers = [1, 2, 3, 4].map((each) => aCustomer(each));
  const purchases = [
    aPurchase(1, 1, '2025-06-01T00:00:00Z', 100),
    aPurchase(2, 1, '2026-05-01T00:00:00Z', 150),
    aPurchase(3, 2, '2025-03-01T00:00:00Z', 200),
    aPurchase(4, 3, '2026-02-01T00:00:00Z', 70),
    aPurchase(5, 4, '2026-02-01T00:00:00Z', -70),
  ];
  const records = { customers, purchases };
  const over = Date.parse('2027-06-01T00:00:00Z');
  const year = (id: string) => ask(records, id, 'tenant', '2026', over).figure;

  it('counts new, lost, kept', () => {
    expect(year('new-customers').value).toBe(1);
    expect(year('lost-customers').value).toBe(1);
    expect(year('retention-rate')).toMatchObject({ value: 0.5, numerator: 1, denominator: 2, n: 2 });
    expect(year('churn-rate').value).toBe(0.5);
    expect(year('acquisition-rate')).toMatchObject({ value: 0.5, denominator: 2 });
  });
  it('has no rate where there is nobody', () => {
    expect(ask({}, 'retention-rate').figure).toEqual({
      value: null,
      reason: 'no-data',
      n: 0,
      numerator: 0,
      denominator: 0,
    });
  });
  it('leaves out customers merged into another', () => {
    const merged = { ...records, customers: [aCustomer(1, { mergedInto: idOf('customer', 2) }), aCustomer(2)] };
    expect(ask(merged, 'retention-rate', 'tenant', '2026', over).figure).toMatchObject({ value: 0, n: 1 });
  });
  it('keeps revenue as the published example has it', () => {
    const start = [100, 200, 300, 400, 0];
    const end = [150, 200, 120, 0, 500];
    const bought = [start, end].flatMap((amounts, later) =>
      amounts.map((amount, index) =>
        aPurchase(later * 10 + index, index, later ? '2026-06-01T00:00:00Z' : '2025-06-01T00:00:00Z', amount),
      ),
    );
    const kept = {
      customers: start.map((_, index) => aCustomer(index)),
      purchases: bought.filter((each) => each.amount.minor > 0),
    };
    expect(ask(kept, 'gross-revenue-retention', 'tenant', '2026', over).figure).toMatchObject({ value: 0.42, n: 4 });
    expect(ask(kept, 'net-revenue-retention', 'tenant', '2026', over).figure.value).toBe(0.47);
    expect(ask(kept, 'retention-rate', 'tenant', '2026', over).figure.value).toBe(0.75);
  });
  it('keeps no more than all gross, and no less net than gross', () => {
    const amounts = fc.array(fc.tuple(fc.integer({ min: -50, max: 500 }), fc.integer({ min: -500, max: 500 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(amounts, (list) => {
        const given = {
          customers: list.map((_, index) => aCustomer(index)),
          purchases: list.flatMap(([before, after], index) => [
            aPurchase(index * 2, index, '2025-06-01T00:00:00Z', before),
            aPurchase(index * 2 + 1, index, '2026-06-01T00:00:00Z', after),
          ]),
        };
        const gross = ask(given, 'gross-revenue-retention', 'tenant', '2026', over).figure.value;
        const net = ask(given, 'net-revenue-retention', 'tenant', '2026', over).figure.value;
        if (gross === null || net === null) {
          expect(list.every(([before]) => before <= 0)).toBe(true);
          return;
        }
        const rows = list.map(([before, after]) => ({ start: Math.max(0, before), end: Math.max(0, after) }));
        expect([gross, net]).toEqual([revenueRetention(rows).gross.value, revenueRetention(rows).net.value]);
        expect(gross).toBeGreaterThanOrEqual(0);
        expect(gross).toBeLessThanOrEqual(1);
        expect(net).toBeGreaterThanOrEqual(gross);
      }),
    );
  });
});

describe('what is sold', () => {
  it('adds, divides and averages', () => {
    const records = {
      purchases: [
        aPurchase(1, 1, '2026-11-02T00:00:00Z', 300),
        aPurchase(2, 1, '2026-11-03T00:00:00Z', 100),
        aPurchase(3, 2, '2026-11-04T00:00:00Z', 200),
        aPurchase(4, 2, '2026-11-05T00:00:00Z', -50),
      ],
    };
    expect(ask(records, 'spend').figure).toEqual({ value: 550, n: 4, currency: 'EUR' });
    expect(ask(records, 'purchase-frequency').figure).toMatchObject({ value: 1.5, numerator: 3, denominator: 2 });
    const mean = ask(records, 'average-order').figure;
    expect(mean).toMatchObject({ value: 200, n: 3 });
    expect(mean.interval?.[0]).toBeCloseTo(200 - 4.302652729911275 * (100 / Math.sqrt(3)), 6);
  });
  it('does not add amounts of several currencies', () => {
    const mixed = [aPurchase(1, 1, '2026-11-02T00:00:00Z', 3), aPurchase(2, 1, '2026-11-02T00:00:00Z', 3, 'CNY')];
    expect(ask({ purchases: mixed }, 'spend').figure).toEqual({ value: null, reason: 'mixed-currencies', n: 2 });
    expect(ask({ purchases: mixed }, 'purchase-frequency').figure.value).toBe(2);
  });
  it('forecasts what is won and what is likely, also for a period ahead', () => {
    const opportunities = [
      anOpportunity(1, { stage: 'won', closedOn: '2026-11-03', amount: { minor: 1000, currency: 'EUR' } }),
      anOpportunity(2, {
        stage: 'lost',
        closedOn: '2026-11-03',
        expectedOn: '2026-11-30',
        amount: { minor: 7000, currency: 'EUR' },
      }),
      anOpportunity(3, {
        stage: 'proposal',
        expectedOn: '2026-11-30',
        probability: 0.25,
        amount: { minor: 333, currency: 'EUR' },
      }),
      anOpportunity(4, { stage: 'proposal', expectedOn: '2026-11-30', amount: { minor: 999, currency: 'EUR' } }),
      anOpportunity(5, {
        stage: 'proposal',
        expectedOn: '2026-12-01',
        probability: 0.5,
        amount: { minor: 100, currency: 'EUR' },
      }),
    ];
    expect(value({ opportunities }, 'forecast')).toBe(1083);
    expect(value({ opportunities }, 'forecast', 'tenant', '2026-12')).toBe(50);
    expect(value({ opportunities }, 'pipeline-won')).toBe(1000);
    expect(ask({ opportunities }, 'pipeline-won', 'tenant', '2026-12').figure.reason).toBe('not-started');
    expect(ask({ opportunities }, 'win-rate').figure).toMatchObject({ value: 0.5, n: 2 });
  });
});

describe('work and service', () => {
  it('counts visits by plan and by deed', () => {
    const visits = [
      aVisit(1, { plannedStart: '2026-11-02T01:00:00Z', checkedInAt: '2026-11-02T01:05:00Z', status: 'reported' }),
      aVisit(2, { plannedStart: '2026-11-03T01:00:00Z', status: 'no-show' }),
      aVisit(3, { plannedStart: '2026-11-03T01:00:00Z', status: 'cancelled' }),
      aVisit(4, { plannedStart: '2026-11-28T01:00:00Z', status: 'planned' }),
      aVisit(5, { checkedInAt: '2026-11-05T01:00:00Z', status: 'checked-in', unplanned: true }),
    ];
    const customers = [1, 2, 3, 4, 5].map((each) => aCustomer(each, each < 3 ? { tier: 'top' } : {}));
    const assignments = customers.map((_, index) => anAssignment(index + 1, repA, { from: '2026-01-01' }));
    const records = { visits, customers, assignments };
    expect(value(records, 'visits-planned')).toBe(3);
    expect(value(records, 'visits-done')).toBe(1);
    expect(value(records, 'visits-done', `rep:${repB}`)).toBe(0);
    expect(ask(records, 'visit-completion-rate').figure).toMatchObject({ value: 0.5, denominator: 2 });
    expect(ask(records, 'customer-coverage', `rep:${repA}`).figure).toMatchObject({ value: 0.2, n: 5 });
    expect(ask(records, 'coverage-top').figure).toMatchObject({ value: 0.5, n: 2 });
    expect(ask(records, 'cadence-kept').figure).toMatchObject({ value: 0.5, n: 2 });
    const call = anInteraction(1, 2, '2026-11-01T00:00:00Z');
    expect(value({ ...records, interactions: [call] }, 'cadence-kept')).toBe(1);
    expect(value({ interactions: [call] }, 'interactions-logged')).toBe(1);
  });
  it('takes a task as due when its day is over, and on time when done that day in the zone', () => {
    const tasks = [
      aTask(1, { dueOn: '2026-11-10', status: 'done', doneAt: '2026-11-10T15:59:00Z' }),
      aTask(2, { dueOn: '2026-11-10', status: 'done', doneAt: '2026-11-10T16:00:00Z' }),
      aTask(3, { dueOn: '2026-11-10' }),
      aTask(4, { dueOn: '2026-11-10', status: 'cancelled' }),
      aTask(5, { dueOn: '2026-11-21' }),
      aTask(6, {}),
    ];
    expect(ask({ tasks }, 'task-completion-rate').figure).toMatchObject({ numerator: 2, denominator: 3 });
    expect(ask({ tasks }, 'tasks-on-time-rate').figure).toMatchObject({ numerator: 1, denominator: 3 });
  });
  it('clocks cases and leaves out what was never answered or runs backwards', () => {
    const cases = [
      aCase(1, {
        openedAt: '2026-11-02T00:00:00Z',
        firstContactAt: '2026-11-02T02:00:00Z',
        closedAt: '2026-11-03T00:00:00Z',
      }),
      aCase(2, { openedAt: '2026-11-02T00:00:00Z', firstContactAt: '2026-11-02T04:00:00Z' }),
      aCase(3, { openedAt: '2026-11-02T00:00:00Z', firstContactAt: '2026-11-01T04:00:00Z' }),
      aCase(4, { openedAt: '2026-11-02T00:00:00Z', kind: 'praise', closedAt: '2026-11-02T00:00:00Z' }),
    ];
    expect(ask({ cases }, 'time-to-first-contact').figure).toMatchObject({ value: 3, n: 2 });
    expect(ask({ cases }, 'time-to-close').figure).toEqual({ value: 24, n: 1, numerator: 24, denominator: 1 });
    expect(value({ cases }, 'complaints')).toBe(3);
    expect(value({ cases }, 'praise')).toBe(1);
  });
  it('measures how full the files are', () => {
    const person = aCustomer(1, { kind: 'person', channels: [{ kind: 'email', value: 'a@b.cn' }], needs: [] });
    const company = aCustomer(2, { industry: 'Steel', site: { city: 'Wuhan' } });
    const assignments = [1, 2].map((each) => anAssignment(each, repA, { from: '2026-01-01' }));
    const records = { customers: [person, company], assignments, contacts: [aContact(1, 2, 'decision-maker')] };
    expect(ask(records, 'file-completeness').figure).toMatchObject({
      numerator: 4 + 4,
      denominator: 16,
      value: 0.5,
      n: 2,
    });
  });
  it('scores answers of questions of that type, blanks and codes left out', () => {
    const responses = [
      aResponse(1, { recommend: 10, satisfied: 5, effort: 7, hard: 1 }),
      aResponse(2, { recommend: 3, satisfied: 3, effort: 1, hard: 4 }),
      aResponse(3, { recommend: 11, satisfied: null }),
      aResponse(4, { recommend: 8, satisfied: 4 }),
      { ...aResponse(5, { recommend: 0 }), final: false },
    ];
    const records = { responses, surveys: [survey] };
    expect(ask(records, 'nps').figure).toMatchObject({ value: 0, n: 3 });
    expect(ask(records, 'csat').figure).toMatchObject({ value: 2 / 3, n: 3 });
    expect(ask(records, 'ces').figure).toMatchObject({ value: (7 + 1 + 7 + 1) / 4, n: 4 });
    expect(ask({ responses }, 'nps').figure).toEqual({ value: null, reason: 'no-data', n: 0 });
  });
});

describe('edges', () => {
  const kpi = findKpi('nps')!;
  it('withholds all but n below the minimum', () => {
    expect(figureOf(kpi, [{ n: 4, sum: 4, squares: 4 }])).toEqual({ value: null, reason: 'below-minimum', n: 4 });
    expect(figureOf(kpi, [{ n: 5, sum: 5, squares: 5 }]).value).toBe(1);
  });
  it('puts the published adjusted Wald interval around NPS', () => {
    const figure = figureOf(kpi, [{ n: 5, sum: 2, squares: 4 }]);
    expect(figure.value).toBeCloseTo(0.4);
    expect(figure.interval?.[0]).toBeCloseTo(-0.297827, 6);
    expect(figure.interval?.[1]).toBeCloseTo(0.797827, 6);
  });
  it('puts the published Wilson interval around a share', () => {
    const share = figureOf({ ...findKpi('win-rate')!, minimumN: 1 }, [{ n: 10, sum: 8 }]);
    expect(share.interval?.[0]).toBeCloseTo(0.490162, 6);
    expect(share.interval?.[1]).toBeCloseTo(0.943318, 6);
  });
  it('says a currency where no amount names one', () => {
    expect(figureOf(findKpi('spend')!, [{ n: 0, sum: 0, currencies: [] }], 'CNY')).toEqual({
      value: 0,
      n: 0,
      currency: 'CNY',
    });
  });
  it('answers every KPI over no records, without NaN', () => {
    for (const each of kpis) {
      const { figure, tallies } = ask({}, each.id);
      expect(tallies).toHaveLength(tallyCount(each.measure));
      if (figure.value !== null) expect(figure.value).toBe(0);
      else expect(figure.reason).toBe('no-data');
    }
  });
  it('rolls reps up to the team by adding sums, for every KPI that can be added', () => {
    const customerCount = 5;
    const when = fc
      .integer({ min: Date.parse('2024-10-01T00:00:00Z'), max: asOf })
      .map((at) => new Date(at).toISOString());
    const customer = fc.integer({ min: 1, max: customerCount });
    const world = fc.record({
      purchases: fc.array(fc.tuple(customer, when, fc.integer({ min: -99, max: 999 })), { maxLength: 30 }),
      visits: fc.array(fc.tuple(customer, when, fc.boolean()), { maxLength: 10 }),
      cases: fc.array(fc.tuple(customer, when, when), { maxLength: 8 }),
      scores: fc.array(fc.tuple(customer, when, fc.integer({ min: 0, max: 10 })), { maxLength: 8 }),
      handOver: fc.array(fc.integer({ min: 1, max: 28 }), { minLength: customerCount, maxLength: customerCount }),
    });
    fc.assert(
      fc.property(world, ({ purchases, visits, cases, scores, handOver }) => {
        const day = (index: number) => `2026-11-${String(handOver[index] ?? 1).padStart(2, '0')}`;
        const customers = handOver.map((_, index) => aCustomer(index + 1));
        const records: Records = {
          customers,
          reps: [repA, repB].map((id) => ({ id, teamId: idOf('team', 1) })),
          assignments: customers.flatMap((_, index) => [
            anAssignment(index + 1, repA, { from: '2020-01-01', to: day(index) }),
            anAssignment(index + 1, repB, { from: day(index) }),
          ]),
          purchases: purchases.map(([who, at, minor], index) => aPurchase(index, who, at, minor)),
          visits: visits.map(([who, at, done], index) =>
            aVisit(who, {
              id: idOf('visit', index),
              repId: index % 2 ? repA : repB,
              plannedStart: at,
              checkedInAt: at,
              status: done ? 'reported' : 'skipped',
            }),
          ),
          cases: cases.map(([who, openedAt, closedAt], index) =>
            aCase(who, {
              id: idOf('case', index),
              ownerId: index % 3 ? repA : repB,
              openedAt,
              closedAt,
              status: 'closed',
            }),
          ),
          responses: scores.map(([who, at, recommend], index) => ({
            ...aResponse(index, { recommend }),
            customerId: idOf('customer', who),
            repId: index % 2 ? repA : repB,
            finishedAt: at,
          })),
          surveys: [survey],
        };
        const evaluator = createEvaluator(records, calendar);
        for (const each of kpis.filter(({ measure }) => isAdditive(measure))) {
          const of = (subject: string) =>
            evaluator.tallies(each.measure, {
              subject: parseSubject(subject),
              period: parsePeriod('2026-11', calendar, asOf),
              asOf,
            });
          const added = addTallies(of(`rep:${repA}`), of(`rep:${repB}`));
          const team = of(`team:${idOf('team', 1)}`);
          team.forEach((tally, index) => {
            expect(added[index]?.n, each.id).toBe(tally.n);
            expect(added[index]?.sum, each.id).toBeCloseTo(tally.sum, 6);
            expect(added[index]?.squares ?? 0, each.id).toBeCloseTo(tally.squares ?? 0, 4);
          });
          expectSound(each, figureOf({ ...each, minimumN: 0 }, team));
        }
      }),
      { numRuns: 40 },
    );
  });
});

function expectSound(kpi: KpiDefinition, figure: ReturnType<typeof figureOf>) {
  if (figure.value === null) {
    expect(figure.reason).toBe('no-data');
    return;
  }
  expect(Number.isFinite(figure.value), kpi.id).toBe(true);
  if (figure.interval) {
    if (kpi.id !== 'nps') expect(figure.interval[0]).toBeLessThanOrEqual(figure.value + 1e-9);
    if (kpi.id !== 'nps') expect(figure.interval[1]).toBeGreaterThanOrEqual(figure.value - 1e-9);
  }
  if (kpi.unit === 'share' && kpi.id !== 'net-revenue-retention') {
    expect(figure.value).toBeGreaterThanOrEqual(0);
    expect(figure.value).toBeLessThanOrEqual(1);
  }
}
