import { requireWhole } from './tally.ts';

/** How many answers came in one whole stretch of time, such as a week. */
export interface TimeCell {
  /** First instant, milliseconds since the epoch. */
  readonly from: number;
  /** First instant after it. */
  readonly to: number;
  readonly n: number;
}

/**
 * Joins neighbouring stretches of time, oldest first, until each block holds at least `minimum` answers; what is left at the
 * end and does not reach it is not told. So the blocks of an anonymous survey can be told one by one and added up, and
 * nothing finer can be worked out from them; and since a stretch that is over no longer changes, a block that was told stays
 * as it was when others follow: two reports differ by whole blocks.
 *
 * @param cells stretches that are over, oldest first, without overlap
 * @throws RangeError for an impossible n or minimum
 */
export function timeBlocks(cells: readonly TimeCell[], minimum: number): TimeCell[] {
  requireWhole(minimum, 1, 1_000_000, 'minimum');
  const blocks: TimeCell[] = [];
  let open: TimeCell | undefined;
  cells.forEach((cell, at) => {
    requireWhole(cell.n, 0, Number.MAX_SAFE_INTEGER, `cells[${at}].n`);
    if (open === undefined && cell.n === 0) return;
    open = open === undefined ? cell : { from: open.from, to: cell.to, n: open.n + cell.n };
    if (open.n < minimum) return;
    blocks.push(open);
    open = undefined;
  });
  return blocks;
}
