/**
 * What the purchase models are fitted to: for each customer how often, how lately and how long. Three numbers are enough
 * for all of them (Fader, Hardie & Lee 2005).
 */

/** One customer's purchases. All three models read nothing else; any one unit of time, the same in all rows. */
export interface History {
  /** Repeat purchases: purchases after the first one. A whole number, 0 or more. */
  readonly frequency: number;
  /** Time from the first purchase to the last one; 0 when there was no repeat purchase. */
  readonly recency: number;
  /** Time from the first purchase to the end of observation. */
  readonly age: number;
}

/** A customer's spending: the mean value of the repeat purchases. */
export interface SpendHistory {
  /** Purchases that `meanValue` is the mean of. */
  readonly frequency: number;
  /** Mean value of one purchase, in any one currency and unit; ignored when `frequency` is 0. */
  readonly meanValue: number;
}

/** A row that no model can be fitted to. Says which row, which field and how to mend it. */
export class HistoryError extends RangeError {
  /** Index of the row in what was handed in, or -1 for a single history. */
  readonly row: number;
  readonly field: string;

  constructor(row: number, field: string, message: string) {
    super(row < 0 ? message : `Row ${row}: ${message}`);
    this.name = 'HistoryError';
    this.row = row;
    this.field = field;
  }
}

/** Throws a {@link HistoryError} unless the three numbers can belong to a customer. */
export function checkHistory(history: History, row = -1): void {
  const { frequency, recency, age } = history;
  if (!Number.isSafeInteger(frequency) || frequency < 0)
    throw new HistoryError(
      row,
      'frequency',
      `frequency is ${frequency}; give a whole number of repeat purchases, 0 or more.`,
    );
  if (!(recency >= 0 && recency < Infinity))
    throw new HistoryError(
      row,
      'recency',
      `recency is ${recency}; give the time of the last purchase as a number, 0 or more.`,
    );
  if (!(age >= 0 && age < Infinity))
    throw new HistoryError(row, 'age', `age is ${age}; give the time observed as a number, 0 or more.`);
  if (recency > age)
    throw new HistoryError(
      row,
      'recency',
      `recency ${recency} is later than age ${age}; the last purchase cannot lie after the end of observation.`,
    );
  if (frequency === 0 && recency !== 0)
    throw new HistoryError(
      row,
      'recency',
      `recency is ${recency} though frequency is 0; it must be 0 when nothing was bought again.`,
    );
  if (frequency > 0 && recency === 0)
    throw new HistoryError(
      row,
      'recency',
      `recency is 0 though frequency is ${frequency}; count the purchases of one day as one.`,
    );
}

/** Distinct rows with how many customers share each, and the tables the likelihoods are summed over. */
export interface CompressedHistories {
  /** Customers. */
  readonly count: number;
  /** Repeat purchases of all customers together. */
  readonly purchases: number;
  /** Times are divided by this (the mean age), so that a fit does not depend on the unit of time. */
  readonly scale: number;
  /** Distinct values; a row points into them. Times are scaled. */
  readonly frequencies: Float64Array;
  readonly recencies: Float64Array;
  readonly ages: Float64Array;
  /** Per distinct frequency and per distinct age: customers. Per distinct age: repeat purchases, too. */
  readonly frequencyWeights: Float64Array;
  readonly ageWeights: Float64Array;
  readonly agePurchases: Float64Array;
  /** Distinct rows: where their three values stand, and how many customers they are. */
  readonly frequencyOf: Int32Array;
  readonly recencyOf: Int32Array;
  readonly ageOf: Int32Array;
  readonly weights: Float64Array;
}

/** Checks every row and merges equal ones. Throws {@link HistoryError} naming the first row that cannot be. */
export function compress(histories: readonly History[]): CompressedHistories {
  const count = histories.length;
  if (count === 0)
    throw new HistoryError(-1, 'histories', 'There is no row; give the history of at least one customer.');
  const frequencyAt = new Index();
  const recencyAt = new Index();
  const ageAt = new Index();
  const f = new Int32Array(count);
  const r = new Int32Array(count);
  const a = new Int32Array(count);
  let purchases = 0;
  let total = 0;
  for (let i = 0; i < count; i += 1) {
    const history = histories[i] as History;
    checkHistory(history, i);
    f[i] = frequencyAt.of(history.frequency);
    r[i] = recencyAt.of(history.recency);
    a[i] = ageAt.of(history.age);
    purchases += history.frequency;
    total += history.age;
  }
  if (total === 0) throw new HistoryError(-1, 'age', 'Every age is 0: nobody has been observed for any time yet.');
  const scale = total / count;

  // beyond exact integers two rows could share a key: then every row stays its own
  const keysAreExact = frequencyAt.size * recencyAt.size * ageAt.size < Number.MAX_SAFE_INTEGER;
  const rowAt = new Map<number, number>();
  const first = new Int32Array(count);
  const weights = new Float64Array(count);
  let rows = 0;
  for (let i = 0; i < count; i += 1) {
    const key = keysAreExact
      ? ((f[i] as number) * recencyAt.size + (r[i] as number)) * ageAt.size + (a[i] as number)
      : i;
    let row = rowAt.get(key);
    if (row === undefined) {
      row = rows;
      rows += 1;
      rowAt.set(key, row);
      first[row] = i;
    }
    weights[row] = (weights[row] as number) + 1;
  }
  const frequencyOf = new Int32Array(rows);
  const recencyOf = new Int32Array(rows);
  const ageOf = new Int32Array(rows);
  const frequencyWeights = new Float64Array(frequencyAt.size);
  const ageWeights = new Float64Array(ageAt.size);
  const agePurchases = new Float64Array(ageAt.size);
  const frequencies = frequencyAt.values(1);
  for (let row = 0; row < rows; row += 1) {
    const i = first[row] as number;
    const weight = weights[row] as number;
    const fi = (frequencyOf[row] = f[i] as number);
    recencyOf[row] = r[i] as number;
    const ai = (ageOf[row] = a[i] as number);
    frequencyWeights[fi] = (frequencyWeights[fi] as number) + weight;
    ageWeights[ai] = (ageWeights[ai] as number) + weight;
    agePurchases[ai] = (agePurchases[ai] as number) + weight * (frequencies[fi] as number);
  }
  return {
    count,
    purchases,
    scale,
    frequencies,
    recencies: recencyAt.values(scale),
    ages: ageAt.values(scale),
    frequencyWeights,
    ageWeights,
    agePurchases,
    frequencyOf,
    recencyOf,
    ageOf,
    weights: weights.slice(0, rows),
  };
}

/** Numbers each distinct value in the order it is first met. */
class Index {
  readonly #at = new Map<number, number>();

  get size(): number {
    return this.#at.size;
  }

  of(value: number): number {
    const known = this.#at.get(value);
    if (known !== undefined) return known;
    const next = this.#at.size;
    this.#at.set(value, next);
    return next;
  }

  values(scale: number): Float64Array {
    const list = new Float64Array(this.#at.size);
    for (const [value, at] of this.#at) list[at] = value / scale;
    return list;
  }
}
