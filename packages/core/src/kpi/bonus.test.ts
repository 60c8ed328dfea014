import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BonusRule } from '../records/scorecard-model.ts';
import { bonus, checkBonus, describeBonus } from './bonus.ts';

const rule: BonusRule = {
  base: { minor: 600_000, currency: 'EUR' },
  steps: [
    { from: 0.8, share: 0.5 },
    { from: 1, share: 1 },
    { from: 1.2, share: 1.4 },
  ],
  between: 'linear',
};
const stepped: BonusRule = { ...rule, between: 'step' };
const minorOf = (given: BonusRule, score: number | null) => bonus(given, score).amount?.minor;

describe('bonus', () => {
  it.each([
    [0, 0],
    [0.799, 0],
    [0.8, 300_000],
    [0.9, 450_000],
    [1, 600_000],
    [1.1, 720_000],
    [1.2, 840_000],
    [1.5, 840_000],
  ])('in proportion: a score of %d pays %d', (score, minor) => {
    expect(bonus(rule, score).amount).toEqual({ minor, currency: 'EUR' });
  });

  it.each([
    [0.799, 0],
    [0.8, 300_000],
    [0.999, 300_000],
    [1, 600_000],
    [1.4, 840_000],
  ])('by steps: a score of %d pays %d', (score, minor) => {
    expect(minorOf(stepped, score)).toBe(minor);
  });

  it('goes on past the last step up to the cap, where there is one', () => {
    expect(minorOf({ ...rule, cap: 1.5 }, 1.22)).toBe(600_000 * 1.44);
    expect(minorOf({ ...rule, cap: 1.5 }, 1.4)).toBe(900_000);
    expect(minorOf({ ...stepped, cap: 1.5 }, 1.4)).toBe(840_000);
    expect(minorOf({ ...rule, steps: [{ from: 0, share: 1 }], cap: 2 }, 1.5)).toBe(600_000);
  });

  it('is no amount without a score', () => {
    expect(bonus(rule, null)).toEqual({ share: null, amount: null });
  });

  it('gives whole minor units', () => {
    const odd: BonusRule = {
      base: { minor: 100, currency: 'EUR' },
      steps: [{ from: 0, share: 0.29 }],
      between: 'step',
    };
    expect(minorOf(odd, 1)).toBe(29);
    expect(minorOf({ ...odd, steps: [{ from: 0, share: 0.005 }] }, 1)).toBe(1);
  });

  it('never falls as the score rises, and keeps within its shares', () => {
    const rising = fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 6 }).chain((froms) =>
      fc.record({
        froms: fc.constant(froms.toSorted((a, b) => a - b)),
        shares: fc.array(fc.integer({ min: 0, max: 200 }), { minLength: froms.length, maxLength: froms.length }),
        between: fc.constantFrom('step' as const, 'linear' as const),
        hasCap: fc.boolean(),
      }),
    );
    const property = fc.property(
      rising,
      fc.double({ min: 0, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      ({ froms, shares, between, hasCap }, one, other) => {
        const sorted = shares.toSorted((a, b) => a - b);
        const made: BonusRule = {
          base: { minor: 100_000, currency: 'CNY' },
          steps: froms.map((from, index) => ({ from: from / 100, share: (sorted[index] ?? 0) / 100 })),
          between,
          ...(hasCap && { cap: 2.5 }),
        };
        const [low, high] = one < other ? [one, other] : [other, one];
        const [less, more] = [bonus(made, low), bonus(made, high)];
        expect(less.share).toBeLessThanOrEqual((more.share ?? NaN) + 1e-12);
        expect(more.share).toBeLessThanOrEqual(Math.max(2.5, made.steps.at(-1)?.share ?? 0));
        expect(Number.isInteger(more.amount?.minor)).toBe(true);
      },
    );
    fc.assert(property, { seed: 20261121 });
  });

  it('names what keeps a rule from being applied', () => {
    const codes = (given: Partial<BonusRule>) =>
      checkBonus({ ...rule, ...given }).map(({ path, code }) => [path, code]);
    expect(checkBonus(rule)).toEqual([]);
    expect(codes({ steps: [] })).toEqual([['steps', 'no-steps']]);
    expect(
      codes({
        steps: [
          { from: 1, share: 1 },
          { from: 1, share: 2 },
        ],
      }),
    ).toEqual([['steps.1.from', 'steps-not-rising']]);
    expect(codes({ cap: 1 })).toEqual([['steps.2.share', 'cap-below-step']]);
    expect(codes({ base: { minor: -1, currency: 'EUR' } })).toEqual([['base.minor', 'negative']]);
    expect(codes({ steps: [{ from: 0, share: NaN }] })).toEqual([['steps.0.share', 'not-finite']]);
    expect(() => bonus({ ...rule, steps: [] }, 1)).toThrow(/bonus\.steps/);
    expect(() => bonus(rule, NaN)).toThrow(/score is NaN/);
  });
});

describe('describeBonus', () => {
  it('says the whole rule in both languages', () => {
    expect(describeBonus({ ...rule, cap: 1.5 }, 'en')).toBe(
      'The bonus is a share of €6,000.00. From a score of 80%: 50%; from a score of 100%: 100%; from a score of 120%: 140%. Between two steps it rises in proportion. Below a score of 80% nothing is paid. At most 150% is paid.',
    );
    expect(describeBonus({ ...stepped, base: { minor: 2_000_000, currency: 'CNY' } }, 'zh-CN')).toBe(
      '奖金按 ¥20,000.00 的比例发放。得分达到 80% 发放 50%；得分达到 100% 发放 100%；得分达到 120% 发放 140%。两档之间按较低一档发放。得分低于 80% 不发放。',
    );
  });

  it('says nothing about steps where there is one from the start on, nor of cents where a currency has none', () => {
    const plain: BonusRule = {
      base: { minor: 5000, currency: 'JPY' },
      steps: [{ from: 0, share: 1 }],
      between: 'step',
    };
    expect(describeBonus(plain, 'en')).toBe('The bonus is a share of ¥5,000. From a score of 0%: 100%.');
  });
});
