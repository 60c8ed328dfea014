import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { isProofNumber, proofText, zeroBits } from '@liaise/core/proof';
import { solve } from './proof.ts';

it('finds the first number that serves, and pauses on the way', async () => {
  let pauses = 0;
  const proof = await solve('demo.AAAAAAAAAAAAAAAAAAAAAA', 10, () => Promise.resolve((pauses += 1)));
  expect(isProofNumber(proof)).toBe(true);
  const bitsOf = (attempt: number) =>
    zeroBits(createHash('sha256').update(proofText('demo.AAAAAAAAAAAAAAAAAAAAAA', attempt)).digest());
  expect(bitsOf(Number(proof))).toBeGreaterThanOrEqual(10);
  for (let attempt = 0; attempt < Number(proof); attempt += 1) expect(bitsOf(attempt)).toBeLessThan(10);
  expect(pauses).toBe(Math.floor(Number(proof) / 500));
});

it('counts zero bits', () => {
  expect(zeroBits(Uint8Array.of(0x80))).toBe(0);
  expect(zeroBits(Uint8Array.of(0, 0x10, 0xff))).toBe(11);
  expect(zeroBits(new Uint8Array(32))).toBe(256);
  for (const text of ['', '01', '-1', '1.5', '1e3', ' 1', '１']) expect(isProofNumber(text)).toBe(false);
});
