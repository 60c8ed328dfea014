import type { Rep } from '../records/rep.ts';
import type { SurveyRecord } from '../records/survey.ts';
import { scoredAnswers } from './answers.ts';
import { all, customerOf, dayAt, instantAt, read, type Row, type Surroundings } from './conditions.ts';
import type { KpiDefinition } from './definition.ts';
import { kindOf } from './fields.ts';
import { holders } from './holders.ts';
import type { Aggregate, CustomerRows, Kept, Measure, Related, Resource, Resources, Rows, Score } from './measure.ts';
import { type Moments, momentsOf, type Span, windowSpan } from './moments.ts';
import type { Calendar, Period } from './periods.ts';
import type { Subject } from './subject.ts';
import { aggregatesOf, type Figure, figureOf, sourcesOf, type Tally } from './tally.ts';

/** Records as plain arrays. What is left out is taken as empty. */
export type Records = { readonly [R in Resource]?: readonly Resources[R][] } & {
  readonly reps?: readonly Pick<Rep, 'id' | 'teamId'>[];
  readonly surveys?: readonly Pick<SurveyRecord, 'id' | 'definition'>[];
};

/** Whose, when, and as of which moment (milliseconds since the epoch). */
export interface Question {
  readonly subject: Subject;
  readonly period: Period;
  readonly asOf: number;
  /** The currency to say where no amount names one. */
  readonly currency?: string;
}

/** A KPI's figure with the sums it came from. */
export interface Evaluation {
  readonly figure: Figure;
  readonly tallies: readonly Tally[];
  readonly sources: readonly { resource: Resource; count: number }[];
}

/** Computes measures over records held in memory. Its indexes are made once, when first needed. */
export interface Evaluator {
  /** The figure of a KPI; `not-started` for a period that lies ahead, unless the KPI is about what is ahead. */
  evaluate(kpi: Pick<KpiDefinition, 'measure' | 'unit' | 'minimumN' | 'ahead'>, question: Question): Evaluation;
  /** The sums alone. */
  tallies(measure: Measure, question: Question): Tally[];
  /** The records behind an aggregate or the rows `of` a measure: what a drill-down lists. */
  rows(selection: Rows, question: Question): readonly Row[];
}

const within = (span: Span, day: boolean, row: Row, field: string): boolean => {
  if (day) {
    const value = read(row, field);
    if (typeof value !== 'string') return false;
    return (span.firstDay === null || value >= span.firstDay) && (span.endDay === null || value < span.endDay);
  }
  const instant = instantAt(row, field);
  if (instant === undefined) return false;
  return (span.from === null || instant >= span.from) && (span.to === null || instant < span.to);
};

const currencyPath = (field: string): string => field.replace(/\.minor$/, '.currency');

/** Adds numbers and the currencies they come in. */
function add(rows: readonly Row[], values: (row: Row) => number | undefined, field?: string): Required<Tally> {
  let [n, sum, squares] = [0, 0, 0];
  const currencies = new Set<string>();
  for (const row of rows) {
    const value = values(row);
    if (value === undefined) continue;
    n += 1;
    sum += value;
    squares += value * value;
    if (field?.endsWith('.minor')) currencies.add(String(read(row, currencyPath(field))));
  }
  return { n, sum, squares, currencies: [...currencies].sort() };
}

const numberAt = (row: Row, field: string): number | undefined => {
  const value = read(row, field);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
};

/**
 * Makes an evaluator over plain arrays of records: the reference for every other way of computing a measure.
 *
 * @throws RangeError when the calendar's time zone is not known (on first use)
 */
export function createEvaluator(records: Records, calendar: Calendar): Evaluator {
  const { timeZone } = calendar;
  const holderOn = holders(records.assignments ?? []);
  const teams = new Map((records.reps ?? []).map(({ id, teamId }) => [id, teamId]));
  const surveys = new Map((records.surveys ?? []).map(({ id, definition }) => [id, definition.questions]));
  const grouped = new Map<Resource, Map<string, Row[]>>();

  const byCustomer = (resource: Resource): Map<string, Row[]> => {
    let groups = grouped.get(resource);
    if (!groups) {
      groups = new Map();
      for (const row of records[resource] ?? []) {
        const customer = customerOf(resource, row);
        if (customer === undefined) continue;
        const group = groups.get(customer);
        if (group) group.push(row);
        else groups.set(customer, [row]);
      }
      grouped.set(resource, groups);
    }
    return groups;
  };

  const around = (moments: Moments, day: string): Surroundings => {
    const tests = new Map<Related, (customerId: string) => boolean>();
    const surroundings: Surroundings = {
      timeZone,
      asOf: moments.asOf,
      asOfDay: moments.asOfDay,
      held: (customerId) => holderOn(customerId, day) !== undefined,
      has(customerId, related) {
        let test = tests.get(related);
        if (!test) {
          const { resource, at } = related;
          const span = windowSpan(related.window, moments, calendar);
          const fits = all(resource, related.where, surroundings);
          const asDay = kindOf(resource, at) === 'day';
          const groups = byCustomer(resource);
          test = (id) => (groups.get(id) ?? []).some((row) => within(span, asDay, row, at) && fits(row));
          tests.set(related, test);
        }
        return test(customerId);
      },
    };
    return surroundings;
  };

  const belongs = (subject: Subject, customerId: string | undefined, rep: () => string | undefined): boolean => {
    if (subject.kind === 'tenant') return true;
    if (subject.kind === 'customer') return customerId === subject.id;
    const owner = rep();
    if (owner === undefined) return false;
    return subject.kind === 'rep' ? owner === subject.id : teams.get(owner) === subject.id;
  };

  const population = (selection: CustomerRows, question: Question, moments: Moments) => {
    const day = selection.at === 'start' ? moments.startDay : moments.endDay;
    const surroundings = around(moments, day);
    const fits = all('customers', selection.where, surroundings);
    const rows = (records.customers ?? []).filter(
      (row) =>
        row.mergedInto === undefined && belongs(question.subject, row.id, () => holderOn(row.id, day)) && fits(row),
    );
    return { rows, surroundings };
  };

  const firsts = (resource: Resource, at: string, rows: readonly Row[]): Set<Row> => {
    const first = new Map<string, Row>();
    const key = (row: Row): string | number | undefined =>
      kindOf(resource, at) === 'day' ? String(read(row, at)) : instantAt(row, at);
    for (const row of rows) {
      const customer = customerOf(resource, row);
      const moment = read(row, at) === undefined ? undefined : key(row);
      if (customer === undefined || moment === undefined) continue;
      const known = first.get(customer);
      const before = known && key(known);
      if (
        known === undefined ||
        before === undefined ||
        moment < before ||
        (moment === before && String(read(row, 'id')) < String(read(known, 'id')))
      )
        first.set(customer, row);
    }
    return new Set(first.values());
  };

  const select = (selection: Rows, question: Question): { rows: readonly Row[]; surroundings: Surroundings } => {
    const moments = momentsOf(question.period, calendar, question.asOf);
    if (selection.resource === 'customers') return population(selection, question, moments);
    const { resource, at, owner } = selection;
    const surroundings = around(moments, moments.endDay);
    const fits = all(resource, selection.where, surroundings);
    const span = windowSpan('period', moments, calendar);
    const asDay = kindOf(resource, at) === 'day';
    let rows: readonly Row[] = records[resource] ?? [];
    if (selection.first) {
      rows = rows.filter(fits);
      const kept = firsts(resource, at, rows);
      rows = rows.filter((row) => kept.has(row) && within(span, asDay, row, at));
    } else rows = rows.filter((row) => within(span, asDay, row, at) && fits(row));
    rows = rows.filter((row) => {
      const customer = customerOf(resource, row);
      return belongs(question.subject, customer, () => {
        if (owner !== 'holder') return read(row, owner) as string | undefined;
        const day = dayAt(resource, row, at, timeZone);
        return customer === undefined || day === undefined ? undefined : holderOn(customer, day);
      });
    });
    return { rows, surroundings };
  };

  const aggregate = (measure: Aggregate, question: Question): Tally => {
    const { rows } = select(measure, question);
    if (measure.aggregate === 'count') return { n: rows.length, sum: rows.length };
    if (measure.aggregate === 'distinct') {
      const values = new Set(rows.map((row) => read(row, measure.field)));
      values.delete(undefined);
      return { n: rows.length, sum: values.size };
    }
    const { field, weight } = measure;
    const { n, sum, currencies } = add(
      rows,
      (row) => {
        const value = numberAt(row, field);
        const factor = weight === undefined ? 1 : numberAt(row, weight);
        return value === undefined || factor === undefined ? undefined : value * factor;
      },
      field,
    );
    return { n, sum, currencies };
  };

  const score = (measure: Score, question: Question): Tally => {
    const { rows } = select(measure.of, question);
    let [n, sum, squares] = [0, 0, 0];
    for (const row of rows) {
      const surveyId = String(read(row, 'surveyId'));
      if (measure.survey !== undefined && measure.survey !== surveyId) continue;
      const answers = read(row, 'answers') as Readonly<Record<string, unknown>>;
      for (const value of scoredAnswers(measure, surveys.get(surveyId) ?? [], answers)) {
        n += 1;
        sum += value;
        squares += value * value;
      }
    }
    return { n, sum, squares };
  };

  const kept = (measure: Kept, question: Question): Tally[] => {
    const moments = momentsOf(question.period, calendar, question.asOf);
    const { rows } = population(measure.of, question, moments);
    const purchases = byCustomer('purchases');
    const { months } = measure;
    const first = windowSpan({ months, before: 'start' }, moments, calendar);
    const last = windowSpan({ months, before: 'end' }, moments, calendar);
    const spent = (id: string, span: Span): Tally => {
      const inside = (purchases.get(id) ?? []).filter((row) => within(span, false, row, 'at'));
      return add(inside, (row) => numberAt(row, 'amount.minor'), 'amount.minor');
    };
    const currencies = new Set<string>();
    let [n, before, after] = [0, 0, 0];
    for (const { id } of rows) {
      const r0 = spent(id, first);
      if (r0.sum <= 0) continue;
      const r1 = spent(id, last);
      const later = Math.max(0, r1.sum);
      n += 1;
      before += r0.sum;
      after += measure.kept === 'gross' ? Math.min(later, r0.sum) : later;
      for (const currency of [...(r0.currencies ?? []), ...(r1.currencies ?? [])]) currencies.add(currency);
    }
    const shared = { n, currencies: [...currencies].sort() };
    return [
      { ...shared, sum: after },
      { ...shared, sum: before },
    ];
  };

  const tallies = (measure: Measure, question: Question): Tally[] => {
    const aggregates = aggregatesOf(measure);
    if (aggregates.length > 0) return aggregates.map((each) => aggregate(each, question));
    if ('kept' in measure) return kept(measure, question);
    if ('score' in measure) return [score(measure, question)];
    if (!('of' in measure)) return [];
    const { rows, surroundings } = select(measure.of, question);
    const { resource } = measure.of;
    if ('share' in measure) {
      return [{ n: rows.length, sum: rows.filter(all(resource, measure.share, surroundings)).length }];
    }
    if ('completeness' in measure) {
      const tests = measure.completeness.map((condition) => all(resource, [condition], surroundings));
      return [{ n: rows.length, sum: tests.reduce((sum, test) => sum + rows.filter(test).length, 0) }];
    }
    const { mean } = measure;
    if (typeof mean === 'string') return [add(rows, (row) => numberAt(row, mean), mean)];
    const [from, to] = mean.hours;
    const hours = (row: Row): number | undefined => {
      const difference = ((instantAt(row, to) ?? Number.NaN) - (instantAt(row, from) ?? Number.NaN)) / 3_600_000;
      return difference >= 0 ? difference : undefined;
    };
    const { n, sum, squares } = add(rows, hours);
    return [{ n, sum, squares }];
  };

  return {
    tallies,
    rows: (selection, question) => select(selection, question).rows,
    evaluate(kpi, question) {
      if (!kpi.ahead && question.asOf < question.period.from)
        return { figure: { value: null, reason: 'not-started', n: 0 }, tallies: [], sources: [] };
      const sums = tallies(kpi.measure, question);
      return {
        figure: figureOf(kpi, sums, question.currency),
        tallies: sums,
        sources: sourcesOf(kpi.measure, sums),
      };
    },
  };
}
