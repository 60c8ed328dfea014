import type { StoredName } from './store.ts';

/** The order in which records can be written: what is named before what names it. */
export const writingOrder = [
  'teams',
  'reps',
  'products',
  'customers',
  'contacts',
  'relations',
  'assignments',
  'visits',
  'interactions',
  'tasks',
  'purchases',
  'opportunities',
  'cases',
  'approvals',
  'notes',
  'kpi-definitions',
  'tier-changes',
  'goals',
  'customer-reviews',
  'files',
  'surveys',
  'invitations',
  'responses',
] as const satisfies readonly StoredName[];
