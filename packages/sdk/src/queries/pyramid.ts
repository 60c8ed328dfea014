import { readPyramid, valuePyramid } from '@liaise/core/wire/value';
import type { GatewayQuery } from './query.ts';

export const query: GatewayQuery<'pyramid'> = {
  ask: (connection, question, signal) => connection.call(readPyramid, { query: question }, { signal }),
  kept: valuePyramid,
  leadsTo: ['decide', 'review-customer'],
  concerns: (event) => event.resource === 'customers' || event.resource === 'approvals',
};
