import type { CustomerCard as CardData } from '@liaise/core/api/customers';
import type { Case } from '@liaise/core/records/case';
import type { Contact } from '@liaise/core/records/contact';
import type { Customer } from '@liaise/core/records/customer';
import type { Visit } from '@liaise/core/records/visit';
import { baseMessages } from '../base/base.messages.ts';
import { catalog } from '../base/catalog.ts';

type Words<K extends string> = Readonly<Record<K, string>>;
type ScoreKind = NonNullable<CardData['score']>['kind'];

const kinds: Words<Customer['kind']> = { organization: 'Organization', person: 'Person' };
const stages: Words<Customer['stage']> = {
  acquire: 'Prospect',
  build: 'Building up',
  retain: 'Retained',
  grow: 'Growing',
  lost: 'Lost',
};
const tiers: Words<NonNullable<Customer['tier']>> = {
  top: 'Top tier',
  big: 'Big tier',
  medium: 'Medium tier',
  small: 'Small tier',
};
const roles: Words<Contact['role']> = {
  'decision-maker': 'Decision maker',
  influencer: 'Influencer',
  champion: 'Champion',
  user: 'User',
  gatekeeper: 'Gatekeeper',
  blocker: 'Blocker',
  other: 'Contact',
};
const statuses: Words<Visit['status']> = {
  planned: 'Planned',
  'checked-in': 'Checked in',
  'checked-out': 'Checked out',
  reported: 'Reported',
  reviewed: 'Reviewed',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
  'no-show': 'Nobody came',
  'force-closed': 'Closed by the manager',
};
const outcomes: Words<NonNullable<Visit['outcome']>> = {
  met: 'Met',
  agreed: 'Agreed',
  'needs-follow-up': 'Needs follow-up',
  refused: 'Refused',
  'nobody-there': 'Nobody there',
};
const caseKinds: Words<Case['kind']> = {
  request: 'Request',
  complaint: 'Complaint',
  dispute: 'Dispute',
  praise: 'Praise',
};
const scores: Words<ScoreKind> = { nps: 'NPS', csat: 'CSAT', ces: 'CES' };

const english = {
  ...baseMessages,
  choose: 'No customer is chosen.',
  card: 'Customer',
  holder: 'Held by',
  deputy: 'Deputy',
  nobody: 'nobody yet',
  lastContact: 'Last contact',
  nextVisit: 'Next visit',
  never: 'none logged',
  nonePlanned: 'none planned',
  noAnswers: 'no answers yet',
  purchases: 'Purchases',
  lastPurchase: (when: string): string => `last ${when}`,
  opportunities: 'Open opportunities',
  openTasks: 'Open tasks',
  openCases: 'Open cases',
  score: 'Latest score',
  answers: (kind: string, n: string): string => `${kind}, n = ${n}`,
  contacts: 'Contacts',
  visits: 'Visits',
  tasks: 'Tasks',
  cases: 'Cases',
  due: (when: string): string => `due ${when}`,
  overdue: (when: string): string => `overdue since ${when}`,
  more: (count: string): string => `${count} more`,
  noneYet: 'None yet',
  /** A company's own word for a type of visit, as it is written. */
  visitType: (type: string): string => type.charAt(0).toUpperCase() + type.slice(1).replaceAll('-', ' '),
  kinds,
  stages,
  tiers,
  roles,
  statuses,
  outcomes,
  caseKinds,
  scores,
};

export type CustomerCardMessages = typeof english;

export const customerCardMessages = catalog(english, { zh: () => import('./customer-card.messages.zh.ts') });
