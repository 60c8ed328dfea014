import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, instantOn, later, workday } from './index.ts';

const day = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1970-01-01', n));
const weekday = (text: string) => new Date(text).getUTCDay();

describe('workday', () => {
  it.each([
    ['2026-11-20', 0, '2026-11-20'],
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-20', -1, '2026-11-19'],
    ['2026-11-21', 0, '2026-11-23'],
    ['2026-11-21', -1, '2026-11-20'],
    ['2026-11-22', 0, '2026-11-23'],
    ['2026-11-22', -1, '2026-11-20'],
    ['2026-11-22', -2, '2026-11-19'],
    ['2026-11-23', -1, '2026-11-20'],
    ['2026-11-23', 5, '2026-11-30'],
  ])('from %s by %i is %s', (today, count, expected) => {
    expect(workday(today, count)).toBe(expected);
  });

  it('is never a weekend, grows by one working day at a time, and splits at today', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -200, max: 200 }), (today, count) => {
        const [one, next] = [workday(today, count), workday(today, count + 1)];
        expect([1, 2, 3, 4, 5]).toContain(weekday(one));
        expect(next).toBe(addDays(one, weekday(one) === 5 ? 3 : 1));
        expect(count < 0 ? one < today : one >= today).toBe(true);
      }),
    );
  });
});

describe('instants', () => {
  it('reads a clock that is ahead of UTC, or behind it', () => {
    expect(instantOn('2026-11-21', 540, 8)).toBe('2026-11-21T01:00:00.000Z');
    expect(instantOn('2026-11-21', 1200, -6)).toBe('2026-11-22T02:00:00.000Z');
    expect(later('2026-12-31T23:30:00Z', 45)).toBe('2027-01-01T00:15:00.000Z');
  });
});
