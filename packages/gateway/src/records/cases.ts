import type { Case, CaseChange, CaseCreate } from '@liaise/core/records/case';
import { enveloped, type Hooks } from './hooks.ts';

/** A case knows when it was opened and when it was closed. */
export const cases: Hooks<Case, CaseCreate, CaseChange> = {
  owner: { field: 'ownerId', required: false },
  refers: { contactId: 'contacts' },
  keeps: ['openedAt'],
  create(call, body) {
    const status = body.status ?? 'open';
    return {
      ...enveloped(call, body),
      status,
      severity: body.severity ?? 'normal',
      openedAt: body.openedAt ?? call.now,
      ...(status === 'closed' ? { closedAt: body.closedAt ?? call.now } : {}),
    };
  },
  change(call, _before, after) {
    const { closedAt, ...rest } = after;
    return after.status === 'closed' ? { ...rest, closedAt: closedAt ?? call.now } : rest;
  },
};
