/**
 * Proof of work in the manner of Hashcash (A. Back, "Hashcash: a denial of service counter-measure", 2002): whoever finishes an open
 * survey shows a number with which the SHA-256 of its session's token begins with so many zero bits. The token is made by the gateway
 * from 128 random bits, serves one response and is unusable afterwards; so a proof is bound to one session, cannot be made ahead and cannot be
 * used twice, and the gateway keeps nothing for it.
 */

/** The text that is hashed. */
export const proofText = (token: string, attempt: number | string): string => `${token}:${attempt}`;

/** How many zero bits a hash begins with. */
export function zeroBits(hash: Uint8Array): number {
  let bits = 0;
  for (const byte of hash) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}

/** Whether a text can be a proof: a number that was written as one. */
export const isProofNumber = (proof: string): boolean => /^(?:0|[1-9]\d{0,15})$/.test(proof);
