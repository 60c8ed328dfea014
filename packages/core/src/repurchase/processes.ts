/**
 * The three ways a present customer goes on buying. After a history of x purchases a model's posterior is the same
 * process with updated parameters, so each formula exists once, for new and for old customers.
 */
import type { Process } from './model.ts';
import { betaMean, discountedIntegral, powerIntegral } from './quadrature.ts';
import { incompleteBeta, logGammaRise, logistic, softplus } from './special.ts';

/** `ln P(N = k)` for negative binomial N: Poisson purchases in t at a Gamma(r, alpha) rate. */
function logNegativeBinomial(r: number, alpha: number, t: number, k: number): number {
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

  override discounted(rate: number): number {
    const { r, alpha, a, b } = this;
    const pace = (t: number): number => betaMean(a, b, (p) => Math.exp(-(r + 1) * Math.log1p((p * t) / alpha)));
    return (r / alpha) * discountedIntegral(pace, rate, alpha / (r + 1));
  }
}

/** Purchases at a Gamma(r, alpha) rate until the customer leaves, at a Gamma(s, beta) rate. */
export class ParetoProcess implements Process {
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;

  constructor(r: number, alpha: number, s: number, beta: number) {
    this.r = r;
    this.alpha = alpha;
    this.s = s;
    this.beta = beta;
  }

  get ever(): number {
    return Math.min(1, this.first(Infinity));
  }

  expected(t: number): number {
    const { r, alpha, s, beta } = this;
    const log = Math.log1p(t / beta);
    const time = Math.abs(s - 1) < 1e-12 ? log : -Math.expm1((1 - s) * log) / (s - 1);
    return ((r * beta) / alpha) * time;
  }

  first(t: number): number {
    const { r, alpha, s, beta } = this;
    return (r / alpha) * powerIntegral(alpha, beta, r + 1, s, 0, t);
  }

  count(t: number, k: number): number {
    if (t === 0) return k === 0 ? 1 : 0;
    if (k === 0) return Math.max(0, 1 - this.first(t));
    const { r, alpha, s, beta } = this;
    const ways = logGammaRise(r, k) - logGammaRise(1, k);
    const stayed = Math.exp(logNegativeBinomial(r, alpha, t, k) - s * Math.log1p(t / beta));
    // trapezoidal rule over y = ln(tau / (t - tau)), tau the time of leaving
    const step = Math.min(0.25, 0.8 / Math.sqrt(1 + r + k + s));
    const from = Math.min(0, Math.log(Math.min(alpha / r, beta / s) / t)) - 42 / (k + 1) - 2;
    let total = 0;
    for (let y = from; y < 42; y += step) {
      const tau = t * logistic(y);
      total += Math.exp(
        ways -
          (s + 1) * Math.log1p(tau / beta) -
          r * Math.log1p(tau / alpha) -
          k * Math.log1p(alpha / tau) -
          softplus(-y) -
          softplus(y),
      );
    }
    return stayed + (s / beta) * t * total * step;
  }

  /** Newton's method held between bounds that close in. */
  firstQuantile(share: number): number {
    const { r, alpha, s, beta } = this;
    let low = 0;
    let high = Math.min(alpha / r, beta);
    while (this.first(high) < share && high < 1e300) {
      low = high;
      high *= 4;
    }
    let t = (low + high) / 2;
    for (let round = 0; round < 200; round += 1) {
      const excess = this.first(t) - share;
      if (excess > 0) high = t;
      else low = t;
      const slope = (r / alpha) * Math.exp(-(r + 1) * Math.log1p(t / alpha) - s * Math.log1p(t / beta));
      const newton = t - excess / slope;
      const next = newton > low && newton < high ? newton : (low + high) / 2;
      if (Math.abs(next - t) <= 1e-14 * t || next === low || next === high) return next;
      t = next;
    }
    return t;
  }

  discounted(rate: number): number {
    const { r, alpha, s, beta } = this;
    return (r / alpha) * discountedIntegral((t) => Math.exp(-s * Math.log1p(t / beta)), rate, beta / (s + 1));
  }
}
