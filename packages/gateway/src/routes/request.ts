import * as z from 'zod/mini';
import type { Route } from '@liaise/core/api/route';
import { customerRef, id, slug } from '@liaise/core/records/primitives';
import { parse } from '../http/validation.ts';
import { Refusal } from '../http/refusal.ts';

const surveyRef = z.union([id, slug]);

/** What stands for a path's parameter. An id, except where the contract takes more. */
function parameterSchema(route: Route, name: string) {
  if (name === 'kpi') return slug;
  if (name === 'token') return z.string().check(z.minLength(1), z.maxLength(200));
  if (route.path.startsWith('/v1/customers/')) return customerRef;
  if (route.path.startsWith('/v1/surveys/')) return surveyRef;
  return id;
}

/** Parses a path's parameters. */
export function parseParams(route: Route, params: Readonly<Record<string, string>>): Record<string, string> {
  const parsed: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) {
    const schema = z.object({ [name]: parameterSchema(route, name) });
    Object.assign(parsed, parse(schema, { [name]: value }, 'path', 'invalid-path'));
  }
  return parsed;
}

const queryFault = (name: string, code: string, message: string): Refusal =>
  new Refusal('invalid-query', { issues: [{ path: `query.${name}`.slice(0, 200), code, message }] });

/** Parses a query. Without a schema none is accepted; each name may stand once. */
export function parseQuery(route: Route, url: URL): unknown {
  try {
    decodeURIComponent(url.search.replaceAll('+', ' '));
  } catch {
    throw new Refusal('invalid-query', { detail: 'The query is not percent-encoded UTF-8.' });
  }
  const query: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of url.searchParams) {
    if (name in query) throw queryFault(name, 'repeated', 'This parameter is there twice.');
    if (value.includes('\u0000')) throw queryFault(name, 'nul', 'A text must not contain the character NUL.');
    query[name] = value;
  }
  return parse(route.query ?? z.strictObject({}), { ...query }, 'query', 'invalid-query');
}
