import { describe, expect, it } from 'vitest';
import { checkKpi } from './check.ts';
import { kpis } from './catalogue.ts';
import type { Measure } from './measure.ts';

const visits = { resource: 'visits', at: 'checkedInAt', owner: 'repId' } as const;

/** What the type of a measure refuses; the checker must refuse it as well. */
const refused: readonly Measure[] = [
  // @ts-expect-error a moment that visits do not have
  { aggregate: 'count', resource: 'visits', at: 'checkedIn', owner: 'repId' },
  // @ts-expect-error a word that is no status
  { aggregate: 'count', ...visits, where: [['==', 'status', 'doen']] },
  // @ts-expect-error visits have no amount
  { aggregate: 'sum', ...visits, field: 'amount.minor' },
  // @ts-expect-error a purchase names no rep
  { aggregate: 'count', resource: 'purchases', at: 'at', owner: 'repId' },
  // @ts-expect-error a purchase has no holder to be asked for
  { aggregate: 'count', resource: 'purchases', at: 'at', owner: 'holder', where: [['held']] },
  // @ts-expect-error a score is of responses
  { score: 'nps', of: visits },
];

describe('Measure', () => {
  it.each(refused.map((measure) => [measure]))('refuses by type and by checker: %j', (measure) => {
    expect(checkKpi({ ...kpis[0], unit: 'count', measure })).not.toEqual([]);
  });
});
