import { checkIns } from '@liaise/core/wire/check-ins';
import { checkIn } from '@liaise/core/wire/check-in';
import type { GatewayCommand } from './command.ts';

export const command: GatewayCommand<'check-in'> = {
  write: (order) => ({ key: order.id, method: 'POST', path: checkIns.create.path, body: order }),
  answer: checkIn,
  // Whose goal it is the gateway will say.
  expected: (order, { now }) => ({
    ...order,
    version: 1,
    createdAt: now,
    updatedAt: now,
    subject: 'tenant',
    period: now.slice(0, 4),
  }),
};
