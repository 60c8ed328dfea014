import type { Connection } from './connection.ts';
import { readMark, writeMark } from './marks.ts';

const shape = /^[A-Za-z0-9_-]{22}$/;

/** Secrets of pages that keep nothing: they hold as long as the page. */
const unkept = new WeakMap<Connection, string>();

/** 128 random bits in base64url. */
export function newSecret(random: Pick<Crypto, 'getRandomValues'> = globalThis.crypto): string {
  const bytes = random.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (one) => ({ '+': '-', '/': '_' })[one] ?? '');
}

/**
 * The secret of this device under one survey link: texts typed here are shown again to whoever holds it. It is one for all links of a
 * gateway, which tells them apart by a hash, unless the person came by a link that carries another device's.
 */
export function deviceOf(connection: Connection, token: string): string {
  const { marks, crypto } = connection.ports;
  const brought = takeFromAddress(token);
  const usual = `liaise-device ${connection.url}`;
  const own = `${usual} ${token}`;
  if (brought !== undefined) writeMark(marks, own, brought);
  const kept = brought ?? readMark(marks, own) ?? readMark(marks, usual) ?? unkept.get(connection);
  if (kept != null && shape.test(kept)) return kept;
  const made = newSecret(crypto ?? globalThis.crypto);
  unkept.set(connection, made);
  writeMark(marks, usual, made);
  return made;
}

/** The address under which the person goes on on another device, with all that they typed here. The secret in it is never sent to a server. */
export function resumeAddress(connection: Connection, token: string, device: string): string {
  const page = globalThis.location as Location | undefined;
  return new URL(`${connection.url}/s/${token}#device=${device}`, page?.href ?? 'http://localhost').href;
}

/** Takes the secret out of the page's address, where it is the page of this link, so that it is not passed on with it. */
function takeFromAddress(token: string): string | undefined {
  const page = globalThis.location as Location | undefined;
  const found = page && /^#device=([A-Za-z0-9_-]{22})$/.exec(page.hash)?.[1];
  if (!page || found === undefined || !page.pathname.endsWith(`/s/${encodeURIComponent(token)}`)) return undefined;
  globalThis.history.replaceState(globalThis.history.state, '', page.pathname + page.search);
  return found;
}
