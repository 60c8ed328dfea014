import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { id, identifierFrom, newId, timeOfId } from './index.ts';

const fill = (byte: number) => (bytes: Uint8Array<ArrayBuffer>) => void bytes.fill(byte);
const moment = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe('identifierFrom', () => {
  it('lays the parts out as RFC 9562 says, checked against its appendix A.6', () => {
    const random = (bytes: Uint8Array<ArrayBuffer>) => bytes.set([0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f], 8);
    expect(identifierFrom(0x017f22e279b0, 0xcc3, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });

  it('gives an id that the schema takes, whatever the parts', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 0xfff }), fc.nat(255), (ms, bits, byte) => {
        const made = identifierFrom(ms, bits, fill(byte));
        expect(id.parse(made)).toBe(made);
        expect(timeOfId(made)).toBe(ms);
      }),
    );
  });

  it('sorts by time, then by the twelve bits, whatever is random', () => {
    const part = fc.tuple(moment, fc.integer({ min: 0, max: 0xfff }), fc.nat(255));
    fc.assert(
      fc.property(part, part, ([ms, bits, byte], [laterMs, laterBits, laterByte]) => {
        fc.pre(ms < laterMs || (ms === laterMs && bits < laterBits));
        expect(identifierFrom(ms, bits, fill(byte)) < identifierFrom(laterMs, laterBits, fill(laterByte))).toBe(true);
      }),
    );
  });
});

describe('newId', () => {
  it('sorts in the order of making, also within a millisecond, past the counter, and when the clock steps back', () => {
    const start = Date.UTC(2030, 0, 1);
    const clocks = fc.array(fc.integer({ min: -5000, max: 5000 }), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(clocks, (steps) => {
        const made = steps.map((step) => newId(start + step));
        expect(made.toSorted()).toEqual(made);
        expect(new Set(made).size).toBe(made.length);
      }),
    );
    const burst = Array.from({ length: 10_000 }, () => newId(start));
    expect(burst.toSorted()).toEqual(burst);
    expect(new Set(burst).size).toBe(burst.length);
  });

  it('carries the time it was made', () => {
    const now = Date.UTC(2031, 0, 1);
    expect(timeOfId(newId(now))).toBe(now);
    expect(id.safeParse(newId()).success).toBe(true);
  });
});
