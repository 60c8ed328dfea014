/** Scores by rank in which equal values share a score: the base of recency, frequency and monetary scores. */
export interface Scores {
  /** Per value, 1 (lowest) to `groups`. */
  readonly scores: Uint8Array;
  /** Customers with each score, score 1 first. Ties make them unequal: equal fifths of tied values would be arbitrary. */
  readonly counts: readonly number[];
}

/**
 * Scores values by their average rank: `min(groups, 1 + floor(groups (midrank - 1/2) / n))`.
 *
 * Ties share a score whatever their order, so no customer is rated by the place of a row. Among CDNOW's 2,357 customers 60
 * per cent never bought again: all of them score 2 for frequency, and nobody scores 1.
 * @param values finite numbers, larger is better
 * @throws RangeError naming the index of a value that is not finite
 */
export function midrankScores(values: ArrayLike<number>, groups = 5): Scores {
  if (!Number.isSafeInteger(groups) || groups < 2 || groups > 100)
    throw new RangeError(`groups is ${groups}; give a whole number from 2 to 100.`);
  const n = values.length;
  const sorted = new Float64Array(values);
  sorted.sort();
  for (let i = 0; i < n; i += 1)
    if (!Number.isFinite(values[i])) throw new RangeError(`Value ${i} is ${values[i]}; give a finite number.`);
  // the score is a step function of the value: find the value at which each score begins
  const begins = new Float64Array(groups + 1).fill(Infinity);
  for (let i = 0; i < n;) {
    const value = sorted[i] as number;
    let end = i + 1;
    while (end < n && sorted[end] === value) end += 1;
    const midrank = (i + 1 + end) / 2;
    const score = Math.min(groups, 1 + Math.floor((groups * (midrank - 0.5)) / n));
    if (begins[score] === Infinity) begins[score] = value;
    i = end;
  }
  for (let score = groups - 1; score >= 1; score -= 1)
    begins[score] = Math.min(begins[score] as number, begins[score + 1] as number);
  const scores = new Uint8Array(n);
  const counts = Array.from({ length: groups }, () => 0);
  for (let i = 0; i < n; i += 1) {
    const value = values[i] as number;
    let score = 1;
    while (score < groups && value >= (begins[score + 1] as number)) score += 1;
    scores[i] = score;
    counts[score - 1] = (counts[score - 1] as number) + 1;
  }
  return { scores, counts };
}
