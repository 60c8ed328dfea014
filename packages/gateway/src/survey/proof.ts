import { createHash } from 'node:crypto';
import { isProofNumber, proofText, zeroBits } from '@liaise/core/proof';
import { bodyRefusal } from '../http/refusal.ts';

/** How long somebody unknown without script takes at least, in milliseconds, since a page can do no work there. */
export const leastTime = 2000;

/**
 * Checks the work that finishing a session takes.
 *
 * @throws {Refusal} `invalid-body` that names `proof`
 */
export function checkProof(token: string, bits: number, proof: string | undefined): void {
  const hash =
    proof !== undefined && isProofNumber(proof) && createHash('sha256').update(proofText(token, proof)).digest();
  if (hash && zeroBits(hash) >= bits) return;
  throw bodyRefusal(
    'proof',
    'work-required',
    `Send a number with which SHA-256 of "token:number" begins with ${bits} zero bits.`,
  );
}
