import { readFileSync } from 'node:fs';
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { roles, type Role } from '@liaise/core/api/route';

/** Signatures with a key pair that are taken. `none` and every HMAC are never among them. */
export const keyPairAlgorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA', 'Ed25519'] as const;

/** How something of Liaise is found by a claim: its id, its mail address, or `prefix` and the claim as external reference. */
export interface Match {
  match: 'id' | 'email' | 'external-ref';
  /** The claim's name; `a.b` reaches into an object. */
  claim: string;
  prefix?: string;
}

/** How the claims of a foreign token are read, such as a stock one of Entra or Keycloak. */
export interface ClaimsMapping {
  /** The claim that holds the tenant's reference; the issuer's only tenant unless said. */
  tenant?: string;
  rep?: Match;
  contact?: Match;
  /** The claim that holds team ids, as a list. */
  teams?: string;
  /** The role by the values of a claim (a text or a list of texts): the first entry that is there wins. */
  role?: { claim: string; values: Readonly<Record<string, Role>>; otherwise?: Role };
  /** Takes tokens that live longer than an hour, for their first hour. */
  firstHour?: boolean;
}

/** Who may sign tokens, for which tenants. A key never speaks for a tenant that is not named here. */
export interface Issuer {
  iss: string;
  /** References of the tenants it speaks for. */
  tenants: readonly string[];
  /** An HS256 secret of at least 32 bytes; or else `jwks`. */
  secret?: string | Uint8Array;
  /** A key set: the URL it is fetched from, the path of a file, or the set itself. */
  jwks?: string | JSONWebKeySet;
  /** `liaise` unless said. */
  audience?: string;
  /** The roles it may give; all unless said. */
  roles?: readonly Role[];
  claims?: ClaimsMapping;
}

/** An issuer made ready for checking. */
export interface ReadyIssuer {
  iss: string;
  tenants: ReadonlySet<string>;
  roles: readonly Role[];
  audience: string;
  algorithms: readonly string[];
  key: JWTVerifyGetKey;
  claims: ClaimsMapping | undefined;
}

function keysOf({ iss, jwks }: Issuer): JWTVerifyGetKey {
  if (jwks === undefined) throw new TypeError(`The issuer ${iss} needs a secret or a jwks.`);
  if (typeof jwks !== 'string') return createLocalJWKSet(jwks);
  if (/^https?:\/\//.test(jwks)) return createRemoteJWKSet(new URL(jwks), { timeoutDuration: 5000 });
  return createLocalJWKSet(JSON.parse(readFileSync(jwks, 'utf8')) as JSONWebKeySet);
}

/**
 * Makes issuers ready: finds their keys and fixes their algorithms.
 *
 * @throws {TypeError} that names the issuer and what is missing
 */
export function readyIssuers(issuers: readonly Issuer[]): ReadonlyMap<string, ReadyIssuer> {
  const ready = new Map<string, ReadyIssuer>();
  for (const issuer of issuers) {
    const { iss, tenants, secret, jwks, claims } = issuer;
    if (ready.has(iss)) throw new TypeError(`The issuer ${iss} is named twice.`);
    if (tenants.length === 0) throw new TypeError(`The issuer ${iss} names no tenant.`);
    if (secret !== undefined && jwks !== undefined)
      throw new TypeError(`The issuer ${iss} has a secret and a jwks: keep one.`);
    const bytes = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret;
    if (bytes !== undefined && bytes.byteLength < 32) {
      throw new TypeError(`The secret of the issuer ${iss} needs at least 32 bytes.`);
    }
    if (claims && claims.tenant === undefined && tenants.length > 1) {
      throw new TypeError(`The issuer ${iss} speaks for several tenants: say in claims.tenant which claim names one.`);
    }
    ready.set(iss, {
      iss,
      tenants: new Set(tenants),
      roles: issuer.roles ?? roles,
      audience: issuer.audience ?? 'liaise',
      algorithms: bytes ? ['HS256'] : keyPairAlgorithms,
      key: bytes ? () => Promise.resolve(bytes) : keysOf(issuer),
      claims,
    });
  }
  return ready;
}
