/** Each model as prior, posterior and likelihood. The posteriors are conjugate updates of the parameters. */
import type { History } from './histories.ts';
import type { BetaGeometricParams, Core, Model, ParetoParams, ParamsOf } from './model.ts';
import { ParetoProcess } from './pareto-process.ts';
import { BetaGeometricProcess, EndlessProcess } from './processes.ts';
import { powerIntegral } from './quadrature.ts';
import { logGammaRise, logistic, softplus } from './special.ts';

/** The model without dropout at given parameters. */
export function endlessCore(r: number, alpha: number): Core {
  return {
    prior: { alive: 1, process: new EndlessProcess(r, alpha) },
    posterior: ({ frequency, age }) => ({ alive: 1, process: new EndlessProcess(r + frequency, alpha + age) }),
    later: (frequency, age) => new EndlessProcess(r + frequency, alpha + age),
    leaving: (_history, slopes) => {
      slopes?.fill(0);
      return -Infinity;
    },
    logLikelihood: ({ frequency, age }) => logGammaRise(r, frequency) + logRates(r, alpha, frequency, age),
  };
}

/** `ln [alpha^r (alpha+T)^-(r+x)]`. */
function logRates(r: number, alpha: number, frequency: number, age: number): number {
  return -r * Math.log1p(age / alpha) - frequency * Math.log(alpha + age);
}

/** BG/NBD (`chancesAtStart` 0) or MBG/NBD (1): whether a customer may leave right after the first purchase. */
function betaGeometricCore({ r, alpha, a, b }: BetaGeometricParams, chancesAtStart: 0 | 1): Core {
  const leaving = ({ frequency, recency, age }: History, slopes?: Float64Array): number => {
    const chances = frequency + chancesAtStart;
    slopes?.fill(0);
    if (chances === 0) return -Infinity;
    const silent = Math.log1p((age - recency) / (alpha + recency));
    if (slopes) {
      slopes[0] = r * silent;
      slopes[1] = (alpha * (r + frequency) * (recency - age)) / ((alpha + age) * (alpha + recency));
      slopes[2] = 1;
      slopes[3] = -b / (b + chances - 1);
    }
    return Math.log(a) - Math.log(b + chances - 1) + (r + frequency) * silent;
  };
  const later = (frequency: number, age: number): BetaGeometricProcess =>
    new BetaGeometricProcess(r + frequency, alpha + age, a, b + frequency + chancesAtStart);
  return {
    prior: {
      alive: chancesAtStart === 1 ? b / (a + b) : 1,
      process: new BetaGeometricProcess(r, alpha, a, b + chancesAtStart),
    },
    later,
    leaving,
    posterior: (history) => ({
      alive: logistic(-leaving(history)),
      process: later(history.frequency, history.age),
    }),
    logLikelihood: (history) => {
      const { frequency, age } = history;
      const chances = frequency + chancesAtStart;
      return (
        logGammaRise(r, frequency) +
        logRates(r, alpha, frequency, age) +
        logGammaRise(b, chances) -
        logGammaRise(a + b, chances) +
        softplus(leaving(history))
      );
    },
  };
}

function paretoCore({ r, alpha, s, beta }: ParetoParams): Core {
  const leaving = ({ frequency, recency, age }: History, slopes?: Float64Array): number => {
    const shape = r + frequency;
    const silent = powerIntegral(alpha, beta, shape, s + 1, recency, age, slopes);
    const ofAlpha = Math.log1p((age - recency) / (alpha + recency));
    const ofBeta = Math.log1p((age - recency) / (beta + recency));
    if (slopes && silent > 0) {
      const [byAlpha = 0, byBeta = 0, byShape = 0, byS = 0] = slopes;
      slopes[0] = r * (byShape / silent + ofAlpha);
      slopes[1] = alpha * (byAlpha / silent + (shape * (recency - age)) / ((alpha + recency) * (alpha + age)));
      slopes[2] = s * (1 / s + byS / silent + ofBeta);
      slopes[3] =
        beta * (byBeta / silent - 1 / (beta + recency) + (s * (recency - age)) / ((beta + recency) * (beta + age)));
    }
    return Math.log((s * silent) / (beta + recency)) + shape * ofAlpha + s * ofBeta;
  };
  const later = (frequency: number, age: number): ParetoProcess =>
    new ParetoProcess(r + frequency, alpha + age, s, beta + age);
  return {
    prior: { alive: 1, process: new ParetoProcess(r, alpha, s, beta) },
    later,
    leaving,
    posterior: (history) => ({
      alive: logistic(-leaving(history)),
      process: later(history.frequency, history.age),
    }),
    logLikelihood: (history) => {
      const { frequency, age } = history;
      return (
        logGammaRise(r, frequency) +
        logRates(r, alpha, frequency, age) -
        s * Math.log1p(age / beta) +
        softplus(leaving(history))
      );
    },
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
