import { checkIns } from '@liaise/core/wire/check-ins';
import { recognitions } from '@liaise/core/wire/recognitions';
import { reviews } from '@liaise/core/wire/reviews';
import { scorecardModels } from '@liaise/core/wire/scorecard-models';
import { readLeaderboard, readScorecard } from '@liaise/core/wire/scorecards';
import type { QueryOf, ReadOptions } from './client.ts';
import type { Connection } from './connection.ts';
import { resourceOf } from './resource.ts';

/** What a client asks about people's performance, beside a client: `scorecardsOf(client).reviews.list({ repId })`. */
export function scorecardsOf({ connection }: { readonly connection: Connection }) {
  const { call } = connection;
  return {
    /** A scorecard of a rep, a team or the company; by the company's usual model where none is named. */
    read: (question: QueryOf<typeof readScorecard>, read?: ReadOptions) =>
      call(readScorecard, { query: question }, read),
    /** A team's reps by a KPI or by a model's score. */
    leaderboard: (question: QueryOf<typeof readLeaderboard>, read?: ReadOptions) =>
      call(readLeaderboard, { query: question }, read),
    models: resourceOf(connection, scorecardModels),
    reviews: resourceOf(connection, reviews),
    recognitions: resourceOf(connection, recognitions),
    /** What was said of how goals stand. */
    checkIns: resourceOf(connection, checkIns),
  };
}
