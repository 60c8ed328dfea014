import fc from 'fast-check';
import jsqr from 'jsqr';
import { describe, expect, it } from 'vitest';
import { drawQr, qrCode } from './qr.ts';
import { toSvg } from './to-svg.ts';

const readCode = jsqr.default;

/** What a reader makes of a code. */
function read(grid: readonly (readonly boolean[])[], square = 3): string | undefined {
  const size = (grid.length + 8) * square;
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  grid.forEach((row, y) =>
    row.forEach((dark, x) => {
      if (!dark) return;
      for (let dy = 0; dy < square; dy += 1)
        for (let dx = 0; dx < square; dx += 1) {
          const at = (((y + 4) * square + dy) * size + (x + 4) * square + dx) * 4;
          pixels.fill(0, at, at + 3);
        }
    }),
  );
  const found = readCode(pixels, size, size);
  return found ? new TextDecoder().decode(Uint8Array.from(found.binaryData)) : undefined;
}

describe('a QR code', () => {
  it('is read back, whatever its size', () => {
    for (const length of [
      1, 14, 15, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666,
    ]) {
      const text = Array.from({ length }, (_, at) => String.fromCharCode(33 + ((at * 7) % 90))).join('');
      expect(read(qrCode(text)), `${length} bytes`).toBe(text);
    }
  });

  it('holds any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (text) => {
        expect(read(qrCode(text))).toBe(text);
      }),
      { numRuns: 40, seed: 7 },
    );
  });

  it('is refused where it is too long', () => {
    expect(() => qrCode('x'.repeat(667))).toThrow(RangeError);
  });

  it('is drawn with a quiet border, dark on light', () => {
    const svg = toSvg(drawQr('https://liaise.example/s/demo.x', { label: 'Code <1>' }));
    expect(svg).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 148 148" width="148" height="148" role="img"><title>Code &lt;1&gt;/,
    );
    expect(svg).not.toContain('M0 ');
  });
});
