/** Each model as prior, posterior and likelihood. The posteriors are conjugate updates of the parameters. */
import type { BetaGeometricParams, Core, Model, ParetoParams, ParamsOf } from './model.ts';
import { BetaGeometricProcess, EndlessProcess, ParetoProcess } from './processes.ts';
import { powerIntegral } from './quadrature.ts';
import { logGammaRise, logistic, softplus } from './special.ts';

/** The model without dropout at given parameters. */
export function endlessCore(r: number, alpha: number): Core {
  return {
    prior: { alive: 1, process: new EndlessProcess(r, alpha) },
    posterior: ({ frequency, age }) => ({ alive: 1, process: new EndlessProcess(r + frequency, alpha + age) }),
    logLikelihood: ({ frequency, age }) => logGammaRise(r, frequency) + logRates(r, alpha, frequency, age),
  };
}

/** `ln [alpha^r (alpha+T)^-(r+x)]`. */
function logRates(r: number, alpha: number, frequency: number, age: number): number {
  return -r * Math.log1p(age / alpha) - frequency * Math.log(alpha + age);
}

/** BG/NBD (`chancesAtStart` 0) or MBG/NBD (1): whether a customer may leave right after the first purchase. */
function betaGeometricCore({ r, alpha, a, b }: BetaGeometricParams, chancesAtStart: 0 | 1): Core {
  const logOddsOfHavingLeft = (frequency: number, recency: number, age: number): number => {
    const chances = frequency + chancesAtStart;
    if (chances === 0) return -Infinity;
    return Math.log(a) - Math.log(b + chances - 1) + (r + frequency) * Math.log1p((age - recency) / (alpha + recency));
  };
  return {
    prior: {
      alive: chancesAtStart === 1 ? b / (a + b) : 1,
      process: new BetaGeometricProcess(r, alpha, a, b + chancesAtStart),
    },
    posterior: ({ frequency, recency, age }) => ({
      alive: logistic(-logOddsOfHavingLeft(frequency, recency, age)),
      process: new BetaGeometricProcess(r + frequency, alpha + age, a, b + frequency + chancesAtStart),
    }),
    logLikelihood: ({ frequency, recency, age }) => {
      const chances = frequency + chancesAtStart;
      return (
        logGammaRise(r, frequency) +
        logRates(r, alpha, frequency, age) +
        logGammaRise(b, chances) -
        logGammaRise(a + b, chances) +
        softplus(logOddsOfHavingLeft(frequency, recency, age))
      );
    },
  };
}

function paretoCore({ r, alpha, s, beta }: ParetoParams): Core {
  const logOddsOfHavingLeft = (frequency: number, recency: number, age: number): number => {
    const shape = r + frequency;
    const silent = powerIntegral(alpha, beta, shape, s + 1, recency, age);
    return (
      Math.log((s * silent) / (beta + recency)) +
      shape * Math.log1p((age - recency) / (alpha + recency)) +
      s * Math.log1p((age - recency) / (beta + recency))
    );
  };
  return {
    prior: { alive: 1, process: new ParetoProcess(r, alpha, s, beta) },
    posterior: ({ frequency, recency, age }) => ({
      alive: logistic(-logOddsOfHavingLeft(frequency, recency, age)),
      process: new ParetoProcess(r + frequency, alpha + age, s, beta + age),
    }),
    logLikelihood: ({ frequency, recency, age }) =>
      logGammaRise(r, frequency) +
      logRates(r, alpha, frequency, age) -
      s * Math.log1p(age / beta) +
      softplus(logOddsOfHavingLeft(frequency, recency, age)),
  };
}

/** The names of a model's parameters, in the order of its vector. */
export function parameterNames(model: Model): readonly string[] {
  return model === 'pareto-nbd' ? ['r', 'alpha', 's', 'beta'] : ['r', 'alpha', 'a', 'b'];
}

/** One parameter by its name. */
export function valueOf(params: object, name: string): number {
  return (params as Readonly<Record<string, number>>)[name] ?? Number.NaN;
}

/** Throws a `RangeError` naming a parameter of the model that is not a positive number. */
export function checkParams(model: Model, params: object): void {
  for (const name of parameterNames(model)) {
    const value = valueOf(params, name);
    if (!(value > 0 && value < Infinity))
      throw new RangeError(`${model}: parameter ${name} is ${value}; give a positive number.`);
  }
}

/** A model at given parameters; each must be a positive number. */
export function coreOf<M extends Model>(model: M, params: ParamsOf<M>): Core {
  checkParams(model, params);
  if (model === 'pareto-nbd') return paretoCore(params as ParetoParams);
  return betaGeometricCore(params as BetaGeometricParams, model === 'mbg-nbd' ? 1 : 0);
}
