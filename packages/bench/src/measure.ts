import { cpus, totalmem } from 'node:os';

/** One figure beside its bound. */
export interface Line {
  /** What is measured. */
  title: string;
  value: number;
  /** The unit of `value` and of the bound: `KB` is 1024 bytes, `x` a ratio. */
  unit: 'KB' | 'x' | 'requests';
  /** The bound that it is held to; a figure without one is for information. */
  bound?: { most: number } | { least: number };
  /** What the figure came from. */
  detail?: string;
}

/** What one measurement found. */
export interface Outcome {
  name: string;
  lines: Line[];
  /** Why it could not be made, in one sentence. */
  skipped?: string;
}

/** Whether a figure keeps its bound; undefined where it has none. */
export function keeps({ value, bound }: Line): boolean | undefined {
  if (!bound) return undefined;
  return 'most' in bound ? value <= bound.most : value >= bound.least;
}

const written = (value: number, unit: Line['unit']): string =>
  unit === 'requests' ? String(value) : `${value.toFixed(2)} ${unit}`;

/** The cells of a figure: title, value, bound, verdict, detail. */
export function cells(line: Line): [string, string, string, string, string] {
  const { title, value, unit, bound, detail = '' } = line;
  const limit = !bound
    ? ''
    : 'most' in bound
      ? `at most ${written(bound.most, unit)}`
      : `at least ${written(bound.least, unit)}`;
  const kept = keeps(line);
  return [title, written(value, unit), limit, kept === undefined ? '' : kept ? 'ok' : 'misses', detail];
}

/** A figure as one line of text. */
export function describe(line: Line): string {
  const [title, value, limit, verdict, detail] = cells(line);
  const parts = [verdict.padEnd(6), value.padStart(10), limit.padEnd(18), title, detail === '' ? '' : `(${detail})`];
  return parts.join('  ').trimEnd();
}

/** The middle value; the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

/** What a figure depends on, without names or paths of the machine. */
export const machine = () => ({
  node: process.version,
  system: `${process.platform} ${process.arch}`,
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGB: Math.round(totalmem() / 1024 ** 3),
});
