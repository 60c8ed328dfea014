/* The page's own calls, as any back office page makes them: fetch with the user's token. The elements need none of this. */

const connect = document.querySelector('#staff');
const base = new URL(connect.getAttribute('url'), document.baseURI);

export const addressOf = (path) => new URL(path, base).href;

/** Where the stand-in for a sign-in gives a token. A page of your own has its back end here. */
export function tokenAddress(role, rep) {
  const query = new URLSearchParams({ role, ...(rep && { rep }) });
  return addressOf(`/dev/token?${query}`);
}

const kept = new Map();

async function tokenFrom(address) {
  const before = kept.get(address);
  if (before && Date.parse(before.expiresAt) - Date.now() > 60_000) return before.token;
  const answer = await fetch(address, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw Object.assign(new Error('no token'), { status: answer.status, signIn: true });
  const given = await answer.json();
  kept.set(address, given);
  return given.token;
}

/** Asks the gateway as the person whose token the address gives. Rejects with an Error that has the `status`. */
export async function call(address, path, { method = 'GET', body, signal } = {}) {
  const headers = { accept: 'application/json', authorization: `Bearer ${await tokenFrom(address)}` };
  if (body) Object.assign(headers, { 'content-type': 'application/json', 'idempotency-key': newId() });
  const answer = await fetch(addressOf(path), { method, headers, signal, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw Object.assign(new Error(path), { status: answer.status });
  return answer.json();
}

/** A UUIDv7 (RFC 9562), which works without a secure context too. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let time = Date.now();
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = time % 256;
    time = Math.floor(time / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}
