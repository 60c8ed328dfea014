import type { Migration } from './migration.ts';

const tenant = `(SELECT nullif(current_setting('liaise.tenant', true), '')::uuid)`;
const links = `(SELECT current_setting('liaise.role', true) = 'links')`;
const invitations = `(SELECT string_to_array(current_setting('liaise.invitations', true), ','))`;
const among = (column: string) => `${column} = ANY (${invitations}::uuid[])`;

const ofItsLink = `${among('responses.invitation_id')} AND EXISTS (SELECT 1 FROM invitations i WHERE i.tenant_id = responses.tenant_id AND i.id = responses.invitation_id AND i.survey_id = responses.survey_id AND i.customer_id IS NOT DISTINCT FROM responses.customer_id AND i.contact_id IS NOT DISTINCT FROM responses.contact_id)`;
const ownKey = `idempotency_keys.actor LIKE 'link %' AND substr(idempotency_keys.actor, 6) = ANY (${invitations}::text[])`;

/** What a batch of links' holders sees and writes: each row must belong to one of them, as under its own link. */
const rules: readonly { table: string; read?: string; insert?: string; change?: string }[] = [
  {
    table: 'surveys',
    read: `EXISTS (SELECT 1 FROM invitations i WHERE i.tenant_id = surveys.tenant_id AND i.survey_id = surveys.id AND ${among('i.id')})`,
  },
  { table: 'invitations', read: among('invitations.id'), change: among('invitations.id') },
  { table: 'responses', read: among('responses.invitation_id'), insert: ofItsLink, change: ofItsLink },
  { table: 'events', insert: 'true' },
  { table: 'idempotency_keys', read: ownKey, insert: ownKey },
];

const guard = ({ table, read, insert, change }: (typeof rules)[number]): string[] => {
  const mine = (condition: string) => `(${table}.tenant_id = ${tenant} AND ${links} AND ${condition})`;
  const policies = [
    read && `CREATE POLICY ${table}_links_read ON ${table} FOR SELECT USING ${mine(read)}`,
    insert && `CREATE POLICY ${table}_links_insert ON ${table} FOR INSERT WITH CHECK ${mine(insert)}`,
    change &&
      `CREATE POLICY ${table}_links_change ON ${table} FOR UPDATE USING ${mine(change)} WITH CHECK ${mine(change)}`,
  ];
  return policies.flatMap((policy) => policy ?? []);
};

/** Answers of several links are saved in one transaction, whose role may touch the rows of these links and no others. */
export const linkBatches: Migration = { name: '0008-link-batches', steps: rules.flatMap(guard) };
