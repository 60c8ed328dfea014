import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  digamma,
  digammaRise,
  fillRises,
  incompleteBeta,
  logBeta,
  logGamma,
  logGammaRise,
  logistic,
  softplus,
} from './special.ts';

const close = (actual: number, expected: number, relative = 1e-13): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(expected)));
};

describe('log-gamma and digamma', () => {
  it('take their known values', () => {
    close(logGamma(0.5), Math.log(Math.PI) / 2);
    close(logGamma(1), 0);
    close(logGamma(2), 0);
    close(logGamma(11), Math.log(3628800));
    close(logGamma(1e-8), 18.420680738180208);
    close(logGamma(1e6), 12815504.569147883);
    close(digamma(1), -0.5772156649015329);
    close(digamma(0.5), -1.9635100260214235);
    close(digamma(100), 4.600161852738087);
  });

  it('satisfy their recurrences', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e5, noNaN: true }), (z) => {
        close(logGamma(z + 1) - logGamma(z), Math.log(z), 1e-9);
        close((digamma(z + 1) - digamma(z)) * z, 1, 1e-9);
      }),
    );
  });

  it('rise by products and sums, whatever way they are computed', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-4, max: 1e6, noNaN: true }), fc.integer({ min: 0, max: 200 }), (z, n) => {
        let log = 0;
        let slope = 0;
        for (let k = 0; k < n; k += 1) {
          log += Math.log(z + k);
          slope += 1 / (z + k);
        }
        close(logGammaRise(z, n), log, 1e-12);
        close(digammaRise(z, n), slope, 1e-12);
      }),
    );
    const logs = new Float64Array(30);
    const slopes = new Float64Array(30);
    fillRises(0.7, logs, slopes);
    for (const n of [0, 1, 24, 29]) {
      close(logs[n] as number, logGammaRise(0.7, n));
      close(slopes[n] as number, digammaRise(0.7, n));
    }
    close(logGammaRise(3.5, 0.25), logGamma(3.75) - logGamma(3.5));
  });
});

describe('beta functions', () => {
  it('agree with closed forms', () => {
    close(logBeta(2, 3), Math.log(1 / 12));
    close(incompleteBeta(0.3, 1, 1), 0.3);
    close(incompleteBeta(0.25, 2, 3), 0.26171875);
    expect(incompleteBeta(0, 2, 3)).toBe(0);
    expect(incompleteBeta(1, 2, 3)).toBe(1);
  });

  it('are the chance of at least k successes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 30 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (k, more, p) => {
          const n = k + more;
          let chance = 0;
          for (let j = k; j <= n; j += 1)
            chance += Math.exp(
              logGammaRise(1, n) -
                logGammaRise(1, j) -
                logGammaRise(1, n - j) +
                j * Math.log(p) +
                (n - j) * Math.log1p(-p),
            );
          close(incompleteBeta(p, k, n - k + 1), chance, 1e-12);
        },
      ),
    );
  });
});

it('the logistic pair does not overflow', () => {
  expect(logistic(-1000)).toBe(0);
  expect(logistic(1000)).toBe(1);
  expect(softplus(1000)).toBe(1000);
  close(softplus(0), Math.LN2);
});
