import { sql } from 'kysely';
import type { KpiSource } from '@liaise/core/api/kpis';
import {
  aggregatesOf,
  kindOf,
  type KpiDefinition,
  type Measure,
  momentsOf,
  parsePeriod,
  parseSubject,
  type Resource,
} from '@liaise/core/kpi';
import { tableOf } from '../store/descriptions.ts';
import { NotAllowed, type Work } from '../store/store.ts';
import { companyOf } from './company.ts';
import { type SourcePage, type SourceRow, sourcesStatementOf } from './statement.ts';
import { maySeeSubject } from './subjects.ts';

/** Whose figure over which period. */
export interface SourcesRequest {
  kpi: KpiDefinition;
  subject: string;
  period: string;
}

/** A page of the records behind a figure. */
export interface Sources {
  items: KpiSource[];
  /** How many of the page's records the actor may not see. */
  hidden: number;
  /** Where the next page goes on; null at the end. */
  next: SourcePage['after'];
}

type Selection = { readonly resource: Resource; readonly at: string };

/** The selections of a measure, in the order of its tallies. */
function selectionsOf(measure: Measure): readonly Selection[] {
  const aggregates = aggregatesOf(measure);
  if (aggregates.length > 0) return aggregates;
  if (!('of' in measure)) return [];
  return 'kept' in measure ? [measure.of, measure.of] : [measure.of];
}

function tallyOf(measure: Measure, index: number): KpiSource['tally'] {
  if ('ratio' in measure || 'kept' in measure) return index === 0 ? 'numerator' : 'denominator';
  return 'share' in measure || 'completeness' in measure ? 'denominator' : 'value';
}

/** Whether a tally is taken off. */
const isTakenOff = (measure: Measure, index: number): boolean => 'plus' in measure && index >= measure.plus.length;

/**
 * The records that a figure was made of, a page at a time in a steady order, those that the actor sees. Added up they give the
 * figure's sums; what the actor does not see is only counted.
 *
 * @throws {NotAllowed} for a subject whose figures the actor may not see
 * @throws {RangeError} for a period or subject that is none
 */
export async function kpiSources(work: Work, request: SourcesRequest, page: SourcePage): Promise<Sources> {
  const { kpi } = request;
  if (!(await maySeeSubject(work, request.subject))) throw new NotAllowed('The actor may not see this figure.');
  const { calendar, sealed } = await companyOf(work);
  const asOf = work.now.getTime();
  const period = parsePeriod(request.period, calendar, asOf);
  if (!kpi.ahead && asOf < period.from) return { items: [], hidden: 0, next: null };
  const subject = parseSubject(request.subject);
  const question = {
    measure: kpi.measure,
    tenantId: work.actor.tenantId,
    kind: subject.kind,
    ids: subject.kind === 'tenant' ? [] : [subject.id],
    periods: [period],
    asOf: work.now,
    calendar,
    sealed,
  };
  const statement = sourcesStatementOf(question, { ...page, limit: page.limit + 1 });
  const { rows } = await work.overAllRows((all) => sql<SourceRow>`${statement}`.execute(all.sql));
  const here = rows.slice(0, page.limit);
  const selections = selectionsOf(kpi.measure);
  const resourceOf = ({ tally }: SourceRow) => selections[tally]?.resource ?? 'customers';
  const seen = await visibleAmong(work, here, resourceOf);
  const moments = momentsOf(period, calendar, asOf);
  const items = here.flatMap((row): KpiSource[] => {
    const { tally, id, customer, value, counted, currency, question: asked } = row;
    const selection = selections[tally];
    if (!selection || !seen.has(`${selection.resource} ${id}`)) return [];
    const sign = isTakenOff(kpi.measure, tally) ? -1 : 1;
    const adds = value === null ? (sign < 0 ? -1 : undefined) : sign * value;
    return [
      {
        resource: selection.resource,
        id,
        ...(customer === null ? {} : { customerId: customer }),
        at: row.at === null ? customersAt(selection.at, moments) : momentText(selection, row.at),
        tally: tallyOf(kpi.measure, tally),
        counted,
        ...(adds === undefined ? {} : { value: adds === 0 ? 0 : adds }),
        ...(currency === null ? {} : { currency }),
        ...(asked === '' ? {} : { question: asked }),
      },
    ];
  });
  const last = here.at(-1);
  const next = rows.length > page.limit && last ? { tally: last.tally, id: last.id, question: last.question } : null;
  return { items, hidden: here.length - items.length, next };
}

const customersAt = (at: string, { start, end }: { start: number; end: number }): string =>
  new Date(at === 'start' ? start : end).toISOString();

const momentText = ({ resource, at }: Selection, text: string): string =>
  kindOf(resource, at) === 'day' ? text : new Date(text).toISOString();

/** Which of the rows the actor sees, by resource and id. */
async function visibleAmong(
  work: Work,
  rows: readonly SourceRow[],
  resourceOf: (row: SourceRow) => Selection['resource'],
): Promise<Set<string>> {
  const ids = new Map<Selection['resource'], Set<string>>();
  for (const row of rows) {
    const resource = resourceOf(row);
    ids.set(resource, (ids.get(resource) ?? new Set()).add(row.id));
  }
  const seen = new Set<string>();
  for (const [resource, some] of ids) {
    const { rows: found } = await sql<{ id: string }>`
      SELECT t.id FROM ${sql.table(tableOf(resource))} t WHERE t.tenant_id = ${work.actor.tenantId} AND t.id = ANY (${[...some]}::uuid[])`.execute(
      work.sql,
    );
    for (const { id } of found) seen.add(`${resource} ${id}`);
  }
  return seen;
}
