import { readKpiSources } from '@liaise/core/api/kpis';
import { pageSize } from '@liaise/core/api/page';
import { readPlace, writePlace, type CursorScope } from '../http/cursor.ts';
import { kpiSources } from '../kpi/sources.ts';
import type { WorkHandler } from './call.ts';
import { checkedQuestion, definitionOf } from './kpis.ts';
import { scopeOf } from './scope.ts';

/** `GET /v1/kpis/sources` */
export const readKpiSourcesHandler: WorkHandler<typeof readKpiSources> = {
  async run(call, { query }) {
    const { cursor, limit, ...asked } = query;
    const { actor, services, work } = call;
    const scope: CursorScope = {
      route: readKpiSources.name,
      tenant: actor.tenantId,
      actor: scopeOf(actor),
      filters: asked,
    };
    const after = cursor === undefined ? null : placeOf(readPlace(services.secrets, scope, cursor));
    const { subject, period } = await checkedQuestion(call, asked);
    const kpi = await definitionOf(call, asked.kpi, 'query');
    const page = { after, limit: limit === undefined ? pageSize.usual : Number(limit) };
    const { items, hidden, next } = await kpiSources(work, { kpi, subject, period }, page);
    const place = next && JSON.stringify([next.tally, next.id, next.question]);
    return { items, hidden, next: place && writePlace(services.secrets, scope, place) };
  },
};

/** What this gateway wrote into a cursor; it was signed. */
function placeOf(text: string): { tally: number; id: string; question: string } {
  const parts: unknown = JSON.parse(text);
  const [tally, id, question] = Array.isArray(parts) ? (parts as unknown[]) : [];
  return { tally: Number(tally), id: String(id), question: String(question) };
}
