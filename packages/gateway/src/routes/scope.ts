import type { Actor } from '../access/actor.ts';

/** What of an actor decides what it sees, as one text: two callers of one scope see the same. */
export const scopeOf = ({ tenantId, role, subject, repId, teamIds, contactId, customerId }: Actor): string =>
  JSON.stringify([tenantId, role, repId ?? subject, teamIds, contactId ?? null, customerId ?? null]);
