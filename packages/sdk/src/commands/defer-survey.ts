import { newId } from '@liaise/core/records/identifier';
import { deferSession, peace } from '@liaise/core/wire/deferrals';
import { keepWish } from '../queries/survey.ts';
import type { GatewayCommand } from './command.ts';

export const command: GatewayCommand<'defer-survey'> = {
  write: ({ token, until }) => ({
    key: newId(),
    method: 'POST',
    path: deferSession.path.replace('{token}', encodeURIComponent(token)),
    body: until === null ? { never: true } : { until },
  }),
  answer: peace,
  expected: ({ until }, { now }) => ({ until, savedAt: now }),
  first: ({ until }, connection) => keepWish(connection, until),
};
