/**
 * Gauss-Legendre quadrature and the one integral the Pareto/NBD model needs. The integral replaces the Gaussian
 * hypergeometric function of the literature, which loses all digits for frequent customers.
 */
import { logBeta, softplus } from './special.ts';

/** Nodes on (0, 1) and weights that sum to 1. */
export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

const rules = new Map<number, Rule>();

/** The Gauss-Legendre rule with `count` nodes on (0, 1), by Newton's method on the Legendre polynomial. */
export function gaussLegendre(count: number): Rule {
  const known = rules.get(count);
  if (known) return known;
  const nodes = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let i = 0; i < count; i += 1) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let round = 0; round < 100; round += 1) {
      let previous = 1;
      let current = x;
      for (let k = 2; k <= count; k += 1) {
        const next = ((2 * k - 1) * x * current - (k - 1) * previous) / k;
        previous = current;
        current = next;
      }
      slope = (count * (x * current - previous)) / (x * x - 1);
      const step = current / slope;
      x -= step;
      if (Math.abs(step) < 1e-16) break;
    }
    nodes[i] = (1 - x) / 2;
    weights[i] = 1 / ((1 - x * x) * slope * slope);
  }
  const rule = { nodes, weights };
  rules.set(count, rule);
  return rule;
}

/** Widest panel in the logarithmic variable: the nearest singularity of the integrand lies pi away. */
export const WIDEST_PANEL = 2;

/** How much wider each panel is than the one before it. */
export const PANEL_GROWTH = 2;

/**
 * The integral of `(alpha + y)^-p (beta + y)^-q` over y from `from` to `to`, divided by the integrand at `from`.
 *
 * The variable is u = ln((m + y) / (m + from)) with m = min(alpha, beta); panels grow from half the decay length of the
 * integrand at its start, so that a sharp peak (thousands of purchases) and a long tail cost the same.
 * @param to may be `Infinity` when p + q > 1.
 * @param slopes is filled with the slopes of the result by alpha, beta, p and q, from the same nodes; `to` is finite then.
 */
export function powerIntegral(
  alpha: number,
  beta: number,
  p: number,
  q: number,
  from: number,
  to: number,
  slopes?: Float64Array,
): number {
  slopes?.fill(0);
  if (!(to > from)) return 0;
  const alphaIsLower = alpha <= beta;
  const lower = alphaIsLower ? alpha : beta;
  const lowerPower = alphaIsLower ? p : q;
  const upperPower = alphaIsLower ? q : p;
  const start = lower + from;
  const slope = start / (start + Math.abs(alpha - beta));
  const decay = p + q - 1;
  const end = to === Infinity ? 45 / decay - Math.log(slope) + WIDEST_PANEL : Math.log1p((to - from) / start);
  const { nodes, weights } = gaussLegendre(16);
  let total = 0;
  let byLower = 0;
  let byUpper = 0;
  let byLowerPower = 0;
  let byUpperPower = 0;
  let left = 0;
  let width = Math.min(0.5 / decay, WIDEST_PANEL);
  while (left < end) {
    const span = Math.min(width, end - left);
    let panel = 0;
    for (let i = 0; i < nodes.length; i += 1) {
      const u = left + span * (nodes[i] as number);
      const grown = Math.expm1(u);
      const upper = Math.log1p(slope * grown);
      const term = (weights[i] as number) * Math.exp((1 - lowerPower) * u - upperPower * upper);
      panel += term;
      if (slopes) {
        const part = term * span;
        byLower += part * (grown / (1 + grown));
        byUpper += part * ((slope * grown) / (1 + slope * grown));
        byLowerPower -= part * u;
        byUpperPower -= part * upper;
      }
    }
    total += panel * span;
    if (panel * span < total * 1e-18) break;
    left += span;
    width = Math.min(width * PANEL_GROWTH, WIDEST_PANEL);
  }
  if (slopes) {
    const ofLower = lowerPower * byLower;
    const ofUpper = upperPower * byUpper * slope;
    slopes[0] = alphaIsLower ? ofLower : ofUpper;
    slopes[1] = alphaIsLower ? ofUpper : ofLower;
    slopes[2] = start * (alphaIsLower ? byLowerPower : byUpperPower);
    slopes[3] = start * (alphaIsLower ? byUpperPower : byLowerPower);
  }
  return total * start;
}

/**
 * The integral of `e^(-rate t) f(t)` over t from 0 to infinity, for a smooth, bounded f.
 * @param length over which f changes noticeably near 0.
 */
export function discountedIntegral(f: (t: number) => number, rate: number, length: number): number {
  const { nodes, weights } = gaussLegendre(16);
  const end = 42 / rate;
  let left = 0;
  let width = 0.5 * Math.min(1 / rate, length);
  let total = 0;
  while (left < end) {
    let panel = 0;
    for (let i = 0; i < nodes.length; i += 1) {
      const t = left + width * (nodes[i] as number);
      panel += (weights[i] as number) * Math.exp(-rate * t) * f(t);
    }
    total += panel * width;
    left += width;
    width = Math.min(width * PANEL_GROWTH, 3 / rate);
  }
  return total;
}

/** Below this shape a beta distribution's tail is too long to add up, so that its limit is taken out first. */
const LONG_TAIL = 0.2;

/**
 * The mean of `g(p)` for p drawn from a beta distribution, for a smooth, decreasing g > 0 that is finite at 0 and 1.
 *
 * The trapezoidal rule over ln(p / (1 - p)) converges exponentially (Trefethen & Weideman 2014, SIAM Review 56:385). Where
 * a or b is so small that a tail would take thousands of terms, the line through g's value at that end is integrated in
 * closed form and only the rest is added up.
 */
export function betaMean(a: number, b: number, g: (p: number) => number): number {
  const step = Math.min(0.25, 0.5 * Math.sqrt(1 / a + 1 / b));
  const atZero = a < LONG_TAIL ? g(0) : 0;
  const atOne = b < LONG_TAIL ? g(1) : 0;
  const closed = (atZero * b + atOne * a) / (a + b);
  const centre = Math.log((a < LONG_TAIL ? a + 1 : a) / (b < LONG_TAIL ? b + 1 : b));
  const norm = logBeta(a, b);
  const term = (y: number): number => {
    const logP = -softplus(-y);
    const logRest = -softplus(y);
    const p = Math.exp(logP);
    return Math.exp(a * logP + b * logRest - norm) * (g(p) - atZero * Math.exp(logRest) - atOne * p);
  };
  let total = term(centre);
  let size = Math.abs(total);
  for (const direction of [-1, 1]) {
    let negligible = 0;
    for (let i = 1; i < 100_000 && negligible < 3; i += 1) {
      const value = term(centre + direction * i * step);
      total += value;
      size += Math.abs(value);
      negligible = Math.abs(value) <= 1e-17 * (size + closed) ? negligible + 1 : 0;
    }
  }
  return closed + total * step;
}
