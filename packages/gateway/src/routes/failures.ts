import { Refusal, bodyRefusal } from '../http/refusal.ts';
import {
  AlreadyThere,
  MissingReference,
  NotAllowed,
  NotStorable,
  StillReferenced,
  Unavailable,
} from '../store/errors.ts';

const retryLater = { 'Retry-After': '2' };

/** The SQLSTATE of a failure of the database, or its system error's code. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function conflictOf({ what }: AlreadyThere): Refusal {
  if (what === 'externalRefs') {
    const message = 'Another record already holds one of these references.';
    return new Refusal('already-exists', { issues: [{ path: 'body.externalRefs', code: 'already-exists', message }] });
  }
  if (what === 'goal') {
    return new Refusal('already-exists', {
      detail: 'There is a goal for this KPI, subject and period already: change it.',
    });
  }
  return new Refusal('conflict', { detail: 'Another record already holds what may be there once only.' });
}

/**
 * The refusal that a failure becomes. What the database says is never told on: its messages quote values.
 *
 * Classes after PostgreSQL's appendix A: 53 resources, 57 operator intervention, 40 rollback, 22 data, 23 constraints.
 */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof NotAllowed) return new Refusal('forbidden', { cause: error });
  if (error instanceof AlreadyThere) return conflictOf(error);
  if (error instanceof MissingReference) {
    return bodyRefusal(error.field, 'unknown-record', 'There is no such record, or you may not see it.');
  }
  if (error instanceof StillReferenced) {
    return new Refusal('conflict', {
      detail: `Some ${error.by} still belong to this record: remove or move them first.`,
    });
  }
  if (error instanceof NotStorable)
    return new Refusal('invalid-body', { detail: 'A text holds a character that cannot be stored.' });
  const code = codeOf(error);
  if (error instanceof Unavailable || /^(?:53|57|40)...$/.test(code)) {
    return new Refusal('unavailable', { detail: 'Try again in a moment.', headers: retryLater, cause: error });
  }
  if (/^2[23]...$/.test(code))
    return new Refusal('invalid-body', { detail: 'A value cannot be stored.', cause: error });
  return new Refusal('internal', { cause: error });
}
