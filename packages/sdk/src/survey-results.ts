import { listComments, readResults } from '@liaise/core/wire/survey-results';
import type { QueryOf, ReadOptions, RouteOf } from './client.ts';
import type { Connection } from './connection.ts';
import { listOf, type Filters, type ListOptions } from './resource.ts';

/** What a client asks about a survey's answers, beside a client: `surveyResultsOf(client).read(survey)`. */
export function surveyResultsOf({ connection }: { readonly connection: Connection }) {
  return {
    /** A survey's figures with their sample size and interval. */
    read: (survey: string, query: QueryOf<typeof readResults> = {}, read?: ReadOptions) =>
      connection.call(readResults, { params: { id: survey }, query }, read),
    /** What was answered in words. */
    comments: (survey: string, filters?: Filters<RouteOf<typeof listComments>>, read?: ListOptions) =>
      listOf(
        connection,
        { ...listComments, path: `/v1/surveys/${encodeURIComponent(survey)}/comments` },
        filters,
        read,
      ),
  };
}
