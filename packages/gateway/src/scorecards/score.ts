import { findKpi, scorecard, type Scorecard } from '@liaise/core/kpi';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { ScorecardModelRecord } from '@liaise/core/records/scorecard-model';
import { companyOf } from '../kpi/company.ts';
import { kpiValues, type KpiOptions } from '../kpi/values.ts';
import type { Work } from '../store/store.ts';

/** A subject's score with the values it comes from, by KPI. */
export interface Scored {
  readonly score: Scorecard;
  readonly values: ReadonlyMap<string, KpiValue>;
}

/**
 * Scores of many subjects by one edition of a model, in the order asked; the values of all of them are read together. A KPI of the
 * company's own that was given up since has no value, and its weight is not covered.
 *
 * @throws {NotAllowed} for a subject whose figures the work's actor may not see
 */
export async function scoresOf(
  work: Work,
  subjects: readonly string[],
  period: string,
  edition: ScorecardModelRecord,
  options: KpiOptions = {},
): Promise<Scored[]> {
  const { weights, minimumCoverage } = edition;
  const { own } = await companyOf(work);
  const kpis = weights.flatMap(({ kpi }) => (findKpi(kpi, own) ? [kpi] : []));
  const requests = subjects.flatMap((subject) => kpis.map((kpi) => ({ kpi, subject, period })));
  const all = await kpiValues(work, requests, options);
  const model = {
    id: edition.model,
    version: edition.edition,
    from: edition.from,
    weights,
    ...(minimumCoverage === undefined ? {} : { minimumCoverage }),
  };
  return subjects.map((_subject, index) => {
    const values = all.slice(index * kpis.length, (index + 1) * kpis.length);
    const attainments = Object.fromEntries(values.map(({ kpi, attainment }) => [kpi, attainment ?? null]));
    return { score: scorecard(model, attainments), values: new Map(values.map((value) => [value.kpi, value])) };
  });
}
