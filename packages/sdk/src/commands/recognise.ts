import { recognitions } from '@liaise/core/wire/recognitions';
import { recognition } from '@liaise/core/wire/recognition';
import { recognised } from '../queries/waiting-scorecards.ts';
import type { GatewayCommand } from './command.ts';

export const command: GatewayCommand<'recognise'> = {
  write: (order) => ({ key: order.id, method: 'POST', path: recognitions.create.path, body: order }),
  answer: recognition,
  expected: (order, { repId, now }) => recognised(order, repId, now),
};
