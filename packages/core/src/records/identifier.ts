/**
 * Record identifiers: UUIDv7 (RFC 9562 section 5.7), made by whoever writes the record, so that a record
 * has its final name before any network is involved.
 */

declare const crypto: { getRandomValues(bytes: Uint8Array<ArrayBuffer>): unknown };

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

let lastMillisecond = 0;
let counter = 0;

/**
 * Makes a UUIDv7. Identifiers made by one process sort in the order in which they were made, also within a
 * millisecond (12-bit counter, method 1 of RFC 9562 section 6.2) and also when the clock steps back.
 *
 * Works without a secure context: it needs `crypto.getRandomValues` only, not `crypto.randomUUID`.
 *
 * @param now milliseconds since the epoch; the clock by default
 * @param random fills 16 bytes; `crypto.getRandomValues` by default
 */
export function newId(now: number = Date.now(), random: (bytes: Uint8Array<ArrayBuffer>) => void = fillRandom): string {
  if (now > lastMillisecond) {
    lastMillisecond = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastMillisecond += 1;
    counter = 0;
  }
  return identifierFrom(lastMillisecond, counter, random);
}

/** Lays a UUIDv7 out from its parts: milliseconds since the epoch, 12 bits, and 62 bits from `random`. */
export function identifierFrom(
  millisecond: number,
  twelveBits: number,
  random: (bytes: Uint8Array<ArrayBuffer>) => void,
): string {
  const bytes = new Uint8Array(16);
  random(bytes);
  const high = Math.floor(millisecond / 0x1_0000_0000);
  bytes[0] = high >>> 8;
  bytes[1] = high;
  bytes[2] = millisecond >>> 24;
  bytes[3] = millisecond >>> 16;
  bytes[4] = millisecond >>> 8;
  bytes[5] = millisecond;
  bytes[6] = 0x70 | (twelveBits >>> 8);
  bytes[7] = twelveBits;
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  let text = '';
  bytes.forEach((byte, index) => {
    text += (index === 4 || index === 6 || index === 8 || index === 10 ? '-' : '') + (HEX[byte] ?? '');
  });
  return text;
}

/** The moment a UUIDv7 was made, in milliseconds since the epoch. */
export function timeOfId(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}

function fillRandom(bytes: Uint8Array<ArrayBuffer>): void {
  crypto.getRandomValues(bytes);
}
