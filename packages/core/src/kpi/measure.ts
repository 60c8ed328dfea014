/**
 * The language in which a KPI says how it is computed: a closed tree of plain JSON over records. Two readers turn it into
 * figures, the evaluator over arrays (`./evaluate.ts`) and the gateway's compiler to SQL; both hand the same tallies
 * (`./tally.ts`) to `figureOf`, which makes value, interval and reason out of them.
 *
 * Words used below
 * - period: half-open, from its first instant to the first instant after it.
 * - as-of: the moment of computing. `end` is the earlier of the period's end and as-of; `start` the period's start.
 * - day of an instant: the calendar day in the calendar's time zone.
 * - missing: a field that is absent. A comparison with a missing field does not hold; `!=` is exactly the opposite of `==`,
 *   `not` of what it negates (two values, no third).
 */
import type {
  AnyField,
  InstantField,
  MomentField,
  NumberField,
  Resource,
  Resources,
  ScalarField,
  ValueAt,
} from './fields.ts';

export type { AnyField, InstantField, MomentField, NumberField, Resource, Resources, ScalarField } from './fields.ts';
export { fields, kindOf, resources } from './fields.ts';

/** A company's own field, kept under `extra`. */
export type ExtraField = `extra.${string}`;

type Compare<R extends Resource> = {
  [F in ScalarField<R>]:
    readonly ['==' | '!=', F, ValueAt<Resources[R], F>] | readonly ['in', F, readonly ValueAt<Resources[R], F>[]];
}[ScalarField<R>];

type Order<R extends Resource> =
  | readonly ['<' | '<=' | '>' | '>=', NumberField<R>, number]
  /** Instants as RFC 3339 in UTC with a literal in the same form; days as `YYYY-MM-DD`. */
  | readonly ['<' | '<=' | '>' | '>=', MomentField<R>, string];

/** A condition that each resource knows. */
export type Condition<R extends Resource> =
  | Compare<R>
  | Order<R>
  /** A value under `extra`, equal in type and value. */
  | readonly ['==' | '!=', ExtraField, string | number | boolean]
  /** Present and not empty: text of at least one character, a list of at least one entry. */
  | readonly ['set', AnyField<R> | ExtraField]
  /** It lies before as-of; a day: before as-of's day. */
  | readonly ['past', MomentField<R>]
  /** The first is not after the second. Where one of the two is a day, both are compared as days. */
  | readonly ['on-or-before', MomentField<R>, MomentField<R>]
  | readonly ['and' | 'or', ...Condition<R>[]]
  | readonly ['not', Condition<R>]
  | (R extends 'customers' ? CustomerCondition : never);

/** A condition on a customer through other records. */
export type CustomerCondition =
  /** Some rep holds the customer on the population's day. */
  | readonly ['held']
  /** The customer has at least one such record within the window. */
  | readonly ['has', Related];

/** Within which time a related record must lie. */
export type Window =
  /** In the period (up to its end, not to as-of). */
  | 'period'
  /** In the months before `start` or `end`: from that day of the earlier month (or its last) at the same time of day, to the moment, half-open. */
  | { readonly months: number; readonly before: 'start' | 'end' }
  /** In the days (calendar days, same time of day) before `start` or `end`, half-open. */
  | { readonly days: number; readonly before: 'start' | 'end' }
  /** At any time before `start` or `end`. */
  | { readonly before: 'start' | 'end' }
  /** At any time. */
  | 'ever';

/** Resources that name their customer. */
export type CustomerResource = Exclude<Resource, 'customers'>;

type RelatedOf<R extends CustomerResource> = {
  readonly resource: R;
  readonly at: MomentField<R>;
  readonly window: Window;
  readonly where?: readonly Condition<R>[];
};
/** Records of a customer: a day lies in a window when its first instant (00:00 in the time zone) does. */
export type Related = { [R in CustomerResource]: RelatedOf<R> }[CustomerResource];

/**
 * Whose a row is. `repId`, `ownerId`: the rep the row itself names. `holder`: the rep who held the row's customer on the
 * day of `at` (an assignment with role `holder`, `from <= day`, and `to` missing or `day < to`; where two hold, the one with
 * the later `from`, then the greater id). For customers: on the day of `start`, or on the last day before `end`.
 */
export type Owner<R extends Resource> =
  | (R extends 'visits' | 'interactions' | 'opportunities' | 'responses' | 'assignments' ? 'repId' : never)
  | (R extends 'cases' | 'tasks' ? 'ownerId' : never)
  | 'holder';

export type RowsOf<R extends CustomerResource> = {
  readonly resource: R;
  /** The row belongs to the period in which this lies; missing: to none. */
  readonly at: MomentField<R>;
  readonly owner: Owner<R>;
  /** All must hold. */
  readonly where?: readonly Condition<R>[];
  /** Of all rows of all time that fulfil `where`, only each customer's first by (`at`, `id`); then the period is applied. */
  readonly first?: true;
};

/** Customers as a population at one moment: all that are not merged into another, with their fields as they are now. */
export type CustomerRows = {
  readonly resource: 'customers';
  readonly at: 'start' | 'end';
  readonly owner: 'holder';
  readonly where?: readonly Condition<'customers'>[];
};

/** A selection of rows. */
export type Rows = { [R in CustomerResource]: RowsOf<R> }[CustomerResource] | CustomerRows;

type CountOf<S> = S & { readonly aggregate: 'count' };
type DistinctOf<R extends CustomerResource> = RowsOf<R> & {
  readonly aggregate: 'distinct';
  readonly field: ScalarField<R>;
};
type SumOf<R extends CustomerResource> = RowsOf<R> & {
  readonly aggregate: 'sum';
  /** A field `X.minor` is money: its currency is read from `X.currency`. A row where it is missing is left out. */
  readonly field: NumberField<R>;
  /** Each value times this field (such as a probability); a row where it is missing is left out. */
  readonly weight?: NumberField<R>;
};

/** The number of rows. Tally: `n` = `sum` = rows. */
export type Count = { [R in CustomerResource]: CountOf<RowsOf<R>> }[CustomerResource] | CountOf<CustomerRows>;
/** The number of different values of a field; missing is none of them. Tally: `n` = rows, `sum` = different values. */
export type Distinct = { [R in CustomerResource]: DistinctOf<R> }[CustomerResource];
/** The sum of a field. Tally: `n` = rows added, `sum` = the total, `currencies`. */
export type Sum = { [R in CustomerResource]: SumOf<R> }[CustomerResource];

export type Aggregate = Count | Distinct | Sum;

/** Sums of aggregates, less others. One tally for each, `plus` first. */
export interface Total {
  readonly plus: readonly Aggregate[];
  readonly minus?: readonly Aggregate[];
}

/** One aggregate over another. No value where the lower one is 0. Tallies: upper, lower. */
export interface Ratio {
  readonly ratio: readonly [Aggregate, Aggregate];
}

type ShareOf<S, R extends Resource> = { readonly share: readonly Condition<R>[]; readonly of: S };
/** The share of the rows `of` that fulfil all of `share` as well, with Wilson's interval. One tally: `n` = rows, `sum` = those that do. */
export type Share =
  { [R in CustomerResource]: ShareOf<RowsOf<R>, R> }[CustomerResource] | ShareOf<CustomerRows, 'customers'>;

type CompletenessOf<S, R extends Resource> = { readonly completeness: readonly Condition<R>[]; readonly of: S };
/** The mean share of the conditions that a row fulfils. One tally: `n` = rows, `sum` = fulfilled conditions over all rows. */
export type Completeness =
  | { [R in CustomerResource]: CompletenessOf<RowsOf<R>, R> }[CustomerResource]
  | CompletenessOf<CustomerRows, 'customers'>;

type MeanOf<R extends CustomerResource> = {
  readonly mean: NumberField<R> | { readonly hours: readonly [InstantField<R>, InstantField<R>] };
  readonly of: RowsOf<R>;
};
/**
 * The mean of a field, or of the hours from one instant to another (rows where one is missing, or where the second lies before
 * the first, are left out), with a t interval. One tally: `n` = rows used, `sum`, `squares` = sum of squares, `currencies`
 * for a field `X.minor`.
 */
export type Mean = { [R in CustomerResource]: MeanOf<R> }[CustomerResource];

/**
 * A survey score over the answers to questions of that type, in the survey that the response names as it is defined now; or
 * of one survey, or one question. Blank answers, and such as are no whole number of
 * the scale, do not count. One tally over answers, each turned into a number x:
 * `n`, `sum` of x, `squares` of x*x.
 * - nps: 9 and 10 are 1, 7 and 8 are 0, 0 to 6 are -1.
 * - csat: the two highest values of the question's `scale` (default 5; the highest one of a scale of 2 or 3) are 1, others 0.
 * - ces: the answer on the line from 1 to 7 where 7 is easy: 1 + 6 (answer - 1) / (scale - 1), or 8 less that when `easy` is
 *   `low`; default scale 7, `easy: "high"`.
 */
export interface Score {
  readonly score: 'nps' | 'csat' | 'ces';
  readonly of: RowsOf<'responses'>;
  readonly survey?: string;
  readonly question?: string;
}

/**
 * Revenue kept from a cohort. Per customer, r0 = purchases in the months before `start`, r1 = those in the months before `end`,
 * over customers with r0 > 0; a negative r1 counts as 0. Gross: sum min(r1, r0) / sum r0. Net: sum r1 / sum r0.
 * Tallies: [kept: `n` = customers, `sum`, `currencies`], [before: `n`, `sum` of r0, `currencies`].
 */
export interface Kept {
  readonly kept: 'gross' | 'net';
  readonly months: number;
  readonly of: CustomerRows;
}

/** How a KPI is computed. */
export type Measure = Aggregate | Total | Ratio | Share | Completeness | Mean | Score | Kept;
