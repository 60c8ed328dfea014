import { logGammaRise } from '../repurchase/special.ts';

const horner = (coefficients: readonly number[], x: number): number => {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i -= 1) sum = sum * x + (coefficients[i] ?? 0);
  return sum;
};

const CENTRE = [
  [
    3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
    67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
  ],
  [
    1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
    28729.085735721942674, 5226.495278852854561,
  ],
] as const;
const MIDDLE = [
  [
    1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504,
    1.27045825245236838258, 0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
  ],
  [
    1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
    0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
  ],
] as const;
const TAIL = [
  [
    6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123,
    0.026532189526576123093, 0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
  ],
  [
    1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
    1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
  ],
] as const;

/**
 * Quantile of the standard normal distribution, to about 1e-16 relative. Wichura (1988), algorithm AS 241 (PPND16),
 * Applied Statistics 37:477.
 *
 * @param p a probability, 0 < p < 1
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const r = 0.180625 - q * q;
    return (q * horner(CENTRE[0], r)) / horner(CENTRE[1], r);
  }
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const [top, bottom] = r <= 5 ? MIDDLE : TAIL;
  const shifted = r <= 5 ? r - 1.6 : r - 5;
  return (Math.sign(q) * horner(top, shifted)) / horner(bottom, shifted);
}

/** Continued fraction of the incomplete beta function by Lentz's method (DLMF 8.17.22). */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const guard = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    result *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return result;
}

/** ln B(a, 1/2). */
const logBetaHalf = (a: number): number => 0.5 * Math.log(Math.PI) - logGammaRise(a, 0.5);

/** P(T > t) for t > 0 and `v` degrees of freedom: half of I_{v/(v+t^2)}(v/2, 1/2). */
function studentTail(t: number, v: number): number {
  const a = v / 2;
  const square = t * t;
  const x = v / (v + square);
  const y = square / (v + square);
  const front = Math.exp(-a * Math.log1p(square / v) + 0.5 * Math.log(y) - logBetaHalf(a));
  if (x < (a + 1) / (a + 2.5)) return (0.5 * front * betaFraction(a, 0.5, x)) / a;
  return 0.5 * (1 - 2 * front * betaFraction(0.5, a, y));
}

function studentDensity(t: number, v: number): number {
  return Math.exp(-((v + 1) / 2) * Math.log1p((t * t) / v) - 0.5 * Math.log(v) - logBetaHalf(v / 2));
}

/**
 * Quantile of Student's t distribution. Newton's method on the tail, which is convex there, started at the normal
 * quantile, which is never beyond the root: so it only ever approaches it.
 *
 * @param p a probability, 0 < p < 1
 * @param degreesOfFreedom any positive number, whole or not
 */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentQuantile(1 - p, degreesOfFreedom);
  const tail = 1 - p;
  let t = normalQuantile(p);
  for (let i = 0; i < 200; i += 1) {
    const step = (studentTail(t, degreesOfFreedom) - tail) / studentDensity(t, degreesOfFreedom);
    t += step;
    if (Math.abs(step) <= 1e-14 * t) break;
  }
  return t;
}
