import { customerCard, readCard } from '@liaise/core/wire/customers';
import type { GatewayQuery } from './query.ts';

export const query: GatewayQuery<'card'> = {
  ask: (connection, { customer }, signal) => connection.call(readCard, { params: { id: customer } }, { signal }),
  kept: customerCard,
  concerns: (event, _question, answer) => answer !== undefined && event.customerId === answer.customer.id,
};
