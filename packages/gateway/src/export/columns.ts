import {
  approval,
  assignment,
  caseRecord,
  checkIn,
  contact,
  customerReview,
  customer,
  distribution,
  file,
  goal,
  interaction,
  invitation,
  kpiDefinitionRecord,
  note,
  opportunity,
  product,
  purchase,
  recognition,
  relation,
  rep,
  response,
  review,
  scorecardModel,
  survey,
  task,
  team,
  tierChange,
  visit,
} from '@liaise/core/records';
import type { StoredName, StoredRecord } from '../store/store.ts';

const schemas: Readonly<Record<StoredName, { readonly shape: object }>> = {
  approvals: approval,
  assignments: assignment,
  cases: caseRecord,
  'check-ins': checkIn,
  contacts: contact,
  'customer-reviews': customerReview,
  customers: customer,
  distributions: distribution,
  files: file,
  goals: goal,
  interactions: interaction,
  invitations: invitation,
  'kpi-definitions': kpiDefinitionRecord,
  notes: note,
  opportunities: opportunity,
  products: product,
  purchases: purchase,
  recognitions: recognition,
  relations: relation,
  reps: rep,
  responses: response,
  reviews: review,
  'scorecard-models': scorecardModel,
  surveys: survey,
  tasks: task,
  teams: team,
  'tier-changes': tierChange,
  visits: visit,
};

/** Amounts take two columns each, so that a spreadsheet can add them. */
const amounts = new Set(['amount', 'price', 'annualRevenue']);

/** The columns of a resource's table: its fields; of an amount, `amount.minor` and `amount.currency`. */
export function columnsOf(resource: StoredName): string[] {
  return Object.keys(schemas[resource].shape).flatMap((field) =>
    amounts.has(field) ? [`${field}.minor`, `${field}.currency`] : [field],
  );
}

/** A record's cells. What is neither text, number nor truth is written as JSON. */
export function cellsOf(columns: readonly string[], record: StoredRecord): unknown[] {
  return columns.map((column) =>
    column
      .split('.')
      .reduce<unknown>(
        (here, step) => (typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined),
        record,
      ),
  );
}
