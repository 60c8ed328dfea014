/** Which KPIs a scorecard weighs, in one version. A version is never changed; a new one begins on its own day. */
export interface ScorecardModel {
  readonly id: string;
  readonly version: number;
  /** First day on which it holds, `YYYY-MM-DD`. */
  readonly from: string;
  readonly weights: readonly { readonly kpi: string; readonly weight: number }[];
  /** Share of the weight that must have data for a score; default 0: any. */
  readonly minimumCoverage?: number;
}

export interface ScorecardLine {
  readonly kpi: string;
  readonly weight: number;
  readonly attainment: number | null;
  /** Its share of the score's weight; 0 without data. */
  readonly share: number;
  /** What it adds to the score. */
  readonly points: number;
}

export interface Scorecard {
  readonly model: string;
  readonly version: number;
  /** Weighted mean of the attainments that there are; `null` with a reason. */
  readonly score: number | null;
  readonly reason?: 'no-data' | 'too-little-covered';
  /** Weight of the KPIs that have data. */
  readonly coveredWeight: number;
  readonly totalWeight: number;
  readonly lines: readonly ScorecardLine[];
}

/**
 * Weighs attainments: score = sum of weight x attainment over sum of weight, both over the KPIs that have data, so that a missing value
 * neither helps nor harms; how much of the weight that covers is said beside it (Kaplan & Norton 1992). For a what-if,
 * call it again with other attainments or another model.
 *
 * @param attainments by KPI id (`attainment`), `null` or left out where there is no data. Others than the model's are ignored: what
 *   a model does not name is never scored
 * @throws RangeError naming a weight that is not above 0, a KPI that stands twice, or an attainment that is not finite
 */
export function scorecard(
  model: ScorecardModel,
  attainments: Readonly<Record<string, number | null | undefined>>,
): Scorecard {
  const { minimumCoverage = 0 } = model;
  if (!(minimumCoverage >= 0 && minimumCoverage <= 1))
    throw new RangeError(`minimumCoverage is ${minimumCoverage}: give a share from 0 to 1.`);
  const seen = new Set<string>();
  const entries = model.weights.map(({ kpi, weight }) => {
    if (!(weight > 0 && weight < Infinity))
      throw new RangeError(`weight of ${kpi} is ${weight}: give a finite number above 0, or leave the KPI out.`);
    if (seen.has(kpi)) throw new RangeError(`${kpi} stands twice in version ${model.version} of ${model.id}.`);
    seen.add(kpi);
    const attainment = (Object.hasOwn(attainments, kpi) ? attainments[kpi] : null) ?? null;
    if (attainment !== null && !Number.isFinite(attainment))
      throw new RangeError(
        `attainment of ${kpi} is ${attainment}: give a finite number, or null where there is no data.`,
      );
    return { kpi, weight, attainment };
  });
  const total = (list: typeof entries) => list.reduce((sum, { weight }) => sum + weight, 0);
  const totalWeight = total(entries);
  const coveredWeight = total(entries.filter(({ attainment }) => attainment !== null));
  const lines = entries.map(({ kpi, weight, attainment }) => {
    const share = attainment === null ? 0 : weight / coveredWeight;
    return { kpi, weight, attainment, share, points: share * (attainment ?? 0) };
  });
  const head = { model: model.id, version: model.version, coveredWeight, totalWeight, lines };
  if (coveredWeight === 0) return { ...head, score: null, reason: 'no-data' };
  if (coveredWeight < minimumCoverage * totalWeight) return { ...head, score: null, reason: 'too-little-covered' };
  return { ...head, score: lines.reduce((sum, { points }) => sum + points, 0) };
}

/** The version of a model that holds on a day: of those that have begun, the one that began last; the higher version of two. */
export function modelOn<M extends Pick<ScorecardModel, 'from' | 'version'>>(
  versions: readonly M[],
  day: string,
): M | undefined {
  return versions
    .filter(({ from }) => from <= day)
    .sort((a, b) => (a.from === b.from ? b.version - a.version : a.from < b.from ? 1 : -1))[0];
}
