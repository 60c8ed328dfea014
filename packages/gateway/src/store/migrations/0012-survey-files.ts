import type { Migration } from './migration.ts';
import { guard, leaders, once, role, setting, staff } from './policy.ts';

const invitation = once(`${setting('invitation')}::uuid`);
const link = role('link');

/** The row is of the survey of whoever holds the link, and names that link or, where the survey is anonymous, nobody. */
const ownSurvey = `(${link} AND (survey_files.invitation_id IS NULL OR survey_files.invitation_id = ${invitation}) AND EXISTS (SELECT 1 FROM invitations i WHERE i.tenant_id = survey_files.tenant_id AND i.id = ${invitation} AND i.survey_id = survey_files.survey_id))`;

/** Staff see the files of the answers that they see; those of nobody only who leads. */
const ofAnswers = `(${staff} AND CASE WHEN survey_files.invitation_id IS NULL THEN ${leaders} ELSE EXISTS (SELECT 1 FROM responses r WHERE r.tenant_id = survey_files.tenant_id AND r.invitation_id = survey_files.invitation_id) END)`;

/** Files that came with answers. Of an anonymous survey they tell neither the link nor more of the time than the day. */
export const surveyFiles: Migration = {
  name: '0012-survey-files',
  steps: [
    `CREATE TABLE survey_files (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  survey_id uuid NOT NULL,
  invitation_id uuid,
  question text NOT NULL,
  name text NOT NULL,
  type text NOT NULL,
  size bigint NOT NULL,
  bytes bytea NOT NULL,
  added_on date NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT survey_files_survey_id_fkey FOREIGN KEY (tenant_id, survey_id) REFERENCES surveys (tenant_id, id) ON DELETE CASCADE,
  CONSTRAINT survey_files_invitation_id_fkey FOREIGN KEY (tenant_id, invitation_id) REFERENCES invitations (tenant_id, id) ON DELETE CASCADE
)`,
    `CREATE INDEX survey_files_survey ON survey_files (tenant_id, survey_id)`,
    `CREATE INDEX survey_files_invitation ON survey_files (tenant_id, invitation_id)`,
    ...guard('survey_files', {
      read: `(${ofAnswers} OR (${link} AND survey_files.invitation_id = ${invitation}))`,
      insert: ownSurvey,
      write: 'false',
      remove: `(${role('system')} OR (${link} AND survey_files.invitation_id = ${invitation}))`,
    }),
  ],
};
