import { visits } from '@liaise/core/wire/visits';
import { visit } from '@liaise/core/wire/visit';
import { newVisit } from '@liaise/core/visits';
import type { GatewayCommand } from './command.ts';

export const command: GatewayCommand<'create-visit'> = {
  write: (order) => ({
    key: order.id,
    method: 'POST',
    path: visits.create.path,
    body: order,
    customer: order.customerId,
  }),
  answer: visit,
  expected: (order, { repId, now }) => newVisit(order, { repId, now }),
};
