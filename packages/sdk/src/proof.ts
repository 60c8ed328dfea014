import { proofText, zeroBits } from '@liaise/core/proof';
import { inScript } from './outbox/sha256.ts';

/** Attempts between two pauses: a few milliseconds on a phone. */
const slice = 500;

/**
 * Does the work that finishing an open survey takes: finds the first number with which SHA-256 of `token:number` begins with so many zero
 * bits. In slices, so that the page stays alive, and without `crypto.subtle`, which pages without a secure context lack.
 *
 * @param pause called between slices
 */
export async function solve(
  token: string,
  bits: number,
  pause: () => Promise<unknown> = () => new Promise((resolve) => setTimeout(resolve)),
): Promise<string> {
  const encoder = new TextEncoder();
  for (let attempt = 0; ; attempt += 1) {
    if (zeroBits(inScript(encoder.encode(proofText(token, attempt)))) >= bits) return String(attempt);
    if (attempt % slice === slice - 1) await pause();
  }
}
