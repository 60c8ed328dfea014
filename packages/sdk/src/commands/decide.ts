import { approvals } from '@liaise/core/wire/approvals';
import { approval } from '@liaise/core/wire/approval';
import { decided } from '../queries/waiting-scorecards.ts';
import type { GatewayCommand } from './command.ts';

export const command: GatewayCommand<'decide'> = {
  write: ({ approval: id, ...body }) => ({
    key: `${id}/${body.status}`,
    method: 'PATCH',
    path: approvals.change.path.replace('{id}', id),
    body,
  }),
  answer: approval,
  // What it was about stands where it was decided.
  expected: (order, { now }) => {
    const before = {
      id: order.approval,
      version: 1,
      createdAt: now,
      updatedAt: now,
      kind: 'other',
      title: '–',
    } as const;
    return decided({ ...before, status: 'asked' }, order, now);
  },
};
