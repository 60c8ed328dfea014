import { midrankScores } from './fifths.ts';

/** What recency, frequency and monetary scores are made of. */
export interface RfmInput {
  readonly id: string;
  /** Time since the last purchase, in any one unit; less is better. */
  readonly sinceLast: number;
  /** Number of purchases; first purchases counted or not, the same for all. */
  readonly frequency: number;
  /** Value: in all, or of a mean purchase, the same for all. */
  readonly monetary: number;
}

export interface RfmScore {
  readonly id: string;
  readonly recency: number;
  readonly frequency: number;
  readonly monetary: number;
  /** The three scores as one code: `555` bought just now, often and much. */
  readonly cell: string;
}

export interface Rfm {
  readonly customers: readonly RfmScore[];
  /** Customers with each score, score 1 first. */
  readonly counts: {
    readonly recency: readonly number[];
    readonly frequency: readonly number[];
    readonly monetary: readonly number[];
  };
}

/** The codes 111 to 555, the last score counting fastest. */
const cells = Array.from(
  { length: 125 },
  (_, i) => `${Math.floor(i / 25) + 1}${(Math.floor(i / 5) % 5) + 1}${(i % 5) + 1}`,
);

function refuse(customer: RfmInput): void {
  for (const field of ['sinceLast', 'frequency', 'monetary'] as const)
    if (!Number.isFinite(customer[field]))
      throw new RangeError(`Customer ${customer.id}: ${field} is ${customer[field]}; give a finite number.`);
}

/**
 * Recency, frequency and monetary scores from 1 to 5 by midranks: ties share a score (Hughes 1994; Bult & Wansbeek 1995,
 * Marketing Science 14:378).
 * @throws RangeError naming the customer and field that is not a finite number
 */
export function rfm(customers: readonly RfmInput[]): Rfm {
  const n = customers.length;
  const recent = new Float64Array(n);
  const frequent = new Float64Array(n);
  const worth = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    const customer = customers[i] as RfmInput;
    if (!Number.isFinite(customer.sinceLast + customer.frequency + customer.monetary)) refuse(customer);
    recent[i] = -customer.sinceLast;
    frequent[i] = customer.frequency;
    worth[i] = customer.monetary;
  }
  const r = midrankScores(recent);
  const f = midrankScores(frequent);
  const m = midrankScores(worth);
  return {
    customers: customers.map(({ id }, i) => {
      const recency = r.scores[i] as number;
      const frequency = f.scores[i] as number;
      const monetary = m.scores[i] as number;
      return { id, recency, frequency, monetary, cell: cells[25 * recency + 5 * frequency + monetary - 31] as string };
    }),
    counts: { recency: r.counts, frequency: f.counts, monetary: m.counts },
  };
}
