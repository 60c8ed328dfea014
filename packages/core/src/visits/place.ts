import type { Position } from '../records/primitives.ts';

/** The earth's mean radius R1 in metres (IUGG; Moritz 2000, "Geodetic Reference System 1980", J. Geodesy 74:128). */
const EARTH_RADIUS = 6_371_008.8;

/** The radius within which a check-in counts where the customer's site says none, in metres. */
export const defaultRadius = 200;

/**
 * The distance between two positions along a great circle, in metres, by the haversine formula, which stays exact for
 * small distances (Sinnott 1984, "Virtues of the Haversine", Sky and Telescope 68(2):159). The earth taken as a sphere is
 * off by at most 0.6 %.
 *
 * @param a degrees, WGS 84
 * @param b degrees, WGS 84
 */
export function distance(
  a: Pick<Position, 'latitude' | 'longitude'>,
  b: Pick<Position, 'latitude' | 'longitude'>,
): number {
  const radians = Math.PI / 180;
  const latitudes = Math.sin(((b.latitude - a.latitude) * radians) / 2);
  const longitudes = Math.sin(((b.longitude - a.longitude) * radians) / 2);
  const haversine =
    latitudes * latitudes + Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * longitudes * longitudes;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(haversine)));
}

/** Why a check-in is not verified. */
export const verdictReasons = [
  'no-position',
  'position-unusable',
  'no-site',
  'no-accuracy',
  'accuracy',
  'distance',
] as const;
export type VerdictReason = (typeof verdictReasons)[number];

/** Whether a position shows that somebody was at a site, and why not. `distance` and `radius` are in metres. */
export interface Verdict {
  verdict: 'verified' | 'unverified' | 'invalid';
  reasons: VerdictReason[];
  distance?: number;
  radius: number;
}

/**
 * Judges a position against a customer's site.
 *
 * - `verified`: within the radius, by a position at least as exact as the radius.
 * - `invalid`: outside the radius even when the accuracy is granted in full.
 * - `unverified`: everything between, and whatever cannot be judged: no position, one out of range or not a number, no
 *   accuracy (a position set by hand), no site.
 *
 * @param site the customer's site: its position and radius in metres (200 where it says none)
 */
export function verdict(
  position: Position | null | undefined,
  site: { position?: Position | undefined; radius?: number | undefined } | null | undefined,
): Verdict {
  const radius = site?.radius ?? defaultRadius;
  const unverified = (reason: VerdictReason): Verdict => ({ verdict: 'unverified', reasons: [reason], radius });
  if (!position) return unverified('no-position');
  if (!isUsable(position)) return unverified('position-unusable');
  if (!site?.position) return unverified('no-site');

  const metres = distance(position, site.position);
  const accuracy = position.accuracy ?? 0;
  const reasons: VerdictReason[] = [];
  if (metres > radius) reasons.push('distance');
  if (position.accuracy === undefined) reasons.push('no-accuracy');
  if (accuracy > radius) reasons.push('accuracy');
  const outside = metres - accuracy > radius;
  return {
    verdict: outside ? 'invalid' : reasons.length > 0 ? 'unverified' : 'verified',
    reasons,
    distance: metres,
    radius,
  };
}

function isUsable({ latitude, longitude, accuracy = 0 }: Position): boolean {
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && accuracy >= 0 && accuracy < Infinity;
}
