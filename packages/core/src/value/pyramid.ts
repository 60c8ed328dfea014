/** Levels of the value pyramid, highest first: the tiers of a customer record. */
export const levels = ['top', 'big', 'medium', 'small'] as const;
export type Level = (typeof levels)[number];

/** Shares of customers per level: 1, 4, 15 and 80 per cent (Curry & Curry 2000, The Customer Marketing Method). */
export const classicShares: readonly number[] = [0.01, 0.04, 0.15, 0.8];

export interface PyramidLevel {
  readonly level: Level;
  /** Least value that reaches the level; `-Infinity` for the lowest. */
  readonly threshold: number;
  readonly customers: number;
  /** Share of all customers; more than planned where values tie. `null` when there is no customer. */
  readonly share: number | null;
  readonly value: number;
  /** Share of the value of all customers; `null` when that is not above 0. */
  readonly valueShare: number | null;
}

export interface Pyramid {
  /** Highest first. */
  readonly levels: readonly PyramidLevel[];
  /** Level of each customer, in the order handed in. */
  readonly of: readonly Level[];
  readonly customers: number;
  readonly value: number;
}

export interface PyramidOptions {
  /** Shares of customers per level, highest first; they sum to 1. */
  readonly shares?: readonly number[];
}

/**
 * The value pyramid: customers by trailing value, cut at shares of their number. Equal values are never parted: a tie goes
 * to the higher level. Who brought nothing (0 or less) stays in the lowest, however many they are.
 *
 * For the level a customer is shown and served by, see {@link nextLevel}: it does not flicker.
 * @throws RangeError naming the index of a value that is not finite, or shares that do not sum to 1
 */
export function pyramid(values: ArrayLike<number>, { shares = classicShares }: PyramidOptions = {}): Pyramid {
  checkShares(shares);
  const n = values.length;
  const sorted = new Float64Array(values);
  for (let i = 0; i < n; i += 1)
    if (!Number.isFinite(sorted[i])) throw new RangeError(`Value ${i} is ${values[i]}; give a finite number.`);
  sorted.sort();
  const thresholds: number[] = [];
  let reached = 0;
  for (const share of shares.slice(0, -1)) {
    reached += share;
    // the small number keeps 0.2 * 200 = 40.00000000000001 from asking for one more
    const place = Math.min(n, Math.max(1, Math.ceil(reached * n - 1e-9)));
    const cut = n === 0 ? Infinity : (sorted[n - place] as number);
    thresholds.push(cut > 0 ? cut : Number.MIN_VALUE);
  }
  thresholds.push(-Infinity);
  const counts = levels.map(() => 0);
  const sums = levels.map(() => 0);
  let total = 0;
  const of: Level[] = [];
  for (let i = 0; i < n; i += 1) {
    const value = values[i] as number;
    const at = placeOf(value, thresholds);
    counts[at] = (counts[at] as number) + 1;
    sums[at] = (sums[at] as number) + value;
    total += value;
    of.push(levels[at] as Level);
  }
  return {
    levels: levels.map((level, i) => ({
      level,
      threshold: thresholds[i] as number,
      customers: counts[i] as number,
      share: n === 0 ? null : (counts[i] as number) / n,
      value: sums[i] as number,
      valueShare: total > 0 ? (sums[i] as number) / total : null,
    })),
    of,
    customers: n,
    value: total,
  };
}

function checkShares(shares: readonly number[]): void {
  if (shares.length !== levels.length || shares.some((share) => !(share >= 0 && share <= 1)))
    throw new RangeError(`shares must be ${levels.length} numbers from 0 to 1, highest level first.`);
  const sum = shares.reduce((so, share) => so + share, 0);
  if (Math.abs(sum - 1) > 1e-9) throw new RangeError(`shares sum to ${sum}; they must sum to 1.`);
}

function placeOf(value: number, thresholds: readonly number[]): number {
  let at = 0;
  while (at < thresholds.length - 1 && !(value >= (thresholds[at] as number))) at += 1;
  return at;
}

/** A customer's level as it is kept from period to period. */
export interface LevelState {
  readonly level: Level;
  /** A move under way: where to, and for how many periods in a row the value has called for it. */
  readonly pending: { readonly level: Level; readonly periods: number } | null;
}

export interface HysteresisOptions {
  /** How far below a threshold the value must fall to lose the level: 0.15 is 15 per cent. */
  readonly margin?: number;
  /** For how many periods in a row a value must call for a move. */
  readonly periods?: number;
}

/**
 * A customer's level after one more period, with hysteresis (Schmitt 1938): up when the value has reached a higher
 * threshold for `periods` periods in a row, down when it has been below (1 - margin) times its own threshold for as long.
 * The move goes to the least far level called for in those periods. The defaults, 15 per cent and two periods, are
 * starting points and not published values.
 * @param thresholds least value of each level, highest first, as in {@link Pyramid}
 */
export function nextLevel(
  state: LevelState,
  value: number,
  thresholds: readonly number[],
  { margin = 0.15, periods = 2 }: HysteresisOptions = {},
): LevelState & { readonly moved: 'up' | 'down' | null } {
  if (!Number.isFinite(value)) throw new RangeError(`The value is ${value}; give a finite number.`);
  if (!(margin >= 0 && margin < 1)) throw new RangeError(`margin is ${margin}; give a share from 0 to below 1.`);
  if (!Number.isSafeInteger(periods) || periods < 1)
    throw new RangeError(`periods is ${periods}; give a whole number, 1 or more.`);
  if (thresholds.length !== levels.length)
    throw new RangeError(`thresholds must be ${levels.length} numbers, highest level first.`);
  const now = levels.indexOf(state.level);
  const reached = placeOf(value, thresholds);
  const kept = placeOf(
    value,
    thresholds.map((threshold) => (threshold > 0 ? threshold * (1 - margin) : threshold)),
  );
  const wanted = reached < now ? reached : kept > now ? kept : now;
  if (wanted === now) return { level: state.level, pending: null, moved: null };
  const before = state.pending ? levels.indexOf(state.pending.level) : now;
  const sameWay = before !== now && before < now === wanted < now;
  const target = sameWay ? (wanted < now ? Math.max(before, wanted) : Math.min(before, wanted)) : wanted;
  const lasting = sameWay && state.pending ? state.pending.periods + 1 : 1;
  const level = levels[target] as Level;
  if (lasting < periods) return { level: state.level, pending: { level, periods: lasting }, moved: null };
  return { level, pending: null, moved: target < now ? 'up' : 'down' };
}
