import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeBlocks } from './blocks.ts';

const cells = (...counts: number[]) => counts.map((n, at) => ({ from: at, to: at + 1, n }));

describe('timeBlocks', () => {
  it('joins stretches until each has enough, and leaves out what does not reach it', () => {
    expect(timeBlocks(cells(0, 3, 1, 1, 7, 2, 0, 3, 4), 5)).toEqual([
      { from: 1, to: 4, n: 5 },
      { from: 4, to: 5, n: 7 },
      { from: 5, to: 8, n: 5 },
    ]);
    expect(timeBlocks(cells(1, 1), 5)).toEqual([]);
    expect(() => timeBlocks(cells(1), 0)).toThrow(/minimum/);
    expect(() => timeBlocks(cells(1.5), 5)).toThrow(/cells\[0\]\.n/);
  });

  it('gives any two reports that differ, however often they are read, by nobody or by at least the minimum', () => {
    const counts = fc.array(fc.nat(9), { maxLength: 40 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 2, max: 8 }), (given, minimum) => {
        const all = cells(...given);
        let before = timeBlocks([], minimum);
        for (let over = 1; over <= all.length; over += 1) {
          const now = timeBlocks(all.slice(0, over), minimum);
          expect(now.slice(0, before.length)).toEqual(before);
          before = now;
        }
        for (const { n } of before) expect(n).toBeGreaterThanOrEqual(minimum);
        const told = before.reduce((sum, { n }) => sum + n, 0);
        const asked = given.reduce((sum, n) => sum + n, 0);
        expect(asked - told).toBeLessThan(minimum);
      }),
      { numRuns: 200 },
    );
  });
});
