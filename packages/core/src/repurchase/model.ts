import type { History } from './histories.ts';

/** The models of repeat purchase, by their names in the literature. */
export const models = ['bg-nbd', 'mbg-nbd', 'pareto-nbd'] as const;
export type Model = (typeof models)[number];

/** Parameters of BG/NBD and MBG/NBD: purchase rates are Gamma(r, alpha), dropout probabilities Beta(a, b). */
export interface BetaGeometricParams {
  readonly r: number;
  /** In units of time. */
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** Parameters of Pareto/NBD: purchase rates are Gamma(r, alpha), dropout rates Gamma(s, beta). */
export interface ParetoParams {
  readonly r: number;
  /** In units of time. */
  readonly alpha: number;
  readonly s: number;
  /** In units of time. */
  readonly beta: number;
}

/** The parameters that belong to a model. */
export type ParamsOf<M extends Model> = M extends 'pareto-nbd' ? ParetoParams : BetaGeometricParams;

/** How a customer who is a customer now goes on: all that predictions need. Time runs from now. */
export interface Process {
  /** Expected purchases in the time t. */
  expected(t: number): number;
  /** Probability of exactly k purchases in the time t. */
  count(t: number, k: number): number;
  /** Probability of at least one purchase in the time t. */
  first(t: number): number;
  /** Probability of at least k purchases in the time t. */
  reached(t: number, k: number): number;
  /** {@link first}, and its slopes by the process's own parameters in the model's order. */
  firstSlopes(t: number, slopes: Float64Array): number;
  /** {@link expected}, and its slopes likewise. */
  expectedSlopes(t: number, slopes: Float64Array): number;
  /** Probability of ever buying again. */
  readonly ever: number;
  /** The time t with `first(t) = share`, for 0 < share < ever. */
  firstQuantile(share: number): number;
  /** Expected purchases for ever, each discounted by `e^(-rate t)`, for rate > 0. */
  discounted(rate: number): number;
}

/** What is known of one customer: the probability of still being one, and how it goes on if so. */
export interface State {
  readonly alive: number;
  readonly process: Process;
}

/** A model at given parameters, before it is dressed as {@link Predictions}. */
export interface Core {
  readonly prior: State;
  posterior(history: History): State;
  /** How a customer with so many repeat purchases in such a time goes on, if it is one still. */
  later(frequency: number, age: number): Process;
  /** `ln` of the odds of having left; fills its slopes by the logarithms of the model's parameters where asked. */
  leaving(history: History, slopes?: Float64Array): number;
  logLikelihood(history: History): number;
}
