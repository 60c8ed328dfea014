import type { Route } from '@liaise/core/api/route';
import { isWellFormed } from './well-formed.ts';

/** What a request carries as its body: text, or bytes that need not be text. */
export type Body = { text: string } | { bytes: Uint8Array<ArrayBuffer> };

/**
 * One request of an attack, as plain data, so that it can be cut down and sent again. `path` is percent-encoded and may hold places
 * that are filled in when it is sent (`«cursor customers.list»`), since those values differ from run to run.
 */
export interface AttackRequest {
  /** The route it is made for; null where there is none. */
  route: Route | null;
  /** What was done to it, in a few words. */
  how: string;
  method: string;
  path: string;
  headers: readonly (readonly [name: string, value: string])[];
  /** Whose token it carries, by a name of `Target.tokens`; null for none. */
  as: string | null;
  body: Body | null;
  /** Goes through a socket instead of straight into the gateway. */
  overHttp?: boolean;
}

/** What came back. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The JSON of the text where the media type says that it is JSON; undefined where it is not or does not parse. */
  json: unknown;
  ms: number;
}

/** The bytes of a body. */
export function bytesOf(body: Body): Uint8Array<ArrayBuffer> {
  return 'text' in body ? new TextEncoder().encode(body.text) : body.bytes;
}

const longest = 2000;

function bodyInWords(body: Body): string {
  if ('text' in body && isWellFormed(body.text)) {
    if (body.text.length <= longest) return body.text;
    return `${body.text.slice(0, longest)}… (${body.text.length} characters)`;
  }
  const bytes = bytesOf(body);
  const head = Buffer.from(bytes.subarray(0, longest)).toString('base64');
  return `base64 ${head}${bytes.length > longest ? `… (${bytes.length} bytes)` : ''}`;
}

/** A request as lines that a person can repeat it from. */
export function inWords({ route, how, method, path, headers, as, body, overHttp }: AttackRequest): string {
  return [
    `${method} ${path.length > longest ? `${path.slice(0, longest)}… (${path.length} characters)` : path}`,
    ...headers.map(([name, value]) => `${name}: ${value.length > longest ? `${value.slice(0, 200)}…` : value}`),
    `(route ${route?.name ?? 'none'}; ${how}; ${as === null ? 'without a token' : `token of ${as}`}${overHttp === true ? '; over HTTP' : ''})`,
    ...(body === null ? [] : [bodyInWords(body)]),
  ]
    .map((line) => `    ${line}`)
    .join('\n');
}
