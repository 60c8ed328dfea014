// Written out from ../api/kpis.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/kpis.ts';
import { call } from './call.ts';
import { flag, list, nullable, number, object, oneOf, text, type CheckOf, whole } from './check.ts';
import { kpiValue } from './kpi-value.ts';
import { id, slug } from './primitives.ts';

export const readKpi = /* @__PURE__ */ (() => call<typeof source.readKpi>('GET', '/v1/kpis', { answer: kpiValue }))();
export const drawKpi = /* @__PURE__ */ (() =>
  call<typeof source.drawKpi>('GET', '/v1/kpis/{kpi}.svg', { roles: 'anyone', answerType: 'svg' }))();
export const signKpi = /* @__PURE__ */ (() =>
  call<typeof source.signKpi>('POST', '/v1/kpis/signatures', {
    body: true,
    safe: true,
    answer: object({ path: text() }),
  }))();
export const catalogueKpi: CheckOf<typeof source.catalogueKpi> = /* @__PURE__ */ (() =>
  object({
    id: slug,
    name: object({ en: text(), 'zh-CN': text() }),
    unit: oneOf('count', 'share', 'money', 'days', 'hours', 'score', 'mean'),
    direction: oneOf('higher', 'lower', 'neutral'),
    formula: object({ en: text(), 'zh-CN': text() }),
    minimumN: whole(),
    cumulative: flag,
    ahead: flag,
    own: flag,
  }))();
export const readCatalogue = /* @__PURE__ */ (() =>
  call<typeof source.readCatalogue>('GET', '/v1/kpis/catalogue', { answer: object({ items: list(catalogueKpi) }) }))();
export const kpiSource: CheckOf<typeof source.kpiSource> = /* @__PURE__ */ (() =>
  object(
    { resource: text(), id, at: text(), tally: oneOf('numerator', 'denominator', 'value'), counted: flag },
    { customerId: id, value: number(), currency: text(), question: text() },
  ))();
export const readKpiSources = /* @__PURE__ */ (() =>
  call<typeof source.readKpiSources>('GET', '/v1/kpis/sources', {
    answer: object({ items: list(kpiSource), hidden: whole(), next: nullable(text()) }),
  }))();
