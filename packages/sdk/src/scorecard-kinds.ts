import type { readMe } from '@liaise/core/api/me';
import type { RouteAnswer } from '@liaise/core/api/route';
import type { Leaderboard, ScorecardAnswer } from '@liaise/core/api/scorecards';
import type { Approval, ApprovalCreate } from '@liaise/core/records/approval';
import type { readKpiSources } from '@liaise/core/api/kpis';
import type { Recognition, RecognitionCreate } from '@liaise/core/records/recognition';
import type { Review, ReviewCreate } from '@liaise/core/records/review';

/** Who the reader is, as its token says. */
export type Me = RouteAnswer<typeof readMe>;

/** What elements about scorecards and ranks ask for. */
export interface ScorecardQueries {
  /** Who the reader is. */
  me: { question: Record<string, never>; answer: Me };
  /** A scorecard of a rep, a team or the company, with its appeals and reviews; without `model` by the usual one. */
  scorecard: { question: { subject: string; period: string; model?: string }; answer: ScorecardAnswer };
  /** A team's reps by one KPI, or by the score of a model. */
  leaderboard: { question: { kpi?: string; model?: string; team?: string; period: string }; answer: Leaderboard };
  /** A page of the rows behind a KPI's value, as far as the reader may see them. */
  'kpi-sources': {
    question: { kpi: string; subject: string; period: string; cursor?: string; limit?: number };
    answer: RouteAnswer<typeof readKpiSources>;
  };
}

/** What elements about scorecards and ranks have done. */
export interface ScorecardCommands {
  /** Ask for another look at a figure: an approval of kind `kpi-appeal`. */
  appeal: { order: ApprovalCreate; result: Approval };
  /** Decide a proposal of somebody else, or withdraw one's own. */
  decide: {
    order: { approval: string; status: 'approved' | 'refused' | 'withdrawn'; reason?: string };
    result: Approval;
  };
  /** Write a review down, or with `edit`, an id made for this change, change a draft that is there. */
  'save-review': { order: { review: ReviewCreate; edit?: string }; result: Review };
  /** Say that one has read a superior's review. */
  'acknowledge-review': { order: { review: string; acknowledgement?: string }; result: Review };
  /** Thank a colleague before all. */
  recognise: { order: RecognitionCreate; result: Recognition };
}
