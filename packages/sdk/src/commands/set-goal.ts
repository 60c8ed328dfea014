import { goals } from '@liaise/core/wire/goals';
import { goal } from '@liaise/core/wire/goal';
import { writeOf } from './changing.ts';
import type { GatewayCommand } from './command.ts';

export const command: GatewayCommand<'set-goal'> = {
  write: ({ goal: given, version }) =>
    writeOf(goals.create.path, given, version, ['baseline', 'warn', 'wording', 'ownerId', 'dueOn', 'parentId']),
  answer: goal,
  expected: ({ goal: given, version = 0 }, { now }) => ({
    ...given,
    version: version + 1,
    createdAt: now,
    updatedAt: now,
  }),
};
