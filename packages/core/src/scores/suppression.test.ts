import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RaterGroup, suppressGroups, withinGroupAgreement } from './suppression.ts';

const shownOf = (groups: RaterGroup[], minimum?: number) => {
  const { groups: rows, overall } = suppressGroups(groups, minimum === undefined ? {} : { minimum });
  return { reasons: Object.fromEntries(rows.map((row) => [row.role, row.suppressed])), rows, overall };
};

describe('suppressGroups', () => {
  it('shows everything when every group is large enough', () => {
    const { reasons, overall } = shownOf([
      { role: 'self', n: 1, score: 5 },
      { role: 'colleague', n: 4, score: 4 },
      { role: 'customer', n: 6, score: 3 },
    ]);
    expect(reasons).toEqual({ self: null, colleague: null, customer: null });
    expect(overall).toEqual({ n: 10, score: 3.4 });
  });

  it('hides a small group, and another one so that the first cannot be worked out', () => {
    const { reasons, rows } = shownOf([
      { role: 'colleague', n: 4, score: 4 },
      { role: 'customer', n: 2, score: 1 },
      { role: 'report', n: 9, score: 3 },
    ]);
    expect(reasons).toEqual({ colleague: 'secondary', customer: 'too-few', report: null });
    expect(rows[1]).toEqual({ role: 'customer', n: null, score: null, suppressed: 'too-few' });
  });

  it('hides the overall mean where no group is left to hide', () => {
    const { reasons, overall } = shownOf([
      { role: 'superior', n: 1, score: 4 },
      { role: 'customer', n: 2, score: 1 },
    ]);
    expect(reasons).toEqual({ superior: null, customer: 'too-few' });
    expect(overall).toBeNull();
  });

  it('wants the hidden groups together to reach the minimum', () => {
    const { reasons } = shownOf([
      { role: 'colleague', n: 5, score: 4 },
      { role: 'customer', n: 1, score: 1 },
      { role: 'report', n: 1, score: 2 },
    ]);
    expect(reasons).toEqual({ colleague: 'secondary', customer: 'too-few', report: 'too-few' });
  });

  it('blocks working out newcomers from two reports', () => {
    const now = (published: number) =>
      shownOf([
        { role: 'colleague', n: 6, score: 4, published },
        { role: 'customer', n: 8, score: 4 },
      ]).reasons['colleague'];
    expect(now(5)).toBe('few-new');
    expect(now(6)).toBeNull();
    expect(now(3)).toBeNull();
  });

  it('tells an empty group from a hidden one', () => {
    const { rows, overall } = shownOf([{ role: 'customer', n: 0, score: null }]);
    expect(rows[0]).toEqual({ role: 'customer', n: 0, score: null, suppressed: 'no-answers' });
    expect(overall).toBeNull();
  });

  it('never leaves a hidden small group to be worked out', () => {
    const group = fc.record({ n: fc.integer({ min: 0, max: 9 }), exempt: fc.boolean(), inOverall: fc.boolean() });
    fc.assert(
      fc.property(fc.array(group, { maxLength: 7 }), fc.integer({ min: 2, max: 5 }), (given, minimum) => {
        const groups = given.map((row, at) => ({ ...row, role: `r${at}`, score: row.n === 0 ? null : at }));
        const { groups: rows, overall } = suppressGroups(groups, { minimum });
        const hidden = groups.filter((row, at) => row.n > 0 && rows[at]?.suppressed !== null && row.inOverall);
        rows.forEach((row, at) => {
          const input = groups[at];
          if (row.score !== null) expect(input?.exempt === true || (input?.n ?? 0) >= minimum).toBe(true);
          if (row.suppressed !== null && row.suppressed !== 'no-answers') expect(row.n).toBeNull();
        });
        if (overall !== null && hidden.length > 0) {
          expect(hidden.length).toBeGreaterThan(1);
          expect(hidden.reduce((sum, row) => sum + row.n, 0)).toBeGreaterThanOrEqual(minimum);
        }
      }),
    );
  });

  it('refuses impossible groups', () => {
    expect(() => suppressGroups([{ role: 'a', n: 1.5, score: 1 }])).toThrow(/groups\[0\]\.n/);
    expect(() => suppressGroups([{ role: 'a', n: 2, score: NaN }])).toThrow(/score/);
    expect(() =>
      suppressGroups([
        { role: 'a', n: 0, score: null },
        { role: 'a', n: 0, score: null },
      ]),
    ).toThrow(/repeats a/);
    expect(() => suppressGroups([], { minimum: 1 })).toThrow(/minimum/);
  });
});

it('agreement is not negative', () => {
  expect(withinGroupAgreement(4, 5)).toBe(0);
});
