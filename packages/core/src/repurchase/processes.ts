/**
 * Ways a present customer goes on buying; that of Pareto/NBD has a file of its own. After a history of x purchases a model's
 * posterior is the same process with updated parameters, so each formula exists once, for new and for old customers.
 */
import type { Process } from './model.ts';
import { betaMean, discountedIntegral } from './quadrature.ts';
import { incompleteBeta, logGammaRise } from './special.ts';

/** Share of a parameter by which it is moved for a slope. */
const nudge = 1e-4;

/** `ln P(N = k)` for negative binomial N: Poisson purchases in t at a Gamma(r, alpha) rate. */
export function logNegativeBinomial(r: number, alpha: number, t: number, k: number): number {
  const chance = -r * Math.log1p(t / alpha);
  return k === 0 ? chance : chance - k * Math.log1p(alpha / t) + logGammaRise(r, k) - logGammaRise(1, k);
}

/** Purchases at a Gamma(r, alpha) rate for ever (Ehrenberg 1959). */
export class EndlessProcess implements Process {
  readonly ever = 1;
  readonly r: number;
  readonly alpha: number;

  constructor(r: number, alpha: number) {
    this.r = r;
    this.alpha = alpha;
  }

  expected(t: number): number {
    return (this.r / this.alpha) * t;
  }

  count(t: number, k: number): number {
    return Math.exp(logNegativeBinomial(this.r, this.alpha, t, k));
  }

  first(t: number): number {
    return -Math.expm1(-this.r * Math.log1p(t / this.alpha));
  }

  reached(t: number, k: number): number {
    if (k === 0) return 1;
    return t === 0 ? 0 : incompleteBeta(t / (this.alpha + t), k, this.r, this.alpha / (this.alpha + t));
  }

  firstSlopes(t: number, slopes: Float64Array): number {
    const { r, alpha } = this;
    const log = Math.log1p(t / alpha);
    const stay = Math.exp(-r * log);
    slopes.fill(0);
    slopes[0] = log * stay;
    slopes[1] = ((-r * t) / (alpha * (alpha + t))) * stay;
    return -Math.expm1(-r * log);
  }

  expectedSlopes(t: number, slopes: Float64Array): number {
    const { r, alpha } = this;
    slopes.fill(0);
    slopes[0] = t / alpha;
    slopes[1] = (-r * t) / (alpha * alpha);
    return (r / alpha) * t;
  }

  firstQuantile(share: number): number {
    return this.alpha * Math.expm1(-Math.log1p(-share) / this.r);
  }

  discounted(rate: number): number {
    return this.r / this.alpha / rate;
  }
}

/** Purchases at a Gamma(r, alpha) rate; after each one the customer leaves with a Beta(a, b) probability. */
export class BetaGeometricProcess extends EndlessProcess {
  readonly a: number;
  readonly b: number;

  constructor(r: number, alpha: number, a: number, b: number) {
    super(r, alpha);
    this.a = a;
    this.b = b;
  }

  /**
   * Fader, Hardie & Lee 2005, equation 9, after Euler's transformation: the textbook form divides by zero at a = 1. Where
   * the series is slow or would cancel, the mean over the dropout probability is integrated instead.
   */
  override expected(t: number): number {
    if (t === 0) return 0;
    const { r, alpha, a, b } = this;
    const z = t / (alpha + t);
    const logStay = -Math.log1p(t / alpha);
    const c = a + b - 1;
    const d = a - 1;
    const upper = c - r;
    const lead = Math.abs(d) < 1e-12 ? -logStay : -Math.expm1(d * logStay) / d;
    if (c > 0) {
      let term = (upper / c) * z;
      let sum = term;
      let largest = Math.abs(term);
      let settled = false;
      for (let k = 1; k < 1500; k += 1) {
        term *= ((upper + k) * (a + k - 1) * z) / ((c + k) * (k + 1));
        sum += term;
        const size = Math.abs(term);
        if (size > largest) largest = size;
        if (size <= 1e-16 * Math.abs(sum) || term === 0) {
          settled = true;
          break;
        }
      }
      const rest = Math.exp(d * logStay) * sum;
      const value = lead - rest;
      const reach = Math.max(lead, Math.exp(d * logStay) * largest);
      if (settled && value > 3e-4 * reach) return c * value;
    }
    return betaMean(a, b, (p) => {
      const stay = -r * Math.log1p((p * t) / alpha);
      return p < 1e-290 ? (r * t) / alpha : -Math.expm1(stay) / p;
    });
  }

  override count(t: number, k: number): number {
    const { r, alpha, a, b } = this;
    if (t === 0) return k === 0 ? 1 : 0;
    const both = logGammaRise(a + b, k);
    const stayed = Math.exp(logGammaRise(b, k) - both + logNegativeBinomial(r, alpha, t, k));
    if (k === 0) return stayed;
    const reached = incompleteBeta(t / (alpha + t), k, r, alpha / (alpha + t));
    return stayed + a * Math.exp(logGammaRise(b, k - 1) - both) * reached;
  }

  /** After each purchase but the last of them the customer has stayed. */
  override reached(t: number, k: number): number {
    if (k === 0) return 1;
    const { a, b } = this;
    return Math.exp(logGammaRise(b, k - 1) - logGammaRise(a + b, k - 1)) * super.reached(t, k);
  }

  /** By central differences: the series has no short derivative. */
  override expectedSlopes(t: number, slopes: Float64Array): number {
    const { r, alpha, a, b } = this;
    const at = [r, alpha, a, b] as const;
    for (let i = 0; i < 4; i += 1) {
      const ends = [1, -1].map((way) => {
        const moved = at.map((value, j) => (j === i ? value * (1 + way * nudge) : value)) as [
          number,
          number,
          number,
          number,
        ];
        return new BetaGeometricProcess(...moved).expected(t);
      });
      slopes[i] = ((ends[0] as number) - (ends[1] as number)) / (2 * nudge * (at[i] as number));
    }
    return this.expected(t);
  }

  override discounted(rate: number): number {
    const { r, alpha, a, b } = this;
    const pace = (t: number): number => betaMean(a, b, (p) => Math.exp(-(r + 1) * Math.log1p((p * t) / alpha)));
    return (r / alpha) * discountedIntegral(pace, rate, alpha / (r + 1));
  }
}
