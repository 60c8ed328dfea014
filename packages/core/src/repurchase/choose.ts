import { fitCompressed, type Fit } from './fit.ts';
import { compress, type History } from './histories.ts';
import { models, type Model } from './model.ts';
import { fitNegativeBinomial, type NegativeBinomialFit } from './negative-binomial.ts';

/** A model among those compared. */
export interface Candidate {
  readonly model: Model | 'nbd';
  readonly logLikelihood: number;
  /** Akaike's criterion: twice the parameters less twice the log-likelihood; smaller is better. */
  readonly aic: number;
  readonly identified: boolean;
  /** Whether P(alive) can tell one customer from another who never bought again: BG/NBD says 1 to all of these. */
  readonly tellsChurn: boolean;
}

export interface Choice {
  /** The fit to use. */
  readonly best: Fit;
  /** All candidates, the best by Akaike's criterion first; the model without dropout is among them. */
  readonly ranking: readonly Candidate[];
  readonly fits: readonly Fit[];
  /** The model without dropout. */
  readonly withoutDropout: NegativeBinomialFit;
  /** An English sentence: which model and why. */
  readonly reason: string;
}

export interface ChooseOptions {
  readonly among?: readonly Model[];
  /** Whether the choice must be able to flag lost customers: leaves out BG/NBD. */
  readonly forChurn?: boolean;
}

/** Fits several models and chooses by likelihood (they have four parameters each) among those the data determine. */
export function choose(
  histories: readonly History[],
  { among = models, forChurn = false }: ChooseOptions = {},
): Choice {
  const wanted = among.filter((model) => !(forChurn && model === 'bg-nbd'));
  if (wanted.length === 0) throw new RangeError('No model is left to choose from; allow mbg-nbd or pareto-nbd.');
  const data = compress(histories);
  const withoutDropout = fitNegativeBinomial(data);
  const fits: Fit[] = wanted
    .map((model): Fit => fitCompressed(model, data, withoutDropout))
    .sort((one, other) => Number(other.identified) - Number(one.identified) || other.logLikelihood - one.logLikelihood);
  const best = fits[0] as Fit;
  const ranking: Candidate[] = fits.map(({ model, logLikelihood, identified }) => ({
    model,
    logLikelihood,
    aic: 8 - 2 * logLikelihood,
    identified,
    tellsChurn: model !== 'bg-nbd',
  }));
  ranking.push({
    model: 'nbd',
    logLikelihood: withoutDropout.logLikelihood,
    aic: 4 - 2 * withoutDropout.logLikelihood,
    identified: data.purchases > 0,
    tellsChurn: false,
  });
  ranking.sort((one, other) => one.aic - other.aic);
  const gain = best.logLikelihood - withoutDropout.logLikelihood;
  const reason = best.identified
    ? `${best.model} has the highest log-likelihood (${best.logLikelihood.toFixed(2)}), ${gain.toFixed(2)} above the model without dropout.`
    : (best.message ?? '');
  return { best, ranking, fits, withoutDropout, reason };
}
