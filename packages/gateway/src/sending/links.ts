import type { Secrets } from '../http/secrets.ts';
import { hashOfToken } from '../records/invitations.ts';
import type { Work } from '../store/store.ts';

/** A tenant, as links name it. */
export interface LinkTenant {
  readonly tenantId: string;
  readonly tenantRef: string;
}

/**
 * The token of an invitation that the gateway sends by itself: 128 bits that only the gateway's secret and the invitation's id give. So the
 * queue holds no token, a reminder carries the link of the first message, and the link can be told again.
 */
export const sentToken = (secrets: Secrets, { tenantId, tenantRef }: LinkTenant, invitationId: string): string =>
  `${tenantRef}.${secrets.sign('survey-link', [tenantId, invitationId])}`;

/** Makes that token the one that opens an invitation. */
export async function openBySentToken(work: Work, secrets: Secrets, invitationId: string): Promise<string> {
  const token = sentToken(secrets, work.actor, invitationId);
  await work.sql
    .updateTable('invitations')
    .set({ token_hash: hashOfToken(token) })
    .where('tenant_id', '=', work.actor.tenantId)
    .where('id', '=', invitationId)
    .execute();
  return token;
}

/** Whether the token that is sent opens the invitation: not where somebody made another link since, or the secret was changed. */
export async function opensBySentToken(work: Work, token: string, invitationId: string): Promise<boolean> {
  const row = await work.sql
    .selectFrom('invitations')
    .select('token_hash')
    .where('tenant_id', '=', work.actor.tenantId)
    .where('id', '=', invitationId)
    .executeTakeFirst();
  return row?.token_hash != null && Buffer.from(row.token_hash).equals(hashOfToken(token));
}

/** The link that carries an answer under the name that its question takes one by; it counts once a person confirms it on the page. */
export const scoreLink = (url: string, name: string, value: number): string =>
  `${url}?${new URLSearchParams({ [name]: String(value) }).toString()}`;

/** Where "do not ask me again" leads. It works as long as the invitation is there, whatever became of its link. */
export const unsubscribeUrl = (
  publicUrl: string,
  secrets: Secrets,
  { tenantId, tenantRef }: LinkTenant,
  invitationId: string,
): string =>
  `${publicUrl}/unsubscribe/${tenantRef}.${invitationId}.${secrets.sign('unsubscribe', [tenantId, invitationId])}`;

/** The invitation that a path after `/unsubscribe/` names, before its signature is looked at. */
export function readUnsubscribe(text: string): { tenantRef: string; invitationId: string; signature: string } | null {
  const match = /^([a-z0-9-]{1,64})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{22})$/.exec(text);
  if (!match) return null;
  const [, tenantRef = '', invitationId = '', signature = ''] = match;
  return { tenantRef, invitationId, signature };
}
