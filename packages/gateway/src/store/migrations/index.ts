import { records } from './0001-records.ts';
import { policies } from './0002-policies.ts';
import { narrowIndex } from './0003-narrow-index.ts';
import { settings } from './0004-settings.ts';
import { rollups } from './0005-rollups.ts';
import { scorecards } from './0006-scorecards.ts';
import { value } from './0007-value.ts';
import { linkBatches } from './0008-link-batches.ts';
import { politeness } from './0009-politeness.ts';
import { surveyPrivacy } from './0010-survey-privacy.ts';
import { sending } from './0011-sending.ts';
import { surveyFiles } from './0012-survey-files.ts';
import type { Migration } from './migration.ts';

export type { Migration } from './migration.ts';

/** Every migration, oldest first. */
export const migrations: readonly Migration[] = [
  records,
  policies,
  narrowIndex,
  settings,
  rollups,
  scorecards,
  value,
  linkBatches,
  politeness,
  surveyPrivacy,
  sending,
  surveyFiles,
];

/** Tables that hold no tenant's records. The role of the transactions has no right to any of them. */
export const tenantless: readonly string[] = ['tenants', 'issuers', 'migrations', 'migration_lease'];
