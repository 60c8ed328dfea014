import type { Process } from './model.ts';
import { logNegativeBinomial } from './processes.ts';
import { discountedIntegral, gaussLegendre, powerIntegral } from './quadrature.ts';
import { logBeta, logGammaRise, logistic, softplus } from './special.ts';

/** The integral of `v e^(c v)` over v from 0 to `end`, without cancellation near c = 0. */
function firstMoment(c: number, end: number): number {
  const reach = c * end;
  if (Math.abs(reach) > 0.5) return (Math.exp(reach) * (reach - 1) + 1) / (c * c);
  let term = 1;
  let sum = 0.5;
  for (let n = 1; n < 30; n += 1) {
    term *= reach / n;
    const more = term / (n + 2);
    sum += more;
    if (Math.abs(more) < 1e-17) break;
  }
  return sum * end * end;
}

/** Purchases at a Gamma(r, alpha) rate until the customer leaves, at a Gamma(s, beta) rate. */
export class ParetoProcess implements Process {
  readonly r: number;
  readonly alpha: number;
  readonly s: number;
  readonly beta: number;
  #ever: number | undefined;

  constructor(r: number, alpha: number, s: number, beta: number) {
    this.r = r;
    this.alpha = alpha;
    this.s = s;
    this.beta = beta;
  }

  get ever(): number {
    this.#ever ??= Math.min(1, this.first(Infinity));
    return this.#ever;
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

  /**
   * The density of the k-th purchase while the customer has not left yet, integrated over v = tau / (alpha + tau): with s = 0
   * this is the incomplete beta function. Panels are narrow where the density peaks and where a power bends.
   */
  reached(t: number, k: number): number {
    if (k === 0) return 1;
    if (t === 0) return 0;
    const { r, alpha, s, beta } = this;
    const end = t / (alpha + t);
    const peak = Math.min(end, k / (k + r));
    const widest = Math.min(4 * Math.sqrt((peak * (1 - peak)) / (k + r)), (10 * end) / k);
    const norm = logBeta(k, r);
    const ratio = alpha / beta;
    const bend = ratio > 1 ? 1 / (ratio - 1) : Infinity;
    const { nodes, weights } = gaussLegendre(16);
    let total = 0;
    let left = 0;
    while (left < end) {
      const width = Math.min(widest, end - left, 2 * (bend + left), Math.max(0.5 * (1 - left), 1e-12));
      let panel = 0;
      for (let i = 0; i < nodes.length; i += 1) {
        const v = left + width * (nodes[i] as number);
        const stay = Math.log1p(-v);
        panel +=
          (weights[i] as number) *
          Math.exp((k - 1) * Math.log(v) + (r - 1) * stay - s * Math.log1p((ratio * v) / (1 - v)) - norm);
      }
      total += panel * width;
      left = end - left - width <= 0 ? end : left + width;
    }
    return Math.min(1, total);
  }

  firstSlopes(t: number, slopes: Float64Array): number {
    const { r, alpha, s, beta } = this;
    const integral = powerIntegral(alpha, beta, r + 1, s, 0, t, slopes);
    const pace = r / alpha;
    const [byAlpha = 0, byBeta = 0, byR = 0, byS = 0] = slopes;
    slopes[0] = integral / alpha + pace * byR;
    slopes[1] = pace * (byAlpha - integral / alpha);
    slopes[2] = pace * byS;
    slopes[3] = pace * byBeta;
    return pace * integral;
  }

  expectedSlopes(t: number, slopes: Float64Array): number {
    const { r, alpha, s, beta } = this;
    const log = Math.log1p(t / beta);
    const value = this.expected(t);
    slopes[0] = value / r;
    slopes[1] = -value / alpha;
    slopes[2] = -((r * beta) / alpha) * firstMoment(1 - s, log);
    slopes[3] = value / beta - ((r * t) / (alpha * beta)) * Math.exp(-s * log);
    return value;
  }

  /**
   * Newton's method on a curve that bends as the integrand does: over u = ln((m + t) / (m + at)) the density is taken for
   * exponential, which converges cubically. Only what lies between two steps is integrated.
   */
  firstQuantile(share: number): number {
    const { r, alpha, s, beta } = this;
    const least = Math.min(alpha, beta);
    const pace = (t: number): number =>
      (r / alpha) * Math.exp(-(r + 1) * Math.log1p(t / alpha) - s * Math.log1p(t / beta));
    let low = 0;
    let high = Infinity;
    let t = 0;
    let reached = 0;
    let density = r / alpha;
    for (let round = 0; round < 200; round += 1) {
      if (reached > share) high = t;
      else low = t;
      const start = least + t;
      const bend = start * ((r + 1) / (alpha + t) + s / (beta + t)) - 1;
      const wanted = (share - reached) / (density * start);
      const left = 1 - bend * wanted;
      const u = Math.abs(bend) < 1e-9 ? wanted : left > 0.05 ? -Math.log(left) / bend : 3 / Math.max(bend, 1);
      let next = t + start * Math.expm1(u);
      const isNear = Math.abs(u) * (1 + Math.abs(bend)) < 1e-5;
      if (!(next > low && next < high)) {
        if (isNear) return t;
        next = high === Infinity ? 4 * (t + least) : (low + high) / 2;
      }
      if (isNear || next === t || !(next < 1e300)) return next;
      const nextDensity = pace(next);
      reached +=
        next > t
          ? density * powerIntegral(alpha, beta, r + 1, s, t, next)
          : -nextDensity * powerIntegral(alpha, beta, r + 1, s, next, t);
      t = next;
      density = nextDensity;
    }
    return t;
  }

  discounted(rate: number): number {
    const { r, alpha, s, beta } = this;
    return (r / alpha) * discountedIntegral((t) => Math.exp(-s * Math.log1p(t / beta)), rate, beta / (s + 1));
  }
}
