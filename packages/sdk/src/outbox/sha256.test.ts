import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256 } from './sha256.ts';

it('agrees with the system, by script and by the browser, at every length', async () => {
  const lengths = fc.integer({ min: 0, max: 300 });
  await fc.assert(
    fc.asyncProperty(lengths, fc.infiniteStream(fc.integer({ min: 0, max: 255 })), async (length, stream) => {
      const bytes = Uint8Array.from({ length }, () => Number(stream.next().value));
      const expected = createHash('sha256').update(bytes).digest('hex');
      expect(await sha256(bytes, undefined)).toBe(expected);
      expect(await sha256(bytes, globalThis.crypto.subtle)).toBe(expected);
    }),
  );
});
