/** The first 64 primes. */
const primes: number[] = [];
for (let next = 2; primes.length < 64; next += 1) if (primes.every((one) => next % one)) primes.push(next);

/** Fractional parts of roots of primes, as FIPS 180-4 has them; computed, since they are longer to write. */
const roots = (power: number): number[] => primes.map((prime) => ((prime ** power % 1) * 2 ** 32) | 0);
const turned = (value: number, by: number): number => (value >>> by) | (value << (32 - by));

/** SHA-256 (FIPS 180-4) in script, for pages without a secure context. */
export function inScript(bytes: Uint8Array): Uint8Array {
  const constants = roots(1 / 3);
  const state = Int32Array.from(roots(1 / 2).slice(0, 8));
  const { length } = bytes;
  const padded = new Uint8Array(((length + 8) >> 6) * 64 + 64);
  padded.set(bytes);
  padded[length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, BigInt(length) * 8n);
  const words = new Int32Array(64);
  const word = (index: number): number => words[index] ?? 0;
  for (let block = 0; block < padded.length; block += 64) {
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
    constants.forEach((constant, at) => {
      const early = word(at - 15);
      const late = word(at - 2);
      words[at] =
        at < 16
          ? view.getInt32(block + at * 4)
          : word(at - 16) +
            (turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)) +
            word(at - 7) +
            (turned(late, 17) ^ turned(late, 19) ^ (late >>> 10));
      const one = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + constant + word(at);
      const two = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    });
    [a, b, c, d, e, f, g, h].forEach((value, index) => {
      state[index] = (state[index] ?? 0) + value;
    });
  }
  const digest = new DataView(new ArrayBuffer(32));
  state.forEach((value, index) => digest.setInt32(index * 4, value));
  return new Uint8Array(digest.buffer);
}

/** The SHA-256 of bytes in lower-case hexadecimal; by the browser where it can. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>, subtle: SubtleCrypto | undefined): Promise<string> {
  const digest = subtle ? new Uint8Array(await subtle.digest('SHA-256', bytes)) : inScript(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
