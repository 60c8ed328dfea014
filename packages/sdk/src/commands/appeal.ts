import { approvals } from '@liaise/core/wire/approvals';
import { approval } from '@liaise/core/wire/approval';
import { appealed } from '../queries/waiting-scorecards.ts';
import type { GatewayCommand } from './command.ts';

export const command: GatewayCommand<'appeal'> = {
  write: (order) => ({ key: order.id, method: 'POST', path: approvals.create.path, body: order }),
  answer: approval,
  expected: (order, { repId, now }) => appealed(order, repId, now),
};
