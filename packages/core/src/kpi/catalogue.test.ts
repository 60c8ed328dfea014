import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseKinds, caseStatuses } from '../records/case.ts';
import { contactRoles } from '../records/contact.ts';
import { customerKinds, ownerships, stages, tiers } from '../records/customer.ts';
import { interactionKinds } from '../records/interaction.ts';
import { kpiUnits } from '../records/kpi-value.ts';
import { opportunityStages } from '../records/opportunity.ts';
import { assignmentRoles } from '../records/assignment.ts';
import { taskStatuses } from '../records/task.ts';
import { visitOutcomes, visitStatuses } from '../records/visit.ts';
import { findKpi, kpis } from './catalogue.ts';
import { checkKpi, isKpi } from './check.ts';
import { inLocale } from './definition.ts';
import { fields } from './fields.ts';

describe('fields', () => {
  it('names every word of an enumeration, as the records do', () => {
    const pairs: [readonly string[], readonly string[]][] = [
      [fields.customers.kind, customerKinds],
      [fields.customers.stage, stages],
      [fields.customers.tier, tiers],
      [fields.customers.ownership, ownerships],
      [fields.contacts.role, contactRoles],
      [fields.visits.status, visitStatuses],
      [fields.visits.outcome, visitOutcomes],
      [fields.interactions.kind, interactionKinds],
      [fields.tasks.status, taskStatuses],
      [fields.opportunities.stage, opportunityStages],
      [fields.cases.kind, caseKinds],
      [fields.cases.status, caseStatuses],
      [fields.assignments.role, assignmentRoles],
    ];
    for (const [ours, theirs] of pairs) expect([...ours].sort()).toEqual([...theirs].sort());
  });
});

describe('the catalogue', () => {
  it.each(kpis.map((kpi) => [kpi.id, kpi] as const))('%s has no fault', (_id, kpi) => {
    expect(checkKpi(kpi)).toEqual([]);
    expect(checkKpi(JSON.parse(JSON.stringify(kpi)))).toEqual([]);
    expect(kpiUnits).toContain(kpi.unit);
    expect(kpi.name.en).not.toBe(kpi.name['zh-CN'].trim());
  });
  it('names each KPI once, among them all that were promised', () => {
    const ids = kpis.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining([
        'new-customers',
        'lost-customers',
        'acquisition-rate',
        'churn-rate',
        'retention-rate',
        'spend',
        'purchase-frequency',
        'average-order',
        'gross-revenue-retention',
        'net-revenue-retention',
        'complaints',
        'praise',
        'time-to-first-contact',
        'time-to-close',
        'nps',
        'csat',
        'ces',
        'visits-planned',
        'visits-done',
        'visit-completion-rate',
        'customer-coverage',
        'coverage-top',
        'cadence-kept',
        'task-completion-rate',
        'tasks-on-time-rate',
        'pipeline-won',
        'win-rate',
        'forecast',
        'file-completeness',
        'customers-held',
        'interactions-logged',
      ]),
    );
  });
  it('finds a KPI, a company’s own first', () => {
    const own = { ...kpis[0]!, id: 'spend', minimumN: 9 };
    expect(findKpi('spend')?.minimumN).toBe(0);
    expect(findKpi('spend', [own])?.minimumN).toBe(9);
    expect(findKpi('none')).toBeUndefined();
  });
  it('speaks the locale’s language, else English', () => {
    const words = { en: 'a', 'zh-CN': 'b' };
    expect(['zh-CN', 'zh-Hant', 'en-GB', 'fr'].map((locale) => inLocale(words, locale))).toEqual(['b', 'b', 'a', 'a']);
  });
});

describe('checkKpi', () => {
  const good = {
    id: 'key-visits',
    name: { en: 'Key visits', 'zh-CN': '重点拜访' },
    unit: 'count',
    direction: 'higher',
    formula: { en: 'Visits to key customers.', 'zh-CN': '重点客户拜访数。' },
    minimumN: 0,
    cumulative: true,
    measure: {
      aggregate: 'count',
      resource: 'visits',
      at: 'checkedInAt',
      owner: 'repId',
      where: [
        ['==', 'extra.key', true],
        ['or', ['==', 'outcome', 'met'], ['not', ['set', 'notes']]],
      ],
    },
  };
  const faults = (change: object) => checkKpi({ ...good, ...change }).map(({ path, code }) => `${path} ${code}`);
  const measured = (measure: unknown) => faults({ measure });
  const rows = { resource: 'visits', at: 'checkedInAt', owner: 'repId' };

  it('accepts a company’s own', () => {
    expect(checkKpi(good)).toEqual([]);
    expect(isKpi(good)).toBe(true);
  });
  it('names the path of each fault', () => {
    expect(checkKpi(null)).toHaveLength(1);
    expect(faults({ id: 'Key Visits' })).toEqual(['id wrong-value']);
    expect(faults({ name: { en: 'x' } })).toEqual(['name.zh-CN missing']);
    expect(faults({ unit: 'euro', direction: 'up', minimumN: -1, cumulative: 'yes', more: 1 })).toEqual([
      'more unknown-key',
      'unit unknown-word',
      'direction unknown-word',
      'minimumN wrong-value',
      'cumulative wrong-type',
    ]);
    expect(measured(undefined)).toEqual(['measure missing']);
    expect(measured({})).toEqual(['measure missing']);
    expect(measured({ ...rows, aggregate: 'median' })).toEqual(['measure.aggregate unknown-word']);
    expect(measured({ ...rows, aggregate: 'count', resource: 'orders' })).toEqual(['measure.resource unknown-word']);
    expect(measured({ ...rows, aggregate: 'count', at: 'checkedIn' })).toEqual(['measure.at unknown-field']);
    expect(measured({ ...rows, aggregate: 'count', at: 'status' })).toEqual(['measure.at wrong-field']);
    expect(measured({ ...rows, aggregate: 'count', owner: 'ownerId' })).toEqual(['measure.owner wrong-value']);
    expect(measured({ ...rows, aggregate: 'sum', field: 'type' })).toEqual(['measure.field wrong-field']);
    expect(measured({ ...rows, aggregate: 'count', wher: [] })).toEqual(['measure.wher unknown-key']);
  });
  it('names the path of a fault in a condition', () => {
    const where = (...conditions: unknown[]) => measured({ ...rows, aggregate: 'count', where: conditions });
    expect(where(['==', 'status', 'doen'])).toEqual(['measure.where.0.2 wrong-value']);
    expect(where(['and', ['set', 'notes'], ['=', 'type', 'x']])).toEqual(['measure.where.0.2.0 unknown-word']);
    expect(where(['in', 'status', ['planned', 'x']])).toEqual(['measure.where.0.2.1 wrong-value']);
    expect(where(['>', 'type', 'x'])).toEqual(['measure.where.0.1 wrong-field']);
    expect(where(['>', 'checkedInAt', 'yesterday'])).toEqual(['measure.where.0.2 wrong-value']);
    expect(where(['==', 'unplanned'])).toEqual(['measure.where.0 wrong-value']);
    expect(where('planned')).toEqual(['measure.where.0 wrong-type']);
    expect(where(['held'])).toEqual(['measure.where.0.0 unknown-word']);
    expect(where(['constructor', 1, 2])).toEqual(['measure.where.0.0 unknown-word']);
    expect(where(['==', 'constructor', 1])).toEqual(['measure.where.0.1 unknown-field']);
    let deep: unknown = ['set', 'notes'];
    for (let level = 0; level < 20; level += 1) deep = ['not', deep];
    expect(where(deep)[0]).toMatch(/too-deep$/);
  });
  it('reads windows and parts of other measures', () => {
    const customers = { resource: 'customers', at: 'end', owner: 'holder' };
    const has = (window: unknown) =>
      faults({
        unit: 'share',
        measure: { share: [['has', { resource: 'visits', at: 'checkedInAt', window }]], of: customers },
      });
    expect(has('period')).toEqual([]);
    expect(has({ months: 3, before: 'end' })).toEqual([]);
    expect(has({ before: 'start' })).toEqual([]);
    expect(has({ months: 3, days: 3, before: 'end' })).toEqual(['measure.share.0.1.window mismatch']);
    expect(has({ days: 0, before: 'now' })).toEqual([
      'measure.share.0.1.window.before wrong-value',
      'measure.share.0.1.window.days wrong-value',
    ]);
    expect(faults({ unit: 'mean', measure: { ratio: [{ ...rows, aggregate: 'count' }] } })).toEqual([
      'measure.ratio wrong-type',
    ]);
    expect(faults({ unit: 'hours', measure: { mean: { hours: ['checkedInAt', 'type'] }, of: rows } })).toEqual([
      'measure.mean.hours.1 wrong-field',
    ]);
    expect(faults({ unit: 'score', measure: { score: 'nps', of: rows } })).toEqual(['measure.of.resource mismatch']);
    expect(faults({ unit: 'share', measure: { kept: 'most', months: 0, of: rows } })).toEqual([
      'measure.kept unknown-word',
      'measure.months wrong-value',
      'measure.of.resource mismatch',
    ]);
  });
  it('wants the unit that the measure has', () => {
    const share = { share: [['set', 'notes']], of: rows };
    expect(measured(share)).toEqual(['unit mismatch']);
    const sum = { aggregate: 'sum', resource: 'purchases', at: 'at', owner: 'holder', field: 'amount.minor' };
    expect(measured(sum)).toEqual(['unit mismatch']);
    expect(measured({ plus: [sum] })).toEqual(['unit mismatch']);
    expect(faults({ unit: 'money', measure: { plus: [sum], minus: [sum] } })).toEqual([]);
  });
  it('answers whatever it is given', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => Array.isArray(checkKpi(value))));
    fc.assert(fc.property(fc.jsonValue(), (measure) => checkKpi({ ...good, measure }).length > 0));
    fc.assert(
      fc.property(fc.jsonValue(), (value) => Array.isArray(measured({ ...rows, aggregate: 'count', where: [value] }))),
    );
  });
});
