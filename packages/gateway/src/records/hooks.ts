import type { ResourceName } from '@liaise/core/api';
import type { StoredRecord } from '../store/store.ts';
import type { Call } from '../routes/call.ts';

/** A body or a patch of any record, parsed. */
export type Fields = Record<string, unknown>;

/** A stored record of any kind. */
export type AnyRecord = StoredRecord & Fields;

/**
 * Where a resource differs from the five common routes. Each hook runs in the transaction of the write; a `Refusal` thrown in one ends it.
 */
export interface Hooks<Stored extends StoredRecord = AnyRecord, Create = Fields, Change = Fields> {
  /** The field that names whose record it is. It defaults to the caller's rep, and a rep writes in its own name only. */
  owner?: { field: string; required: boolean };
  /** Fields that are always there: a change that clears one leaves it as it is. */
  keeps?: readonly string[];
  /** Fields that name other records, which must be there for the caller: field to resource. */
  refers?: Readonly<Record<string, ResourceName>>;
  /** Completes what was sent to what is stored; by default the body with its envelope. */
  create?(call: Call, body: Create): Stored | Promise<Stored>;
  /** What else a creation does. */
  created?(call: Call, record: Stored): Promise<void>;
  /** The answer to a creation, where it differs from the record. */
  answer?(call: Call, record: Stored): Promise<Stored>;
  /** Checks and completes a change; the record returned is stored. */
  change?(call: Call, before: Stored, after: Stored, patch: Change): Stored | Promise<Stored>;
  /** What else a change does. */
  changed?(call: Call, before: Stored, after: Stored): Promise<void>;
  /** What a removal does instead of removing; by default the record goes. */
  remove?(call: Call, record: Stored): Promise<void>;
  /** Rows of the gateway's own that no route tells of. */
  hidden?(record: Stored): boolean;
  /** The answer to a creation holds a secret. */
  sealed?: boolean;
}

/** A new record: what was sent, with its envelope. */
export function enveloped<Body extends { id: string }>(call: Pick<Call, 'now'>, body: Body) {
  return { ...body, version: 1, createdAt: call.now, updatedAt: call.now };
}
