/**
 * Where a person stands for a survey between 0 and 1: always the same for the same two, evenly spread over persons, and another for
 * another survey, so that it is not the same tenth of the customers who are asked everything.
 *
 * FNV-1a (Fowler, Noll, Vo) over code points, then the 32-bit finaliser of MurmurHash3 (Appleby), without which texts that differ in
 * their end only lie close together.
 *
 * @param survey the survey's id
 * @param person any id that stays: of a contact, a user or a device
 */
export function chanceOf(survey: string, person: string): number {
  let hash = 0x811c9dc5;
  for (const unit of `${survey} ${person}`) hash = Math.imul(hash ^ (unit.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/**
 * Whether a person is among the share of visitors who are asked. Whoever is chosen for a share is chosen for every larger one.
 *
 * @param share from 0 (nobody) to 1 (everybody)
 */
export const isChosen = (survey: string, person: string, share: number): boolean => chanceOf(survey, person) < share;
