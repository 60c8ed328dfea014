import { visits } from '@liaise/core/wire/visits';
import { visit } from '@liaise/core/wire/visit';
import { applyWaiting } from './waiting-visits.ts';
import type { GatewayQuery } from './query.ts';

export const query: GatewayQuery<'visit'> = {
  ask: (connection, question, signal) => connection.call(visits.read, { params: { id: question.visit } }, { signal }),
  kept: visit,
  leadsTo: ['create-visit', 'move-visit'],
  concerns: (event, question) => event.recordId === question.visit,
  withQueued: (answer, question, waiting, repId) =>
    applyWaiting(answer ? [answer] : [], waiting, repId).find((one) => one.id === question.visit),
};
