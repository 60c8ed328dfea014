import type { Route } from '@liaise/core/api/route';
import type { Random } from '@liaise/core/samples';
import type { AttackRequest } from './request.ts';
import { wellFormed } from './well-formed.ts';

/** Where the contract has no route, and what is asked there. */
const besides = [
  '/healthz',
  '/readyz',
  '/metrics',
  '/v1/openapi.json',
  '/dev/token',
  '/',
  '/index.html',
  '/liaise.js',
  '/survey-page.css',
  '/s/«link»',
  '/s/«finished link»',
  '/s/«made-up link»',
  '/v1',
  '/v1/',
  '/v2/customers',
  '/v1/nothing',
] as const;

const form = [['Content-Type', 'application/x-www-form-urlencoded']] as const;

/** A request to what is beside the contract: the operator's routes, the survey page and its form, files, nothing. */
export function besideTheContract(random: Random, strings: readonly string[]): AttackRequest {
  const path = random.pick(besides);
  const how = 'beside the contract';
  const odd = () => encodeURIComponent(wellFormed(random.pick(strings)));
  if (path.startsWith('/s/') && random.chance(0.6)) {
    const field = random.pick(['answer:recommend', 'answer:satisfaction', 'answer:why', 'other:why', 'asked']);
    const value = random.chance(0.3) ? random.pick(['5', '11', '-1', 'NaN', '1e400', '']) : odd();
    const text = `asked=recommend&asked=${random.pick(['why', 'satisfaction', '__proto__', odd()])}&${field}=${value}`;
    return { route: null, how, method: 'POST', path, headers: form, as: null, body: { text } };
  }
  const method = random.chance(0.7) ? 'GET' : random.pick(oddMethods);
  const body =
    method === 'GET' || method === 'HEAD'
      ? null
      : { text: random.pick(['{}', '{"role":"admin"}', '{"role":"rep","rep":1}', '[', '']) };
  const odder = random.chance(0.5) ? oddPaths(random, path, [random.pick(strings)]) : path;
  return {
    route: null,
    how,
    method,
    path: odder,
    headers: [['Content-Type', 'application/json']],
    as: random.pick([null, 'admin']),
    body,
  };
}

/** Methods that routes may not take. `fetch` sends all of these. */
export const oddMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'get', 'X'] as const;

const encoded = (text: string): string => encodeURIComponent(wellFormed(text));

/** Percent encodings that are not UTF-8, not complete, doubled, or overlong. */
const rawPieces = [
  '%',
  '%f',
  '%ff',
  '%c0%af',
  '%00',
  '%0d%0aSet-Cookie:a=b',
  '%2e%2e',
  '%2f',
  '%5c',
  '%252e',
  '%u0041',
  '%ed%a0%80',
  '%ef%bb%bf',
  '+',
  '%20',
  '\u00e9',
  '\u4e2d',
  ';',
  ':',
  '@',
  '*',
  '%7f',
  '%e2%80%ae',
];

/** Puts something odd into a path: another segment, a piece of one, or many. */
export function oddPaths(random: Random, path: string, texts: readonly string[]): string {
  const [before = '', query] = path.split('?', 2);
  const segments = before.split('/');
  const at = random.integer(Math.min(2, segments.length - 1), segments.length - 1);
  const piece = random.chance(0.5) ? encoded(random.pick(texts)) : random.pick(rawPieces);
  switch (random.integer(1, 7)) {
    case 1:
    case 2:
      segments[at] = piece;
      break;
    case 3:
      segments[at] = `${segments[at] ?? ''}${piece}`;
      break;
    case 4:
      segments.splice(
        at,
        0,
        random.pick([
          '',
          '.',
          '..',
          '%2e%2e',
          '%2e%2e%2f',
          ';',
          'x'.repeat(5000),
          ...Array.from({ length: 3 }, () => piece),
        ]),
      );
      break;
    case 5:
      segments.push(
        ...random.pick([[''], ['x'], ['..', '..', '..', 'etc', 'passwd'], Array.from({ length: 500 }, () => 'a')]),
      );
      break;
    case 6:
      return `/${piece}`;
    default:
      segments[at] = (segments[at] ?? '').toUpperCase();
  }
  return segments.join('/') + (query === undefined ? '' : `?${query}`);
}

const oddValues = [
  '-1',
  '0',
  '501',
  '1e9',
  '1;',
  '\u0661\u0662',
  '',
  ' ',
  'null',
  'true',
  '[]',
  "' or 1=1--",
  'id;drop table customers',
  '%_%'.repeat(50),
  '(a+)+$',
  'a'.repeat(5000),
  '\u0000',
  '\ufeff',
  '2026-02-30',
  '275760-09-13',
  '2026-W60',
  'last-31-days',
  '«foreign cursor»',
  '«cursor customers.list»',
  'A'.repeat(44),
  'tenant',
  'customer:%',
  'rep:x',
  'password',
];

/** Puts something odd into a query: a known parameter with an odd value, an unknown one, one twice, or no pairs at all. */
export function oddQueries(
  random: Random,
  path: string,
  route: Route | null,
  { strings, id }: { strings: readonly string[]; id: string },
): string {
  const join = (piece: string): string => `${path}${path.includes('?') ? '&' : '?'}${piece}`;
  const known = [
    'limit',
    'cursor',
    'search',
    'customerId',
    'repId',
    'status',
    'externalRef',
    'stage',
    'kpi',
    'subject',
    'period',
    'after',
    'from',
    'plannedFrom',
    'signature',
    'language',
    'tenant',
  ];
  const name = random.pick(known);
  const odd = random.pick(oddValues);
  const value = random.chance(0.5) ? random.pick(strings) : random.chance(0.2) ? id : odd;
  const written = value.startsWith('«') ? value : encoded(value);
  switch (random.integer(1, 7)) {
    case 1:
    case 2:
    case 3: {
      const [before = '', query = ''] = path.split('?', 2);
      const own = query.split('&').filter((pair) => pair !== '' && !pair.startsWith(`${name}=`));
      const fitting =
        route?.name.endsWith('.list') === true ? random.pick(['limit', 'cursor', 'search', 'customerId', name]) : name;
      return `${before}?${[...own.filter((pair) => !pair.startsWith(`${fitting}=`)), `${fitting}=${written}`].join('&')}`;
    }
    case 4:
      return join(`${encoded(random.pick(strings)).slice(0, 3000)}=${written}`);
    case 5:
      return join(`${name}=a&${name}=b`);
    case 6:
      return join(random.pick(rawPieces));
    default:
      return join(
        random.pick([
          '__proto__=1',
          'constructor=1',
          'toString=1',
          'hasOwnProperty=1',
          '__proto__[admin]=true',
          'sort=password',
          'sort=id;drop',
          '&&&',
          '=',
          '=a',
          '[]=1',
          Array.from({ length: 3000 }, (_, index) => `a${index}=1`).join('&'),
        ]),
      );
  }
}

const headerValues: Readonly<Record<string, readonly string[]>> = {
  'Idempotency-Key': [
    '',
    ' ',
    'a',
    'x'.repeat(255),
    'x'.repeat(256),
    'x'.repeat(20_000),
    'a b',
    '\u00e9',
    '"quoted"',
    "' or 1=1--",
    'a\tb',
    '__proto__',
    'a,b',
    '0',
  ],
  'If-Match': [
    '',
    '*',
    '"1"',
    '"0"',
    '"-1"',
    'W/"1"',
    '"1", "2"',
    '1',
    '"x"',
    '"9007199254740993"',
    '"1e400"',
    ',',
    '"'.repeat(5000),
    '"1",'.repeat(3000),
    '"\' or 1=1--"',
  ],
  'If-None-Match': ['*', '"1"', 'W/"1"', '"', ','.repeat(3000)],
  Origin: [
    'null',
    'https://good.com.evil.example',
    'https://good.com@evil.example',
    'http://localhost:8787',
    'https://allowed.example',
    'https://ALLOWED.example',
    'https://allowed.example.',
    'file://',
    '',
    'https://allowed.example, https://evil.example',
  ],
  'X-HTTP-Method-Override': ['DELETE', 'PUT', 'GET'],
  'X-HTTP-Method': ['DELETE'],
  'X-Forwarded-For': ['127.0.0.1', '::1', 'x'.repeat(5000), '1.1.1.1, 2.2.2.2', "' or 1=1--", ',,,', '0.0.0.0'],
  'X-Forwarded-Host': ['evil.example'],
  'X-Forwarded-Proto': ['javascript'],
  'X-Original-URL': ['/v1/customers', '/metrics'],
  Forwarded: ['for=127.0.0.1;host=evil.example'],
  'X-Request-Id': ['a', 'good-request-id', '<script>', '../../x', 'x'.repeat(5000)],
  'Content-Type': [
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/json;charset=UTF-8',
    'APPLICATION/JSON',
    'application/json, text/plain',
    'application/merge-patch+json',
    'application/json-patch+json',
    'application/xml',
    'text/html',
    '*/*',
    ';',
    'application/json; charset="utf-8"; x=y',
  ],
  'Content-Encoding': ['gzip', 'br', 'deflate', 'identity', 'identity, gzip', 'x'],
  'Content-Length': ['0', '1', '99999999999', '-1', 'x'],
  Accept: ['text/html', 'application/xml', '', '*/*;q=0', 'x'.repeat(5000)],
  'Accept-Language': ['zh-CN', '*', "en;q=0.5, ' or 1=1--", 'x-'.repeat(3000), 'en;q=NaN', ','.repeat(2000)],
  'Last-Event-ID': [
    '',
    '0',
    'x',
    'x'.repeat(101),
    "' or 1=1--",
    '01930b5e-7c00-7000-8000-000000000001',
    '9'.repeat(40),
  ],
  Cookie: ['token=x; __Host-a=b'],
  Range: ['bytes=0-1', 'bytes=-1', 'bytes=0-,0-,0-'],
  Expect: ['100-continue'],
  Prefer: ['return=minimal'],
  Authorization: [
    '',
    'Bearer',
    'Bearer ',
    'Basic YWRtaW46YWRtaW4=',
    'Bearer a b',
    'bearer x',
    'Bearer x, Bearer y',
    'Digest x',
    'null',
    'Bearer undefined',
    `Bearer ${'a.'.repeat(9000)}`,
  ],
};

/** One header with an odd value, or its name alone where it is to be missing. */
export function oddHeaders(random: Random, strings: readonly string[]): [name: string, value: string | null] {
  const names = Object.keys(headerValues);
  const name = random.chance(0.4)
    ? random.pick(['Idempotency-Key', 'If-Match', 'Content-Type', 'Origin'])
    : random.pick(names);
  if (random.chance(0.08)) return [name, null];
  return [
    name,
    random.chance(0.2)
      ? random.pick(strings).replaceAll(/[\r\n\u0000]/g, ' ')
      : random.pick(headerValues[name] ?? ['']),
  ];
}
