/**
 * Quasi-Newton minimization (BFGS) with an analytic gradient, for a handful of parameters. Iterations are capped, a step
 * into a region where the objective is not a number is shortened, and what comes back says how flat the end is, so that
 * nobody has to trust a bare "converged".
 */

import { invertPositive } from './matrix.ts';

/** Writes the gradient at `point` into `gradient` and returns the value. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  /** Largest absolute component of the gradient. */
  readonly slope: number;
  readonly converged: boolean;
  readonly evaluations: number;
  /** The last approximation of the inverse Hessian, row by row; hand it on to continue. */
  readonly inverseHessian: Float64Array;
}

export interface MinimizeOptions {
  /** Stop when no component of the gradient is larger. */
  readonly tolerance: number;
  readonly maxIterations?: number;
  /** From an earlier run, to continue with a refined objective. */
  readonly inverseHessian?: Float64Array | undefined;
  /** Whether to measure the curvature at the start (one evaluation a coordinate) rather than to learn it on the way. */
  readonly curvature?: boolean;
  /** Stop early when this says so: used to leave a path that runs into an optimum already known. */
  readonly stop?: (point: Float64Array, value: number) => boolean;
}

/** The largest step in any coordinate of one iteration; coordinates are logarithms of parameters. */
const LONGEST_STEP = 2;

/** Minimizes `objective` from `start` (Nocedal & Wright 2006, chapter 6; approximate Wolfe test of Hager & Zhang 2005). */
export function minimize(objective: Objective, start: Float64Array, options: MinimizeOptions): Minimum {
  const size = start.length;
  let point = Float64Array.from(start);
  let gradient = new Float64Array(size);
  let value = objective(point, gradient);
  let evaluations = 1;
  const inverse = new Float64Array(size * size);
  let fresh = true;
  if (options.inverseHessian) {
    inverse.set(options.inverseHessian);
    fresh = false;
  } else if (options.curvature && fillCurvature(objective, point, gradient, inverse)) {
    evaluations += size;
    fresh = false;
  } else reset(inverse, size, 1 / Math.max(1, largest(gradient)));
  const direction = new Float64Array(size);
  let trial = new Float64Array(size);
  let trialGradient = new Float64Array(size);
  let slope = largest(gradient);
  const cap = options.maxIterations ?? 200;
  let idle = 0;

  for (let iteration = 0; iteration < cap && slope > options.tolerance && idle < 3; iteration += 1) {
    if (options.stop?.(point, value)) break;
    let descent = multiply(inverse, gradient, direction);
    if (!(descent < 0)) {
      reset(inverse, size, 1 / Math.max(1, slope));
      fresh = true;
      descent = multiply(inverse, gradient, direction);
    }
    const widest = largest(direction);
    let step = widest > LONGEST_STEP ? LONGEST_STEP / widest : 1;
    let accepted = false;
    let trialValue = value;
    const noise = 1e-13 * (1 + Math.abs(value));
    for (let attempt = 0; attempt < 40; attempt += 1) {
      for (let i = 0; i < size; i += 1) trial[i] = (point[i] as number) + step * (direction[i] as number);
      trialValue = objective(trial, trialGradient);
      evaluations += 1;
      const along = dot(trialGradient, direction);
      if (trialValue <= value + 1e-4 * step * descent) accepted = true;
      else if (trialValue <= value + noise && Math.abs(along) <= 0.9 * Math.abs(descent)) accepted = true;
      if (accepted) break;
      // minimum of the parabola through both ends, kept inside [0.1, 0.5]
      const fitted = (-descent * step) / (2 * (trialValue - value - descent * step));
      step *= Number.isFinite(fitted) ? Math.min(0.5, Math.max(0.1, fitted)) : 0.1;
    }
    idle = accepted && trialValue < value - noise ? 0 : idle + 1;
    if (!accepted) {
      if (fresh) break;
      reset(inverse, size, 1 / Math.max(1, slope));
      fresh = true;
      continue;
    }
    update(inverse, size, direction, step, gradient, trialGradient, fresh);
    fresh = false;
    [point, trial] = [trial, point];
    [gradient, trialGradient] = [trialGradient, gradient];
    value = trialValue;
    slope = largest(gradient);
  }
  return { point, value, gradient, slope, converged: slope <= options.tolerance, evaluations, inverseHessian: inverse };
}

/** Writes the inverse of the Hessian, by forward differences, when it is positive definite. */
function fillCurvature(
  objective: Objective,
  point: Float64Array,
  gradient: Float64Array,
  inverse: Float64Array,
): boolean {
  const size = point.length;
  const step = 1e-4;
  const moved = Float64Array.from(point);
  const ahead = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    moved[i] = (point[i] as number) + step;
    objective(moved, ahead);
    moved[i] = point[i] as number;
    for (let j = 0; j < size; j += 1) {
      const curvature = ((ahead[j] as number) - (gradient[j] as number)) / (2 * step);
      hessian[i * size + j] = (hessian[i * size + j] as number) + curvature;
      hessian[j * size + i] = (hessian[j * size + i] as number) + curvature;
    }
  }
  const found = invertPositive(hessian, size);
  if (!found) return false;
  inverse.set(found);
  return true;
}

function largest(vector: Float64Array): number {
  let size = 0;
  for (const component of vector) size = Math.max(size, Math.abs(component));
  return size;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function reset(inverse: Float64Array, size: number, scale: number): void {
  inverse.fill(0);
  for (let i = 0; i < size; i += 1) inverse[i * size + i] = scale;
}

/** Writes `-inverse * gradient` into `direction` and returns the slope along it. */
function multiply(inverse: Float64Array, gradient: Float64Array, direction: Float64Array): number {
  const size = gradient.length;
  for (let i = 0; i < size; i += 1) {
    let sum = 0;
    for (let j = 0; j < size; j += 1) sum -= (inverse[i * size + j] as number) * (gradient[j] as number);
    direction[i] = sum;
  }
  return dot(direction, gradient);
}

/** The BFGS update; skipped when the curvature along the step is not positive. */
function update(
  inverse: Float64Array,
  size: number,
  direction: Float64Array,
  step: number,
  before: Float64Array,
  after: Float64Array,
  fresh: boolean,
): void {
  const change = new Float64Array(size);
  for (let i = 0; i < size; i += 1) change[i] = (after[i] as number) - (before[i] as number);
  const curvature = step * dot(direction, change);
  if (!(curvature > 1e-300)) return;
  if (fresh) reset(inverse, size, curvature / dot(change, change));
  const mapped = new Float64Array(size);
  for (let i = 0; i < size; i += 1) {
    let sum = 0;
    for (let j = 0; j < size; j += 1) sum += (inverse[i * size + j] as number) * (change[j] as number);
    mapped[i] = sum;
  }
  const scale = (1 + dot(change, mapped) / curvature) / curvature;
  for (let i = 0; i < size; i += 1) {
    const stepI = step * (direction[i] as number);
    for (let j = 0; j < size; j += 1) {
      const stepJ = step * (direction[j] as number);
      inverse[i * size + j] =
        (inverse[i * size + j] as number) +
        scale * stepI * stepJ -
        ((mapped[i] as number) * stepJ + stepI * (mapped[j] as number)) / curvature;
    }
  }
}
