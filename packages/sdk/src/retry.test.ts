import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoff, longestWait, retryAfter } from './retry.ts';

const now = Date.parse('2026-11-21T12:00:00Z');
const after = (value: string, date?: string): number | undefined =>
  retryAfter(new Headers({ 'retry-after': value, ...(date === undefined ? {} : { date }) }), now);

describe('retryAfter', () => {
  it('reads seconds', () => expect(after('7')).toBe(7000));
  it('reads a date relative to the answer’s own date, whatever the clock here says', () =>
    expect(after('Sat, 21 Nov 2026 09:00:10 GMT', 'Sat, 21 Nov 2026 09:00:00 GMT')).toBe(10_000));
  it('reads a date relative to the clock when the answer has none', () =>
    expect(after('Sat, 21 Nov 2026 12:00:03 GMT')).toBe(3000));
  it('bounds what is absurd', () => {
    expect(after('999999999')).toBe(longestWait);
    expect(after('-5')).toBe(0);
    expect(after('Thu, 01 Jan 1970 00:00:00 GMT')).toBe(0);
  });
  it('ignores what cannot be read', () => {
    expect(after('soon')).toBeUndefined();
    expect(retryAfter(new Headers(), now)).toBeUndefined();
  });
});

describe('backoff', () => {
  it('lies between nothing and the cap', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
        const wait = backoff(attempt, () => random, 300, 10_000);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(10_000);
      }),
    );
  });
});
