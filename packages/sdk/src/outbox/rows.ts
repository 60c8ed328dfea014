import type { LiaiseErrorDetails } from '../error.ts';

/** Where a write stands. `refused`, `conflict` and `quarantined` are kept until the person decides. */
export type WriteState = 'waiting' | 'sending' | 'refused' | 'conflict' | 'quarantined';

/** Two versions of one record: what was to be written, and what the gateway holds. */
export interface Conflict {
  mine: Record<string, unknown>;
  /** `null` where the gateway has no such record or does not show it. */
  theirs: Record<string, unknown> | null;
  /** The fields of `mine` in which the two differ. */
  fields: string[];
  /** The version on which a change may rest. */
  etag?: string | undefined;
}

/** What a write is made of; encrypted on the device wherever the page has a secure context. */
export interface Content {
  /** Kind and content of the order, for those who show what waits. */
  kind: string;
  order: unknown;
  /** The request. */
  method: string;
  path: string;
  body: unknown;
  /** The version on which a change rests, as its `ETag`. */
  ifMatch?: string | undefined;
  /** The id that an acknowledgement must carry; found in the body or the path unless said. */
  echoes?: string | undefined;
  conflict?: Conflict | undefined;
}

/** What of a write lies open: opaque names, times and where it stands. */
export interface Header {
  /** Order of saving on this device. */
  sequence?: number;
  /** The idempotency key. */
  key: string;
  /** Whose write it is; it is never sent as somebody else. */
  identity: string;
  customer?: string | undefined;
  /** The record that it creates or changes. */
  record?: string | undefined;
  /** The write after whose arrival it is sent: that to which a file belongs. */
  after?: string | undefined;
  /** RFC 3339: when the person saved it, by the clock of the device. */
  savedAt: string;
  /** RFC 3339: since when it stands where it stands. */
  since: string;
  attempts: number;
  state: WriteState;
  /** How often it was changed; an outcome of an earlier form of it is not its own. */
  revision: number;
  lastError?: Omit<LiaiseErrorDetails, 'cause'> | undefined;
  /** It had arrived, and is sent again because the gateway does not hold it any more. */
  again?: true | undefined;
}

/** Encrypted content, with its key: a key kept apart could be lost without what it opens. */
export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
  key: CryptoKey;
}

/** A content as it lies in the store: encrypted, or, on pages without a secure context, as it is. */
export type Kept = { sealed: Sealed } | { content: Content };

/** A write as it lies in the store. */
export type QueuedRow = Header & Kept;

/** A write without its content. */
export function headerOf(row: QueuedRow): Header {
  const { sealed: _, content: __, ...header } = row as Header & { sealed?: unknown; content?: unknown };
  return header;
}

/** A write that waits, as it is shown. Of somebody else's nothing is shown but that it waits: `kind` is `withheld`. */
export interface QueuedWrite
  extends Omit<Header, 'since' | 'revision'>, Content, Partial<Pick<Header, 'since' | 'revision'>> {}

/** A write that arrived. */
export type Acknowledged = Pick<Header, 'key' | 'identity' | 'customer' | 'record' | 'savedAt'> & {
  /** The collection in which its record lies, such as `visits`. */
  resource?: string | undefined;
  /** Whether it created the record. */
  creates: boolean;
  /** The record's version in the gateway's answer. */
  version?: number | undefined;
  /** Order of saving on the device. */
  sequence: number;
  /** Milliseconds: when it was acknowledged. */
  at: number;
  /** It was sent again, and the gateway knows it without holding it: it was removed there. */
  gone?: boolean | undefined;
} & Kept;

/** A file that waits. */
export interface KeptFile {
  id: string;
  identity: string;
  type: string;
  size: number;
  parts: number;
  /** How many parts the gateway has. */
  sent: number;
  /** Milliseconds: when all of it arrived; its bytes may go when room is needed. */
  at?: number;
}

/** A part of a file's bytes. */
export interface KeptPart {
  file: string;
  part: number;
  bytes: Sealed | ArrayBuffer;
}

/** The name under which a part is sealed. */
export const partName = (id: string, part: number): string => `${id} ${String(part)}`;

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;

const textField = (value: unknown, name: string): string | undefined => {
  const field = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  return typeof field === 'string' ? field : undefined;
};

/** The id of the record that a request creates or changes, where it can be told. */
export const recordOf = ({ method, path, body }: Pick<Content, 'method' | 'path' | 'body'>): string | undefined =>
  uuid.exec(path)?.[0] ?? (method === 'POST' ? textField(body, 'id') : undefined);

/** The customer whom a write concerns, where it says so. */
export const customerOf = (body: unknown): string | undefined => textField(body, 'customerId');

/** The collection a request goes to: `/v1/visits/…` gives `visits`. */
export const resourceOf = (path: string): string | undefined => /^\/v1\/([a-z-]+)/.exec(path)?.[1];

/** Whether a request creates the record whose id its body carries. */
export const creates = ({ method, path, body }: Content): boolean =>
  method === 'POST' && !uuid.test(path) && textField(body, 'id') !== undefined;

/** A customer's link to a survey: it needs no account, so that its writes are nobody's. */
export const isAnonymous = ({ path }: Pick<Content, 'path'>): boolean => path.startsWith('/v1/s/');

const states: readonly unknown[] = ['waiting', 'refused', 'conflict'] satisfies WriteState[];

/** What lies in the store, whichever version of the page put it there. What cannot be read is quarantined, never dropped. */
export function readRow(raw: unknown): QueuedRow {
  const row = (typeof raw === 'object' && raw !== null ? raw : {}) as Partial<QueuedRow & Content>;
  const { sequence, state, customer, after, lastError, again } = row;
  const sealed = 'sealed' in row ? row.sealed : undefined;
  const content = 'content' in row ? row.content : (row as Content);
  const word = (name: 'key' | 'identity' | 'savedAt'): string => textField(row, name) ?? '';
  const header = {
    ...(sequence === undefined ? {} : { sequence }),
    key: word('key') || `damaged ${String(sequence)}`,
    identity: word('identity'),
    savedAt: word('savedAt'),
    since: row.since ?? word('savedAt'),
    attempts: Number(row.attempts) || 0,
    revision: row.revision ?? 0,
  };
  const sound =
    ['key', 'identity', 'savedAt'].every((name) => textField(row, name) !== undefined) &&
    states.includes(state) &&
    (typeof sealed?.bytes.byteLength === 'number' ||
      ['path', 'method'].every((name) => textField(content, name) !== undefined));
  if (!sound) return { ...header, state: 'quarantined', content: { ...nothing, kind: 'damaged', order: raw } };
  return {
    ...header,
    state: state ?? 'waiting',
    customer,
    record: row.record ?? (sealed ? undefined : recordOf(content)),
    after,
    lastError,
    again,
    ...(sealed ? { sealed } : { content: contentOf(content) }),
  };
}

/** The content of a write of which nothing can be shown. */
export const nothing: Content = { kind: '', order: null, method: '', path: '', body: null };

/** The fields of a content alone: version 1 kept them beside the header's. */
export const contentOf = ({ kind, order, method, path, body, ifMatch, echoes, conflict }: Content): Content => ({
  kind,
  order,
  method,
  path,
  body,
  ifMatch,
  echoes,
  conflict,
});
