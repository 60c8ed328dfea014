import type { Leaderboard, ScorecardAnswer } from '@liaise/core/api/scorecards';
import type { Approval, ApprovalCreate } from '@liaise/core/records/approval';
import type { Recognition, RecognitionCreate } from '@liaise/core/records/recognition';
import type { Review, ReviewCreate } from '@liaise/core/records/review';
import type { Order } from '../source.ts';
import type { QueuedWrite } from '../storage.ts';

const made = (now: string) => ({ version: 1, createdAt: now, updatedAt: now });

/** The approval that an appeal becomes. */
export const appealed = (order: ApprovalCreate, repId: string, now: string): Approval => ({
  ...made(now),
  ...(repId && { requesterId: repId }),
  ...order,
  status: order.status ?? 'asked',
});

/** An approval once it is decided. */
export const decided = (before: Approval, { status, reason }: Order<'decide'>, now: string): Approval => ({
  ...before,
  status,
  decidedAt: now,
  updatedAt: now,
  ...(reason !== undefined && { reason }),
});

/** The review that an order makes. */
export const reviewed = (order: ReviewCreate, repId: string, now: string): Review => ({
  ...made(now),
  ...(repId && { authorId: repId }),
  ...order,
  status: order.status ?? 'draft',
  ...(order.status === 'shared' && { sharedAt: now }),
});

/** A review once the rep has acknowledged it. */
export const acknowledged = (
  before: Review,
  { acknowledgement }: Order<'acknowledge-review'>,
  now: string,
): Review => ({
  ...before,
  status: 'acknowledged',
  acknowledgedAt: now,
  updatedAt: now,
  ...(acknowledgement !== undefined && { acknowledgement }),
});

/** The recognition that an order makes. */
export const recognised = (order: RecognitionCreate, repId: string, now: string): Recognition => ({
  ...made(now),
  ...(repId && { authorId: repId }),
  ...order,
});

/** Whether a rep's scorecard of a period is what something is about. */
const isAbout = (card: ScorecardAnswer, repId: string | undefined, period: string | undefined): boolean =>
  card.subject === `rep:${repId ?? ''}` && card.period === period;

/** A scorecard as it will be once the waiting appeals, decisions and reviews are sent. */
export function withWaiting(card: ScorecardAnswer, waiting: readonly QueuedWrite[], repId: string): ScorecardAnswer {
  const appeals = new Map(card.appeals.map((one) => [one.id, one]));
  const reviews = new Map(card.reviews.map((one) => [one.id, one]));
  for (const { kind, order, savedAt } of waiting) {
    if (kind === 'appeal') {
      const given = order as Order<'appeal'>;
      if (isAbout(card, given.subject?.id, given.period) && !appeals.has(given.id))
        appeals.set(given.id, appealed(given, repId, savedAt));
    } else if (kind === 'decide') {
      const given = order as Order<'decide'>;
      const before = appeals.get(given.approval);
      if (before?.status === 'asked') appeals.set(before.id, decided(before, given, savedAt));
    } else if (kind === 'save-review') {
      const { review } = order as Order<'save-review'>;
      const before = reviews.get(review.id);
      if (isAbout(card, review.repId, review.period) && (before?.status ?? 'draft') === 'draft')
        reviews.set(review.id, { ...reviewed(review, repId, savedAt), ...(before && { createdAt: before.createdAt }) });
    } else if (kind === 'acknowledge-review') {
      const given = order as Order<'acknowledge-review'>;
      const before = reviews.get(given.review);
      if (before?.status === 'shared') reviews.set(before.id, acknowledged(before, given, savedAt));
    }
  }
  return { ...card, appeals: [...appeals.values()], reviews: [...reviews.values()] };
}

/** A leaderboard as it will be once the waiting recognitions are sent: of those it ranks, newest first. */
export function withRecognitions(board: Leaderboard, waiting: readonly QueuedWrite[], repId: string): Leaderboard {
  const there = new Set(board.recognitions.map(({ id }) => id));
  const more = waiting.flatMap(({ kind, order, savedAt }) => {
    const given = order as Order<'recognise'>;
    const shown = kind === 'recognise' && !there.has(given.id) && board.items.some((one) => one.repId === given.repId);
    return shown ? [recognised(given, repId, savedAt)] : [];
  });
  return more.length === 0 ? board : { ...board, recognitions: [...more.reverse(), ...board.recognitions] };
}
