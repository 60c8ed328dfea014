import { describe, expect, it } from 'vitest';
import { choose, fit, fitSpend, fromParams, HistoryError, histories, models, simulate, type History } from './index.ts';

const regular: History[] = simulate(
  'pareto-nbd',
  { r: 1, alpha: 5, s: 1, beta: 20 },
  Array.from({ length: 300 }, (_, i) => 20 + (i % 20)),
  7,
);

/** Everything a model can be asked about a history is a number, or `null` where that is an answer. */
function answers(model: ReturnType<typeof fromParams>, history: History): void {
  for (const value of [
    model.probabilityAlive(history),
    model.expectedPurchases(history, 10),
    model.probabilityOfPurchase(history, 10),
    model.nextPurchase(history, 0.5) ?? 0,
    model.probabilityOfCount(history, 10, 0),
    model.probabilityOfCount(history, 10, 3),
    model.discountedPurchases(history, 0.01),
    model.lifetimeValue(history, { value: 20, periods: 12, periodLength: 4.345, discount: 0.01 }),
    ...model.purchaseRange(history, 1),
    model.newCustomer.expectedPurchases(10),
  ])
    expect(Number.isFinite(value)).toBe(true);
}

describe.each(models)('%s', (model) => {
  const degenerate: [string, History[], string][] = [
    [
      'nobody bought again',
      [
        { frequency: 0, recency: 0, age: 10 },
        { frequency: 0, recency: 0, age: 0 },
      ],
      'no-repeat-purchases',
    ],
    ['one customer', [{ frequency: 3, recency: 30, age: 40 }], 'too-few-histories'],
    [
      'identical customers',
      Array.from({ length: 100 }, () => ({ frequency: 2, recency: 10, age: 40 })),
      'too-few-histories',
    ],
    [
      'all bought on the last day',
      Array.from({ length: 100 }, () => ({ frequency: 2, recency: 40, age: 40 })),
      'too-few-histories',
    ],
    ['ten thousand purchases alone', [{ frequency: 10_000, recency: 39, age: 40 }], 'too-few-histories'],
  ];
  it.each(degenerate)('%s: a defined result that says so', (_, rows, doubt) => {
    const fitted = fit(model, rows);
    expect(fitted.identified).toBe(false);
    expect(fitted.doubt).toBe(doubt);
    expect(fitted.message).toBeTruthy();
    expect(fitted.standardErrors()).toBeNull();
    expect(Number.isFinite(fitted.logLikelihood)).toBe(true);
    for (const value of Object.values(fitted.params)) expect(Number.isFinite(value)).toBe(true);
    for (const row of rows) answers(fitted, row);
  });

  it('says when no dropout is visible, and predicts without it', () => {
    // everyone's last purchase is as late as the number of purchases makes one expect
    const rows = Array.from({ length: 400 }, (_, i) => {
      const frequency = i % 12;
      return { frequency, recency: frequency === 0 ? 0 : 50 - (i % 3) / 10, age: 50 };
    });
    const fitted = fit(model, rows);
    expect(fitted.doubt).toBe('no-dropout');
    const { r, alpha } = fitted.withoutDropout;
    expect(fitted.probabilityAlive({ frequency: 2, recency: 5, age: 50 })).toBe(1);
    expect(fitted.expectedPurchases({ frequency: 2, recency: 5, age: 50 }, 10)).toBeCloseTo(
      ((r + 2) / (alpha + 50)) * 10,
      12,
    );
    expect(choose(rows).ranking[0]?.model).toBe('nbd');
  });

  it('takes ages of 0, purchases on the last day and ten thousand purchases among others', () => {
    const odd: History[] = [
      { frequency: 0, recency: 0, age: 0 },
      { frequency: 3, recency: 25, age: 25 },
      { frequency: 10_000, recency: 30, age: 31 },
    ];
    const fitted = fit(model, [...regular, ...odd]);
    expect(Number.isFinite(fitted.logLikelihood)).toBe(true);
    for (const row of odd) answers(fitted, row);
    expect(fit(model, [...regular, odd[0] as History]).identified).toBe(true);
  });

  it.each([
    [{ frequency: 1.5, recency: 1, age: 2 }, 'frequency'],
    [{ frequency: -1, recency: 0, age: 2 }, 'frequency'],
    [{ frequency: Number.NaN, recency: 0, age: 2 }, 'frequency'],
    [{ frequency: 1, recency: Number.NaN, age: 2 }, 'recency'],
    [{ frequency: 1, recency: 3, age: 2 }, 'recency'],
    [{ frequency: 1, recency: 0, age: 2 }, 'recency'],
    [{ frequency: 0, recency: 1, age: 2 }, 'recency'],
    [{ frequency: 0, recency: 0, age: Infinity }, 'age'],
    [{ frequency: 0, recency: 0, age: -1 }, 'age'],
  ])('names the row and field of %o', (row, field) => {
    expect(() => fit(model, [regular[0] as History, row])).toThrow(HistoryError);
    expect(() => fit(model, [regular[0] as History, row])).toThrow(/^Row 1: /);
    try {
      fit(model, [regular[0] as History, row]);
    } catch (error) {
      expect(error).toMatchObject({ row: 1, field });
    }
  });

  it('refuses what cannot be answered', () => {
    expect(() => fit(model, [])).toThrow(/no row/);
    expect(() => fit(model, [{ frequency: 0, recency: 0, age: 0 }])).toThrow(/Every age is 0/);
    const fitted = fit(model, regular);
    const row = regular[0] as History;
    expect(() => fitted.expectedPurchases(row, -1)).toThrow(/time/);
    expect(() => fitted.nextPurchase(row, 1)).toThrow(/share/);
    expect(() => fitted.probabilityOfCount(row, 1, 0.5)).toThrow(/count/);
    expect(() => fitted.discountedPurchases(row, 0)).toThrow(/rate/);
    expect(() => fitted.purchaseRange(row, 1, 1)).toThrow(/level/);
  });
});

it('a = 1 and s = 1 exactly are no special case', () => {
  const history = { frequency: 2, recency: 10, age: 20 };
  for (const model of ['bg-nbd', 'mbg-nbd'] as const) {
    const [below, at, above] = [1 - 1e-7, 1, 1 + 1e-7].map((a) =>
      fromParams(model, { r: 0.5, alpha: 5, a, b: 2.5 }).expectedPurchases(history, 30),
    ) as [number, number, number];
    expect(Math.abs((below + above) / 2 - at)).toBeLessThan(1e-11);
  }
  const [below, at, above] = [1 - 1e-7, 1, 1 + 1e-7].map((s) =>
    fromParams('pareto-nbd', { r: 0.5, alpha: 5, s, beta: 9 }).expectedPurchases(history, 30),
  ) as [number, number, number];
  expect(Math.abs((below + above) / 2 - at)).toBeLessThan(1e-11);
});

it('names an unknown model and a parameter that is not positive', () => {
  expect(() => fromParams('bg-nbd', { r: 1, alpha: 1, a: 0, b: 1 })).toThrow(/parameter a is 0/);
  expect(() => fit(JSON.parse('"btyd"') as 'bg-nbd', regular)).toThrow(/no model "btyd"/);
});

describe('spend', () => {
  it('names a value of 0 or below', () => {
    for (const meanValue of [0, -3, Number.NaN])
      expect(() =>
        fitSpend([
          { frequency: 1, meanValue: 5 },
          { frequency: 2, meanValue },
        ]),
      ).toThrow(/^Row 1: meanValue/);
    expect(() => fitSpend([{ frequency: 0, meanValue: 0 }])).toThrow(/bought again/);
  });

  it.each([
    ['one customer', [{ frequency: 3, meanValue: 20 }]],
    ['identical customers', Array.from({ length: 50 }, () => ({ frequency: 3, meanValue: 20 }))],
  ])('%s: defined, and not identified', (_, rows) => {
    const fitted = fitSpend(rows);
    expect(fitted.identified).toBe(false);
    expect(fitted.message).toBeTruthy();
    expect(fitted.expectedValue(rows[0] as { frequency: number; meanValue: number })).toBeCloseTo(20, 1);
  });

  it('ignores the value of who never bought again', () => {
    const rows = [3, 5, 8, 13, 4].map((meanValue, i) => ({ frequency: i + 1, meanValue }));
    expect(fitSpend([...rows, { frequency: 0, meanValue: -1 }]).params).toEqual(fitSpend(rows).params);
  });
});

describe('histories of transactions', () => {
  it('merges the purchases of a day, and stops at the end of observation', () => {
    const rows = histories(
      [
        { customerId: 'a', at: '2026-01-01', value: 10 },
        { customerId: 'b', at: '2026-01-08T23:30:00Z', value: 1 },
        { customerId: 'a', at: '2026-01-15', value: 20 },
        { customerId: 'a', at: '2026-01-15T10:00:00Z', value: 30 },
        { customerId: 'a', at: new Date('2026-01-29T12:00:00Z'), value: 10 },
        { customerId: 'a', at: '2026-03-01', value: 99 },
        { customerId: 'c', at: '2026-03-01', value: 99 },
      ],
      { until: '2026-02-05' },
    );
    expect(rows).toEqual([
      { customerId: 'a', frequency: 2, recency: 4, age: 5, meanValue: 30 },
      { customerId: 'b', frequency: 0, recency: 0, age: 4, meanValue: 0 },
    ]);
  });

  it('takes a local calendar and another unit', () => {
    const rows = histories(
      [
        { customerId: 'a', at: '2026-01-01T20:00:00Z' },
        { customerId: 'a', at: '2026-01-02T10:00:00Z' },
      ],
      {
        until: '2026-01-11',
        daysPerUnit: 1,
        dayOf: (at) => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
      },
    );
    expect(rows).toEqual([{ customerId: 'a', frequency: 0, recency: 0, age: 9, meanValue: 0 }]);
  });

  it('names a row it cannot read', () => {
    expect(() => histories([{ customerId: 'a', at: '2026-02-30' }], { until: '2026-03-01' })).toThrow(/^Row 0: at/);
    expect(() => histories([{ customerId: 'a', at: '2026-02-01', value: -5 }], { until: '2026-03-01' })).toThrow(
      /^Row 0: value/,
    );
    expect(() => histories([], { until: 'soon' })).toThrow(/until/);
  });
});
