import type { JWTPayload } from 'jose';
import { roles, type Role } from '@liaise/core/api/route';
import type { Store } from '../store/store.ts';
import type { Actor } from './actor.ts';
import type { Directory } from './directory.ts';
import type { Match, ReadyIssuer } from './issuers.ts';
import { unauthenticated, verifyToken, type VerifiedToken } from './token.ts';

/** Who calls, and until when its token holds (milliseconds since the epoch). */
export interface Caller {
  actor: Actor;
  expiresAt: number;
}

const mostVerified = 5000;
/** How long a signature that was right is believed, in milliseconds: a key that its issuer takes back ends with it. */
const believed = 60_000;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A claim by its name, or by a way into objects (`realm_access.roles`). */
function claimAt(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name];
  let here: unknown = payload;
  for (const part of name.split('.')) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, part)) return undefined;
    here = (here as Record<string, unknown>)[part];
  }
  return here;
}

const isRole = (value: unknown): value is Role => (roles as readonly unknown[]).includes(value);
const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');

function roleOf({ issuer, payload }: VerifiedToken): Role {
  const mapping = issuer.claims?.role;
  let role: unknown = payload['role'];
  if (mapping) {
    const given = texts(claimAt(payload, mapping.claim));
    const named = Object.entries(mapping.values).find(([value]) => given.includes(value));
    role = named?.[1] ?? mapping.otherwise;
  }
  if (!isRole(role) || !issuer.roles.includes(role))
    throw unauthenticated('The token gives no role that its issuer may give.');
  return role;
}

function tenantOf({ issuer, payload }: VerifiedToken): string {
  const { claims, tenants } = issuer;
  const [only] = tenants;
  const ref = claims ? (claims.tenant === undefined ? only : claimAt(payload, claims.tenant)) : payload['tenant'];
  if (typeof ref !== 'string' || !tenants.has(ref)) throw unauthenticated('The issuer may not speak for this tenant.');
  return ref;
}

/** A claim that names a rep or a contact, and how; null where the token has none. */
function named(
  issuer: ReadyIssuer,
  payload: JWTPayload,
  kind: 'rep' | 'contact',
): { match: Match; value: string } | null {
  const match: Match = issuer.claims?.[kind] ?? { match: 'id', claim: kind };
  const value = claimAt(payload, match.claim);
  if (value === undefined) return null;
  if (typeof value !== 'string' || value === '' || value.length > 320)
    throw unauthenticated(`The claim ${match.claim} is not valid.`);
  if (match.match === 'email' && payload['email_verified'] === false) {
    throw unauthenticated('The mail address in the token is not verified.');
  }
  return { match, value };
}

/** Turns bearer tokens into actors. */
export class Authenticator {
  readonly #issuers: ReadonlyMap<string, ReadyIssuer>;
  readonly #store: Store;
  readonly #directory: Directory;
  readonly #clock: () => number;
  readonly #verified = new Map<string, { token: VerifiedToken; until: number }>();

  constructor(issuers: ReadonlyMap<string, ReadyIssuer>, store: Store, directory: Directory, clock: () => number) {
    this.#issuers = issuers;
    this.#store = store;
    this.#directory = directory;
    this.#clock = clock;
  }

  /**
   * The caller of a request, or null where it carries no token.
   *
   * @throws {Refusal} 401 where it carries one that does not hold
   */
  async caller(request: Request): Promise<Caller | null> {
    const header = request.headers.get('authorization');
    if (header === null) return null;
    const [, token] = /^Bearer +([^\s,]+)$/i.exec(header) ?? [];
    if (token === undefined) throw unauthenticated('Send the token as Authorization: Bearer.');
    return this.callerOf(token);
  }

  /** The caller whom a token names. @throws {Refusal} 401 */
  async callerOf(token: string): Promise<Caller> {
    const verified = await this.#verify(token);
    const { payload, subject, jti, expiresAt, issuer } = verified;
    const ref = tenantOf(verified);
    const role = roleOf(verified);
    const stored = await this.#store.tenant(ref);
    if (!stored) throw unauthenticated('The tenant of the token is not here.');
    const tenant = { tenantId: stored.id, tenantRef: stored.ref };
    if (jti !== undefined && (await this.#directory.revoked(tenant)).has(jti)) {
      throw unauthenticated('Sign in again.', 'token-revoked');
    }
    const actor: Actor = { ...tenant, role, subject, teamIds: [] };
    if (role === 'contact') Object.assign(actor, await this.#contact(tenant, issuer, payload));
    else Object.assign(actor, await this.#staff(tenant, role, issuer, payload));
    return { actor, expiresAt: expiresAt * 1000 };
  }

  async #verify(token: string): Promise<VerifiedToken> {
    const now = this.#clock();
    const known = this.#verified.get(token);
    if (known && known.until > now) return known.token;
    this.#verified.delete(token);
    const verified = await verifyToken(token, this.#issuers, now);
    this.#verified.set(token, { token: verified, until: Math.min(now + believed, verified.expiresAt * 1000) });
    if (this.#verified.size > mostVerified) {
      const oldest = this.#verified.keys().next();
      if (!oldest.done) this.#verified.delete(oldest.value);
    }
    return verified;
  }

  async #staff(
    tenant: Pick<Actor, 'tenantId' | 'tenantRef'>,
    role: Role,
    issuer: ReadyIssuer,
    payload: JWTPayload,
  ): Promise<Pick<Actor, 'repId' | 'teamIds'>> {
    const claim = named(issuer, payload, 'rep');
    const repId = claim ? await this.#directory.rep(tenant, claim.match, claim.value) : null;
    if (claim && repId === null) throw unauthenticated('The rep that the token names is not here, or not active.');
    if (role === 'rep' && repId === null) throw unauthenticated('A token of role rep names its rep.');
    const given = claimAt(payload, issuer.claims?.teams ?? 'teams');
    const teamIds = texts(given);
    if (teamIds.length > 200 || !teamIds.every((id) => uuid.test(id)))
      throw unauthenticated('The teams of the token are not ids.');
    const own =
      role === 'manager' && given === undefined && repId !== null
        ? await this.#directory.teamsOf(tenant, repId)
        : teamIds;
    return { teamIds: own, ...(repId === null ? {} : { repId }) };
  }

  async #contact(
    tenant: Pick<Actor, 'tenantId' | 'tenantRef'>,
    issuer: ReadyIssuer,
    payload: JWTPayload,
  ): Promise<Pick<Actor, 'contactId' | 'customerId'>> {
    const claim = named(issuer, payload, 'contact');
    const contact = claim ? await this.#directory.contact(tenant, claim.match, claim.value) : null;
    if (!contact) throw unauthenticated('A token of role contact names a contact that is here.');
    return { contactId: contact.id, customerId: contact.customerId };
  }
}
