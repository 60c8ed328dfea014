// Written out from ../api/kpis.ts: `vitest run --project core packages/core/src/wire -u` writes it again.
import type * as source from '../api/kpis.ts';
import { call } from './call.ts';
import { object, text } from './check.ts';
import { kpiValue } from './kpi-value.ts';

export const readKpi = call<typeof source.readKpi>('GET', '/v1/kpis', { answer: kpiValue });
export const drawKpi = call<typeof source.drawKpi>('GET', '/v1/kpis/{kpi}.svg', { roles: 'anyone', answerType: 'svg' });
export const signKpi = call<typeof source.signKpi>('POST', '/v1/kpis/signatures', {
  body: true,
  safe: true,
  answer: object({ path: text() }),
});
