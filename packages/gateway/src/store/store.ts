import type { Transaction } from 'kysely';
import type { ResourceName } from '@liaise/core/api';
import type { Actor } from '../access/actor.ts';
import type { Tables } from './tables.ts';

/** A record as it is stored and answered; its exact type is that of its schema in core. */
export interface StoredRecord {
  id: string;
  version: number;
  createdAt: string;
  updatedAt: string;
}

/** What a list asks for: compared fields by name, where to go on, and how many. */
export interface ListRequest {
  filters: Readonly<Record<string, string>>;
  /** The id after which the page begins; ids ascend. */
  after?: string | undefined;
  limit: number;
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

  list<T extends StoredRecord>(resource: ResourceName | 'responses', request: ListRequest): Promise<T[]>;
  read<T extends StoredRecord>(resource: ResourceName | 'responses', id: string): Promise<T | null>;
  readMany<T extends StoredRecord>(resource: ResourceName | 'responses', ids: readonly string[]): Promise<T[]>;
  /** Inserts; `false` when the id is taken (also by a record the actor may not see). Throws `NotAllowed` when the row policy refuses it. */
  insert<T extends StoredRecord>(resource: ResourceName | 'responses', record: T): Promise<boolean>;
  /** Replaces a record whose stored version is `record.version - 1`; `false` when it is not. */
  replace<T extends StoredRecord>(resource: ResourceName | 'responses', record: T): Promise<boolean>;
  /** Removes a record (of that version, when given); `false` when it is not there. */
  remove(resource: ResourceName | 'responses', id: string, version?: number): Promise<boolean>;
  /** Notes a change for `/v1/events`, in this transaction. Insert, replace and remove above do it themselves. */
  noteChange(kind: 'created' | 'changed' | 'removed', resource: string, recordId: string, customerId?: string): Promise<void>;
  /**
   * Resolves customers as writers name them (id, `system:Collection/row`, mail address, phone number), all in one query. The answer holds
   * each reference that names exactly one visible customer; `ambiguous` those that name several.
   */
  resolveCustomers(references: readonly string[]): Promise<{ found: Map<string, string>; ambiguous: Set<string> }>;
}

/** Thrown when a row policy refuses a write. */
export class NotAllowed extends Error {
  override readonly name = 'NotAllowed';
}

/** Where records live. */
export interface Store {
  /** Runs work in one transaction as the actor; commits when it resolves, rolls back when it throws; retries 40001 and 40P01. */
  transact<T>(actor: Actor, work: (work: Work) => Promise<T>, options?: { readOnly?: boolean }): Promise<T>;
  /** The tenant by its reference, or null. Cached. */
  tenant(ref: string): Promise<{ id: string; ref: string } | null>;
  /** Every tenant. */
  tenants(): Promise<{ id: string; ref: string; name: string; sample: boolean }[]>;
  createTenant(tenant: { id: string; ref: string; name: string; sample: boolean }): Promise<void>;
  /** Calls back when something changed in a tenant (a hint: a change may be told twice, late, or only by the next poll). Returns how to stop. */
  onChange(listener: (tenantId: string) => void): () => void;
  /** Whether the database answers and its schema is this version's. Throws with a sentence that says what is wrong. */
  check(): Promise<void>;
  close(): Promise<void>;
}
