import type { Role } from '@liaise/core/api/route';

/**
 * Who acts in a transaction. The database decides by this what the transaction sees. `link` is the holder of a survey
 * link: it sees its one survey, invitation and response; `links` are the holders of several, who save at the same moment. `system` is the gateway itself at work in one tenant (import,
 * sample data, jobs).
 */
export interface Actor {
  tenantId: string;
  tenantRef: string;
  role: Role | 'link' | 'links' | 'system';
  /** The token's `sub`, for the record of who did what; never a name. */
  subject: string;
  repId?: string;
  teamIds: readonly string[];
  contactId?: string;
  customerId?: string;
  invitationId?: string;
  /** The invitations of `links`. */
  invitationIds?: readonly string[];
}
