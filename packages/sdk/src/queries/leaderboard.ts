import { leaderboard, readLeaderboard } from '@liaise/core/wire/scorecards';
import type { GatewayQuery } from './query.ts';
import { withRecognitions } from './waiting-scorecards.ts';

export const query: GatewayQuery<'leaderboard'> = {
  ask: (connection, question, signal) => connection.call(readLeaderboard, { query: question }, { signal }),
  kept: leaderboard,
  leadsTo: ['recognise'],
  concerns: () => true,
  withQueued: (answer, _question, waiting, repId) => answer && withRecognitions(answer, waiting, repId),
};
