import type { ResultDivision, ScoreGroup, SurveyComment, SurveyResults } from '@liaise/core/api/survey-results';

/** Which responses to a survey count. `survey` is its id or its definition's. */
export interface ResultsAsked {
  survey: string;
  period?: string;
  rep?: string;
  team?: string;
  /** An id, `system:Collection/row`, a mail address or a phone number. */
  customer?: string;
  source?: string;
  channel?: string;
  language?: string;
  /** The question that trend and groups are about, or whose comments are wanted. */
  question?: string;
}

/** What elements about a survey's answers ask for. */
export interface SurveyResultsQueries {
  /** The figures; with `by` divided by it, with `about` (a rep's id) with its 360-degree report. */
  'survey-results': { question: ResultsAsked & { by?: ResultDivision; about?: string }; answer: SurveyResults };
  /** What people wrote, newest first; `limit` is 20 unless said, 500 at most. */
  'survey-comments': {
    question: ResultsAsked & { scoreGroup?: ScoreGroup; search?: string; about?: string; limit?: number };
    answer: { items: SurveyComment[]; next: string | null };
  };
  /** The responses as a CSV file. */
  'survey-results-file': { question: ResultsAsked; answer: { name: string; text: string } };
}
