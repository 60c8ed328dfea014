import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Role } from '@liaise/core/api/route';
import { longestLife } from './token.ts';

/** What a token says. */
export interface TokenClaims {
  iss: string;
  sub: string;
  tenant: string;
  role: Role;
  rep?: string | undefined;
  teams?: readonly string[] | undefined;
  contact?: string | undefined;
}

/**
 * Signs a token with an HS256 secret, as a host's back end does.
 *
 * @param seconds how long it lives; an hour unless said
 */
export async function signToken(
  { iss, sub, ...claims }: TokenClaims,
  secret: string | Uint8Array,
  { seconds = longestLife, now = Date.now() }: { seconds?: number; now?: number } = {},
): Promise<{ token: string; expiresAt: string }> {
  const issued = Math.floor(now / 1000);
  const key = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret;
  const given = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
  const token = await new SignJWT(given)
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(iss)
    .setAudience('liaise')
    .setSubject(sub)
    .setJti(randomUUID())
    .setIssuedAt(issued)
    .setExpirationTime(issued + seconds)
    .sign(key);
  return { token, expiresAt: new Date((issued + seconds) * 1000).toISOString() };
}
