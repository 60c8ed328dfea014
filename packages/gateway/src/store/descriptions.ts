import type { StoredName } from './store.ts';
import { foldText } from './keys.ts';

/** A record's fields, as they come. */
export type Fields = Readonly<Record<string, unknown>>;

/** PostgreSQL types of the columns beside `data`. */
export type ColumnKind = 'text' | 'uuid' | 'timestamptz' | 'date' | 'bigint' | 'integer' | 'boolean' | 'bytea';

/** A column beside `data`: its type and how its value is taken from the record. */
export interface Column {
  kind: ColumnKind;
  of: (fields: Fields) => unknown;
}

/** How a filter compares. `equals` a column, or one of the special ones, which the repository knows. */
export type Filter =
  | { compare: 'equals'; column: string }
  | { compare: 'from' | 'before'; column: string }
  | { compare: 'search' | 'holder' | 'external-ref' };

/** The table of a resource: its name, with an underscore for each hyphen. */
export const tableOf = (resource: StoredName): string => resource.replaceAll('-', '_');

/** How a resource lies in its table. */
export interface Description {
  columns: Readonly<Record<string, Column>>;
  filters: Readonly<Record<string, Filter>>;
  /** Fields of the record that are kept in a column and not in `data`, and never answered. */
  hidden?: readonly string[];
  /** The rep who made the row is kept in `created_by`. */
  keepsCreator?: boolean;
  /** Whom an event without a customer is for, and the field that names its owner. */
  audience: 'staff' | 'owner' | 'leaders';
  owner?: string;
}

const field = (kind: ColumnKind, name: string): Column => ({ kind, of: (fields) => fields[name] ?? null });
const text = (name: string) => field('text', name);
const uuid = (name: string) => field('uuid', name);
const at = (name: string) => field('timestamptz', name);
const day = (name: string) => field('date', name);
const truth = (name: string) => field('boolean', name);

const inside = (fields: Fields, outer: string, inner: string): unknown => {
  const value = fields[outer];
  return typeof value === 'object' && value !== null ? ((value as Fields)[inner] ?? null) : null;
};
const money: Record<string, Column> = {
  minor: { kind: 'bigint', of: (fields) => inside(fields, 'amount', 'minor') },
  currency: { kind: 'text', of: (fields) => inside(fields, 'amount', 'currency') },
};
const subjectOf = (kind: string): Column => ({
  kind: 'uuid',
  of: (fields) => {
    const subject = String(fields['subject']);
    return subject.startsWith(`${kind}:`) ? subject.slice(kind.length + 1) : null;
  },
});

const equals = (column: string): Filter => ({ compare: 'equals', column });
const customerId = { customerId: equals('customer_id') };
const externalRef: Record<string, Filter> = { externalRef: { compare: 'external-ref' } };

/** Every resource: which columns its table has beside `data`, and how lists filter it. */
export const descriptions: Readonly<Record<StoredName, Description>> = {
  customers: {
    columns: {
      kind: text('kind'),
      name: text('name'),
      search: {
        kind: 'text',
        of: (fields) =>
          foldText([fields['name'], fields['shortName']].filter((part) => typeof part === 'string').join('\n')),
      },
      stage: text('stage'),
      tier: text('tier'),
      industry: text('industry'),
      parent_id: uuid('parentId'),
      merged_into: uuid('mergedInto'),
    },
    filters: {
      kind: equals('kind'),
      stage: equals('stage'),
      tier: equals('tier'),
      industry: equals('industry'),
      parentId: equals('parent_id'),
      repId: { compare: 'holder' },
      search: { compare: 'search' },
      ...externalRef,
    },
    keepsCreator: true,
    audience: 'leaders',
  },
  contacts: {
    columns: { customer_id: uuid('customerId'), name: text('name'), role: text('role') },
    filters: { ...customerId, role: equals('role'), ...externalRef },
    audience: 'leaders',
  },
  relations: {
    columns: { customer_id: uuid('customerId'), kind: text('kind') },
    filters: { ...customerId, kind: equals('kind') },
    audience: 'leaders',
  },
  reps: {
    columns: {
      name: text('name'),
      team_id: uuid('teamId'),
      grade: text('grade'),
      active: truth('active'),
      email: {
        kind: 'text',
        of: (fields) => (typeof fields['email'] === 'string' ? fields['email'].trim().toLowerCase() : null),
      },
    },
    filters: { teamId: equals('team_id'), grade: equals('grade'), ...externalRef },
    audience: 'staff',
  },
  teams: {
    columns: { name: text('name'), mode: text('mode'), parent_id: uuid('parentId'), manager_id: uuid('managerId') },
    filters: { mode: equals('mode'), ...externalRef },
    audience: 'staff',
  },
  products: {
    columns: { name: text('name'), category: text('category'), active: truth('active') },
    filters: { category: equals('category'), ...externalRef },
    audience: 'staff',
  },
  visits: {
    columns: {
      customer_id: uuid('customerId'),
      rep_id: uuid('repId'),
      type: text('type'),
      status: text('status'),
      planned_start: at('plannedStart'),
      checked_in_at: at('checkedInAt'),
      checked_out_at: at('checkedOutAt'),
    },
    filters: {
      ...customerId,
      repId: equals('rep_id'),
      status: equals('status'),
      type: equals('type'),
      plannedFrom: { compare: 'from', column: 'planned_start' },
      plannedTo: { compare: 'before', column: 'planned_start' },
      ...externalRef,
    },
    audience: 'leaders',
  },
  interactions: {
    columns: { customer_id: uuid('customerId'), rep_id: uuid('repId'), kind: text('kind'), at: at('at') },
    filters: { ...customerId, kind: equals('kind'), repId: equals('rep_id'), ...externalRef },
    audience: 'leaders',
  },
  tasks: {
    columns: {
      customer_id: uuid('customerId'),
      owner_id: uuid('ownerId'),
      status: text('status'),
      due_on: day('dueOn'),
      done_at: at('doneAt'),
    },
    filters: { ...customerId, ownerId: equals('owner_id'), status: equals('status') },
    keepsCreator: true,
    audience: 'owner',
    owner: 'ownerId',
  },
  purchases: {
    columns: { customer_id: uuid('customerId'), at: at('at'), ...money, product_id: uuid('productId') },
    filters: { ...customerId, productId: equals('product_id'), ...externalRef },
    audience: 'leaders',
  },
  opportunities: {
    columns: {
      customer_id: uuid('customerId'),
      rep_id: uuid('repId'),
      stage: text('stage'),
      ...money,
      product_id: uuid('productId'),
      engaged_on: day('engagedOn'),
      expected_on: day('expectedOn'),
      closed_on: day('closedOn'),
    },
    filters: { ...customerId, repId: equals('rep_id'), stage: equals('stage'), ...externalRef },
    audience: 'leaders',
  },
  cases: {
    columns: {
      customer_id: uuid('customerId'),
      kind: text('kind'),
      status: text('status'),
      severity: text('severity'),
      owner_id: uuid('ownerId'),
      opened_at: at('openedAt'),
      first_contact_at: at('firstContactAt'),
      closed_at: at('closedAt'),
      due_at: at('dueAt'),
    },
    filters: {
      ...customerId,
      kind: equals('kind'),
      status: equals('status'),
      ownerId: equals('owner_id'),
      ...externalRef,
    },
    audience: 'leaders',
  },
  approvals: {
    columns: {
      customer_id: uuid('customerId'),
      kind: text('kind'),
      status: text('status'),
      requester_id: uuid('requesterId'),
      decider_id: uuid('deciderId'),
      subject_id: { kind: 'uuid', of: (fields) => inside(fields, 'subject', 'id') },
      period: text('period'),
    },
    filters: {
      ...customerId,
      kind: equals('kind'),
      status: equals('status'),
      requesterId: equals('requester_id'),
      period: equals('period'),
    },
    audience: 'owner',
    owner: 'requesterId',
  },
  notes: {
    columns: { customer_id: uuid('customerId'), author_id: uuid('authorId') },
    filters: { ...customerId },
    audience: 'leaders',
  },
  goals: {
    columns: {
      kpi: text('kpi'),
      subject: text('subject'),
      period: text('period'),
      rep_id: subjectOf('rep'),
      team_id: subjectOf('team'),
      customer_id: subjectOf('customer'),
      parent_id: uuid('parentId'),
    },
    filters: {
      kpi: equals('kpi'),
      subject: equals('subject'),
      period: equals('period'),
      parentId: equals('parent_id'),
    },
    audience: 'leaders',
  },
  'check-ins': {
    columns: {
      goal_id: uuid('goalId'),
      subject: text('subject'),
      period: text('period'),
      at: at('at'),
      author_id: uuid('authorId'),
    },
    filters: { goalId: equals('goal_id'), subject: equals('subject'), period: equals('period') },
    audience: 'owner',
    owner: 'authorId',
  },
  'scorecard-models': {
    columns: { model: text('model'), edition: field('integer', 'edition'), from_day: day('from') },
    filters: { model: equals('model') },
    audience: 'staff',
  },
  reviews: {
    columns: {
      rep_id: uuid('repId'),
      period: text('period'),
      kind: text('kind'),
      status: text('status'),
      author_id: uuid('authorId'),
    },
    filters: {
      repId: equals('rep_id'),
      period: equals('period'),
      kind: equals('kind'),
      status: equals('status'),
    },
    // Of a draft its rep is told nothing.
    audience: 'owner',
    owner: 'authorId',
  },
  recognitions: {
    columns: {
      rep_id: uuid('repId'),
      author_id: uuid('authorId'),
      kpi: text('kpi'),
      period: text('period'),
      at: at('at'),
    },
    filters: { repId: equals('rep_id'), kpi: equals('kpi'), period: equals('period') },
    audience: 'staff',
  },
  'kpi-definitions': {
    columns: { kpi: { kind: 'text', of: (fields) => inside(fields, 'definition', 'id') } },
    filters: { kpi: equals('kpi') },
    audience: 'staff',
  },
  'tier-changes': {
    columns: { customer_id: uuid('customerId'), at: at('at'), approval_id: uuid('approvalId') },
    filters: { ...customerId, approvalId: equals('approval_id') },
    audience: 'leaders',
  },
  assignments: {
    columns: {
      customer_id: uuid('customerId'),
      rep_id: uuid('repId'),
      role: text('role'),
      from_day: day('from'),
      to_day: day('to'),
    },
    filters: { ...customerId, repId: equals('rep_id'), role: equals('role') },
    audience: 'leaders',
  },
  'customer-reviews': {
    columns: {
      customer_id: uuid('customerId'),
      reviewer_id: uuid('reviewerId'),
      period: text('period'),
      recommendation: text('recommendation'),
    },
    filters: { ...customerId, period: equals('period') },
    audience: 'leaders',
  },
  files: {
    columns: { customer_id: uuid('customerId'), complete: truth('complete'), size: field('bigint', 'size') },
    filters: { ...customerId },
    audience: 'leaders',
  },
  surveys: {
    columns: {
      key: { kind: 'text', of: (fields) => inside(fields, 'definition', 'id') },
      status: text('status'),
      access: text('access'),
      closes_at: at('closesAt'),
    },
    filters: { status: equals('status'), key: equals('key') },
    audience: 'staff',
  },
  invitations: {
    columns: {
      survey_id: uuid('surveyId'),
      customer_id: uuid('customerId'),
      contact_id: uuid('contactId'),
      rep_id: uuid('repId'),
      status: text('status'),
      expires_at: at('expiresAt'),
      token_hash: {
        kind: 'bytea',
        of: (fields) => (typeof fields['tokenHash'] === 'string' ? Buffer.from(fields['tokenHash'], 'hex') : null),
      },
      distribution_id: uuid('distributionId'),
    },
    filters: {
      surveyId: equals('survey_id'),
      ...customerId,
      status: equals('status'),
      distributionId: equals('distribution_id'),
    },
    hidden: ['tokenHash'],
    audience: 'leaders',
  },
  distributions: {
    columns: {
      survey_id: uuid('surveyId'),
      status: text('status'),
      channel: text('channel'),
      owner_id: uuid('ownerId'),
    },
    filters: { surveyId: equals('survey_id'), status: equals('status'), channel: equals('channel') },
    audience: 'staff',
  },
  responses: {
    columns: {
      survey_id: uuid('surveyId'),
      survey_version: field('integer', 'surveyVersion'),
      invitation_id: uuid('invitationId'),
      customer_id: uuid('customerId'),
      contact_id: uuid('contactId'),
      rep_id: uuid('repId'),
      final: truth('final'),
      started_at: at('startedAt'),
      finished_at: at('finishedAt'),
      about_rep_id: uuid('aboutRepId'),
      author_id: uuid('authorId'),
      anonymous: { kind: 'boolean', of: (fields) => fields['anonymous'] === true },
      texts: text('texts'),
    },
    filters: { surveyId: equals('survey_id'), ...customerId, repId: equals('rep_id'), final: equals('final') },
    // Who says something about a rep, and on which device a text was typed, is nobody's business.
    hidden: ['authorId', 'texts'],
    audience: 'leaders',
  },
};
