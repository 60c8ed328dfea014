/**
 * Repeat purchases: will this customer buy again, how often, when, and what is that worth? The published models, fitted by
 * maximum likelihood, in a page, a worker or a server.
 */
export { bootstrap, type Bootstrap, type BootstrapOptions } from './bootstrap.ts';
export { choose, type Candidate, type Choice, type ChooseOptions } from './choose.ts';
export { doubtWords } from './doubt-words.ts';
export { fit, fromParams, type Doubt, type Fit, type FixedModel } from './fit.ts';
export { forecast, type Forecast, type ForecastOptions } from './forecast.ts';
export { HistoryError, type History, type SpendHistory } from './histories.ts';
export { keepFit, type KeptFit } from './kept.ts';
export { models, type BetaGeometricParams, type Model, type ParamsOf, type ParetoParams } from './model.ts';
export type { NegativeBinomialFit } from './negative-binomial.ts';
export { outlookBy, type Outlook, type OutlookOptions } from './outlook.ts';
export type { LifetimeValueOptions, Predictions } from './predictions.ts';
export { simulate } from './simulate.ts';
export { fitSpend, spendFromParams, type SpendFit, type SpendParams, type SpendPredictions } from './spend.ts';
export { histories, type CustomerHistory, type HistoriesOptions, type Transaction } from './transactions.ts';
export { surpriseBy, type Surprise } from './surprise.ts';
export type { Measure, MeasureOptions } from './uncertainty.ts';
