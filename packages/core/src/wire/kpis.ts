// Written out from ../api/kpis.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/kpis.ts';
import { call } from './call.ts';
import { flag, list, nullable, number, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { kpiValue } from './kpi-value.ts';
import { id, slug } from './primitives.ts';

export const readKpi = call<typeof source.readKpi>('GET', '/v1/kpis', { answer: kpiValue });
export const drawKpi = call<typeof source.drawKpi>('GET', '/v1/kpis/{kpi}.svg', { roles: 'anyone', answerType: 'svg' });
export const signKpi = call<typeof source.signKpi>('POST', '/v1/kpis/signatures', {
  body: true,
  safe: true,
  answer: object({ path: text() }),
});
export const catalogueKpi: CheckOf<typeof source.catalogueKpi> = object({
  id: slug,
  name: object({ en: text(), 'zh-CN': text() }),
  unit: oneOf('count', 'share', 'money', 'days', 'hours', 'score', 'mean'),
  direction: oneOf('higher', 'lower', 'neutral'),
  formula: object({ en: text(), 'zh-CN': text() }),
  minimumN: whole(),
  cumulative: flag,
  ahead: flag,
  own: flag,
});
export const readCatalogue = call<typeof source.readCatalogue>('GET', '/v1/kpis/catalogue', {
  answer: object({ items: list(catalogueKpi) }),
});
export const kpiSource: CheckOf<typeof source.kpiSource> = object(
  { resource: text(), id, at: text(), tally: oneOf('numerator', 'denominator', 'value'), counted: flag },
  { customerId: id, value: number(), currency: text(), question: text() },
);
export const readKpiSources = call<typeof source.readKpiSources>('GET', '/v1/kpis/sources', {
  answer: object({ items: list(kpiSource), hidden: whole(), next: nullable(text()) }),
});
