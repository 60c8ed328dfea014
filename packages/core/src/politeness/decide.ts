const day = 86_400_000;

/** For how many days "later" puts a question off where nothing else is said. */
export const laterDays = 7;

/** How long people are left in peace, in days of 24 hours; 0 or nothing: no such rule. */
export interface AskRules {
  /** Between two questions to one person, whatever the survey and the channel. */
  recontactDays?: number | undefined;
  /** Between two questions to anybody of one account. */
  accountRecontactDays?: number | undefined;
  /** Between two times that one person is asked the same survey. */
  surveyRecontactDays?: number | undefined;
}

/** What is remembered of a person and of the account they belong to. Times are milliseconds since the epoch. */
export interface AskMemory {
  /** When the person was last asked anything, or last answered. */
  person?: number | undefined;
  /** When anybody of the account was. */
  account?: number | undefined;
  /** When the person was last asked this survey. */
  survey?: number | undefined;
  /** Until when the person wants to be left in peace: `Infinity` is "not again". */
  until?: number | undefined;
  /** The same, of the whole account. */
  accountUntil?: number | undefined;
}

/** Why a person is not asked, the weightiest first. */
export const askRefusals = [
  'not-again',
  'later',
  'asked-lately',
  'account-asked-lately',
  'survey-asked-lately',
] as const;
export type AskRefusal = (typeof askRefusals)[number];

/** Whether a person may be asked now; if not, why, and from when on: null where that is never. */
export type AskDecision = { ask: true } | { ask: false; reason: AskRefusal; retryAt: number | null };

/**
 * Decides whether a person may be asked. Total: a time ahead of `now` (a clock that was set back) counts as now, so that nobody is left out for
 * longer than a rule says.
 *
 * @param now milliseconds since the epoch
 */
export function decideAsk(memory: AskMemory, rules: AskRules, now: number): AskDecision {
  const after = (at: number | undefined, days: number | undefined): number =>
    at === undefined || !days ? -Infinity : Math.min(at, now) + days * day;
  const { until = -Infinity, accountUntil = -Infinity } = memory;
  const reasons: readonly (readonly [AskRefusal, number])[] = [
    ['later', Math.max(until, accountUntil)],
    ['asked-lately', after(memory.person, rules.recontactDays)],
    ['account-asked-lately', after(memory.account, rules.accountRecontactDays)],
    ['survey-asked-lately', after(memory.survey, rules.surveyRecontactDays)],
  ];
  const retryAt = Math.max(...reasons.map(([, from]) => from));
  const [reason] = reasons.find(([, from]) => from > now) ?? [];
  if (reason === undefined) return { ask: true };
  return retryAt === Infinity ? { ask: false, reason: 'not-again', retryAt: null } : { ask: false, reason, retryAt };
}

/**
 * What holds once somebody who wanted to be left in peace until one time says so until another: the later of the two. So it does not matter in which
 * order two devices are heard, and "later" said long ago on a device without a line takes no "not again" back.
 *
 * @param until milliseconds since the epoch, or null for "not again"
 */
export const postpone = (before: number | null | undefined, until: number | null): number | null =>
  before === null || until === null ? null : Math.max(before ?? -Infinity, until);
