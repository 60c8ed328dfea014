import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stages, tiers } from '../records/customer.ts';
import {
  cohorts,
  contractualRetention,
  levels,
  followStages,
  isForward,
  lifecycleMoves,
  lifecycleStages,
  midrankScores,
  nextLevel,
  proposeStage,
  pyramid,
  recommend,
  revenueRetention,
  rfm,
  signalsOf,
  silentRetention,
  type Level,
  type LevelState,
} from './index.ts';

const summary = new URL('../../../../../shared/data/purchases/cdnow_cbs_exact.csv', import.meta.url);
const here = existsSync(summary);

it('speaks of the levels and stages of the customer record', () => {
  expect(levels).toEqual(tiers);
  expect(lifecycleStages).toEqual(stages);
});

describe.skipIf(!here)(here ? 'CDNOW' : 'CDNOW (the data folder ../shared is not there)', () => {
  it('has the counts of the reference', () => {
    const customers = readFileSync(summary, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => {
        const [id = '', x, recency, age, mean] = line.split(',');
        return { id, sinceLast: Number(age) - Number(recency), frequency: Number(x), monetary: Number(mean) };
      });
    const { counts, customers: scored } = rfm(customers);
    for (const { recency, frequency, monetary, cell } of scored) expect(cell).toBe(`${recency}${frequency}${monetary}`);
    expect(counts.recency).toEqual([466, 475, 475, 468, 473]);
    expect(counts.frequency).toEqual([0, 1411, 0, 439, 507]);
    expect(counts.monetary).toEqual([0, 1411, 3, 472, 471]);
  });
});

describe('midrank scores', () => {
  it('equal the formula, rank by rank, in any order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 2, max: 9 }),
        (values, groups) => {
          const { scores, counts } = midrankScores(values, groups);
          values.forEach((value, i) => {
            const below = values.filter((other) => other < value).length;
            const equal = values.filter((other) => other === value).length;
            const midrank = below + (equal + 1) / 2;
            expect(scores[i]).toBe(Math.min(groups, 1 + Math.floor((groups * (midrank - 0.5)) / values.length)));
          });
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
        },
      ),
    );
  });

  it('takes an empty list, and names what is not a number', () => {
    expect(midrankScores([]).counts).toEqual([0, 0, 0, 0, 0]);
    expect(() => midrankScores([1, Number.NaN])).toThrow(/Value 1/);
    expect(() => rfm([{ id: 'c', sinceLast: 1, frequency: 1, monetary: Number.NaN }])).toThrow(/Customer c: monetary/);
  });
});

describe('pyramid', () => {
  it('cuts a hundred customers into 1, 4, 15 and 80', () => {
    const { levels: rows, value } = pyramid(Array.from({ length: 100 }, (_, i) => i + 1));
    expect(rows.map(({ customers }) => customers)).toEqual([1, 4, 15, 80]);
    expect(rows.map(({ threshold }) => threshold)).toEqual([100, 96, 81, -Infinity]);
    expect(rows[0]?.valueShare).toBeCloseTo(100 / 5050, 12);
    expect(value).toBe(5050);
  });

  it('never parts equal values and lifts a tie', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2, max: 12 }), { maxLength: 80 }), (values) => {
        const { of, levels: rows } = pyramid(values);
        const planned = [0.01, 0.05, 0.2];
        for (let i = 0; i < values.length; i += 1)
          for (let j = 0; j < values.length; j += 1) {
            if (values[i] === values[j]) expect(of[i]).toBe(of[j]);
            if ((values[i] as number) > (values[j] as number))
              expect(levels.indexOf(of[i] as Level)).toBeLessThanOrEqual(levels.indexOf(of[j] as Level));
          }
        values.forEach((value, i) => {
          if (value <= 0) expect(of[i]).toBe('small');
          // who has fewer than the planned share at or above stands in that level
          const ahead = values.filter((other) => other > value).length;
          planned.forEach((share, at) => {
            if (value > 0 && ahead < share * values.length - 1e-9)
              expect(levels.indexOf(of[i] as Level)).toBeLessThanOrEqual(at);
          });
        });
        expect(rows.reduce((sum, row) => sum + row.customers, 0)).toBe(values.length);
      }),
    );
  });

  it('keeps those who brought nothing at the bottom, and answers for nobody', () => {
    expect(pyramid([0, 0, 0, 5]).of).toEqual(['small', 'small', 'small', 'top']);
    expect(pyramid([]).levels.map(({ share, valueShare }) => [share, valueShare])).toEqual(
      Array.from({ length: 4 }, () => [null, null]),
    );
    expect(() => pyramid([1], { shares: [0.5, 0.5, 0.5, 0.5] })).toThrow(/sum to/);
    expect(() => pyramid([Infinity])).toThrow(/Value 0/);
  });
});

describe('hysteresis', () => {
  const thresholds = [1000, 500, 100, -Infinity];
  const run = (start: Level, values: number[]): string[] => {
    let state: LevelState = { level: start, pending: null };
    return values.map((value) => {
      const { moved, ...next } = nextLevel(state, value, thresholds);
      state = next;
      return moved ? `${moved} ${next.level}` : next.level;
    });
  };

  it('goes up after two periods, and to the lower of what both reached', () => {
    expect(run('small', [600, 600])).toEqual(['small', 'up big']);
    expect(run('small', [600, 150])).toEqual(['small', 'up medium']);
    expect(run('small', [600, 50, 600])).toEqual(['small', 'small', 'small']);
  });

  it('goes down only below the margin, and to the higher of what both fell to', () => {
    expect(run('big', [430, 430, 499])).toEqual(['big', 'big', 'big']);
    expect(run('big', [420, 420])).toEqual(['big', 'down medium']);
    expect(run('big', [0, 420])).toEqual(['big', 'down medium']);
    expect(run('big', [0, 450, 0])).toEqual(['big', 'big', 'big']);
  });

  it('does not move while the value stays between the two bounds of a level', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 425, max: 999, noNaN: true }), { maxLength: 20 }), (values) => {
        expect(run('big', values).every((level) => level === 'big')).toBe(true);
      }),
    );
  });
});

describe('retention', () => {
  it('gross, net and customers of the reference', () => {
    const start = [100, 200, 300, 400, 0];
    const end = [150, 200, 120, 0, 500];
    const { gross, net, customers } = revenueRetention(
      start.map((value, i) => ({ start: value, end: end[i] as number })),
    );
    expect(gross).toMatchObject({ value: 0.42, numerator: 420, denominator: 1000 });
    expect(net).toMatchObject({ value: 0.47, numerator: 470, denominator: 1000 });
    expect(customers).toMatchObject({ value: 0.75, numerator: 3, denominator: 4 });
  });

  it('gross never passes 1 nor net', () => {
    const money = fc.double({ min: 0, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.record({ start: money, end: money })), (rows) => {
        const { gross, net } = revenueRetention(rows);
        if (gross.value === null) return;
        expect(gross.value).toBeLessThanOrEqual(1 + 1e-12);
        expect(gross.value).toBeLessThanOrEqual((net.value ?? 0) + 1e-12);
      }),
    );
    expect(revenueRetention([]).gross.value).toBeNull();
    expect(() => revenueRetention([{ start: -1, end: 0 }])).toThrow(/Row 0/);
  });

  it('contractual: newcomers do not count', () => {
    const share = contractualRetention(['a', 'b', 'b', 'c'], ['b', 'c', 'd']);
    expect(share).toMatchObject({ value: 2 / 3, numerator: 2, denominator: 3 });
    expect(share.interval?.[0]).toBeLessThan(2 / 3);
    expect(contractualRetention([], ['a']).value).toBeNull();
  });

  it('silent: a share by threshold, and the mean', () => {
    expect(silentRetention([0.9, 0.5, 0.1])).toMatchObject({ numerator: 2, denominator: 3, mean: 0.5 });
    expect(() => silentRetention([1.1])).toThrow(/Probability 0/);
  });

  it('cohorts', () => {
    const table = cohorts(
      [
        { first: 1, active: [1, 2, 2] },
        { first: 1, active: [1, 3] },
        { first: 2, active: [2, 3] },
        { first: 9, active: [9] },
      ],
      3,
    );
    expect(
      table.map(({ first, customers, shares }) => [first, customers, shares.map(({ numerator }) => numerator)]),
    ).toEqual([
      [1, 2, [2, 1, 1]],
      [2, 1, [1, 1]],
    ]);
  });
});

describe('signals and recommendations', () => {
  it('gives each its reason with the figures', () => {
    const signals = signalsOf({
      id: 'c',
      level: 'big',
      previousLevel: 'medium',
      value: 140,
      previousValue: 100,
      probabilityAlive: 0.4,
      previousProbabilityAlive: 0.8,
      openComplaints: 1,
      overdueDays: 29,
    });
    expect(signals.map(({ kind, code }) => `${kind} ${code}`)).toEqual([
      'valuable high-level',
      'changing level-up',
      'changing value-up',
      'changing alive-drop',
      'problem complaint-open',
    ]);
    expect(signals[3]).toMatchObject({
      data: { from: 0.8, to: 0.4 },
      text: expect.stringContaining('80 % to 40 %') as string,
    });
  });

  it('says nothing of what is not known, and refuses what is not a number', () => {
    expect(signalsOf({ id: 'c' })).toEqual([]);
    expect(() => signalsOf({ id: 'c', value: Number.NaN })).toThrow(/Customer c: value/);
    expect(signalsOf({ id: 'c', value: 5, previousValue: 0 })).toEqual([]);
  });

  it.each([
    [{ openComplaints: 1, margin: -5 }, 'visit', 'complaint-open'],
    [{ level: 'small', margin: -5 }, 'leave', 'margin-negative'],
    [{ level: 'small', margin: -5, value: 10, potential: 100 }, 'up-sell', 'room-in-spend'],
    [{ level: 'top', probabilityAlive: 0.1 }, 'visit', 'probably-lost'],
    [{ level: 'small', probabilityAlive: 0.1 }, 'leave', 'probably-lost'],
    [{ value: 10, previousValue: 100 }, 'visit', 'value-down'],
    [{ groupsBought: 1, groupsOffered: 5 }, 'cross-sell', 'room-in-range'],
    [{ value: 140, previousValue: 100 }, 'up-sell', 'value-up'],
    [{}, 'repeat', 'nothing-unusual'],
  ] as const)('%o: %s because of %s', (facts, action, because) => {
    expect(recommend({ id: 'c', ...facts })).toMatchObject({ action, because });
  });
});

describe('lifecycle', () => {
  it('proposes only moves that are allowed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...lifecycleStages),
        fc.nat(5),
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: -1, max: 2, noNaN: true }),
        (from, purchases, boughtSince, probabilityAlive, valueChange) => {
          const proposal = proposeStage(from, { purchases, boughtSince, probabilityAlive, valueChange });
          if (proposal) expect(lifecycleMoves[from]).toContain(proposal.to);
        },
      ),
    );
    expect(proposeStage('acquire', { purchases: 1 })?.to).toBe('build');
    expect(proposeStage('retain', { purchases: 5, probabilityAlive: 0.1 })?.to).toBe('lost');
    expect(proposeStage('lost', { purchases: 6, boughtSince: true })?.to).toBe('build');
  });

  it('follows moves until nothing is called for, and never in a circle', () => {
    const facts = fc.record({
      purchases: fc.nat(5),
      boughtSince: fc.boolean(),
      probabilityAlive: fc.double({ min: 0, max: 1, noNaN: true }),
      valueChange: fc.double({ min: -1, max: 2, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.constantFrom(...lifecycleStages), facts, (from, known) => {
        const { made, proposed } = followStages(from, known, () => true);
        expect(proposed).toBeNull();
        expect(new Set([from, ...made.map(({ to }) => to)]).size).toBe(made.length + 1);
        made.forEach((move, i) => expect(move.from).toBe(made[i - 1]?.to ?? from));
        expect(proposeStage(made.at(-1)?.to ?? from, known)).toBeNull();
        const asked = followStages(from, known, isForward);
        expect(asked.made.every(isForward)).toBe(true);
        if (asked.proposed) expect(isForward(asked.proposed)).toBe(false);
      }),
    );
    const { made, proposed } = followStages('acquire', { purchases: 4, probabilityAlive: 0.1 }, isForward);
    expect([made.map(({ to }) => to), proposed?.to]).toEqual([['build'], 'lost']);
    expect(proposeStage('lost', { purchases: 4, boughtSince: true, probabilityAlive: 0.1 })).toBeNull();
  });
});
