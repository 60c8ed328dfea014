import type { Case, CaseChange, CaseCreate } from '@liaise/core/records/case';
import type { Interaction } from '@liaise/core/records/interaction';
import type { Visit } from '@liaise/core/records/visit';
import { bodyRefusal } from '../http/refusal.ts';
import type { Call } from '../routes/call.ts';
import { enveloped, type Hooks } from './hooks.ts';

/** When somebody of the company was in touch with the customer; null where it is no touch with it. */
async function timeOfContact({ work }: Call, { customerId, closingContact }: Case): Promise<string | null> {
  if (closingContact === undefined) return null;
  if (closingContact.kind === 'interaction') {
    const touch = await work.read<Interaction>('interactions', closingContact.id);
    return touch?.customerId === customerId ? touch.at : null;
  }
  const visit = await work.read<Visit>('visits', closingContact.id);
  return visit?.customerId === customerId ? (visit.checkedInAt ?? null) : null;
}

/**
 * A case that a low score opened is closed by a contact with the customer after the answer, and by nothing else.
 *
 * @returns when that contact was
 * @throws {Refusal} for a case that is closed without one
 */
async function contactThatCloses(call: Call, after: Case): Promise<string> {
  const at = await timeOfContact(call, after);
  const message =
    after.closingContact === undefined
      ? 'An answer opened this case: it is closed by the interaction or the visit in which somebody spoke with the customer.'
      : 'There is no such contact with this customer, or it has not taken place.';
  if (at === null || Date.parse(at) > call.work.now.getTime()) throw bodyRefusal('closingContact', 'required', message);
  if (Date.parse(at) < Date.parse(after.openedAt))
    throw bodyRefusal('closingContact', 'too-early', 'This contact was before the answer: name one after it.');
  return at;
}

const fromAnswer = ({ source }: Pick<Case, 'source'>): boolean => source?.kind === 'response';

/** A case knows when it was opened and when it was closed. */
export const cases: Hooks<Case, CaseCreate, CaseChange> = {
  owner: { field: 'ownerId', required: false },
  refers: { contactId: 'contacts' },
  keeps: ['openedAt'],
  async create(call, body) {
    const status = body.status ?? 'open';
    const made: Case = {
      ...enveloped(call, body),
      status,
      severity: body.severity ?? 'normal',
      openedAt: body.openedAt ?? call.now,
      ...(status === 'closed' ? { closedAt: body.closedAt ?? call.now } : {}),
    };
    if (status === 'closed' && fromAnswer(made)) await contactThatCloses(call, made);
    return made;
  },
  async change(call, before, after) {
    const { closedAt, ...rest } = after;
    if (fromAnswer(before) && (after.source?.id !== before.source?.id || after.source?.kind !== 'response'))
      throw bodyRefusal('source', 'fixed', 'An answer opened this case: that stays.');
    if (after.status !== 'closed') return rest;
    const closed = { ...rest, closedAt: closedAt ?? call.now };
    const same = before.status === 'closed' && before.closingContact?.id === after.closingContact?.id;
    if (!fromAnswer(after) || same) return closed;
    const at = await contactThatCloses(call, after);
    return { ...closed, firstContactAt: after.firstContactAt ?? at };
  },
};
