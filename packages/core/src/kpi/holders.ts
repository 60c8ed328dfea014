import type { Assignment } from '../records/assignment.ts';

type Holding = Pick<Assignment, 'id' | 'customerId' | 'repId' | 'role' | 'from' | 'to'>;

/**
 * Who held a customer on a day: from the assignments with role `holder`, the one with `from <= day` and `to` missing or after
 * the day. Where two hold at once, the one with the later `from`, then with the greater id.
 */
export function holders(assignments: readonly Holding[]): (customerId: string, day: string) => string | undefined {
  const byCustomer = new Map<string, Holding[]>();
  for (const assignment of assignments) {
    if (assignment.role !== 'holder') continue;
    const list = byCustomer.get(assignment.customerId);
    if (list) list.push(assignment);
    else byCustomer.set(assignment.customerId, [assignment]);
  }
  const later = (a: Holding, b: Holding) => (a.from === b.from ? (a.id < b.id ? 1 : -1) : a.from < b.from ? 1 : -1);
  for (const list of byCustomer.values()) list.sort(later);
  return (customerId, day) =>
    byCustomer.get(customerId)?.find(({ from, to }) => from <= day && (to === undefined || day < to))?.repId;
}
