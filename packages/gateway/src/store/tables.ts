import type { ColumnType } from 'kysely';

/** An instant: RFC 3339 in UTC when read; the same, or a `Date`, when written. */
export type Instant = ColumnType<string, string | Date, string | Date>;
/** JSON: parsed when read; written as its text. */
export type Json<T = unknown> = ColumnType<T, string, string>;
/** A column that the database fills when it is not given. */
type Filled<T> = ColumnType<T, T | undefined, never>;

/** What every record's row begins with. `data` is the record without these five. */
export interface RecordRow {
  tenant_id: string;
  id: string;
  version: number;
  created_at: Instant;
  updated_at: Instant;
  data: Json;
}

type Row<T> = RecordRow & T;

/**
 * The tables as Kysely sees them. Days are `YYYY-MM-DD`, amounts are integers of minor units. Columns beside `data` are
 * taken from the record by the repository; write records through it, never by a query.
 */
export interface Tables {
  tenants: { id: string; ref: string; name: string; sample: boolean; created_at: Instant; data: Json };
  teams: Row<{ name: string; mode: string; parent_id: string | null; manager_id: string | null }>;
  reps: Row<{ name: string; team_id: string; grade: string; active: boolean; email: string | null }>;
  products: Row<{ name: string; category: string | null; active: boolean }>;
  customers: Row<{
    kind: string;
    name: string;
    search: string;
    stage: string;
    tier: string | null;
    industry: string | null;
    parent_id: string | null;
    merged_into: string | null;
    created_by: string | null;
  }>;
  contacts: Row<{ customer_id: string; name: string; role: string }>;
  relations: Row<{ customer_id: string; kind: string }>;
  assignments: Row<{ customer_id: string; rep_id: string; role: string; from_day: string; to_day: string | null }>;
  customer_history: {
    tenant_id: string;
    id: string;
    customer_id: string;
    field: string;
    from_value: string | null;
    to_value: string | null;
    at: Instant;
    by: string;
    why: string | null;
  };
  visits: Row<{
    customer_id: string;
    rep_id: string;
    type: string;
    status: string;
    planned_start: Instant | null;
    checked_in_at: Instant | null;
    checked_out_at: Instant | null;
  }>;
  interactions: Row<{ customer_id: string; rep_id: string | null; kind: string; at: Instant }>;
  tasks: Row<{
    customer_id: string | null;
    owner_id: string;
    status: string;
    due_on: string | null;
    done_at: Instant | null;
    created_by: string | null;
  }>;
  purchases: Row<{ customer_id: string; at: Instant; minor: number; currency: string; product_id: string | null }>;
  /** Each customer's purchases by month (UTC) and currency; `orders` are those above 0. Maintained with purchases. */
  purchase_months: {
    tenant_id: string;
    customer_id: string;
    month: string;
    currency: string;
    n: number;
    sum: number;
    squares: number;
    orders: number;
    order_sum: number;
    order_squares: number;
  };
  opportunities: Row<{
    customer_id: string;
    rep_id: string | null;
    stage: string;
    minor: number | null;
    currency: string | null;
    product_id: string | null;
    engaged_on: string | null;
    expected_on: string | null;
    closed_on: string | null;
  }>;
  cases: Row<{
    customer_id: string;
    kind: string;
    status: string;
    severity: string;
    owner_id: string | null;
    opened_at: Instant;
    first_contact_at: Instant | null;
    closed_at: Instant | null;
    due_at: Instant | null;
  }>;
  approvals: Row<{
    customer_id: string | null;
    kind: string;
    status: string;
    requester_id: string | null;
    decider_id: string | null;
    subject_id: string | null;
    period: string | null;
  }>;
  notes: Row<{ customer_id: string; author_id: string | null }>;
  goals: Row<{
    kpi: string;
    subject: string;
    period: string;
    rep_id: string | null;
    team_id: string | null;
    customer_id: string | null;
    parent_id: string | null;
  }>;
  check_ins: Row<{ goal_id: string; subject: string; period: string; at: Instant; author_id: string | null }>;
  scorecard_models: Row<{ model: string; edition: number; from_day: string }>;
  reviews: Row<{ rep_id: string; period: string; kind: string; status: string; author_id: string }>;
  recognitions: Row<{
    rep_id: string;
    author_id: string | null;
    kpi: string | null;
    period: string | null;
    at: Instant;
  }>;
  customer_reviews: Row<{ customer_id: string; reviewer_id: string | null; period: string; recommendation: string }>;
  /** What the job `value` found of a customer; `basis` says of which purchases and model. */
  customer_values: {
    tenant_id: string;
    customer_id: string;
    currency: string;
    tier: string;
    value: number;
    action: string;
    codes: string[];
    basis: string;
    data: Json;
  };
  /** What the job `value` found of all customers whose purchases are in one currency. */
  value_models: { tenant_id: string; currency: string; at: Instant; fitted_at: Instant | null; data: Json };
  /** When a job is due, and who is at it until when. */
  jobs: {
    tenant_id: string;
    job: string;
    holder: string | null;
    until: Instant | null;
    due_at: Instant;
    started_at: Instant | null;
    finished_at: Instant | null;
    outcome: string | null;
    message: string | null;
  };
  files: Row<{ customer_id: string; complete: boolean; size: number }>;
  /** A file's bytes, in parts of at most a megabyte, from part 0. */
  /** Files of answers. Of an anonymous survey they name no invitation. */
  survey_files: {
    tenant_id: string;
    id: string;
    survey_id: string;
    invitation_id: string | null;
    question: string;
    name: string;
    type: string;
    size: number;
    bytes: Buffer;
    added_on: string;
  };
  file_chunks: { tenant_id: string; file_id: string; part: number; bytes: Buffer };
  surveys: Row<{ key: string; status: string; access: string; closes_at: Instant | null }>;
  invitations: Row<{
    survey_id: string;
    customer_id: string | null;
    contact_id: string | null;
    rep_id: string | null;
    status: string;
    expires_at: Instant | null;
    token_hash: Buffer | null;
    distribution_id: string | null;
  }>;
  distributions: Row<{ survey_id: string; status: string; channel: string; owner_id: string | null }>;
  /** Whom a distribution asked on an occasion, once; or why not, and when to look again. */
  distribution_recipients: {
    tenant_id: string;
    distribution_id: string;
    occasion: string;
    recipient_id: string;
    customer_id: string;
    invitation_id: string | null;
    why: string | null;
    again_at: Instant | null;
    at: Instant;
  };
  /** What waits to be sent, and what came of it. */
  deliveries: {
    tenant_id: string;
    id: string;
    key: string;
    kind: string;
    channel: string;
    endpoint: string | null;
    number: number;
    customer_id: string;
    contact_id: string | null;
    invitation_id: string | null;
    case_id: string | null;
    rep_id: string | null;
    state: string;
    attempts: number;
    due_at: Instant;
    sent_at: Instant | null;
    address_hash: Buffer | null;
    why: string | null;
    created_at: Instant;
  };
  /** Addresses that nothing can be delivered to. */
  undeliverable_addresses: { tenant_id: string; channel: string; address_hash: Buffer; why: string; at: Instant };
  /** How far a job has read the events. */
  job_cursors: { tenant_id: string; job: string; place: string };
  responses: Row<{
    survey_id: string;
    survey_version: number;
    invitation_id: string | null;
    customer_id: string | null;
    contact_id: string | null;
    rep_id: string | null;
    final: boolean;
    started_at: Instant;
    finished_at: Instant | null;
    about_rep_id: string | null;
    author_id: string | null;
    anonymous: boolean;
    /** By question, the hash of the device on which its text was typed, as JSON. */
    texts: string | null;
    /** The hash of what takes an anonymous answer back. */
    receipt_hash: Buffer | null;
  }>;
  /** How many answers were finished under a quota (`quota ID`) or a link that serves many (`link ID`). */
  survey_counts: { tenant_id: string; survey_id: string; counted: string; n: number };
  /** Who wants to be left in peace by surveys: `subject` is `contact:ID`, `customer:ID`, `account:ID` or `session:ID`; `until` null is "not again". */
  deferrals: {
    tenant_id: string;
    subject: string;
    customer_id: string | null;
    contact_id: string | null;
    until: Instant | null;
    at: Instant;
  };
  /** What a company decided for all of its figures; no row before the first change. */
  settings: { tenant_id: string; version: number; updated_at: Instant; data: Json };
  kpi_definitions: Row<{ kpi: string }>;
  tier_changes: Row<{ customer_id: string; at: Instant; approval_id: string | null }>;
  /** Which record a row of another system is. Maintained with the record. */
  external_refs: { tenant_id: string; resource: string; ref: string; record_id: string; customer_id: string | null };
  /** Mail addresses and phone numbers by which customers are found. Maintained with customers and contacts. */
  customer_keys: { tenant_id: string; kind: string; value: string; source_id: string; customer_id: string };
  events: {
    tenant_id: string;
    id: string;
    xid: Filled<string>;
    at: Instant;
    kind: string;
    resource: string;
    record_id: string;
    customer_id: string | null;
    audience: string;
    owner_id: string | null;
  };
  /** Answers to keyed writes. `actor` must be the actor's subject. */
  idempotency_keys: {
    tenant_id: string;
    actor: string;
    key: string;
    request_hash: Buffer;
    status: number | null;
    answer: Json | null;
    created_at: Instant;
  };
  revoked_tokens: { tenant_id: string; jti: string; until: Instant };
  /** Every assignment of the tenant with the holder's team, whoever asks. Join it with `customers`, never read it alone. */
  holdings: {
    tenant_id: string;
    customer_id: string;
    rep_id: string;
    role: string;
    from_day: string;
    to_day: string | null;
    team_id: string;
    sealed: boolean;
  };
}
