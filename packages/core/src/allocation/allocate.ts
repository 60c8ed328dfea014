import { checkAllocation } from './check.ts';
import { fitOf, importanceOf, missingCertification } from './fit.ts';
import { FORBIDDEN, MOST_CELLS, solveHeadCount, usefulSeats, type HeadCountProblem } from './head-count.ts';
import { reasonsFor } from './reasons.ts';
import { solveWorkload, type WorkloadSolution } from './workload.ts';
import type {
  AllocatedCustomer,
  AllocatedRep,
  AllocatedTo,
  Allocation,
  AllocationRules,
  AllocationTotals,
  Gap,
} from './types.ts';

/** Costs become whole numbers for the exact solver, so that equal sums are equal. */
const UNIT = 1_000_000;

/**
 * Gives customers to reps by the four rules (grade against importance, relationship, speciality, industry and ownership),
 * alone or weighed, within each rep's capacity. Certificates are a gate; staying with the present rep is preferred. As many
 * customers as can be are assigned, important ones first; among such allocations the cheapest is taken. Counting heads,
 * that is solved exactly; counting work (or with millions of pairs), by a search that states how far off it may be.
 *
 * Nothing is changed anywhere: the result is a proposal with a reason for each choice. The same input in any order gives
 * the same result.
 *
 * @param customers who is to be assigned; those who stay where they are must be handed in too if they may move
 * @param reps who can take them, with what they carry besides
 * @throws RangeError naming a customer, rep or rule that cannot be
 */
export function allocate(
  customers: readonly AllocatedCustomer[],
  reps: readonly AllocatedRep[],
  rules: AllocationRules = {},
): Allocation {
  checkAllocation(customers, reps, rules);
  const inScope = customers.filter(({ unit }) => unit === rules.unit);
  const able = reps.filter(({ unit }) => unit === rules.unit).sort(byId);
  // the solvers see an order of their own, so that ties do not depend on the order of rows
  const ordered = [...inScope].sort((one, other) => importance(other) - importance(one) || byId(one, other));
  const byWork = rules.measure === 'workload';
  const { switchingCost = 0.25, balance = 0.1, slack = 0.1 } = rules;

  const capacity = able.map((rep) => rep.capacity ?? rules.capacity?.[rep.grade] ?? Infinity);
  const before = able.map(({ load = 0 }) => load);
  const fits = ordered.map((customer) => able.map((rep) => fitOf(customer, rep, rules)));
  const costs = ordered.map((customer, row) =>
    able.map((rep, column) => {
      if (rep.active === false || missingCertification(customer, rep, rules.on)) return FORBIDDEN;
      const stays = customer.holderId === undefined || customer.holderId === rep.id;
      return 1 - (fits[row]?.[column] ?? 1) + (stays ? 0 : switchingCost);
    }),
  );
  const keepers = ordered.map(({ originatorId }, row) => {
    const at = rules.originatorKeeps ? able.findIndex(({ id }) => id === originatorId) : -1;
    return at >= 0 && costs[row]?.[at] !== FORBIDDEN ? at : -1;
  });

  let found: number[];
  let search: WorkloadSolution | null = null;
  const exact = byWork ? null : headCount(ordered, costs, capacity, before, keepers, switchingCost, balance);
  if (exact) found = solveHeadCount(exact);
  else {
    search = solveWorkload({
      costs,
      work: ordered.map(({ workload = 1 }) => (byWork ? workload : 1)),
      before,
      capacity,
      weight: ordered.map(importance),
      pinned: keepers,
      slack,
    });
    found = search.found;
  }

  const work = ordered.map(({ workload = 1 }) => (byWork ? workload : 1));
  const after = [...before];
  const taken = able.map(() => 0);
  found.forEach((rep, row) => {
    if (rep < 0) return;
    after[rep] = (after[rep] as number) + (work[row] as number);
    taken[rep] = (taken[rep] as number) + 1;
  });
  const columnOf = new Map(able.map((rep, column) => [rep.id, column]));
  const made = new Map<string, AllocatedTo>();
  for (const [row, customer] of ordered.entries()) {
    const column = found[row] as number;
    const rep = able[column] ?? null;
    made.set(customer.id, {
      customerId: customer.id,
      repId: rep?.id ?? null,
      previousRepId: customer.holderId ?? null,
      fit: rep ? (fits[row]?.[column] ?? null) : null,
      reasons: reasonsFor({
        customer,
        rep,
        reps: able,
        rules,
        costWith: ({ id }) => costs[row]?.[columnOf.get(id) ?? -1] ?? FORBIDDEN,
        isFull: ({ id }) => {
          const at = columnOf.get(id) ?? -1;
          return (after[at] ?? 0) + (work[row] as number) > (capacity[at] ?? Infinity) + 1e-9;
        },
      }),
    });
  }
  const assignments = inScope.map(({ id }) => made.get(id) as AllocatedTo);
  let cost = 0;
  found.forEach((rep, row) => {
    if (rep >= 0) cost += costs[row]?.[rep] ?? 0;
  });
  return {
    assignments,
    totals: {
      ...countsOf(assignments),
      cost,
      method: search ? 'search' : 'exact',
      gaps: search && { peak: gapOf(search.peak, search.peakBound), cost: gapOf(search.cost, search.costBound) },
      fairness: jain(after.filter((_, column) => able[column]?.active !== false)),
      reps: able.map(({ id }, column) => ({
        repId: id,
        before: before[column] as number,
        customers: taken[column] as number,
        after: after[column] as number,
        capacity: capacity[column] === Infinity ? null : (capacity[column] as number),
      })),
    },
  };
}

/** The exact problem, or `null` when it is too large for one. */
function headCount(
  customers: readonly AllocatedCustomer[],
  costs: readonly (readonly number[])[],
  capacity: readonly number[],
  before: readonly number[],
  keepers: readonly number[],
  switchingCost: number,
  balance: number,
): HeadCountProblem | null {
  const count = customers.length;
  const even = Math.max(1, (count + before.reduce((sum, one) => sum + one, 0)) / Math.max(1, capacity.length));
  const scale = capacity.map((limit) => (limit === Infinity ? even : Math.max(1, limit)));
  const fullest = before.reduce((most, one, rep) => Math.max(most, (one + count) / (scale[rep] as number)), 1);
  // each kind of loss outweighs all losses of the kinds below it: no rep, then a broken promise to keep, then cost
  const worst = Math.ceil(UNIT * (1 + switchingCost + balance * fullest));
  const broken = worst * (count + 1);
  const problem: HeadCountProblem = {
    costs: costs.map((row, customer) =>
      row.map((cost, rep) => {
        if (cost === FORBIDDEN) return FORBIDDEN;
        const keeper = keepers[customer] as number;
        return Math.round(cost * UNIT) + (keeper >= 0 && keeper !== rep ? broken : 0);
      }),
    ),
    seats: capacity.map((limit, rep) =>
      Math.max(0, Math.min(count, Math.floor(limit - (before[rep] as number) + 1e-9))),
    ),
    unassigned: customers.map((customer) => broken * (count + 1) * (4 + importance(customer))),
    seatCost: (rep, seat) => Math.round((UNIT * balance * ((before[rep] as number) + seat)) / (scale[rep] as number)),
  };
  const cells = usefulSeats(problem).reduce((sum, seats) => sum + seats, 0) * count;
  const exact = broken * (count + 1) * 9 < Number.MAX_SAFE_INTEGER / 16;
  return cells <= MOST_CELLS && exact ? problem : null;
}

const importance = (customer: AllocatedCustomer): number => importanceOf(customer) ?? 3;

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0;
}

function countsOf(
  assignments: readonly AllocatedTo[],
): Pick<AllocationTotals, 'customers' | 'assigned' | 'unassigned' | 'kept' | 'moved' | 'first' | 'meanFit'> {
  const assigned = assignments.filter(({ repId }) => repId !== null);
  const held = assigned.filter(({ previousRepId }) => previousRepId !== null);
  const kept = held.filter(({ repId, previousRepId }) => repId === previousRepId).length;
  const fits = assigned.flatMap(({ fit }) => (fit === null ? [] : [fit]));
  return {
    customers: assignments.length,
    assigned: assigned.length,
    unassigned: assignments.length - assigned.length,
    kept,
    moved: held.length - kept,
    first: assigned.length - held.length,
    meanFit: fits.length === 0 ? null : fits.reduce((sum, fit) => sum + fit, 0) / fits.length,
  };
}

function gapOf(found: number, lowerBound: number): Gap {
  const share = found <= lowerBound + 1e-9 ? 0 : lowerBound > 0 ? found / lowerBound - 1 : Infinity;
  return { found, lowerBound, share };
}

/** Fairness of loads: (sum x)^2 / (n sum x^2). */
function jain(loads: readonly number[]): number | null {
  const sum = loads.reduce((so, one) => so + one, 0);
  const squares = loads.reduce((so, one) => so + one * one, 0);
  return squares === 0 ? null : (sum * sum) / (loads.length * squares);
}
