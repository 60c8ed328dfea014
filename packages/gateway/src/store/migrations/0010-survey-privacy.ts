import type { Migration } from './migration.ts';
import { guard, leaders, once, role, setting, staff, tenant } from './policy.ts';

const links = role('links');
const link = role('link');
const invitation = once(`${setting('invitation')}::uuid`);
const invitations = once(`string_to_array(current_setting('liaise.invitations', true), ',')`);
const ofItsLinks = `responses.invitation_id = ANY (${invitations}::uuid[])`;
/** Policies of `surveys` let a link's holder see its own survey only. */
const ownSurvey = (table: string) =>
  `EXISTS (SELECT 1 FROM surveys s WHERE s.tenant_id = ${table}.tenant_id AND s.id = ${table}.survey_id)`;

/** An anonymous answer that is finished: it names nobody. */
const nobodys = `responses.anonymous AND responses.final AND responses.invitation_id IS NULL AND responses.customer_id IS NULL AND responses.contact_id IS NULL AND responses.rep_id IS NULL AND responses.author_id IS NULL`;

/**
 * Answers that no longer tell whose they were, the receipts by which they are taken back, who typed which text, and how many answers a
 * quota or a link has taken. An anonymous answer is read by nobody of the staff, one by one: only its link sees a draft, and only figures tell of
 * those that are finished.
 */
export const surveyPrivacy: Migration = {
  name: '0010-survey-privacy',
  steps: [
    `ALTER TABLE responses ADD COLUMN anonymous boolean NOT NULL DEFAULT false`,
    `ALTER TABLE responses ADD COLUMN texts text`,
    `ALTER TABLE responses ADD COLUMN receipt_hash bytea`,
    `CREATE UNIQUE INDEX responses_receipt ON responses (tenant_id, receipt_hash) WHERE receipt_hash IS NOT NULL`,
    `CREATE POLICY responses_anonymous_unseen ON responses AS RESTRICTIVE FOR SELECT USING (responses.tenant_id = ${tenant} AND (NOT responses.anonymous OR ${role('link', 'links', 'system')}))`,
    `CREATE POLICY responses_anonymous_insert ON responses FOR INSERT WITH CHECK (responses.tenant_id = ${tenant} AND ${links} AND ${nobodys} AND ${ownSurvey('responses')})`,
    `CREATE POLICY responses_links_remove ON responses FOR DELETE USING (responses.tenant_id = ${tenant} AND ${links} AND responses.anonymous AND ${ofItsLinks})`,
    `CREATE POLICY responses_withdraw ON responses FOR DELETE USING (responses.tenant_id = ${tenant} AND ${link} AND responses.invitation_id = ${invitation})`,
    `CREATE POLICY idempotency_keys_links_remove ON idempotency_keys FOR DELETE USING (idempotency_keys.tenant_id = ${tenant} AND ${links} AND idempotency_keys.actor LIKE 'link %' AND substr(idempotency_keys.actor, 6) = ANY (${invitations}::text[]))`,

    `CREATE TABLE survey_counts (
  tenant_id uuid NOT NULL,
  survey_id uuid NOT NULL,
  counted text NOT NULL,
  n integer NOT NULL,
  PRIMARY KEY (tenant_id, survey_id, counted),
  CONSTRAINT survey_counts_survey_id_fkey FOREIGN KEY (tenant_id, survey_id) REFERENCES surveys (tenant_id, id) ON DELETE CASCADE
)`,
    ...guard('survey_counts', {
      read: `((${staff} OR ${link} OR ${links}) AND ${ownSurvey('survey_counts')})`,
      write: `((${staff} OR ${links}) AND ${ownSurvey('survey_counts')})`,
      remove: leaders,
    }),
  ],
};
