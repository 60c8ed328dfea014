import type { Actor } from '../access/actor.ts';
import { systemActor } from '../access/directory.ts';
import { Refusal } from '../http/refusal.ts';
import { hashOfToken } from '../records/invitations.ts';
import type { Store } from '../store/store.ts';

const shape = /^([a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?)\.[A-Za-z0-9_-]{22}$/;

/**
 * The holder of a survey link: sees its one invitation, survey and response. Revoked, expired and made-up links are all
 * told the same. One that was finished in time goes on to show its answer.
 *
 * @throws {Refusal} `link-unusable`
 */
export async function linkActor(store: Store, token: string): Promise<Actor> {
  const [, ref] = shape.exec(token) ?? [];
  const tenant = ref === undefined ? null : await store.tenant(ref);
  if (!tenant) throw new Refusal('link-unusable');
  const names = { tenantId: tenant.id, tenantRef: tenant.ref };
  const invitation = await store.transact(
    systemActor(names),
    ({ sql, now }) =>
      sql
        .selectFrom('invitations')
        .innerJoin('surveys', (join) =>
          join
            .onRef('surveys.tenant_id', '=', 'invitations.tenant_id')
            .onRef('surveys.id', '=', 'invitations.survey_id'),
        )
        .select(['invitations.id', 'invitations.customer_id', 'invitations.contact_id'])
        .where('invitations.tenant_id', '=', tenant.id)
        .where('invitations.token_hash', '=', hashOfToken(token))
        .where('invitations.status', '<>', 'revoked')
        .where('surveys.status', '<>', 'draft')
        .where((or) =>
          or.or([
            or('invitations.expires_at', 'is', null),
            or('invitations.expires_at', '>', now.toISOString()),
            or('invitations.status', '=', 'finished'),
          ]),
        )
        .executeTakeFirst(),
    { readOnly: true },
  );
  if (!invitation) throw new Refusal('link-unusable');
  return {
    ...names,
    role: 'link',
    subject: `link ${invitation.id}`,
    teamIds: [],
    invitationId: invitation.id,
    ...(invitation.customer_id === null ? {} : { customerId: invitation.customer_id }),
    ...(invitation.contact_id === null ? {} : { contactId: invitation.contact_id }),
  };
}
