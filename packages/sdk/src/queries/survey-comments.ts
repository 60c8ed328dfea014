import { listComments } from '@liaise/core/wire/survey-results';
import type { GatewayQuery } from './query.ts';
import { resultsQuery } from './survey-results.ts';

export const query: GatewayQuery<'survey-comments'> = {
  ask: (connection, { about, scoreGroup, search, limit = 20, ...asked }, signal) =>
    connection.call(
      listComments,
      {
        params: { id: asked.survey },
        query: {
          ...resultsQuery(asked),
          limit: String(limit),
          ...(about && { aboutRepId: about }),
          ...(scoreGroup && { scoreGroup }),
          ...(search && { search }),
        },
      },
      { signal },
    ),
  concerns: () => true,
};
