import type { Connection } from '../connection.ts';
import { LiaiseError, errorFrom, isLiaiseError } from '../error.ts';
import { failureOf, unreadable } from '../failure.ts';
import { isJson, jsonOf, requestOf } from '../json.ts';
import { within } from '../retry.ts';
import { creates, isAnonymous, recordOf, resourceOf, type Conflict, type Content, type Header } from './rows.ts';

/**
 * What came of one attempt. `later`: to be tried again, by itself or, where the line or the sign-in is at fault, with all others.
 * `refused`: the gateway will not take it as it is.
 */
export type Outcome =
  | { type: 'acknowledged'; answer: unknown; replayed?: boolean }
  | { type: 'later'; error: LiaiseError; all: boolean }
  | { type: 'refused'; error: LiaiseError }
  | { type: 'conflict'; error: LiaiseError; conflict: Conflict }
  | { type: 'elsewhere' };

/** How long one request may take. */
const patience = 30_000;
/** How often "the same request is under way" is taken for that before it is taken for a conflict. */
const mostCollisions = 3;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What came back. */
export interface Exchanged {
  body: unknown;
  headers: Headers;
}

/** With which token a request goes, and how it is given up. */
export interface Sending {
  anonymous?: boolean;
  /** Key of the identity for which alone it goes. */
  as?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** Sends a request and reads its JSON; gives up after a while. A problem document becomes an error. */
export async function exchange(
  connection: Connection,
  path: string,
  init: RequestInit,
  { anonymous = false, as, signal }: Sending = {},
): Promise<Exchanged> {
  const late = new AbortController();
  const work = async (): Promise<Exchanged> => {
    const either = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
    const answer = await connection.send(path, { ...init, signal: either }, anonymous, as);
    const { ok, status, headers } = answer;
    if (ok) return { body: await jsonOf(answer), headers };
    const error = await failureOf(answer, connection.clock.now());
    // A refusal that is no problem document came from something between here and the gateway.
    if (!error.retryable && status !== 401 && (!isJson(answer) || error.code === 'unknown'))
      throw unreadable(error, status);
    throw error;
  };
  return within(connection.ports.clock, patience, work(), () => {
    late.abort();
    throw new LiaiseError({ code: 'timeout', retryable: true });
  });
}

/** Whether an answer is of the record that was written: it carries its id, itself or one level down. */
function echoes(content: Content, answer: unknown): boolean {
  if (!isFields(answer)) return false;
  const id = content.echoes ?? (creates(content) ? (content.body as Fields)['id'] : recordOf(content));
  if (id === undefined) return 'id' in answer || 'savedAt' in answer || 'status' in answer;
  return answer['id'] === id || Object.values(answer).some((one) => isFields(one) && one['id'] === id);
}

/** Sends one write. Only the gateway's own JSON that names the record counts as an acknowledgement. */
export async function deliver(
  connection: Connection,
  header: Header,
  content: Content,
  signal?: AbortSignal,
): Promise<Outcome> {
  const { key, identity } = header;
  const { method, path, body, ifMatch } = content;
  const to = { anonymous: isAnonymous(content), as: identity === '' ? undefined : identity, signal };
  try {
    const carried = method === 'DELETE' ? undefined : JSON.stringify(body);
    const init = requestOf(method, carried, method === 'PATCH' ? 'merge' : 'json', {
      'idempotency-key': key,
      'if-match': ifMatch,
    });
    const { body: answer, headers: told } = await exchange(connection, path, init, to);
    if (!echoes(content, answer)) return { type: 'later', error: unreadable(undefined, 200), all: false };
    return { type: 'acknowledged', answer, replayed: told.get('idempotency-replayed') === 'true' };
  } catch (cause) {
    const error = errorFrom(cause, 'unknown', true);
    const { code, status } = error;
    if (code === 'no-token' && to.as !== undefined && (connection.identity()?.key ?? to.as) !== to.as)
      return { type: 'elsewhere' };
    if (code === 'unreadable-answer' && status === 204 && method === 'DELETE') {
      return (await isGone(connection, path, to)) ? { type: 'acknowledged', answer: null } : later(error);
    }
    if (code === 'not-found' && method === 'DELETE') return { type: 'acknowledged', answer: null };
    if (status === 409 || status === 412 || (code === 'idempotency-key-reused' && creates(content))) {
      return compare(connection, header, content, error, to).catch((failure: unknown) =>
        later(isLiaiseError(failure) ? failure : error),
      );
    }
    return failed(error);
  }
}

/** What a failure means for what was to be sent. */
export function failed(cause: unknown): Outcome {
  const error = errorFrom(cause, 'unknown', true);
  const { code, status } = error;
  const final = status !== undefined && status !== 401 && !error.retryable && code !== 'unreadable-answer';
  return final ? { type: 'refused', error } : later(error);
}

function later(error: LiaiseError): Outcome {
  const { code, status, retryAfterMs } = error;
  const all =
    code === 'offline' || code === 'no-token' || code === 'unreadable-answer' || status === 401 || status === 429;
  return { type: 'later', error, all: all || (status === 503 && retryAfterMs !== undefined) };
}

/** A removal is answered without a body, as a captive portal may do too: asked again, only the gateway says that it is gone. */
async function isGone(connection: Connection, path: string, to: Sending): Promise<boolean> {
  const read = exchange(connection, path, requestOf('GET'), to);
  return read.then(
    () => false,
    (cause: unknown) => isLiaiseError(cause) && cause.code === 'not-found',
  );
}

const time = (value: unknown): number =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : NaN;

/** Whether the gateway's value is the one that was written; a reference such as `crm:Accounts/4711` stands for an id. */
function same(mine: unknown, theirs: unknown): boolean {
  if (isFields(mine) && isFields(theirs)) return Object.keys(mine).every((name) => same(mine[name], theirs[name]));
  if (typeof mine === 'string' && typeof theirs === 'string')
    return mine === theirs || time(mine) === time(theirs) || /^[a-z0-9-]+:[A-Z]/.test(mine);
  return JSON.stringify(mine ?? null) === JSON.stringify(theirs ?? null);
}

/** Sets what was to be written beside what the gateway holds. Where the two agree it has arrived before. */
async function compare(
  connection: Connection,
  { attempts }: Header,
  content: Content,
  error: LiaiseError,
  to: Sending,
): Promise<Outcome> {
  const record = recordOf(content);
  const resource = resourceOf(content.path);
  if (error.code === 'ambiguous-customer' || record === undefined || resource === undefined)
    return { type: 'refused', error };
  if (error.code === 'conflict' && attempts + 1 < mostCollisions) return { type: 'later', error, all: false };
  const read = exchange(connection, `/v1/${resource}/${record}`, requestOf('GET'), to);
  const found = await read.catch((cause: unknown) => {
    if (isLiaiseError(cause) && (cause.code === 'not-found' || cause.code === 'forbidden')) return undefined;
    throw cause;
  });
  const mine = isFields(content.body) ? content.body : {};
  const theirs = isFields(found?.body) ? found.body : null;
  const fields = Object.keys(mine).filter((name) => theirs === null || !same(mine[name], theirs[name]));
  const whole = creates(content) || content.method === 'PATCH';
  if (whole && theirs && fields.length === 0) return { type: 'acknowledged', answer: theirs };
  const etag = found?.headers.get('etag') ?? undefined;
  return { type: 'conflict', error, conflict: { mine, theirs, fields, etag } };
}
