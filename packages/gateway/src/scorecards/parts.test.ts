import { describe, expect, it } from 'vitest';
import { findKpi, parsePeriod } from '@liaise/core/kpi';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import { seededRandom } from '@liaise/core/samples';
import { sampleKpiValue, sampleScorecardModel } from '@liaise/core/samples';
import { comparable, type Entry, mainCurrency, outliersOf, placesOf } from './board.ts';
import { editionFor } from './model.ts';
import { ratersOf, ratingsOf } from './raters.ts';
import { kpiRule, modelRule } from './rules.ts';
import { trainingOf } from './shown.ts';

const random = seededRandom('parts of scorecards');
const value = (given: Partial<KpiValue>): KpiValue => {
  const { currency: _currency, reason: _reason, ...plain } = sampleKpiValue(random);
  return { ...plain, ...given };
};

describe('which edition judges a period', () => {
  const edition = (number: number, from: string) => sampleScorecardModel(random, { edition: number, from });
  const editions = [edition(1, '2026-01-01'), edition(2, '2026-10-01'), edition(3, '2026-11-15')];
  const of = (name: string) => editionFor(editions, parsePeriod(name, { timeZone: 'UTC' }, 0))?.edition;

  it('is the one that holds on its first day', () => {
    expect([of('2026'), of('2026-Q3'), of('2026-Q4'), of('2026-11'), of('2026-12')]).toEqual([1, 1, 2, 2, 3]);
  });

  it('is the first that begins within it, where none had begun; none for what was before', () => {
    expect(editionFor(editions.slice(1), parsePeriod('2026', { timeZone: 'UTC' }, 0))?.edition).toBe(2);
    expect(of('2025-Q4')).toBeUndefined();
  });
});

describe('places', () => {
  const entry = (repId: string, now: number | null, previous?: number | null): Entry => ({
    repId,
    name: repId,
    value: now,
    n: 1,
    ...(previous === undefined ? {} : { previous }),
  });

  it('are shared by equals, skipped after them, and not given without a value', () => {
    const items = placesOf([entry('a', 2), entry('b', null), entry('c', 3), entry('d', 2)], 'higher', 'tenant');
    expect(items.map(({ repId, position, ties, of }) => [repId, position, ties, of])).toEqual([
      ['c', 1, 1, 3],
      ['a', 2, 2, 3],
      ['d', 2, 2, 3],
      ['b', null, 0, 3],
    ]);
    expect(items.every((item) => !('previousPosition' in item))).toBe(true);
  });

  it('are told with those of the period before, where somebody had one', () => {
    const items = placesOf([entry('a', 2, 9), entry('b', 1, 10), entry('c', 3, null)], 'lower', 'tenant');
    expect(items.map(({ repId, position, previousPosition }) => [repId, position, previousPosition])).toEqual([
      ['b', 1, 2],
      ['a', 2, 1],
      ['c', 3, null],
    ]);
  });

  it('compare money of one currency only: that of most', () => {
    const values = [
      value({ value: 5, currency: 'EUR' }),
      value({ value: 900, currency: 'CNY' }),
      value({ value: 7, currency: 'EUR' }),
      value({ value: null, reason: 'no-data' }),
    ];
    expect(mainCurrency(values)).toBe('EUR');
    expect(values.map((one) => comparable(one, 'EUR'))).toEqual([
      { value: 5 },
      { value: null, reason: 'other-currency' },
      { value: 7 },
      { value: null, reason: 'no-data' },
    ]);
    expect(mainCurrency([value({ value: 1 })])).toBeUndefined();
  });

  it('tell who stands out, both ways', () => {
    const byRep = new Map([10, 11, 9, 10, 40, 1].map((one, index) => [`r${String(index)}`, value({ value: one })]));
    for (const one of byRep.values()) one.direction = 'lower';
    expect(outliersOf('complaints', byRep).map(({ repId, side }) => [repId, side])).toEqual([
      ['r4', 'help'],
      ['r5', 'learn-from'],
    ]);
    expect(outliersOf('complaints', new Map())).toEqual([]);
  });
});

describe('rules in words', () => {
  it('say what is counted, which way is better, and how ties are dealt with, in both languages', () => {
    const spend = findKpi('spend');
    if (!spend) throw new Error('The catalogue lacks spend.');
    const rule = kpiRule(spend);
    expect(rule.en).toContain(spend.formula.en);
    expect(rule.en).toContain('Amounts in another currency');
    expect(rule['zh-CN']).toContain('并列');
    const model = sampleScorecardModel(random, { name: 'Care' });
    expect(modelRule(model, findKpi).en).toMatch(/Care, edition 1, in force from 2026-01-01: .*Retention rate 40%/);
    expect(modelRule(model, findKpi)['zh-CN']).toContain('50%');
  });
});

describe('what raters say', () => {
  const definition = {
    id: 'colleagues',
    version: 1,
    language: 'en',
    questions: [
      { id: 'help', type: 'csat', title: 'Help', scale: 5 },
      { id: 'trust', type: 'number', title: 'Trust', min: 0, max: 10 },
      { id: 'age', type: 'number', title: 'How many projects together?' },
      { id: 'why', type: 'long-text', title: 'Why?' },
    ],
  } as const;
  const said = (role: string, ...ratings: number[]) => ratings.map((help) => ({ role, answers: { help } }));

  it('is laid upon 1 to 5, whatever the scale', () => {
    expect(ratingsOf(definition, { help: 5, trust: 0, age: 30, why: 'x' })).toEqual({ help: 5, trust: 1 });
    expect(ratingsOf(definition, { trust: 7.5 })).toEqual({ trust: 4 });
    expect(ratingsOf(definition, { why: 'x' })).toEqual({});
  });

  it('is told by role, as far as nobody can be singled out', () => {
    const answered = [...said('self', 5), ...said('superior', 3), ...said('peer', 2, 3, 4), ...said('customer', 4, 5)];
    expect(ratersOf({ definition }, answered)).toEqual([
      { role: 'self', n: 1, mean: 5, suppressed: null },
      { role: 'superior', n: 1, mean: 3, suppressed: null },
      { role: 'peer', n: null, mean: null, suppressed: 'secondary' },
      { role: 'customer', n: null, mean: null, suppressed: 'too-few' },
    ]);
    expect(ratersOf({ definition, minimumResponses: 4 }, said('peer', 2, 3, 4))).toEqual([
      { role: 'peer', n: null, mean: null, suppressed: 'too-few' },
    ]);
    expect(ratersOf({ definition }, [])).toEqual([]);
  });
});

describe('training', () => {
  it('holds to the end of the last day of a certificate', () => {
    const certifications = [{ name: 'key-account', tier: 2, expiresOn: '2026-11-21' }];
    const expired = (today: string) =>
      trainingOf({ grade: 'senior', certifications }, today).certifications?.map((one) => one.expired);
    expect([expired('2026-11-21'), expired('2026-11-22')]).toEqual([[false], [true]]);
    expect(trainingOf({ grade: 'junior' }, '2026-11-21')).toEqual({ grade: 'junior' });
  });
});
