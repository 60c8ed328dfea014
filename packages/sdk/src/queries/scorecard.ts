import { readScorecard, scorecardAnswer } from '@liaise/core/wire/scorecards';
import type { GatewayQuery } from './query.ts';
import { withWaiting } from './waiting-scorecards.ts';

export const query: GatewayQuery<'scorecard'> = {
  ask: (connection, question, signal) => connection.call(readScorecard, { query: question }, { signal }),
  kept: scorecardAnswer,
  leadsTo: ['appeal', 'decide', 'save-review', 'acknowledge-review'],
  // Any record may be counted in one of its figures.
  concerns: () => true,
  withQueued: (answer, _question, waiting, repId) => answer && withWaiting(answer, waiting, repId),
};
