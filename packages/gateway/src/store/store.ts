import type { Transaction } from 'kysely';
import type { ResourceName } from '@liaise/core/api';
import type { Actor } from '../access/actor.ts';
import type { Tables } from './tables.ts';

export {
  AlreadyThere,
  MissingReference,
  NotAllowed,
  NotStorable,
  RefusedToStart,
  StillReferenced,
  Unavailable,
} from './errors.ts';

/** What the repository keeps: the resources with common routes, responses, and changes of customers' levels. */
export type StoredName = ResourceName | 'responses' | 'tier-changes';

/** A record as it is stored and answered; its exact type is that of its schema in core. */
export interface StoredRecord {
  id: string;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** What a list asks for: compared fields by name, where to go on, and how many. */
export interface ListRequest {
  /** Named like the filters of the resource's routes in `@liaise/core/api`. Another name is a programming error. */
  filters: Readonly<Record<string, string>>;
  /** The id after which the page begins; ids ascend. */
  after?: string | undefined;
  limit: number;
}

/** A change, as `readEvents` answers it. `id` is where to go on from; it is opaque. */
export interface StoredEvent {
  id: string;
  at: string;
  kind: 'created' | 'changed' | 'removed';
  resource: string;
  recordId: string;
  customerId?: string;
}

/**
 * One transaction of one actor. It runs as the role without bypass with the actor set, so that row-level security
 * decides what it sees; every function below therefore answers only what the actor may see.
 */
export interface Work {
  readonly actor: Actor;
  /** The transaction's time, taken once; parameters carry it instead of `now()`. */
  readonly now: Date;
  /** For queries that the functions below do not cover. */
  readonly sql: Transaction<Tables>;
  /** Whether something was noted for `/v1/events`: set it where a statement of your own did. */
  changed: boolean;

  list<T extends StoredRecord>(resource: StoredName, request: ListRequest): Promise<T[]>;
  read<T extends StoredRecord>(resource: StoredName, id: string): Promise<T | null>;
  /** The records with these ids that the actor sees, by ascending id. */
  readMany<T extends StoredRecord>(resource: StoredName, ids: readonly string[]): Promise<T[]>;
  /**
   * Inserts; `false` when the id is taken (also by a record the actor may not see). Throws `NotAllowed` when the row
   * policy refuses it, `AlreadyThere` when something unique is taken, `MissingReference` when it names what is not there.
   * An invitation may carry `tokenHash` (hexadecimal) and a response `invitationId` beside the fields of their schemas;
   * the first is never answered.
   */
  insert<T extends StoredRecord>(resource: StoredName, record: T): Promise<boolean>;
  /** Replaces a record whose stored version is `record.version - 1`; `false` when it is not. */
  replace<T extends StoredRecord>(resource: StoredName, record: T): Promise<boolean>;
  /** Removes a record (of that version, when given); `false` when it is not there. Throws `StillReferenced`. */
  remove(resource: StoredName, id: string, version?: number): Promise<boolean>;
  /** Notes a change for `/v1/events`, in this transaction. Insert, replace and remove above do it themselves. */
  noteChange(
    kind: 'created' | 'changed' | 'removed',
    resource: string,
    recordId: string,
    customerId?: string,
  ): Promise<void>;
  /**
   * Changes that the actor sees, in the order in which they became certain, after the one whose `id` is given (from the
   * beginning without). Never skips one that commits late. `horizon` is where to go on from when nothing came. Throws
   * `RangeError` for an `after` that it did not make.
   */
  readEvents(after: string | undefined, limit: number): Promise<{ events: StoredEvent[]; horizon: string }>;
  /**
   * Runs something of which only sums come out with all of the tenant's rows in sight, and then goes back to what the actor sees.
   * Within it only `all` may be used: any other statement of this transaction is refused before it is sent, and so is one by `all`
   * afterwards. Where something fails in it the role is set back; where that fails too, the transaction takes no more statements.
   */
  overAllRows<T>(run: (all: Work) => Promise<T>): Promise<T>;
  /**
   * Resolves customers as writers name them (id, `system:Collection/row`, mail address, phone number), all in one query. The answer holds
   * each reference that names exactly one visible customer; `ambiguous` those that name several. A customer merged into
   * another resolves to that other.
   */
  resolveCustomers(references: readonly string[]): Promise<{ found: Map<string, string>; ambiguous: Set<string> }>;
}

/** A tenant as it is kept. */
export interface Tenant {
  id: string;
  /** Names the tenant in tokens and survey links: lower-case letters, digits, hyphens. */
  ref: string;
  name: string;
  /** Whether it holds the sample data of a first run. */
  sample: boolean;
}

/** Where records live. */
export interface Store {
  /** Runs work in one transaction as the actor; commits when it resolves, rolls back when it throws; retries 40001 and 40P01. */
  transact<T>(actor: Actor, work: (work: Work) => Promise<T>, options?: { readOnly?: boolean }): Promise<T>;
  /** The tenant by its reference, or null. Cached. */
  tenant(ref: string): Promise<{ id: string; ref: string } | null>;
  /** Every tenant. */
  tenants(): Promise<Tenant[]>;
  createTenant(tenant: Tenant): Promise<void>;
  /** Calls back when something changed in a tenant (a hint: a change may be told twice, late, or only by the next poll). Returns how to stop. */
  onChange(listener: (tenantId: string) => void): () => void;
  /** Whether the database answers and its schema is this version's. Throws with a sentence that says what is wrong. */
  check(): Promise<void>;
  /**
   * Has the database count anew what its tables hold. After many new rows: until it has noticed them by itself, it plans
   * queries for a table that was nearly empty.
   */
  refreshStatistics(): Promise<void>;
  close(): Promise<void>;
}
