import type { Doubt, Fit } from './fit.ts';
import type { Model, ParamsOf } from './model.ts';

/** A fit as plain JSON: to be stored, or sent between a page and its worker. */
export interface KeptFit {
  readonly model: Model;
  readonly params: ParamsOf<Model>;
  readonly doubt: Doubt | null;
  /** The model without dropout, by which predictions are made where no dropout can be seen. */
  readonly withoutDropout: { readonly r: number; readonly alpha: number };
  readonly logLikelihood: number;
  readonly customers: number;
  /** Logarithms of the parameters at the optimum, and their covariance row by row; missing where nothing determines them. */
  readonly uncertainty?: { readonly point: readonly number[]; readonly covariance: readonly number[] };
}

/** What of a fit is worth keeping. */
export function keepFit(fitted: Fit): KeptFit {
  const { model, params, doubt, withoutDropout, logLikelihood, customers } = fitted;
  const known = fitted.uncertainty();
  return {
    model,
    params,
    doubt,
    withoutDropout: { r: withoutDropout.r, alpha: withoutDropout.alpha },
    logLikelihood,
    customers,
    ...(known ? { uncertainty: { point: [...known.point], covariance: [...known.covariance] } } : {}),
  };
}
