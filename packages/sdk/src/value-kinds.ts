import type { CatalogueKpi } from '@liaise/core/api/kpis';
import type { ValuePyramid } from '@liaise/core/api/value';
import type { CompanySettings } from '@liaise/core/records/company-settings';
import type { CheckIn, CheckInCreate } from '@liaise/core/records/check-in';
import type { CustomerReview, CustomerReviewCreate } from '@liaise/core/records/customer-review';
import type { CustomerValue } from '@liaise/core/records/customer-value';
import type { Goal, GoalCreate } from '@liaise/core/records/goal';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { SignalCode } from '@liaise/core/value';
import type { ScorecardModelCreate, ScorecardModelRecord } from '@liaise/core/records/scorecard-model';

/** Whom a goal may be for. */
export interface GoalSubject {
  /** `rep:ID`, `team:ID` or `tenant`. */
  subject: string;
  /** Empty for the company itself. */
  name: string;
  /** The team of a rep, the team above a team. */
  of?: string;
}

/** The goals of a period, with all that a page shows beside them. */
export interface GoalsAnswer {
  goals: Goal[];
  checkIns: CheckIn[];
  /** The value of each goal's KPI for its subject, where the caller may see it. */
  values: KpiValue[];
  /** Whom the caller sees. */
  subjects?: GoalSubject[];
  kpis?: CatalogueKpi[];
  /** By what the company counts. */
  settings?: CompanySettings;
}

/** Customers with their value, the most valuable first. */
export interface ValueCustomersAnswer {
  items: CustomerValue[];
  /** Whether there are more than were asked for. */
  more: boolean;
}

/** What elements about goals and value ask for. */
export interface ValueQueries {
  /** Goals of a period: of one subject with those above and below them, or all that the caller sees. */
  goals: { question: { subject?: string; period: string }; answer: GoalsAnswer };
  /** The value pyramid of a rep, a team or the company; `currency` where there are several. */
  pyramid: { question: { subject: string; currency?: string }; answer: ValuePyramid };
  /** The customers behind it. `limit` is 20 unless said, 500 at most. */
  'value-customers': {
    question: {
      subject: string;
      tier?: CustomerValue['tier'];
      signal?: SignalCode;
      action?: CustomerValue['recommendation']['action'];
      currency?: string;
      limit?: number;
    };
    answer: ValueCustomersAnswer;
  };
  /** Every KPI there is. */
  catalogue: { question: Record<string, never>; answer: CatalogueKpi[] };
  /** Every edition of the scorecard models, or of one. */
  models: { question: { model?: string }; answer: ScorecardModelRecord[] };
}

/** What elements about goals and value have done. */
export interface ValueCommands {
  /** Set a goal, or with the `version` that was seen, change it; refused when another change came first. */
  'set-goal': { order: { goal: GoalCreate; version?: number }; result: Goal };
  /** Say how a goal stands. */
  'check-in': { order: CheckInCreate; result: CheckIn };
  /** Make an edition of a scorecard model, or with the record's `version` that was seen, change one that has not begun. */
  'save-model': { order: { model: ScorecardModelCreate; version?: number }; result: ScorecardModelRecord };
  /** Write down a review of a customer. */
  'review-customer': { order: CustomerReviewCreate; result: CustomerReview };
}
