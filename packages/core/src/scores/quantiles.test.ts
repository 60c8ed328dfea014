import { describe, expect, it } from 'vitest';
import { normalQuantile, studentQuantile } from './quantiles.ts';

describe('normalQuantile', () => {
  it.each([
    [0.975, 1.959963984540054],
    [0.995, 2.575829303548901],
    [0.9, 1.2815515655446004],
    [0.6, 0.2533471031357997],
    [1e-10, -6.361340902404056],
    [0.5, 0],
  ])('at %d is %d', (p, expected) => {
    expect(normalQuantile(p)).toBeCloseTo(expected, 13);
    expect(normalQuantile(1 - p)).toBeCloseTo(-expected, p < 1e-3 ? 5 : 12);
  });
});

describe('studentQuantile', () => {
  it.each([
    [0.975, 1, 12.706204736174698],
    [0.975, 2, 4.302652729749464],
    [0.975, 5, 2.5705818356363146],
    [0.975, 10, 2.2281388519862744],
    [0.975, 30, 2.0422724563012373],
    [0.975, 1000, 1.9623390808264143],
    [0.995, 3, 5.840909309732849],
    [0.9, 4, 1.5332062740589438],
    [0.5, 7, 0],
  ])('at %d with %d degrees of freedom is %d', (p, degreesOfFreedom, expected) => {
    expect(studentQuantile(p, degreesOfFreedom)).toBeCloseTo(expected, 10);
    if (p !== 0.5) expect(studentQuantile(1 - p, degreesOfFreedom)).toBeCloseTo(-expected, 10);
  });

  it('solves the closed form of two degrees of freedom', () => {
    for (const p of [0.51, 0.7, 0.9, 0.999, 0.999999])
      expect(studentQuantile(p, 2)).toBeCloseTo((2 * p - 1) * Math.sqrt(1 / (2 * p * (1 - p))), 8);
  });

  it('approaches the normal quantile and stays finite for fractions of a degree', () => {
    expect(studentQuantile(0.975, 1e7)).toBeCloseTo(normalQuantile(0.975), 6);
    expect(studentQuantile(0.975, 0.2)).toBeGreaterThan(12);
    expect(Number.isFinite(studentQuantile(0.975, 0.2))).toBe(true);
  });
});
