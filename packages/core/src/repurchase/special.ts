/**
 * Special functions behind the purchase models. All are accurate to about 1e-14 relative and return finite numbers for
 * the arguments they are documented for. Differences of log-gamma and digamma have functions of their own, because
 * subtracting two large values would lose the digits the models live on.
 */

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** Stirling's correction `ln Gamma(z) - [(z - 1/2) ln z - z + ln(2 pi)/2]`, for z >= 10 (DLMF 5.11.1). */
function stirlingCorrection(z: number): number {
  const w = 1 / (z * z);
  return (
    (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w * (1 / 1188 - w * (691 / 360360 - w * (1 / 156))))))) / z
  );
}

/** `digamma(z) - ln z`, for z >= 10 (DLMF 5.11.2). */
function digammaCorrection(z: number): number {
  const w = 1 / (z * z);
  return (
    -0.5 / z -
    w * (1 / 12 - w * (1 / 120 - w * (1 / 252 - w * (1 / 240 - w * (1 / 132 - w * (691 / 32760 - w * (1 / 12)))))))
  );
}

/** Natural logarithm of the gamma function for z > 0. */
export function logGamma(z: number): number {
  let shift = 1;
  let moved = z;
  while (moved < 10) {
    shift *= moved;
    moved += 1;
  }
  return (moved - 0.5) * Math.log(moved) - moved + HALF_LOG_TWO_PI + stirlingCorrection(moved) - Math.log(shift);
}

/** Digamma, the derivative of {@link logGamma}, for z > 0. */
export function digamma(z: number): number {
  let sum = 0;
  let moved = z;
  while (moved < 10) {
    sum += 1 / moved;
    moved += 1;
  }
  return Math.log(moved) + digammaCorrection(moved) - sum;
}

/** `ln Gamma(z + n) - ln Gamma(z)` for z > 0 and n >= 0, without cancellation when z is large. */
export function logGammaRise(z: number, n: number): number {
  if (n === 0) return 0;
  if (n <= 24 && Number.isInteger(n)) {
    let sum = 0;
    let product = 1;
    for (let k = 0; k < n; k += 1) {
      product *= z + k;
      if (product > 1e200 || product < 1e-200) {
        sum += Math.log(product);
        product = 1;
      }
    }
    return sum + Math.log(product);
  }
  if (z >= 10) {
    const top = z + n;
    return (z - 0.5) * Math.log1p(n / z) + n * Math.log(top) - n + stirlingCorrection(top) - stirlingCorrection(z);
  }
  return logGamma(z + n) - logGamma(z);
}

/** `digamma(z + n) - digamma(z)` for z > 0 and n >= 0, without cancellation when z is large. */
export function digammaRise(z: number, n: number): number {
  if (n === 0) return 0;
  if (n <= 24 && Number.isInteger(n)) {
    let sum = 0;
    for (let k = 0; k < n; k += 1) sum += 1 / (z + k);
    return sum;
  }
  if (z >= 10) return Math.log1p(n / z) + digammaCorrection(z + n) - digammaCorrection(z);
  return digamma(z + n) - digamma(z);
}

/** {@link logGammaRise} and {@link digammaRise} of one z for n = 0, 1, ... as far as the arrays reach. */
export function fillRises(z: number, logs: Float64Array, slopes: Float64Array): void {
  let log = 0;
  let slope = 0;
  for (let n = 0; n < logs.length; n += 1) {
    logs[n] = log;
    slopes[n] = slope;
    log += Math.log(z + n);
    slope += 1 / (z + n);
  }
}

/** Natural logarithm of the beta function for a, b > 0. */
export function logBeta(a: number, b: number): number {
  return a < b ? logGamma(a) - logGammaRise(b, a) : logGamma(b) - logGammaRise(a, b);
}

/** `ln(1 + e^x)` without overflow. */
export function softplus(x: number): number {
  return x > 36 ? x : Math.log1p(Math.exp(x));
}

/** `1 / (1 + e^-x)` without overflow. */
export function logistic(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** Continued fraction of the incomplete beta function by the modified Lentz method (DLMF 8.17.22). */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (Math.abs(d) < tiny ? tiny : d);
  let value = d;
  for (let m = 1; m <= 20_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 + even * d;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = 1 + even / c;
    if (Math.abs(c) < tiny) c = tiny;
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 + odd * d;
    d = 1 / (Math.abs(d) < tiny ? tiny : d);
    c = 1 + odd / c;
    if (Math.abs(c) < tiny) c = tiny;
    const step = d * c;
    value *= step;
    if (Math.abs(step - 1) < 1e-16) break;
  }
  return value;
}

/**
 * Regularized incomplete beta function I_x(a, b) for 0 <= x <= 1 and a, b > 0.
 * @param complement `1 - x`, when the caller knows it more exactly than a subtraction would.
 */
export function incompleteBeta(x: number, a: number, b: number, complement = 1 - x): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log(complement) - logBeta(a, b));
  if (x < (a + 1) / (a + b + 2)) return Math.min(1, (front * betaFraction(x, a, b)) / a);
  return Math.max(0, 1 - (front * betaFraction(complement, b, a)) / b);
}
