import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultRadius, distance, verdict } from './index.ts';

const berlin = { latitude: 52.52, longitude: 13.405 };
const place = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});
/** A position so many metres north. */
const north = (metres: number, accuracy?: number) => ({
  latitude: berlin.latitude + metres / 111_195.08,
  longitude: berlin.longitude,
  ...(accuracy !== undefined && { accuracy }),
});

describe('distance', () => {
  it('finds known distances', () => {
    // A degree along a meridian and half of the way round, from the mean radius.
    expect(distance({ latitude: 0, longitude: 0 }, { latitude: 1, longitude: 0 })).toBeCloseTo(111_195.08, 1);
    expect(distance({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })).toBeCloseTo(20_015_114.4, 0);
    expect(distance(berlin, { latitude: 31.2304, longitude: 121.4737 }) / 1000).toBeCloseTo(8412, -2);
  });

  it('is a metric on the sphere', () => {
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(distance(a, a)).toBe(0);
        expect(distance(a, b)).toBeCloseTo(distance(b, a), 6);
        expect(distance(a, b)).toBeLessThanOrEqual(20_015_114.5);
        expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c) + 1e-3);
      }),
    );
  });

  it('takes the short way across the date line', () => {
    const crossing = distance({ latitude: 0, longitude: 179.999 }, { latitude: 0, longitude: -179.999 });
    expect(crossing).toBeCloseTo(222.39, 1);
  });
});

describe('verdict', () => {
  const site = { position: berlin, radius: 100 };

  it.each([
    ['inside', north(50, 10), 'verified', []],
    ['on the spot', north(0, 0), 'verified', []],
    ['outside, perhaps inside', north(120, 30), 'unverified', ['distance']],
    ['outside whatever the accuracy', north(500, 30), 'invalid', ['distance']],
    ['inside but coarse', north(50, 1000), 'unverified', ['accuracy']],
    ['outside and coarse', north(5000, 1000), 'invalid', ['distance', 'accuracy']],
    ['set by hand', north(50), 'unverified', ['no-accuracy']],
    ['set by hand elsewhere', north(5000), 'invalid', ['distance', 'no-accuracy']],
  ] as const)('%s', (_, position, expected, reasons) => {
    expect(verdict(position, site)).toMatchObject({ verdict: expected, reasons, radius: 100 });
  });

  it('says what is missing', () => {
    expect(verdict(undefined, site)).toEqual({ verdict: 'unverified', reasons: ['no-position'], radius: 100 });
    expect(verdict(north(1, 1), {})).toEqual({ verdict: 'unverified', reasons: ['no-site'], radius: defaultRadius });
    expect(verdict(north(1, 1), null).reasons).toEqual(['no-site']);
  });

  it('does not trust a position that is none', () => {
    for (const bad of [
      { ...berlin, accuracy: Number.NaN },
      { ...berlin, accuracy: -1 },
      { latitude: 91, longitude: 0, accuracy: 5 },
      { latitude: Number.NaN, longitude: 0, accuracy: 5 },
      { latitude: 0, longitude: 181, accuracy: 5 },
    ]) {
      expect(verdict(bad, site)).toMatchObject({ verdict: 'unverified', reasons: ['position-unusable'] });
    }
  });

  it('never verifies what lies outside, and never calls invalid what may lie inside', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 3000, noNaN: true }),
        fc.integer({ min: 0, max: 3000 }),
        (away, accuracy) => {
          const judged = verdict(north(away, accuracy), site);
          const metres = judged.distance ?? 0;
          if (judged.verdict === 'verified') expect(metres).toBeLessThanOrEqual(100);
          if (judged.verdict === 'invalid') expect(metres - accuracy).toBeGreaterThan(100);
          if (judged.verdict !== 'verified') expect(judged.reasons.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
