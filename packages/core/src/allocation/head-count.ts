import munkres from 'munkres';

/** A customer may not go to a rep. */
export const FORBIDDEN = Infinity;

export interface HeadCountProblem {
  /** Cost of each customer (row) with each rep (column); {@link FORBIDDEN} where it may not be. */
  readonly costs: readonly (readonly number[])[];
  /** How many customers each rep can take. */
  readonly seats: readonly number[];
  /** What leaving a customer without a rep costs; larger than any difference of costs, to leave as few as can be. */
  readonly unassigned: readonly number[];
  /** What the n-th seat (from 0) of a rep costs on top; must not fall with n. */
  readonly seatCost?: (rep: number, seat: number) => number;
}

/** Cells beyond which the matrix would take more memory and time than a page has. */
export const MOST_CELLS = 12_000_000;

/** Seats that can be of use: never more than there are customers who may sit there. */
export function usefulSeats({ costs, seats }: HeadCountProblem): number[] {
  return seats.map((count, rep) => {
    let able = 0;
    for (const row of costs) if (row[rep] !== FORBIDDEN) able += 1;
    return Math.min(count, able);
  });
}

/**
 * The cheapest assignment of customers to reps with a number of seats each: a rectangular assignment problem in which a
 * rep's column is repeated once a seat (Kuhn 1955; Munkres 1957). Exact.
 * @returns the rep of each customer, or -1
 */
export function solveHeadCount(problem: HeadCountProblem): number[] {
  const { costs, unassigned, seatCost } = problem;
  const columns: { rep: number; extra: number }[] = [];
  for (const [rep, count] of usefulSeats(problem).entries())
    for (let seat = 0; seat < count; seat += 1) columns.push({ rep, extra: seatCost?.(rep, seat) ?? 0 });
  const found = costs.map(() => -1);
  if (columns.length === 0) return found;
  // a seat is worth what it saves; a forbidden one saves nothing, just as having none
  const matrix = costs.map((row, customer) =>
    columns.map(({ rep, extra }) => {
      const cost = row[rep] as number;
      return cost === FORBIDDEN ? 0 : cost + extra - (unassigned[customer] as number);
    }),
  );
  for (const [customer, column] of munkres(matrix)) {
    const { rep } = columns[column] as { rep: number };
    if ((costs[customer] as readonly number[])[rep] !== FORBIDDEN) found[customer] = rep;
  }
  return found;
}
