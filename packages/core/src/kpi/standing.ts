import type { KpiValue } from '../records/kpi-value.ts';
import type { KpiDefinition } from './definition.ts';
import { rank } from './rank.ts';
import type { Figure } from './tally.ts';

/** From how many ranked figures on their median is told. */
export const fewestPeers = 3;

/** Where a figure stands among those of its peers. Parts that nothing can be said of are left out. */
export type Standing = Pick<KpiValue, 'rank' | 'peers'>;

/**
 * The place of a subject among its peers and the median of all of them, the subject's figure included. Nobody else's figure comes
 * out by name.
 *
 * - Figures that are withheld (no data, below the minimum) are not ranked and do not count.
 * - Money is compared with money of the same currency only.
 * - Equal values, to 12 digits, share a place, and the next one is skipped (1, 2, 2, 4).
 * - A `neutral` KPI has no better and so no rank; its median is told.
 * - The median is told from three figures on, and of an even number it is the mean of the two in the middle.
 *
 * @param id the subject's, among the keys of `figures`
 * @param scope among whom: `team:ID` or `tenant`
 */
export function standing(
  kpi: Pick<KpiDefinition, 'direction'>,
  id: string,
  figures: ReadonlyMap<string, Figure>,
  scope: string,
): Standing {
  const own = figures.get(id);
  if (own === undefined || own.value === null) return {};
  const comparable = [...figures].flatMap(([peer, { value, currency }]) =>
    value === null || (currency !== undefined && own.currency !== undefined && currency !== own.currency)
      ? []
      : [{ id: peer, value }],
  );
  const place =
    kpi.direction === 'neutral'
      ? undefined
      : rank(comparable, { direction: kpi.direction, scope }).find((each) => each.id === id);
  const values = comparable.map(({ value }) => value).sort((a, b) => a - b);
  const [low = 0, high = 0] = [values[Math.ceil(values.length / 2) - 1], values[Math.floor(values.length / 2)]];
  return {
    ...(place?.position == null ? {} : { rank: { position: place.position, of: place.of, scope, ties: place.ties } }),
    ...(values.length < fewestPeers ? {} : { peers: { median: (low + high) / 2, of: values.length, scope } }),
  };
}
