import { visits } from '@liaise/core/wire/visits';
import { list } from '@liaise/core/wire/check';
import { visit } from '@liaise/core/wire/visit';
import type { Visit } from '@liaise/core/records/visit';
import { applyWaiting } from './waiting-visits.ts';
import type { GatewayQuery } from './query.ts';

const newestFirst = (a: Visit, b: Visit): number => (a.id < b.id ? 1 : -1);

export const query: GatewayQuery<'visits'> = {
  ask: async (connection, { customer, limit = 20 }, signal) => {
    const found: Visit[] = [];
    let cursor: string | undefined;
    do {
      const page = await connection.call(
        visits.list,
        { query: { customerId: customer, limit: '500', ...(cursor === undefined ? {} : { cursor }) } },
        { signal },
      );
      found.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    const open = found.filter(
      (one) => one.status === 'planned' || one.status === 'checked-in' || one.status === 'checked-out',
    );
    const closed = found.filter((one) => !open.includes(one)).sort(newestFirst);
    return [...open, ...closed.slice(0, limit)].sort(newestFirst);
  },
  kept: list(visit),
  leadsTo: ['create-visit', 'move-visit'],
  concerns: (event, _question, answer) =>
    event.resource === 'visits' &&
    (answer === undefined || answer.length === 0 || answer.some((one) => one.customerId === event.customerId)),
  withQueued: (answer, question, waiting, repId) => {
    const customers = new Set([question.customer, ...(answer ?? []).map((one) => one.customerId)]);
    const applied = applyWaiting(answer ?? [], waiting, repId).filter((one) => customers.has(one.customerId));
    return answer === undefined && applied.length === 0 ? undefined : applied.sort(newestFirst);
  },
};
