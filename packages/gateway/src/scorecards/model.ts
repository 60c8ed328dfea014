import { modelOn, parsePeriod, type Period } from '@liaise/core/kpi';
import type { ScorecardModelRecord } from '@liaise/core/records/scorecard-model';
import { Refusal } from '../http/refusal.ts';
import type { Company } from '../kpi/company.ts';
import type { Work } from '../store/store.ts';

/** A period by its name, or a refusal that names the parameter. */
export function periodOf(work: Work, { calendar }: Pick<Company, 'calendar'>, name: string): Period {
  try {
    return parsePeriod(name, calendar, work.now.getTime());
  } catch {
    const message = 'There is no such period.';
    throw new Refusal('invalid-query', { issues: [{ path: 'query.period', code: 'unknown-period', message }] });
  }
}

/**
 * The edition of a model by which a period is judged: the one that holds on its first day, so that nobody's rules change midway; where none had
 * begun by then, the first that begins within it.
 */
export function editionFor(
  editions: readonly ScorecardModelRecord[],
  period: Period,
): ScorecardModelRecord | undefined {
  const versions = editions.map((record) => ({ record, from: record.from, version: record.edition }));
  const held = modelOn(versions, period.firstDay)?.record;
  if (held) return held;
  return editions
    .filter(({ from }) => from < period.endDay)
    .toSorted((a, b) => (a.from === b.from ? b.edition - a.edition : a.from < b.from ? -1 : 1))[0];
}

/**
 * The editions of one model: of the one named, else of the company's usual one (its settings), else of the one that began first.
 *
 * @throws {Refusal} `not-found` where there is none
 */
export async function editionsOf(
  work: Work,
  company: Company,
  model: string | undefined,
): Promise<ScorecardModelRecord[]> {
  const wanted = model ?? company.settings.scorecardModel;
  const all = await work.list<ScorecardModelRecord>('scorecard-models', {
    filters: wanted === undefined ? {} : { model: wanted },
    limit: 500,
  });
  const first = all.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.model < b.model ? -1 : 1))[0];
  if (!first) throw new Refusal('not-found', { detail: 'There is no such scorecard model: set one first.' });
  return all.filter((one) => one.model === first.model);
}

/** The edition of `editionFor`. @throws {Refusal} `not-found` where none holds */
export function heldEdition(editions: readonly ScorecardModelRecord[], period: Period): ScorecardModelRecord {
  const edition = editionFor(editions, period);
  if (edition) return edition;
  throw new Refusal('not-found', { detail: `No edition of this scorecard model holds in ${period.name}.` });
}

/** An edition as a scorecard names it. */
export const appliedOf = ({ model, edition, from, name }: ScorecardModelRecord) => ({
  model,
  version: edition,
  from,
  ...(name === undefined ? {} : { name }),
});
