import { errors, jwtVerify, type JWTPayload } from 'jose';
import { Refusal } from '../http/refusal.ts';
import type { ReadyIssuer } from './issuers.ts';

/** How long a token may live, in seconds. */
export const longestLife = 3600;
/** How far two clocks may differ, in seconds. */
const tolerance = 30;
const longestToken = 8192;

/** A token whose signature and times are right. */
export interface VerifiedToken {
  issuer: ReadyIssuer;
  payload: JWTPayload;
  subject: string;
  /** Seconds since the epoch. */
  expiresAt: number;
  jti: string | undefined;
}

/** A refusal with the header that RFC 6750 asks for. */
export function unauthenticated(
  detail: string,
  code: 'unauthenticated' | 'token-expired' | 'token-revoked' = 'unauthenticated',
): Refusal {
  const error = code === 'unauthenticated' ? 'invalid_token' : code.replace('-', '_');
  return new Refusal(code, {
    detail,
    headers: { 'WWW-Authenticate': `Bearer realm="liaise", error="${error}"` },
  });
}

const part = /^[A-Za-z0-9_-]+$/;

/** Whether a part is base64url exactly as an encoder writes it: no padding, no white space, no stray bits. */
const isCanonical = (text: string): boolean =>
  part.test(text) && Buffer.from(text, 'base64url').toString('base64url') === text;

function object(text: string): Record<string, unknown> | null {
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'base64url'));
    const value: unknown = JSON.parse(decoded);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

const isSeconds = (value: unknown): value is number => Number.isSafeInteger(value);

/**
 * Checks a JWT: written canonically, by a known issuer, with one of its algorithms and keys, for `aud: liaise`, with a
 * subject and a life of at most an hour. The key is never taken from the token: `kid` only chooses within the issuer's own set.
 *
 * @param now milliseconds since the epoch
 * @throws {Refusal} `unauthenticated` or `token-expired`
 */
export async function verifyToken(
  token: string,
  issuers: ReadonlyMap<string, ReadyIssuer>,
  now: number,
): Promise<VerifiedToken> {
  const parts = token.split('.');
  const [head = '', body = ''] = parts;
  if (token.length > longestToken || parts.length !== 3 || !parts.every(isCanonical)) {
    throw unauthenticated('The token is not a signed JWT.');
  }
  const header = object(head);
  const claims = object(body);
  const issuer = typeof claims?.['iss'] === 'string' ? issuers.get(claims['iss']) : undefined;
  if (!header || !claims || !issuer) throw unauthenticated('The token comes from an issuer that is not known here.');
  const { alg, typ } = header;
  if (typeof alg !== 'string' || !issuer.algorithms.includes(alg)) {
    throw unauthenticated('The token is not signed with an algorithm of its issuer.');
  }
  if ('crit' in header || 'b64' in header || 'zip' in header) {
    throw unauthenticated('The token asks for an extension that is not taken here.');
  }
  if (typ !== undefined && !(typeof typ === 'string' && /^(?:application\/)?(?:at\+)?jwt$/i.test(typ))) {
    throw unauthenticated('The token is of a type that is not taken here.');
  }
  const payload = await checkSignature(token, issuer, now);
  const { iat, exp, nbf, sub, jti } = payload;
  if (!isSeconds(exp) || !isSeconds(iat) || (nbf !== undefined && !isSeconds(nbf))) {
    throw unauthenticated('The token needs iat and exp, in whole seconds.');
  }
  if (iat > now / 1000 + tolerance) throw unauthenticated('The token was issued in the future.');
  if (exp - iat > longestLife && !issuer.claims?.firstHour) {
    throw unauthenticated('The token lives longer than an hour.');
  }
  const expiresAt = Math.min(exp, iat + longestLife);
  if (expiresAt <= now / 1000) throw unauthenticated('Fetch a new token.', 'token-expired');
  if (typeof sub !== 'string' || sub === '' || sub.length > 200) throw unauthenticated('The token needs a sub.');
  if (jti !== undefined && (typeof jti !== 'string' || jti.length > 200)) {
    throw unauthenticated('The jti of the token is not a text of at most 200 characters.');
  }
  return { issuer, payload, subject: sub, expiresAt, jti };
}

async function checkSignature(token: string, issuer: ReadyIssuer, now: number): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, issuer.key, {
      algorithms: [...issuer.algorithms],
      issuer: issuer.iss,
      audience: issuer.audience,
      currentDate: new Date(now),
    });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw unauthenticated('Fetch a new token.', 'token-expired');
    if (error instanceof errors.JWKSTimeout || error instanceof TypeError) {
      throw new Refusal('unavailable', {
        detail: 'The keys of the issuer cannot be read at the moment.',
        headers: { 'Retry-After': '5' },
        cause: error,
      });
    }
    throw unauthenticated('The token is not valid.');
  }
}
