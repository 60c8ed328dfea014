import type { Report } from './answer.ts';

/** A list of at most `most` entries and, where it is not empty, at least `least`. Says whether its entries are worth looking at. */
export function checkList(value: unknown, least: number, most: number, report: Report): value is readonly unknown[] {
  if (!Array.isArray(value)) report('wrong-type', 'Give a list.');
  else if (value.length > most) report('too-many', `Give at most ${most}.`);
  else {
    if (value.length > 0 && value.length < least) report('too-few', `Give at least ${least}.`);
    return true;
  }
  return false;
}
