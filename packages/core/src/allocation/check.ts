import { allocationGrades, type AllocatedCustomer, type AllocatedRep, type AllocationRules } from './types.ts';

/** Throws a RangeError naming the first customer, rep or rule that cannot be. */
export function checkAllocation(
  customers: readonly AllocatedCustomer[],
  reps: readonly AllocatedRep[],
  rules: AllocationRules,
): void {
  const seen = new Set<string>();
  for (const { id, importance, workload } of customers) {
    if (seen.has(id)) throw new RangeError(`Customer ${id} is given twice; give each customer once.`);
    seen.add(id);
    if (importance !== undefined && !(Number.isInteger(importance) && importance >= 1 && importance <= 5))
      throw new RangeError(`Customer ${id}: importance is ${importance}; give a whole number from 1 to 5.`);
    if (workload !== undefined) amount(workload, `Customer ${id}: workload`);
  }
  seen.clear();
  for (const { id, grade, capacity, load } of reps) {
    if (seen.has(id)) throw new RangeError(`Rep ${id} is given twice; give each rep once.`);
    seen.add(id);
    if (!allocationGrades.includes(grade))
      throw new RangeError(`Rep ${id}: grade is ${grade}; give one of ${allocationGrades.join(', ')}.`);
    if (capacity !== undefined) amount(capacity, `Rep ${id}: capacity`);
    if (load !== undefined) amount(load, `Rep ${id}: load`);
  }
  for (const [grade, capacity] of Object.entries(rules.capacity ?? {})) amount(capacity, `rules.capacity.${grade}`);
  for (const [rule, weight] of Object.entries(rules.weights ?? {})) amount(weight as number, `rules.weights.${rule}`);
  for (const field of ['switchingCost', 'balance', 'slack'] as const) {
    const value = rules[field];
    if (value !== undefined) amount(value, `rules.${field}`);
  }
  if (rules.on !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(rules.on))
    throw new RangeError(`rules.on is ${rules.on}; give a day such as 2026-11-21.`);
}

function amount(value: number, name: string): void {
  if (!(value >= 0 && value < 1e12)) throw new RangeError(`${name} is ${value}; give a number, 0 or more.`);
}
