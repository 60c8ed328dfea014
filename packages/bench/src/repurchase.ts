import { existsSync, readFileSync } from 'node:fs';
import { fit, type History } from '@liaise/core/repurchase';
import type { Outcome } from './measure.ts';
import { logGamma, simplex } from './simplex.ts';

const data = new URL('../../../../shared/data/purchases/cdnow_cbs_exact.csv', import.meta.url);

function readHistories(): History[] {
  const [, ...rows] = readFileSync(data, 'utf8').trim().split(/\r?\n/);
  return rows.map((row) => {
    const [, frequency, recency, age] = row.split(',').map(Number);
    return { frequency: frequency ?? 0, recency: recency ?? 0, age: age ?? 0 };
  });
}

/** The log-likelihood of BG/NBD as it stands in the paper (Fader, Hardie & Lee 2005, equation 6), row by row. */
function textbook(rows: readonly History[], [lr = 0, lalpha = 0, la = 0, lb = 0]: readonly number[]): number {
  const [r, alpha, a, b] = [Math.exp(lr), Math.exp(lalpha), Math.exp(la), Math.exp(lb)];
  let sum = 0;
  for (const { frequency: x, recency, age } of rows) {
    const a1 = logGamma(r + x) - logGamma(r) + r * Math.log(alpha);
    const a2 = logGamma(a + b) + logGamma(b + x) - logGamma(b) - logGamma(a + b + x);
    const a3 = -(r + x) * Math.log(alpha + age);
    const a4 = x > 0 ? Math.log(a) - Math.log(b + x - 1) - (r + x) * Math.log(alpha + recency) : -Infinity;
    const most = Math.max(a3, a4);
    sum += a1 + a2 + most + Math.log(Math.exp(a3 - most) + Math.exp(a4 - most));
  }
  return -sum;
}

/** Processor time of one run in milliseconds, over so many: what else the machine does is not in it. */
function spent<T>(work: () => T, runs: number): { time: number; result: T } {
  const result = work();
  const from = process.cpuUsage();
  for (let run = 0; run < runs; run += 1) work();
  const { user, system } = process.cpuUsage(from);
  return { time: (user + system) / 1000 / runs, result };
}

/** Fits CDNOW's 2,357 customers, warm, beside the textbook's way in the same process. */
export function repurchase(): Outcome {
  const name = 'repurchase';
  if (!existsSync(data)) return { name, lines: [], skipped: 'the CDNOW data is not beside the repository.' };
  const rows = readHistories();
  spent(() => fit('bg-nbd', rows), 30);
  const mine = spent(() => fit('bg-nbd', rows), 100);
  const pareto = spent(() => fit('pareto-nbd', rows), 10);
  const peer = spent(() => simplex((at) => textbook(rows, at), [0, 0, 0, 0]), 3);
  const gap = Math.abs(-peer.result.value - mine.result.logLikelihood);
  if (!(gap < 1e-3)) throw new Error(`The two ways differ by ${gap} in log-likelihood: one of them went astray.`);
  const ms = (time: number): string => `${time.toFixed(1)} ms`;
  return {
    name,
    lines: [
      {
        title: 'BG/NBD: textbook fit over fit',
        value: peer.time / mine.time,
        unit: 'x',
        bound: { least: 150 },
        detail: `${ms(mine.time)} beside ${ms(peer.time)} with ${peer.result.evaluations} evaluations over ${rows.length} rows`,
      },
      {
        title: 'Pareto/NBD fit over BG/NBD fit',
        value: pareto.time / mine.time,
        unit: 'x',
        bound: { most: 20 },
        detail: ms(pareto.time),
      },
    ],
  };
}
