import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ces } from './ces.ts';
import { csat } from './csat.ts';
import { difference } from './difference.ts';
import { nps } from './nps.ts';
import { spearmanBrown, withinGroupAgreement } from './suppression.ts';

const folder = fileURLToPath(new URL('../../../../../shared/data/survey-scores/', import.meta.url));
const there = existsSync(`${folder}expected_scores.json`);
if (!there)
  console.log('The airport survey beside the repository is not there: the comparison with its scores is skipped.');

type Tree = Record<string, unknown>;

const load = () => {
  const expected = JSON.parse(readFileSync(`${folder}expected_scores.json`, 'utf8')) as Tree;
  const [header = '', ...lines] = readFileSync(`${folder}sfo_2017_trimmed.csv`, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  const rows = lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [names[at] ?? '', cell])));
  const column = (name: string, low: number, high: number, of = rows) =>
    of.map((row) => {
      const value = Number(row[name]);
      return row[name] !== '' && value >= low && value <= high ? value : null;
    });
  return { expected, rows, column };
};

const node = (tree: unknown, ...path: string[]): Tree =>
  path.reduce<unknown>((inner, key) => (inner as Tree)[key], tree) as Tree;
const figure = (tree: unknown, ...path: string[]): number => Number(node(tree, ...path));
const bounds = (tree: unknown, ...path: string[]): number[] => Object.values(node(tree, ...path)).map(Number);

const near = (actual: readonly number[] | null, expected: readonly number[], digits = 9) => {
  expect(actual).not.toBeNull();
  (actual ?? []).forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, digits));
};

const repeat = (counts: readonly [value: number, times: number][]) =>
  counts.flatMap(([value, times]) => new Array<number>(times).fill(value));

describe.skipIf(!there)('airport passenger survey 2017', () => {
  const data = there ? load() : null;
  const use = () => {
    if (data === null) throw new Error('no data');
    return data;
  };

  it('NPS, with code 11 as a blank', () => {
    const { expected, rows, column } = use();
    const want = node(expected, 'sfo_2017_dev', 'nps');
    const got = nps(column('NETPRO', 0, 10));
    expect(rows).toHaveLength(figure(expected, 'sfo_2017_dev', 'rows'));
    expect(got).toMatchObject({
      n: figure(want, 'n'),
      promoters: want['P'],
      passives: want['N'],
      detractors: want['D'],
      blanks: figure(expected, 'sfo_2017_dev', 'blanks'),
    });
    expect(got.score).toBeCloseTo(figure(want, 'nps'), 12);
    expect(got.standardError).toBeCloseTo(figure(want, 'se'), 12);
    expect(got.adjusted?.score).toBeCloseTo(figure(want, 'adj'), 12);
    expect(got.adjusted?.standardError).toBeCloseTo(figure(want, 'adj_se'), 12);
    near(got.interval, bounds(want, 'adj_wald_3'), 12);
    near(nps(column('NETPRO', 0, 10), { method: 'wald' }).interval, bounds(want, 'wald'), 12);
    expect(got.score).not.toBeCloseTo(figure(expected, 'sfo_2017_dev', 'TRAP_nps_if_code_11_counted_as_promoter'), 3);
  });

  it('weighted NPS with the effective n of Kish', () => {
    const { expected, rows, column } = use();
    const want = node(expected, 'sfo_2017_dev', 'weighted');
    const weights = rows.map((row) => Number(row['WEIGHT']));
    const got = nps(column('NETPRO', 0, 10), { weights, method: 'wald' });
    expect(got.score).toBeCloseTo(figure(want, 'nps'), 12);
    expect(got.effectiveN).toBeCloseTo(figure(want, 'kish_neff'), 8);
    expect(got.standardError).toBeCloseTo(figure(want, 'se'), 12);
    near(got.interval, bounds(want, 'ci'), 12);
    const adjusted = nps(column('NETPRO', 0, 10), { weights });
    near(adjusted.interval, bounds(want, 'ci'), 2);
  });

  it('NPS by boarding area, and the difference between two', () => {
    const { expected, rows, column } = use();
    const areas = node(expected, 'sfo_2017_dev', 'by_boarding_area');
    const of = (area: string) =>
      nps(
        column(
          'NETPRO',
          0,
          10,
          rows.filter((row) => row['BAREA'] === area),
        ),
      );
    for (const [area, want] of Object.entries(areas)) {
      const got = of(area);
      expect(got.n).toBe(figure(want, 'n'));
      expect(got.score).toBeCloseTo(figure(want, 'nps'), 12);
      near(got.interval, bounds(want, 'adj_wald_3'), 12);
    }
    const [a, g] = [node(areas, 'A'), node(areas, 'G')];
    const plain = (figure(a, 'nps') - figure(g, 'nps')) / Math.hypot(figure(a, 'se'), figure(g, 'se'));
    const got = difference(of('G'), of('A'));
    expect(got.statistic).toBeCloseTo(
      (figure(a, 'adj') - figure(g, 'adj')) / Math.hypot(figure(a, 'adj_se'), figure(g, 'adj_se')),
      12,
    );
    expect(got.statistic).toBeCloseTo(plain, 2);
    expect(got).toMatchObject({ exceedsNoise: false, change: 'within-noise' });
  });

  it('CSAT top-2 and both CES questions', () => {
    const { expected, column } = use();
    const want = node(expected, 'sfo_2017_dev', 'csat_top2');
    const got = csat(column('Q7ALL', 1, 5));
    expect(got).toMatchObject({ satisfied: figure(want, 'k'), n: figure(want, 'n') });
    expect(got.score).toBeCloseTo(figure(want, 'p'), 12);
    near(got.interval, bounds(want, 'wilson'), 12);
    expect(got.mean).toBeCloseTo(figure(expected, 'sfo_2017_dev', 'csat_mean'), 12);
    for (const question of ['Q14FIND', 'Q14PASSTHRU']) {
      const effort = ces(column(question, 1, 5), { scale: 5 });
      const wanted = node(expected, 'sfo_2017_dev', `ces_${question}`);
      expect(effort.n).toBe(figure(wanted, 'n'));
      expect(effort.score).toBeCloseTo(figure(wanted, 'mean'), 12);
      expect(effort.standardDeviation).toBeCloseTo(figure(wanted, 'sd'), 12);
      near(effort.interval, bounds(wanted, 't_ci'), 10);
      expect(effort.top?.count).toBe(figure(wanted, 'top2', 'k'));
      near(effort.top?.interval ?? null, bounds(wanted, 'top2', 'wilson'), 12);
    }
  });

  it('small NPS and Wilson cases', () => {
    const { expected } = use();
    for (const [name, want] of Object.entries(node(expected, 'nps_small_cases'))) {
      const [promoters = 0, passives = 0, detractors = 0] = name.split('/').map(Number);
      const got = nps(
        repeat([
          [10, promoters],
          [8, passives],
          [2, detractors],
        ]),
      );
      expect(got.score).toBeCloseTo(figure(want, 'nps'), 12);
      near(got.interval, bounds(want, 'adj_wald_3'), 12);
    }
    for (const [name, want] of Object.entries(node(expected, 'wilson_small_cases'))) {
      const [k = 0, n = 0] = name.split('/').map(Number);
      const got = csat(
        repeat([
          [5, k],
          [1, n - k],
        ]),
      );
      expect(got.score).toBeCloseTo(figure(want, 'p'), 12);
      near(got.interval, bounds(want, 'wilson'), 12);
    }
  });

  it('reliability and agreement of raters', () => {
    const { expected } = use();
    expect(spearmanBrown(0.3, 8)).toBeCloseTo(figure(expected, 'f360', 'spearman_brown_k8_icc30'), 12);
    expect(withinGroupAgreement(0.5, 5)).toBeCloseTo(figure(expected, 'f360', 'rwg_5pt_var0_5'), 12);
  });

  it('the adjusted interval covers as often as enumerated', () => {
    const { expected } = use();
    for (const [name, want] of Object.entries(node(expected, 'nps_exact_coverage_95'))) {
      const numbers = name.match(/[\d.]+/g)?.map(Number) ?? [];
      const [p = 0, q = 0, r = 0, n = 0] = numbers;
      if (n > 20) continue;
      const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
      let covered = 0;
      for (let promoters = 0; promoters <= n; promoters += 1)
        for (let detractors = 0; promoters + detractors <= n; detractors += 1) {
          const passives = n - promoters - detractors;
          const { interval } = nps(
            repeat([
              [9, promoters],
              [7, passives],
              [0, detractors],
            ]),
          );
          if (interval !== null && interval[0] <= p - r && p - r <= interval[1])
            covered +=
              (factorial(n) / (factorial(promoters) * factorial(passives) * factorial(detractors))) *
              p ** promoters *
              q ** passives *
              r ** detractors;
        }
      expect(covered).toBeCloseTo(figure(want, 'adj_wald_3', 'coverage'), 3);
    }
  });
});
