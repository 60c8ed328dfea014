import { existsSync, readFileSync } from 'node:fs';
import { createHmac } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { readyIssuers, type Issuer } from './issuers.ts';
import { verifyToken } from './token.ts';

const now = Date.UTC(2026, 10, 21, 9);
const seconds = now / 1000;
const secret = 'a secret for tests, long enough for HS256';
const claims = {
  iss: 'host',
  aud: 'liaise',
  sub: 'ada',
  tenant: 'demo',
  role: 'admin',
  iat: seconds,
  exp: seconds + 600,
};
const wycheproof = new URL('../../../../../shared/attacks/wycheproof/json_web_signature_test.json', import.meta.url);

let issuers: ReturnType<typeof readyIssuers>;
let privateKey: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];
let publicText: string;
beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  ({ privateKey } = pair);
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256' };
  publicText = JSON.stringify(jwk);
  const listed: Issuer[] = [
    { iss: 'host', tenants: ['demo'], secret },
    { iss: 'keys', tenants: ['demo'], jwks: { keys: [jwk] } },
    { iss: 'long', tenants: ['demo'], secret, claims: { firstHour: true } },
  ];
  issuers = readyIssuers(listed);
});

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An HS256 token with exactly this header and these claims. */
function hmac(payload: object = claims, header: object = { alg: 'HS256', typ: 'JWT' }, key = secret): string {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}

const code = (token: string): Promise<string> =>
  verifyToken(token, issuers, now).then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error ? error.message : 'failed'),
  );

describe('verifyToken', () => {
  it('takes a right one, by secret and by key', async () => {
    expect(await code(hmac())).toBe('accepted');
    const payload: JWTPayload = { ...claims, iss: 'keys' };
    expect(
      await code(await new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(privateKey)),
    ).toBe('accepted');
  });

  it.each<[string, () => string, string]>([
    ['expired', () => hmac({ ...claims, iat: seconds - 900, exp: seconds - 60 }), 'token-expired'],
    ['longer than an hour', () => hmac({ ...claims, exp: seconds + 3601 }), 'unauthenticated'],
    ['of the future', () => hmac({ ...claims, iat: seconds + 300, exp: seconds + 600 }), 'unauthenticated'],
    ['not yet', () => hmac({ ...claims, nbf: seconds + 300 }), 'unauthenticated'],
    ['exp as a text', () => hmac({ ...claims, exp: String(claims.exp) }), 'unauthenticated'],
    ['exp as a fraction', () => hmac({ ...claims, exp: claims.exp + 0.5 }), 'unauthenticated'],
    ['exp without end', () => hmac({ ...claims, exp: 1e300 }), 'unauthenticated'],
    ['without exp', () => hmac({ ...claims, exp: undefined }), 'unauthenticated'],
    ['without iat', () => hmac({ ...claims, iat: undefined }), 'unauthenticated'],
    ['without sub', () => hmac({ ...claims, sub: undefined }), 'unauthenticated'],
    ['for somebody else', () => hmac({ ...claims, aud: 'other' }), 'unauthenticated'],
    ['of nobody known', () => hmac({ ...claims, iss: 'stranger' }), 'unauthenticated'],
    [
      'signed by another',
      () => hmac(claims, { alg: 'HS256' }, 'another secret, which is also long enough'),
      'unauthenticated',
    ],
    ['unsigned', () => `${encode({ alg: 'none' })}.${encode(claims)}.`, 'unauthenticated'],
    ['alg none with a signature', () => hmac(claims, { alg: 'none' }), 'unauthenticated'],
    ['alg nOnE', () => hmac(claims, { alg: 'nOnE' }), 'unauthenticated'],
    [
      'HS256 with the public key',
      () => hmac({ ...claims, iss: 'keys' }, { alg: 'HS256', kid: 'one' }, publicText),
      'unauthenticated',
    ],
    [
      'a kid of a path',
      () => hmac({ ...claims, iss: 'keys' }, { alg: 'ES256', kid: '../../dev/null' }),
      'unauthenticated',
    ],
    ['a critical extension', () => hmac(claims, { alg: 'HS256', crit: ['exp'], exp: 1 }), 'unauthenticated'],
    ['an empty crit', () => hmac(claims, { alg: 'HS256', crit: [] }), 'unauthenticated'],
    ['another type', () => hmac(claims, { alg: 'HS256', typ: 'logout+jwt' }), 'unauthenticated'],
    ['padding', () => `${hmac()}=`, 'unauthenticated'],
    ['a space', () => hmac().replace('.', ' .'), 'unauthenticated'],
    ['a line feed', () => `${hmac()}\n`, 'unauthenticated'],
    ['base64 of the other alphabet', () => hmac().replace(/-/g, '+').replace(/_/g, '/').concat('+'), 'unauthenticated'],
    ['stray bits at the end', () => strayBits(hmac()), 'unauthenticated'],
    ['too long', () => hmac({ ...claims, pad: 'x'.repeat(9000) }), 'unauthenticated'],
    ['five parts', () => 'a.b.c.d.e', 'unauthenticated'],
    ['no JSON', () => 'YQ.YQ.YQ', 'unauthenticated'],
  ])('refuses one that is %s', async (_, make, wanted) => {
    expect(await code(make())).toBe(wanted);
  });

  it('takes a longer one for its first hour where the issuer is known to give such', async () => {
    const long = (iat: number) => hmac({ ...claims, iss: 'long', iat, exp: iat + 5400 });
    expect(await code(long(seconds - 3000))).toBe('accepted');
    expect(await code(long(seconds - 3700))).toBe('token-expired');
  });

  it('takes no signature that the public set calls invalid, and none that is not canonical', async ({ skip }) => {
    if (!existsSync(wycheproof)) skip('The folder ../shared with the public signature set is not there.');
    interface Suite {
      testGroups: { private?: { k?: string }; tests: { tcId: number; jws: unknown; result: string }[] }[];
    }
    const { testGroups } = JSON.parse(readFileSync(wycheproof, 'utf8')) as Suite;
    let tried = 0;
    for (const group of testGroups) {
      for (const { jws, result, tcId } of group.tests) {
        if (result !== 'invalid' || typeof jws !== 'string') continue;
        tried++;
        expect(await code(jws), `tcId ${tcId}`).toBe('unauthenticated');
      }
    }
    expect(tried).toBeGreaterThan(100);
  });
});

/** The same bytes, written with another last character: a decoder drops the bits that differ. */
function strayBits(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(token.at(-1) ?? 'A');
  return token.slice(0, -1) + (alphabet[last ^ 1] ?? 'B');
}

describe('readyIssuers', () => {
  it.each<[string, Issuer[], RegExp]>([
    ['a short secret', [{ iss: 'a', tenants: ['demo'], secret: 'short' }], /32 bytes/],
    ['no tenant', [{ iss: 'a', tenants: [], secret }], /no tenant/],
    ['no key', [{ iss: 'a', tenants: ['demo'] }], /secret or a jwks/],
    [
      'the same twice',
      [
        { iss: 'a', tenants: ['x'], secret },
        { iss: 'a', tenants: ['y'], secret },
      ],
      /twice/,
    ],
    ['mapped claims and several tenants', [{ iss: 'a', tenants: ['x', 'y'], secret, claims: {} }], /claims\.tenant/],
  ])('refuses %s', (_, given, wanted) => {
    expect(() => readyIssuers(given)).toThrow(wanted);
  });
});
