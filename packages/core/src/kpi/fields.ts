import type { Assignment } from '../records/assignment.ts';
import type { Case } from '../records/case.ts';
import type { Contact } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import type { Interaction } from '../records/interaction.ts';
import type { Opportunity } from '../records/opportunity.ts';
import type { Purchase } from '../records/purchase.ts';
import type { ResponseRecord } from '../records/survey.ts';
import type { Task } from '../records/task.ts';
import type { TierChange } from '../records/tier-change.ts';
import type { Visit } from '../records/visit.ts';

/** The records a measure may read, under the name of their route. */
export interface Resources {
  customers: Customer;
  contacts: Contact;
  visits: Visit;
  interactions: Interaction;
  tasks: Task;
  purchases: Purchase;
  opportunities: Opportunity;
  cases: Case;
  responses: ResponseRecord;
  assignments: Assignment;
  'tier-changes': TierChange;
}
export type Resource = keyof Resources;

type Scalar = string | number | boolean;

/** The names of a record's fields; a field of an object is `object.field`. */
type Path<T> = {
  [K in keyof T & string]-?: NonNullable<T[K]> extends Scalar | readonly unknown[]
    ? K
    : string extends keyof NonNullable<T[K]>
      ? K
      : K | `${K}.${keyof NonNullable<T[K]> & string}`;
}[keyof T & string];

/** The type of the value at a path, present. */
export type ValueAt<T, P> = P extends keyof T
  ? NonNullable<T[P]>
  : P extends `${infer K}.${infer Rest}`
    ? K extends keyof T
      ? ValueAt<NonNullable<T[K]>, Rest>
      : never
    : never;

/** What a field holds. A list of words is an enumeration: only these values occur. */
type KindOf<V> = [V] extends [boolean]
  ? 'boolean'
  : [V] extends [number]
    ? 'number'
    : [V] extends [string]
      ? 'id' | 'text' | 'instant' | 'day' | readonly V[]
      : [V] extends [readonly unknown[]]
        ? 'list'
        : 'object';

const envelope = { id: 'id', createdAt: 'instant', updatedAt: 'instant' } as const;
const money = { 'amount.minor': 'number', 'amount.currency': 'text' } as const;

/**
 * The fields a measure may name, by resource, and what each holds. It is checked against the record types, so that a
 * field which is renamed there is a type error here. Beside these, `extra.NAME` may stand in a condition.
 */
export const fields = {
  customers: {
    ...envelope,
    kind: ['organization', 'person'],
    name: 'text',
    stage: ['acquire', 'build', 'retain', 'grow', 'lost'],
    tier: ['top', 'big', 'medium', 'small'],
    importance: 'number',
    shortName: 'text',
    language: 'text',
    industry: 'text',
    ownership: ['state', 'private', 'foreign', 'joint-venture', 'public', 'individual', 'other'],
    taxId: 'text',
    website: 'text',
    employees: 'number',
    'annualRevenue.minor': 'number',
    'annualRevenue.currency': 'text',
    foundedOn: 'day',
    site: 'object',
    'site.city': 'text',
    'site.region': 'text',
    'site.country': 'text',
    'site.position': 'object',
    channels: 'list',
    doNotContact: 'boolean',
    consent: 'list',
    needs: 'list',
    preferences: 'list',
    industryFacts: 'list',
    competitors: 'list',
    dates: 'list',
    tags: 'list',
    note: 'text',
    parentId: 'id',
  },
  contacts: {
    ...envelope,
    customerId: 'id',
    name: 'text',
    role: ['decision-maker', 'influencer', 'champion', 'user', 'gatekeeper', 'blocker', 'other'],
    title: 'text',
    department: 'text',
    influence: 'number',
    reportsTo: 'id',
    language: 'text',
    channels: 'list',
    doNotContact: 'boolean',
    consent: 'list',
    dates: 'list',
  },
  visits: {
    ...envelope,
    customerId: 'id',
    repId: 'id',
    type: 'text',
    status: [
      'planned',
      'checked-in',
      'checked-out',
      'reported',
      'reviewed',
      'skipped',
      'cancelled',
      'no-show',
      'force-closed',
    ],
    unplanned: 'boolean',
    plannedStart: 'instant',
    plannedEnd: 'instant',
    checkedInAt: 'instant',
    checkedOutAt: 'instant',
    purpose: 'text',
    notes: 'text',
    outcome: ['met', 'agreed', 'needs-follow-up', 'refused', 'nobody-there'],
    nextStep: 'object',
    contactIds: 'list',
  },
  interactions: {
    ...envelope,
    customerId: 'id',
    repId: 'id',
    contactId: 'id',
    visitId: 'id',
    kind: ['visit', 'call', 'mail', 'message', 'video', 'gift', 'event'],
    direction: ['inbound', 'outbound'],
    at: 'instant',
    minutes: 'number',
    subject: 'text',
    text: 'text',
  },
  tasks: {
    ...envelope,
    customerId: 'id',
    ownerId: 'id',
    status: ['open', 'done', 'cancelled'],
    priority: ['low', 'normal', 'high'],
    dueOn: 'day',
    doneAt: 'instant',
    source: 'object',
    'source.kind': ['customer', 'contact', 'visit', 'case', 'task', 'opportunity', 'response', 'rep', 'team', 'goal'],
  },
  purchases: {
    ...envelope,
    ...money,
    customerId: 'id',
    productId: 'id',
    at: 'instant',
    quantity: 'number',
    description: 'text',
  },
  opportunities: {
    ...envelope,
    ...money,
    customerId: 'id',
    repId: 'id',
    productId: 'id',
    stage: ['prospecting', 'engaging', 'proposal', 'negotiation', 'won', 'lost'],
    probability: 'number',
    engagedOn: 'day',
    expectedOn: 'day',
    closedOn: 'day',
  },
  cases: {
    ...envelope,
    customerId: 'id',
    ownerId: 'id',
    contactId: 'id',
    kind: ['request', 'complaint', 'dispute', 'praise'],
    status: ['open', 'acknowledged', 'in-progress', 'solved', 'closed'],
    severity: ['low', 'normal', 'high', 'critical'],
    dueAt: 'instant',
    openedAt: 'instant',
    firstContactAt: 'instant',
    closedAt: 'instant',
    rootCause: 'text',
    solution: 'text',
  },
  responses: {
    ...envelope,
    surveyId: 'id',
    surveyVersion: 'number',
    customerId: 'id',
    contactId: 'id',
    repId: 'id',
    final: 'boolean',
    startedAt: 'instant',
    finishedAt: 'instant',
    language: 'text',
    source: ['link', 'page', 'phone', 'import'],
    aboutRepId: 'id',
    raterRole: ['self', 'superior', 'peer', 'report', 'customer'],
  },
  assignments: {
    ...envelope,
    customerId: 'id',
    repId: 'id',
    role: ['holder', 'deputy', 'co-owner', 'originator'],
    from: 'day',
    to: 'day',
  },
  'tier-changes': {
    ...envelope,
    customerId: 'id',
    from: ['top', 'big', 'medium', 'small'],
    to: ['top', 'big', 'medium', 'small'],
    at: 'instant',
    reason: 'text',
    approvalId: 'id',
  },
} as const satisfies {
  [R in Resource]: { [P in Path<Resources[R]>]?: KindOf<ValueAt<Resources[R], P>> };
};

type Fields = typeof fields;
type OfKind<R extends Resource, Kind> = {
  [F in keyof Fields[R]]: Fields[R][F] extends Kind ? F : never;
}[keyof Fields[R]] &
  string;

/** Any field of a resource, for `set`. */
export type AnyField<R extends Resource> = keyof Fields[R] & string;
/** A field that holds one word, number or truth. */
export type ScalarField<R extends Resource> = Exclude<AnyField<R>, OfKind<R, 'list' | 'object'>>;
/** A field that can be added. */
export type NumberField<R extends Resource> = OfKind<R, 'number'>;
/** A field that says when: an instant or a day. */
export type MomentField<R extends Resource> = OfKind<R, 'instant' | 'day'>;
/** A field that says when, to the second. */
export type InstantField<R extends Resource> = OfKind<R, 'instant'>;
/** What a field may hold, for the reader of definitions that come as JSON. */
export type FieldKind =
  'id' | 'text' | 'instant' | 'day' | 'number' | 'boolean' | 'list' | 'object' | readonly string[];

/** The names of the resources a measure may read. */
export const resources = Object.keys(fields) as readonly Resource[];

/** What a field holds, or undefined when the resource has no such field for measures. */
export function kindOf(resource: Resource, field: string): FieldKind | undefined {
  const kinds: Readonly<Record<string, FieldKind>> = fields[resource];
  return Object.hasOwn(kinds, field) ? kinds[field] : undefined;
}
