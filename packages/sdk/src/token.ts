import { LiaiseError, isLiaiseError } from './error.ts';
import type { Clock } from './retry.ts';

/** Gives the page's token: alone, or with the instant at which it ends. */
export type GetToken = (request: {
  reason: 'initial' | 'expired';
  signal: AbortSignal;
}) => Promise<string | { token: string; expiresAt?: string }>;

/** Who a token speaks for, as far as this device needs to know: to keep one person's data from another. */
export interface Identity {
  /** Equal for the same person in the same role of the same tenant. */
  key: string;
  tenant: string;
  role: string;
  subject: string;
  repId?: string;
}

/** A token kept in memory and renewed once for all who wait for it. */
export interface TokenKeeper {
  /** The present token; asks for one when there is none or it ends within half a minute. */
  token(): Promise<string>;
  /** Forgets a token that the gateway refused, unless another one is there already. */
  refuse(token: string): void;
  /** Whom the last token spoke for. */
  identity(): Identity | undefined;
  /** Tells when the identity becomes known or changes. */
  onIdentity(listener: (identity: Identity) => void): void;
}

/** Fetches a token from the page's own back end: `GET`, same-origin credentials, answers `{ "token", "expiresAt" }`. */
export function tokenFrom(url: string, fetch: typeof globalThis.fetch): GetToken {
  return async ({ signal }) => {
    const answer = await fetch(url, {
      credentials: 'same-origin',
      signal,
      headers: { accept: 'application/json' },
      cache: 'no-store',
    });
    if (!answer.ok) throw new LiaiseError({ code: 'no-token', status: answer.status, retryable: answer.status >= 500 });
    const body: unknown = await answer.json();
    const { token, expiresAt } = body as { token?: unknown; expiresAt?: unknown };
    if (typeof token !== 'string') throw new LiaiseError({ code: 'no-token' });
    return typeof expiresAt === 'string' ? { token, expiresAt } : { token };
  };
}

const margin = 30_000;

/** Keeps the token that `getToken` gives. */
export function keepToken(getToken: GetToken, clock: Clock): TokenKeeper {
  let current: { token: string; endsAt: number } | undefined;
  let pending: Promise<string> | undefined;
  let known: Identity | undefined;
  let refused = false;
  const listeners = new Set<(identity: Identity) => void>();

  const ask = async (): Promise<string> => {
    const given = await getToken({
      reason: refused || current ? 'expired' : 'initial',
      signal: AbortSignal.timeout(30_000),
    });
    const { token, expiresAt } = typeof given === 'string' ? { token: given, expiresAt: undefined } : given;
    const claims = readClaims(token);
    const end = expiresAt === undefined ? Number(claims['exp']) * 1000 : Date.parse(expiresAt);
    current = { token, endsAt: Number.isFinite(end) ? end : clock.now() + 300_000 };
    refused = false;
    const identity = identityOf(claims);
    if (identity.key !== known?.key) {
      known = identity;
      listeners.forEach((listener) => listener(identity));
    }
    return token;
  };

  return {
    token: () => {
      if (current && current.endsAt - clock.now() > margin) return Promise.resolve(current.token);
      pending ??= ask()
        .catch((cause: unknown) => {
          if (isLiaiseError(cause)) throw cause;
          throw new LiaiseError({ code: cause instanceof TypeError ? 'offline' : 'no-token', retryable: true, cause });
        })
        .finally(() => {
          pending = undefined;
        });
      return pending;
    },
    refuse: (token) => {
      if (current?.token !== token) return;
      current = undefined;
      refused = true;
    },
    identity: () => known,
    onIdentity: (listener) => {
      listeners.add(listener);
      if (known) listener(known);
    },
  };
}

/** The claims of a JWT, unverified: the gateway verifies; this side only needs to know when it ends and whose it is. */
function readClaims(token: string): Record<string, unknown> {
  try {
    const part = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(part), (character) => character.charCodeAt(0));
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null ? (claims as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Whom a token speaks for, as the token says. */
export const identityOfToken = (token: string): Identity => identityOf(readClaims(token));

function identityOf(claims: Record<string, unknown>): Identity {
  const text = (name: string): string => (typeof claims[name] === 'string' ? claims[name] : '');
  const identity: Identity = {
    key: JSON.stringify([text('iss'), text('tenant'), text('sub'), text('role'), text('rep')]),
    tenant: text('tenant'),
    role: text('role'),
    subject: text('sub'),
  };
  return text('rep') === '' ? identity : { ...identity, repId: text('rep') };
}
