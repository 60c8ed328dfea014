import { Refusal } from './refusal.ts';
import type { Secrets } from './secrets.ts';

/** What a cursor belongs to: route, tenant, the caller's scope and the filters. */
export interface CursorScope {
  route: string;
  tenant: string;
  /** The actor's scope, as one text. */
  actor: string;
  filters: Readonly<Record<string, string>>;
}

const shape = /^([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{22})$/;

const parts = ({ route, tenant, actor, filters }: CursorScope, position: string): string[] => [
  route,
  tenant,
  actor,
  JSON.stringify(Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))),
  position,
];

const place = /^([A-Za-z0-9_-]{1,700})\.([A-Za-z0-9_-]{22})$/;

/** The cursor of a list whose place is more than an id: any short text. */
export function writePlace(secrets: Secrets, scope: CursorScope, text: string): string {
  const position = Buffer.from(text).toString('base64url');
  return `${position}.${secrets.sign('cursor', parts(scope, position))}`;
}

/**
 * The text that `writePlace` was given.
 *
 * @throws {Refusal} `invalid-cursor` for one that is made up, altered, or of another query, caller or tenant
 */
export function readPlace(secrets: Secrets, scope: CursorScope, cursor: string): string {
  const [, position = '', signature = ''] = place.exec(cursor) ?? [];
  if (!secrets.verify('cursor', parts(scope, position), signature)) throw foreign();
  return Buffer.from(position, 'base64url').toString();
}

/** The cursor of the page after the record `id`: opaque, and of use only to the query that gave it. */
export function writeCursor(secrets: Secrets, scope: CursorScope, id: string): string {
  const position = Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');
  return position + secrets.sign('cursor', parts(scope, position));
}

/**
 * The id after which a page begins.
 *
 * @throws {Refusal} `invalid-cursor` for one that is made up, altered, or of another query, caller or tenant
 */
export function readCursor(secrets: Secrets, scope: CursorScope, cursor: string): string {
  const [, position, signature] = shape.exec(cursor) ?? [];
  if (
    position === undefined ||
    signature === undefined ||
    !secrets.verify('cursor', parts(scope, position), signature)
  ) {
    throw foreign();
  }
  const hex = Buffer.from(position, 'base64url').toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function foreign(): Refusal {
  const message = 'Use a cursor only with the query that answered it, or begin again without one.';
  return new Refusal('invalid-cursor', { issues: [{ path: 'query.cursor', code: 'invalid-cursor', message }] });
}
