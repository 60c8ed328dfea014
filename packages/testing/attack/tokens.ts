import { createHmac } from 'node:crypto';
import { demo } from '@liaise/core/samples';
import { secondTenant } from './canary.ts';

/** The issuer of the tenant `demo`, and that of the second tenant. */
export const issuers = {
  first: { iss: 'https://first.example', secret: 'the secret of the first issuer, long enough' },
  second: { iss: 'https://second.example', secret: 'the secret of the second issuer, long enough' },
} as const;

const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/** A token with exactly this header and these claims, signed with HMAC-SHA256. */
export function forge(claims: unknown, header: unknown = { alg: 'HS256', typ: 'JWT' }, secret?: string): string {
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret ?? issuers.first.secret)
    .update(signed)
    .digest('base64url')}`;
}

const seconds = (): number => Math.floor(Date.now() / 1000);

/** What a right token of the first issuer says. */
export function claims(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const now = seconds();
  return {
    iss: issuers.first.iss,
    aud: 'liaise',
    sub: 'attacker',
    tenant: demo.tenant,
    role: 'admin',
    iat: now - 5,
    exp: now + 3500,
    ...more,
  };
}

const rep = { role: 'rep', rep: demo.rep, sub: 'rep' };

/** Tokens that hold, by who they name. `foreign` is an admin of the second tenant. */
export function goodTokens(): Record<string, string> {
  const of = (more: Readonly<Record<string, unknown>>): string => forge(claims(more));
  return {
    rep: of(rep),
    'other-rep': of({ role: 'rep', rep: demo.reps[5], sub: 'other-rep' }),
    manager: of({ role: 'manager', rep: demo.managers.north, teams: [demo.teams.north], sub: 'manager' }),
    admin: of({ role: 'admin', sub: 'admin' }),
    service: of({ role: 'service', sub: 'service' }),
    contact: of({ role: 'contact', contact: demo.contacts.first, sub: 'contact' }),
    foreign: forge(
      claims({ iss: issuers.second.iss, tenant: secondTenant, sub: 'foreign' }),
      undefined,
      issuers.second.secret,
    ),
  };
}

/** Tokens that must be refused, by what is wrong with them. */
export function badTokens(): Record<string, string> {
  const right = forge(claims());
  const [head = '', body = '', signature = ''] = right.split('.');
  const now = seconds();
  const none = (alg: string): string => `${encode({ alg, typ: 'JWT' })}.${encode(claims())}.`;
  const deep = `${`{"a":`.repeat(500)}1${'}'.repeat(500)}`;
  return {
    expired: forge(claims({ iat: now - 900, exp: now - 60 })),
    'expired by a second': forge(claims({ iat: now - 900, exp: now - 1 })),
    unsigned: `${head}.${body}.`,
    'two parts': `${head}.${body}`,
    'four parts': `${right}.x`,
    empty: '.',
    dots: '..',
    'alg none': none('none'),
    'alg None': none('None'),
    'alg nOnE': none('nOnE'),
    'alg none with a signature': `${encode({ alg: 'none' })}.${body}.${signature}`,
    'alg HS512': forge(claims(), { alg: 'HS512' }),
    'alg of another kind': forge(claims(), { alg: 'RS256' }),
    'alg a number': forge(claims(), { alg: 256 }),
    'alg a list': forge(claims(), { alg: ['HS256'] }),
    'signed by another': forge(claims(), undefined, 'some other secret, also long enough for this'),
    'signed with the public key': forge(
      claims({ iss: issuers.second.iss, tenant: secondTenant }),
      undefined,
      JSON.stringify({ kty: 'oct' }),
    ),
    'kid of a file': forge(claims(), { alg: 'HS256', kid: '../../../../dev/null' }, '\u0000'),
    'kid of a query': forge(claims(), { alg: 'HS256', kid: "x' union select 'a'--" }, 'a'),
    'jku of a stranger': forge(claims(), { alg: 'HS256', jku: 'http://169.254.169.254/keys' }, 'a'),
    crit: forge(claims(), { alg: 'HS256', crit: ['exp'] }),
    'crit unknown': forge(claims(), { alg: 'HS256', crit: ['x'], x: 1 }),
    b64: forge(claims(), { alg: 'HS256', b64: false, crit: ['b64'] }),
    zip: forge(claims(), { alg: 'HS256', zip: 'DEF' }),
    'encrypted, with a large count': `${encode({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2c: 2 ** 31, p2s: 'x' })}.a.b.c.d`,
    'type of another': forge(claims(), { alg: 'HS256', typ: 'secevent+jwt' }),
    padded: `${right}=`,
    'padded head': `${head}==.${body}.${signature}`,
    'standard base64': right.replaceAll('_', '/').replaceAll('-', '+').concat('+'),
    'stray bits': right.slice(0, -1) + (right.endsWith('A') ? 'B' : 'A'),
    'exp as a text': forge(claims({ exp: String(now + 600) })),
    'exp a fraction': forge(claims({ exp: now + 600.5 })),
    'exp without end': forge(claims({ exp: 1e300 })),
    'exp missing': forge(claims({ exp: undefined })),
    'iat missing': forge(claims({ iat: undefined })),
    'longer than an hour': forge(claims({ exp: now + 8000 })),
    'of the future': forge(claims({ iat: now + 3000, exp: now + 3600 })),
    'not yet': forge(claims({ nbf: now + 3000 })),
    'nbf as a text': forge(claims({ nbf: 'now' })),
    'for somebody else': forge(claims({ aud: 'other' })),
    'for a list without us': forge(claims({ aud: ['a', 'b'] })),
    'issuer unknown': forge(claims({ iss: 'https://stranger.example' })),
    'issuer a list': forge(claims({ iss: [issuers.first.iss] })),
    'issuer of the prototype': forge(claims({ iss: '__proto__' })),
    'tenant of another issuer': forge(claims({ tenant: secondTenant })),
    'tenant unknown': forge(claims({ tenant: 'nowhere' })),
    'tenant a look-alike': forge(claims({ tenant: 'dem\u043e' })),
    'tenant a list': forge(claims({ tenant: [demo.tenant] })),
    'tenant of the prototype': forge(claims({ tenant: 'constructor' })),
    'tenant missing': forge(claims({ tenant: undefined })),
    'role unknown': forge(claims({ role: 'root' })),
    'role link': forge(claims({ role: 'link' })),
    'role system': forge(claims({ role: 'system' })),
    'role a list': forge(claims({ role: ['admin'] })),
    'role in capitals': forge(claims({ role: 'Admin' })),
    'rep missing': forge(claims({ role: 'rep' })),
    'rep unknown': forge(claims({ role: 'rep', rep: '01930b5e-7c00-7000-8000-000000000001' })),
    'rep an object': forge(claims({ role: 'rep', rep: { id: demo.rep } })),
    'rep no id': forge(claims({ role: 'rep', rep: "' or 1=1--" })),
    'rep with NUL': forge(claims({ role: 'rep', rep: 'a\u0000b' })),
    'contact missing': forge(claims({ role: 'contact' })),
    'contact no id': forge(claims({ role: 'contact', contact: '%' })),
    'teams no ids': forge(claims({ role: 'manager', rep: demo.rep, teams: ['all'] })),
    'sub missing': forge(claims({ sub: undefined })),
    'sub empty': forge(claims({ sub: '' })),
    'sub an object': forge(claims({ sub: { a: 1 } })),
    'sub too long': forge(claims({ sub: 'x'.repeat(201) })),
    'jti an object': forge(claims({ jti: {} })),
    'claims a list': forge([claims()]),
    'claims null': forge('null'),
    'claims no JSON': forge('{'),
    'claims deep': forge(deep),
    'header a list': forge(claims(), []),
    'too long': forge(claims({ more: 'x'.repeat(20_000) })),
    'no token at all': 'x',
    'letters of another script': '\u00ff\u00ff.\u00ff\u00ff.\u00ff\u00ff',
  };
}
