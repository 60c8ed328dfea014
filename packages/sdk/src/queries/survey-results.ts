import { readResults, surveyResults } from '@liaise/core/wire/survey-results';
import type { ResultsAsked } from '../survey-results-kinds.ts';
import type { GatewayQuery } from './query.ts';

/** What is asked, by the names that the gateway has for it. */
export const resultsQuery = ({ survey: _, rep, team, customer, ...rest }: ResultsAsked) => ({
  ...rest,
  ...(rep !== undefined && { repId: rep }),
  ...(team !== undefined && { teamId: team }),
  ...(customer !== undefined && { customerId: customer }),
});

export const query: GatewayQuery<'survey-results'> = {
  ask: (connection, { about, by, ...asked }, signal) =>
    connection.call(
      readResults,
      {
        params: { id: asked.survey },
        query: { ...resultsQuery(asked), ...(by && { by }), ...(about && { aboutRepId: about }) },
      },
      { signal },
    ),
  kept: surveyResults,
  concerns: () => true,
};
