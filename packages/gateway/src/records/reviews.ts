import type { Review, ReviewChange, ReviewCreate } from '@liaise/core/records/review';
import { parsePeriod } from '@liaise/core/kpi';
import { Refusal, bodyRefusal, forbidden } from '../http/refusal.ts';
import { companyOf } from '../kpi/company.ts';
import type { Call } from '../routes/call.ts';
import { enveloped, type Hooks } from './hooks.ts';

function checkTopics(ratings: Review['ratings']): void {
  const seen = new Set<string>();
  ratings.forEach(({ topic }, index) => {
    if (seen.has(topic)) throw bodyRefusal(`ratings.${String(index)}.topic`, 'repeated', 'Each topic is rated once.');
    seen.add(topic);
  });
}

async function checkPeriod({ work }: Call, period: string): Promise<void> {
  const { calendar } = await companyOf(work);
  try {
    parsePeriod(period, calendar, work.now.getTime());
  } catch {
    throw bodyRefusal('period', 'unknown-period', 'There is no such period.');
  }
}

/** The rep says that it has read what a superior wrote, in its own words where it likes; nothing else of the review moves. */
function acknowledged(call: Call, before: Review, after: Review, patch: ReviewChange): Review {
  const others = Object.keys(patch).filter((field) => field !== 'status' && field !== 'acknowledgement');
  if (others.length > 0 || after.status !== 'acknowledged')
    throw forbidden('Whoever is reviewed acknowledges a review, and changes nothing else of it.');
  const { acknowledgement } = after;
  return {
    ...before,
    version: after.version,
    updatedAt: after.updatedAt,
    status: 'acknowledged',
    acknowledgedAt: call.now,
    ...(acknowledgement === undefined ? {} : { acknowledgement }),
  };
}

/** A draft goes on as its author likes, up to being shared. */
async function drafted(call: Call, before: Review, after: Review): Promise<Review> {
  if (before.status !== 'draft')
    throw new Refusal('conflict', { detail: 'A shared review stays as it is: write another for a later period.' });
  for (const field of ['repId', 'kind'] as const)
    if (after[field] !== before[field])
      throw bodyRefusal(field, 'fixed', 'This stays as it was made: remove the draft and create another.');
  if (after.status === 'acknowledged')
    throw bodyRefusal('status', 'not-yours', 'Whoever is reviewed acknowledges a review, once it is shared.');
  if (after.acknowledgement !== undefined)
    throw bodyRefusal('acknowledgement', 'not-yours', 'Whoever is reviewed writes this.');
  checkTopics(after.ratings);
  if (after.period !== before.period) await checkPeriod(call, after.period);
  return after.status === 'shared' ? { ...after, sharedAt: call.now } : after;
}

/**
 * Reviews: a rep writes its own, who leads it writes a superior's. Drafts are their author's; what was shared stays as it is; the
 * rep acknowledges a superior's.
 */
export const reviews: Hooks<Review, ReviewCreate, ReviewChange> = {
  refers: { repId: 'reps' },
  async create(call, body) {
    const { repId, role } = call.actor;
    if (repId === undefined) throw bodyRefusal('', 'no-author', 'Only a rep may review: the token names none.');
    if (body.kind === 'self' && body.repId !== repId)
      throw bodyRefusal('repId', 'not-yourself', 'A self-review is about yourself.');
    if (body.kind === 'superior' && (role === 'rep' || body.repId === repId))
      throw forbidden('Who leads a rep reviews it as superior.', 'body.kind');
    if (body.status === 'acknowledged' || body.acknowledgement !== undefined)
      throw bodyRefusal('status', 'not-yours', 'A review begins as a draft, or shared.');
    checkTopics(body.ratings);
    await checkPeriod(call, body.period);
    const status = body.status ?? 'draft';
    return {
      ...enveloped(call, body),
      status,
      authorId: repId,
      ...(status === 'shared' ? { sharedAt: call.now } : {}),
    };
  },
  change(call, before, after, patch) {
    const { repId } = call.actor;
    if (before.status === 'acknowledged')
      throw new Refusal('conflict', { detail: 'This review was acknowledged: nothing of it changes any more.' });
    if (before.authorId === repId) return drafted(call, before, after);
    if (before.repId === repId && before.kind === 'superior') return acknowledged(call, before, after, patch);
    throw forbidden('Only its author may change a review.');
  },
  async remove(call, { id, status, authorId, version }) {
    if (authorId !== call.actor.repId) throw forbidden('Only its author may remove a draft.');
    if (status !== 'draft') throw new Refusal('conflict', { detail: 'A shared review stays.' });
    const exact = call.ifMatch === null ? undefined : version;
    if (!(await call.work.remove('reviews', id, exact))) throw new Refusal('version-mismatch');
  },
};
