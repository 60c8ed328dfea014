import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Rater, raterReport } from './raters.ts';

const said = (role: string, ...ratings: Record<string, number>[]): Rater[] =>
  ratings.map((one) => ({ role, ratings: one }));

/** The rank of a matrix of zeros and ones, by elimination. */
function rank(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => [...row]);
  let found = 0;
  for (let column = 0; column < (left[0]?.length ?? 0); column += 1) {
    const pivot = left.findIndex((row, at) => at >= found && Math.abs(row[column] ?? 0) > 1e-9);
    if (pivot < 0) continue;
    const [row = []] = left.splice(pivot, 1);
    left.splice(found, 0, row);
    const head = row[column] ?? 1;
    for (let at = found + 1; at < left.length; at += 1) {
      const below = left[at] ?? [];
      const factor = (below[column] ?? 0) / head;
      left[at] = below.map((value, place) => value - factor * (row[place] ?? 0));
    }
    found += 1;
  }
  return found;
}

/** Every set of at most `most` of the places below `n`. */
function* fewOf(n: number, most: number, from = 0): Generator<number[]> {
  yield [];
  if (most === 0) return;
  for (let first = from; first < n; first += 1) {
    for (const rest of fewOf(n, most - 1, first + 1)) yield [first, ...rest];
  }
}

describe('raterReport', () => {
  it('tells means by role and question, and over all but the person itself', () => {
    const { roles, overall } = raterReport(
      [...said('self', { a: 5, b: 5 }), ...said('peer', { a: 1, b: 2 }, { a: 2, b: 3 }, { a: 3, b: 4 })],
      ['a', 'b'],
    );
    expect(roles).toEqual([
      { role: 'self', n: 1, suppressed: null, mean: 5, questions: { a: { n: 1, mean: 5 }, b: { n: 1, mean: 5 } } },
      { role: 'peer', n: 3, suppressed: null, mean: 2.5, questions: { a: { n: 3, mean: 2 }, b: { n: 3, mean: 3 } } },
    ]);
    expect(overall).toEqual({ n: 3, mean: 2.5, questions: { a: { n: 3, mean: 2 }, b: { n: 3, mean: 3 } } });
  });

  it('leaves a question out that few of a role answered, and its overall mean with it', () => {
    const peers = said('peer', { a: 1, b: 2 }, { a: 2 }, { a: 3 });
    const customers = said('customer', { a: 1, b: 2 }, { a: 2, b: 3 }, { a: 3, b: 4 });
    const { roles, overall } = raterReport([...peers, ...customers], ['a', 'b']);
    expect(roles[0]?.questions).toEqual({ a: { n: 3, mean: 2 } });
    expect(roles[1]?.questions['b']).toEqual({ n: 3, mean: 3 });
    expect(overall?.questions).toEqual({ a: { n: 6, mean: 2 } });
  });

  it('counts nobody who rated nothing', () => {
    expect(raterReport(said('peer', {}, {}, {}, {}), ['a'])).toEqual({ roles: [], overall: null });
  });

  it('gives no combination that would be the answers of fewer than the minimum', () => {
    const rater = fc.record({
      role: fc.constantFrom('self', 'superior', 'peer', 'report', 'customer'),
      a: fc.boolean(),
      b: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(rater, { maxLength: 12 }), fc.integer({ min: 2, max: 4 }), (given, minimum) => {
        const raters = given.map(({ role, a, b }, at) => ({
          role,
          ratings: { ...(a && { a: at }), ...(b && { b: at }) },
        }));
        const { roles, overall } = raterReport(raters, ['a', 'b'], { minimum });
        for (const question of ['a', 'b']) {
          // Whose ratings are known anyway are given to whoever wants to work the others out.
          const others = raters.filter(
            ({ role, ratings }) => role !== 'self' && role !== 'superior' && Object.hasOwn(ratings, question),
          );
          const told = roles
            .filter(({ questions }) => questions[question])
            .map(({ role }) => others.map((one) => (one.role === role ? 1 : 0)));
          if (overall?.questions[question]) told.push(others.map(() => 1));
          for (const few of fewOf(others.length, minimum - 1)) {
            const outside = told.map((row) => row.filter((_, at) => !few.includes(at)));
            expect(rank(told)).toBe(rank(outside));
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('tells means over questions that follow from the means that are told', () => {
    const rater = fc.record({ role: fc.constantFrom('peer', 'report'), a: fc.nat(5), b: fc.option(fc.nat(5)) });
    fc.assert(
      fc.property(fc.array(rater, { maxLength: 12 }), (given) => {
        const raters = given.map(({ role, a, b }) => ({ role, ratings: { a, ...(b !== null && { b }) } }));
        const { roles, overall } = raterReport(raters, ['a', 'b']);
        for (const one of [...roles, ...(overall ? [overall] : [])]) {
          const means = Object.values(one.questions).map(({ mean }) => mean);
          if (means.length === 0) expect(one.mean).toBeNull();
          else expect(one.mean).toBeCloseTo(means.reduce((sum, mean) => sum + mean, 0) / means.length, 12);
        }
      }),
    );
  });
});
