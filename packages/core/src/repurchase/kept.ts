import { coreOf, endlessCore, parameterNames, valueOf } from './cores.ts';
import type { Doubt, Fit } from './fit.ts';
import type { Core, Model, ParamsOf } from './model.ts';
import { movesFrom } from './uncertainty.ts';

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

/** The model of a kept fit, and the same model a little aside along each parameter, for intervals. */
export function coresOf({ model, params, doubt, withoutDropout, uncertainty }: KeptFit): { best: Core; moved: Core[] } {
  if (doubt === 'no-dropout' || doubt === 'no-repeat-purchases')
    return { best: endlessCore(withoutDropout.r, withoutDropout.alpha), moved: [] };
  const best = coreOf(model, params);
  if (!uncertainty) return { best, moved: [] };
  const names = parameterNames(model);
  const moved = movesFrom(uncertainty.point).map((point) => {
    const entries = names.map((name, i) => {
      const shift = (point[i] as number) - (uncertainty.point[i] as number);
      return [name, valueOf(params, name) * Math.exp(shift)] as const;
    });
    return coreOf(model, Object.fromEntries(entries) as ParamsOf<Model> & object);
  });
  return { best, moved };
}
