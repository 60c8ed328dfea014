import { openedSurvey } from '@liaise/core/wire/surveys';
import { withdrawSession } from '@liaise/core/wire/survey-links';
import { newId } from '@liaise/core/records/identifier';
import type { GatewayCommand } from './command.ts';

export const command: GatewayCommand<'withdraw-answer'> = {
  write: ({ token }) => ({
    key: newId(),
    method: 'POST',
    path: withdrawSession.path.replace('{token}', encodeURIComponent(token)),
    body: {},
  }),
  answer: openedSurvey,
  expected: (_order, { now }) => ({
    name: '',
    definition: { id: 'waiting', version: 1, language: 'en', questions: [] },
    answers: {},
    status: 'withdrawn',
    savedAt: now,
    fields: {},
  }),
};
