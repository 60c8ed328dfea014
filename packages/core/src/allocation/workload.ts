import { FORBIDDEN } from './head-count.ts';

export interface WorkloadProblem {
  /** Cost of each customer (row) with each rep (column); {@link FORBIDDEN} where it may not be. */
  readonly costs: readonly (readonly number[])[];
  readonly work: readonly number[];
  readonly before: readonly number[];
  /** What each rep can carry; `Infinity` for any amount. */
  readonly capacity: readonly number[];
  /** How much each customer matters when not all can be taken. */
  readonly weight: readonly number[];
  /** A rep from whom a customer is not to be taken, or -1. */
  readonly pinned: readonly number[];
  /** By how much the peak may rise above the lowest found, for a lower cost. */
  readonly slack: number;
}

export interface WorkloadSolution {
  /** The rep of each customer, or -1. */
  readonly found: number[];
  /** The highest load over capacity (or over an even share, where capacity is without limit), and no peak is below: */
  readonly peak: number;
  readonly peakBound: number;
  readonly cost: number;
  readonly costBound: number;
}

/** Pairs looked at before the search gives up: bounds its time whatever the size. */
const BUDGET = 30_000_000;
const SMALL = 1e-9;

/**
 * Customers of unequal work to reps: a generalized assignment problem, NP-hard, so a bounded search. The largest come first,
 * each to the rep it burdens least (longest processing time first, Graham 1969); then single moves and swaps lower the
 * highest load, and then the cost while the highest load stays within the slack. Deterministic. What comes back states
 * a lower bound for both, so that the gap is known.
 */
export function solveWorkload(problem: WorkloadProblem): WorkloadSolution {
  const { costs, work, before, capacity, weight, pinned, slack } = problem;
  const reps = before.length;
  const customers = costs.length;
  const total = work.reduce((sum, one) => sum + one, 0) + before.reduce((sum, one) => sum + one, 0);
  const even = Math.max(reps === 0 ? 1 : total / reps, SMALL);
  const scale = capacity.map((limit) => (limit === Infinity ? even : Math.max(limit, SMALL)));
  const load = [...before];
  const found = costs.map(() => -1);
  const may = (customer: number, rep: number): boolean => costs[customer]?.[rep] !== FORBIDDEN;
  const costOf = (customer: number, rep: number): number => (costs[customer] as readonly number[])[rep] as number;
  const workOf = (customer: number): number => work[customer] as number;
  const share = (rep: number, more = 0): number => ((load[rep] as number) + more) / (scale[rep] as number);
  const taking = takingReps(problem);
  const fits = (rep: number, more: number): boolean =>
    (load[rep] as number) + more <= (capacity[rep] as number) + SMALL;
  const put = (customer: number, rep: number): void => {
    const from = found[customer] as number;
    if (from >= 0) load[from] = (load[from] as number) - workOf(customer);
    if (rep >= 0) load[rep] = (load[rep] as number) + workOf(customer);
    found[customer] = rep;
  };

  const order = Array.from({ length: customers }, (_, i) => i).sort((one, other) => {
    const first = Number((pinned[other] as number) >= 0) - Number((pinned[one] as number) >= 0);
    return first || workOf(other) - workOf(one) || (weight[other] as number) - (weight[one] as number) || one - other;
  });
  for (const customer of order) {
    const keeper = pinned[customer] as number;
    if (keeper >= 0 && may(customer, keeper) && fits(keeper, workOf(customer))) {
      put(customer, keeper);
      continue;
    }
    let best = -1;
    for (let rep = 0; rep < reps; rep += 1) {
      if (!may(customer, rep) || !fits(rep, workOf(customer))) continue;
      const gain = best < 0 ? -1 : share(rep, workOf(customer)) - share(best, workOf(customer));
      if (gain < -SMALL || (gain <= SMALL && best >= 0 && costOf(customer, rep) < costOf(customer, best) - SMALL))
        best = rep;
    }
    if (best >= 0) put(customer, best);
  }

  let budget = BUDGET;
  const kept = (customer: number): boolean => found[customer] === pinned[customer] && (pinned[customer] as number) >= 0;
  /** Finds a place for a customer without one: where there is room, by moving one other on, or in place of a lesser one. */
  const makeRoom = (customer: number): void => {
    for (let rep = 0; rep < reps; rep += 1)
      if (may(customer, rep) && fits(rep, workOf(customer))) {
        put(customer, rep);
        return;
      }
    for (let other = 0; other < customers; other += 1) {
      const rep = found[other] as number;
      if (rep < 0 || kept(other) || !may(customer, rep) || !fits(rep, workOf(customer) - workOf(other))) continue;
      for (let to = 0; to < reps && budget > 0; to += 1) {
        budget -= 1;
        if (to === rep || !may(other, to) || !fits(to, workOf(other))) continue;
        put(other, to);
        put(customer, rep);
        return;
      }
    }
    for (let other = 0; other < customers; other += 1) {
      const rep = found[other] as number;
      if (rep < 0 || kept(other) || (weight[other] as number) >= (weight[customer] as number)) continue;
      if (!may(customer, rep) || !fits(rep, workOf(customer) - workOf(other))) continue;
      put(other, -1);
      put(customer, rep);
      return;
    }
  };
  for (const customer of order) if ((found[customer] as number) < 0 && budget > 0) makeRoom(customer);

  const { peakBound, costBound } = bounds(problem, found, scale);
  // half of what is left is for the cost
  const reserve = budget / 2;
  const peakOf = (): number => {
    let peak = 0;
    for (const rep of taking) peak = Math.max(peak, share(rep));
    return peak;
  };
  /** One change that takes work from the fullest rep and leaves both below what the fullest had. */
  const lowerPeak = (): boolean => {
    const peak = peakOf();
    if (peak <= peakBound + SMALL) return false;
    for (const rep of taking) {
      if (share(rep) < peak - SMALL) continue;
      for (let customer = 0; customer < customers && budget > reserve; customer += 1) {
        if (found[customer] !== rep || kept(customer)) continue;
        for (let to = 0; to < reps; to += 1) {
          budget -= 1;
          const moved = workOf(customer);
          if (to === rep || moved === 0 || !may(customer, to) || !fits(to, moved)) continue;
          if (share(to, moved) < peak - SMALL) {
            put(customer, to);
            return true;
          }
        }
        for (let other = 0; other < customers && budget > reserve; other += 1) {
          budget -= 1;
          const to = found[other] as number;
          const moved = workOf(customer) - workOf(other);
          if (to < 0 || to === rep || moved <= 0 || kept(other) || !may(customer, to) || !may(other, rep)) continue;
          if (fits(to, moved) && share(to, moved) < peak - SMALL) {
            put(customer, to);
            put(other, rep);
            return true;
          }
        }
      }
    }
    return false;
  };
  while (budget > reserve && lowerPeak());

  const ceiling = peakOf() * (1 + slack) + SMALL;
  /** One pass of single moves that lower the cost below the ceiling. */
  const moveForCost = (): boolean => {
    let better = false;
    for (let customer = 0; customer < customers && budget > 0; customer += 1) {
      if ((found[customer] as number) < 0 || kept(customer)) continue;
      for (let to = 0; to < reps; to += 1) {
        budget -= 1;
        const from = found[customer] as number;
        if (to === from || !may(customer, to) || !fits(to, workOf(customer))) continue;
        if (costOf(customer, to) < costOf(customer, from) - SMALL && share(to, workOf(customer)) <= ceiling) {
          put(customer, to);
          better = true;
        }
      }
    }
    return better;
  };
  /** One pass of swaps of two that lower the cost below the ceiling. */
  const swapForCost = (): boolean => {
    let better = false;
    for (let customer = 0; customer < customers && budget > 0; customer += 1) {
      if ((found[customer] as number) < 0 || kept(customer)) continue;
      for (let other = customer + 1; other < customers; other += 1) {
        budget -= 1;
        const from = found[customer] as number;
        const to = found[other] as number;
        if (to < 0 || from === to || kept(other) || !may(customer, to) || !may(other, from)) continue;
        const gain = costOf(customer, to) + costOf(other, from) - costOf(customer, from) - costOf(other, to);
        const moved = workOf(customer) - workOf(other);
        if (gain >= -SMALL || !fits(to, moved) || !fits(from, -moved)) continue;
        if (share(to, moved) <= ceiling && share(from, -moved) <= ceiling) {
          put(customer, to);
          put(other, from);
          better = true;
        }
      }
    }
    return better;
  };
  while (budget > 0 && (moveForCost() || swapForCost()));

  return { found, peak: peakOf(), peakBound, cost: totalCost(found, costs), costBound };
}

function totalCost(found: readonly number[], costs: readonly (readonly number[])[]): number {
  return found.reduce(
    (sum, rep, customer) => (rep < 0 ? sum : sum + ((costs[customer] as readonly number[])[rep] as number)),
    0,
  );
}

/** Reps who may take anybody at all: the load of others says nothing about the allocation. */
function takingReps({ costs, capacity }: WorkloadProblem): number[] {
  return capacity.flatMap((limit, rep) => (limit > 0 && costs.some((row) => row[rep] !== FORBIDDEN) ? [rep] : []));
}

/** No allocation of the same customers is below these. */
function bounds(
  problem: WorkloadProblem,
  found: readonly number[],
  scale: readonly number[],
): { peakBound: number; costBound: number } {
  const { costs, work, before } = problem;
  let carried = 0;
  let room = 0;
  let costBound = 0;
  let peakBound = 0;
  for (const rep of takingReps(problem)) {
    carried += before[rep] as number;
    room += scale[rep] as number;
    peakBound = Math.max(peakBound, (before[rep] as number) / (scale[rep] as number));
  }
  for (const [customer, row] of costs.entries()) {
    if ((found[customer] as number) < 0) continue;
    carried += work[customer] as number;
    let cheapest = Infinity;
    let lightest = Infinity;
    for (const [rep, cost] of row.entries()) {
      if (cost === FORBIDDEN) continue;
      cheapest = Math.min(cheapest, cost);
      lightest = Math.min(lightest, ((before[rep] as number) + (work[customer] as number)) / (scale[rep] as number));
    }
    costBound += cheapest;
    peakBound = Math.max(peakBound, lightest);
  }
  if (room > 0) peakBound = Math.max(peakBound, carried / room);
  return { peakBound, costBound };
}
