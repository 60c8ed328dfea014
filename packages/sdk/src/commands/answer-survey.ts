import { answerSession, openedSurvey } from '@liaise/core/wire/surveys';
import { newId } from '@liaise/core/records/identifier';
import type { OpenedSurvey } from '@liaise/core/api/surveys';
import type { GatewayCommand } from './command.ts';

export const command: GatewayCommand<'answer-survey'> = {
  write: async ({ token, work, ...body }) => {
    const proof = body.final && work !== undefined && (await (await import('../proof.ts')).solve(token, work));
    return {
      key: newId(),
      method: 'PUT',
      path: answerSession.path.replace('{token}', encodeURIComponent(token)),
      body: proof === false ? body : { ...body, proof },
    };
  },
  answer: openedSurvey,
  expected: ({ answers, final }, { now }) => ({
    name: '',
    definition: { id: 'waiting', version: 1, language: 'en', questions: [] },
    answers: answers as OpenedSurvey['answers'],
    status: final ? 'finished' : 'open',
    savedAt: now,
    fields: {},
  }),
};
