import { coreOf, endlessCore } from './cores.ts';
import { checkHistory, type History } from './histories.ts';
import type { KeptFit } from './kept.ts';

/** How usual it is what a customer did since a day in the past, as the model could have said on that day. */
export interface Surprise {
  /** Probability, on that day, of being a customer still. */
  readonly alive: number;
  /** Probability of so many purchases or fewer: near 0 says that more would have been usual. */
  readonly lower: number;
  /** Probability of so many purchases or more: near 0 says that fewer would have been usual. */
  readonly upper: number;
}

/**
 * Compares, customer after customer, what came with what one fit expected.
 *
 * @param kept from `keepFit`
 * @returns a function of a history as of a day in the past, and of the number of purchases that came in the time `t` since
 * @throws {HistoryError} from that function, for a history that cannot be; `RangeError` for a count that is no whole number
 */
export function surpriseBy(
  { model, params, doubt, withoutDropout }: KeptFit,
  t: number,
): (then: History, came: number) => Surprise {
  if (!(t >= 0 && t < Infinity))
    throw new RangeError(`t is ${t}; give a time, 0 or more, in the unit of the histories.`);
  const isEndless = doubt === 'no-dropout' || doubt === 'no-repeat-purchases';
  const core = isEndless ? endlessCore(withoutDropout.r, withoutDropout.alpha) : coreOf(model, params);
  return (then, came) => {
    checkHistory(then);
    if (!Number.isSafeInteger(came) || came < 0)
      throw new RangeError(`came is ${came}; give a whole number of purchases, 0 or more.`);
    const { alive, process } = core.posterior(then);
    return {
      alive,
      lower: 1 - alive * process.reached(t, came + 1),
      upper: came === 0 ? 1 : alive * process.reached(t, came),
    };
  };
}
