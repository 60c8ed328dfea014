import { betaGeometricObjective } from './beta-geometric-likelihood.ts';
import { BOUND } from './bounds.ts';
import { coreOf, endlessCore, parameterNames, valueOf } from './cores.ts';
import { compress, type CompressedHistories, type History } from './histories.ts';
import { measureUncertainty, type Measure, type MeasureOptions, type Uncertainty } from './uncertainty.ts';
import { minimize, type Minimum, type Objective } from './minimize.ts';
import { models, type Model, type ParamsOf } from './model.ts';
import { fitNegativeBinomial, objectiveWithoutWall, type NegativeBinomialFit } from './negative-binomial.ts';
import { paretoObjective } from './pareto-likelihood.ts';
import { predictionsOf, type Predictions } from './predictions.ts';

/** Why parameters must not be read as facts about customers, though predictions can be used. */
export type Doubt = 'no-repeat-purchases' | 'no-dropout' | 'too-few-histories' | 'at-the-boundary' | 'not-converged';

/** A model with its parameters: predictions, and the values they come from. */
export interface FixedModel<M extends Model = Model> extends Predictions {
  readonly model: M;
  readonly params: ParamsOf<M>;
}

/** A model fitted by maximum likelihood. */
export interface Fit<M extends Model = Model> extends FixedModel<M> {
  readonly logLikelihood: number;
  /** Whether the data determine the parameters. When not, `doubt` and `message` say why. */
  readonly identified: boolean;
  readonly doubt: Doubt | null;
  /** An English sentence to `doubt`. */
  readonly message: string | null;
  /** The same data without dropout. With `doubt: 'no-dropout'` the predictions are those of this model. */
  readonly withoutDropout: NegativeBinomialFit;
  readonly customers: number;
  readonly purchases: number;
  /** Largest slope of the log-likelihood per unit of a parameter's logarithm: how flat the top is. */
  readonly slope: number;
  readonly converged: boolean;
  readonly evaluations: number;
  /** Standard errors from the curvature of the log-likelihood, or `null` where it has no curvature. Computed when asked. */
  standardErrors(): ParamsOf<M> | null;
  /** Interval for anything computed from the model, by the delta method; `null` where there are no standard errors. */
  interval(measure: Measure<M>, options?: MeasureOptions): [low: number, high: number] | null;
  /** The curvature itself, for those who draw parameters from it. */
  uncertainty(): Uncertainty | null;
}

const messages: Readonly<Record<Doubt, string>> = {
  'no-repeat-purchases': 'Nobody has bought again yet, so neither the rate of purchases nor dropout can be seen.',
  'no-dropout':
    'No dropout is visible: the data are described as well without it. Predictions take everyone for a customer still.',
  'too-few-histories': 'There are fewer different histories than parameters; the parameters are one choice among many.',
  'at-the-boundary':
    'The best parameters lie at the boundary: customers are too much alike, or too few, for the model to tell how they differ.',
  'not-converged': 'The search for the best parameters ended on a slope; do not use the parameters.',
};

/** A model at parameters known from elsewhere. Throws a `RangeError` that names a parameter which is not positive. */
export function fromParams<M extends Model>(model: M, params: ParamsOf<M>): FixedModel<M> {
  checkModel(model);
  return { model, params, ...predictionsOf(coreOf(model, params)) };
}

/**
 * Fits a model of repeat purchase by maximum likelihood, from several starting points, on rows merged where they are equal.
 *
 * @param model `bg-nbd` (Fader, Hardie & Lee 2005), `mbg-nbd` (Batislam, Denizel & Filiztekin 2007) or `pareto-nbd`
 * (Schmittlein, Morrison & Colombo 1987).
 * @param histories one row a customer, in any one unit of time. Order does not matter.
 * @throws {HistoryError} naming the row and field that cannot be.
 */
export function fit<M extends Model>(model: M, histories: readonly History[]): Fit<M> {
  checkModel(model);
  return fitCompressed(model, compress(histories));
}

/** {@link fit} for data already merged, such as several models on one data set. */
export function fitCompressed<M extends Model>(
  model: M,
  data: CompressedHistories,
  withoutDropout: NegativeBinomialFit = fitNegativeBinomial(data),
  start?: ParamsOf<M>,
): Fit<M> {
  const { count, purchases, scale } = data;
  const names = parameterNames(model);
  const units = names.map((name) => (name === 'alpha' || name === 'beta' ? scale : 1));
  const tolerance = 1e-7 * Math.max(1, count * 1e-3);
  const objective = objectiveOf(model, data, 6);
  const starts = start
    ? [Float64Array.from(names, (name, i) => Math.log(valueOf(start, name) / (units[i] as number)))]
    : startingPoints(model, withoutDropout, scale);
  const found = search(model, data, objective, starts, tolerance);

  const paramsAt = (point: Float64Array): ParamsOf<M> =>
    named(names, (_, i) => Math.exp(point[i] as number) * (units[i] as number));
  const params = paramsAt(found.point);
  const logLikelihood = -objectiveWithoutWall(objectiveOf(model, data, 12), found.point) - purchases * Math.log(scale);
  const doubt = doubtOf(data, found, logLikelihood, withoutDropout);
  const core =
    doubt === 'no-dropout' || doubt === 'no-repeat-purchases'
      ? endlessCore(withoutDropout.r, withoutDropout.alpha)
      : coreOf(model, params);

  let uncertainty: Uncertainty | null | undefined;
  const uncertaintyOnce = (): Uncertainty | null => {
    if (uncertainty === undefined) uncertainty = doubt === null ? measureUncertainty(objective, found.point) : null;
    return uncertainty;
  };
  return {
    model,
    params,
    logLikelihood,
    identified: doubt === null,
    doubt,
    message: doubt && messages[doubt],
    withoutDropout,
    customers: count,
    purchases,
    slope: found.slope,
    converged: found.converged,
    evaluations: found.evaluations,
    standardErrors: () => {
      const known = uncertaintyOnce();
      if (!known) return null;
      return named(names, (name, i) => valueOf(params, name) * (known.standardErrors[i] as number));
    },
    interval: (measure, options) =>
      uncertaintyOnce()?.interval((point) => measure(fromParams(model, paramsAt(point))), options) ?? null,
    uncertainty: uncertaintyOnce,
    ...predictionsOf(core),
  };
}

function checkModel(model: string): asserts model is Model {
  if (!(models as readonly string[]).includes(model))
    throw new RangeError(`There is no model "${model}"; use one of ${models.join(', ')}.`);
}

function named<P extends object>(names: readonly string[], value: (name: string, i: number) => number): P {
  return Object.fromEntries(names.map((name, i) => [name, value(name, i)])) as P;
}

function objectiveOf(model: Model, data: CompressedHistories, nodes: number): Objective {
  if (model === 'pareto-nbd') return paretoObjective(data, nodes);
  return betaGeometricObjective(data, model === 'mbg-nbd' ? 1 : 0);
}

/** Guesses as logarithms, times in units of the mean age: rates near those without dropout, dropout from rare to common. */
function startingPoints(model: Model, { r, alpha }: NegativeBinomialFit, scale: number): Float64Array[] {
  const shape = Math.min(Math.max(r, 0.05), 20);
  const length = Math.min(Math.max(alpha / scale, 0.01), 100);
  const guesses =
    model === 'pareto-nbd'
      ? [
          [shape * 1.4, length * 0.9, 0.6, 0.4],
          [shape, length, 0.3, 3],
          [shape, length, 4, 4],
          [shape * 2, length, 1, 0.1],
        ]
      : [
          [shape, length * 0.6, 0.8, 2.4],
          [shape, length, 0.2, 4],
          [shape, length * 0.5, 4, 12],
          [shape * 2, length * 0.5, 1, 1],
        ];
  return guesses.map((guess) => Float64Array.from(guess, Math.log));
}

/**
 * Climbs from the best guess and from a second one, which is left when it runs into the same top, and from all others when
 * neither ends on a top. Where the likelihood is an integral, most of the way is climbed with few nodes.
 */
function search(
  model: Model,
  data: CompressedHistories,
  fine: Objective,
  starts: Float64Array[],
  tolerance: number,
): Minimum {
  const byIntegral = model === 'pareto-nbd';
  const rough = byIntegral ? objectiveOf(model, data, 4) : fine;
  const scout = byIntegral ? objectiveOf(model, data, 3) : fine;
  const roughTolerance = byIntegral ? Math.max(2e-2, 2e-5 * data.count) : tolerance;
  const scratch = new Float64Array(4);
  const ranked = starts
    .map((point) => ({ point, value: scout(point, scratch) }))
    .sort((one, other) => one.value - other.value);
  let evaluations = ranked.length;
  const climb = (objective: Objective, from: Float64Array, known?: Minimum): Minimum => {
    const run = minimize(objective, from, {
      tolerance: roughTolerance,
      curvature: !known,
      inverseHessian: known?.inverseHessian,
      ...(known && { stop: (at: Float64Array, value: number) => runsInto(known, at, value), maxIterations: 60 }),
    });
    evaluations += run.evaluations;
    return run;
  };
  let best: Minimum | undefined;
  for (const [place, { point }] of ranked.entries()) {
    if (!best) {
      best = climb(rough, point);
      continue;
    }
    if (place > 1 && best.converged) break;
    const scouted = climb(scout, point, best);
    if (runsInto(best, scouted.point, scouted.value)) continue;
    const other = rough === scout ? scouted : climb(rough, scouted.point);
    if (other.value < best.value - 1e-7) best = other;
  }
  if (!best) throw new RangeError('No starting point was given.');
  if (byIntegral) {
    best = minimize(fine, best.point, { tolerance, inverseHessian: best.inverseHessian });
    evaluations += best.evaluations;
  }
  if (!best.converged) {
    const again = minimize(fine, best.point, { tolerance, curvature: true });
    evaluations += again.evaluations;
    if (again.value <= best.value) best = again;
  }
  return { ...best, evaluations };
}

/** Whether a climb has come so near to a known top that it will end there. */
function runsInto(known: Minimum, point: Float64Array, value: number): boolean {
  let distance = 0;
  for (let i = 0; i < point.length; i += 1)
    distance = Math.max(distance, Math.abs((point[i] as number) - (known.point[i] as number)));
  return distance < (value < known.value + 1 ? 1 : 0.35);
}

function doubtOf(
  data: CompressedHistories,
  found: Minimum,
  logLikelihood: number,
  withoutDropout: NegativeBinomialFit,
): Doubt | null {
  if (data.purchases === 0) return 'no-repeat-purchases';
  if (data.weights.length < found.point.length) return 'too-few-histories';
  if (logLikelihood < withoutDropout.logLikelihood + 1e-3) return 'no-dropout';
  if (found.point.some((coordinate) => Math.abs(coordinate) > BOUND)) return 'at-the-boundary';
  // rounding leaves a little slope where the sum of many rows is large
  if (!found.converged && found.slope > 1e-4 * Math.max(1, data.count * 1e-3)) return 'not-converged';
  return null;
}
