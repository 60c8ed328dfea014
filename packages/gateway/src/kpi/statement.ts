import { sql } from 'kysely';
import {
  aggregatesOf,
  type Aggregate,
  type Calendar,
  type Kept,
  type Measure,
  momentsOf,
  type Period,
  type Rows,
  type Score,
  type Span,
  type Window,
  windowSpan,
} from '@liaise/core/kpi';
import { tableOf } from '../store/descriptions.ts';
import { type Bounds, compile, holdings, type Surroundings, within } from './conditions.ts';
import { type At, dayOf, every, instantOf, isInstant, numberOf, type Sql, textOf } from './expressions.ts';
import {
  holdingsOver,
  keptOf,
  nearestMonth,
  partColumns,
  partsOf,
  partValues,
  type Rolled,
  rolledAggregate,
  rolledMean,
  sumsOf,
  sumsOfAll,
} from './rollups/months.ts';
import { scoredValue } from './score.ts';

/** One measure for many subjects of one kind over several periods. */
export interface Question {
  readonly measure: Measure;
  readonly tenantId: string;
  readonly kind: 'rep' | 'team' | 'customer' | 'tenant';
  /** Ids of reps, teams or customers; none for the tenant. */
  readonly ids: readonly string[];
  readonly periods: readonly Period[];
  readonly asOf: Date;
  readonly calendar: Calendar;
  /** Whether some team is a sealed unit. Its customers count for itself, its reps and each customer alone, never elsewhere. */
  readonly sealed: boolean;
  /** Whether purchases are read from their sums by month where those hold the answer; they are unless said. Both ways give the same. */
  readonly rollups?: boolean;
}

/** A row of the answer: the sums of one subject in one period. `currencies` are separated by commas. */
export interface TallyRow {
  period: number;
  subject: string;
  tally: number;
  n: number;
  sum: number;
  squares: number | null;
  currencies: string | null;
}

/** A record behind the sums of one subject in one period. `tally` counts as in `TallyRow`. */
export interface SourceRow {
  tally: number;
  id: string;
  customer: string | null;
  /** As PostgreSQL writes it; null for customers. */
  at: string | null;
  /** What it adds; null where it adds 1, or nothing. */
  value: number | null;
  counted: boolean;
  currency: string | null;
  /** Empty but for answers. */
  question: string;
}

/** Where a list of sources goes on, and how many rows it reads. */
export interface SourcePage {
  readonly after: Pick<SourceRow, 'tally' | 'id' | 'question'> | null;
  readonly limit: number;
}

/** How the rows of a selection are added up. */
interface Figures {
  readonly n: Sql;
  readonly sum: Sql;
  readonly squares?: Sql;
  readonly currencies?: Sql;
  readonly join?: Sql;
  readonly where?: readonly Sql[];
  /** What each row is to the sum: whether it adds to it (it does unless said) and what (1 unless said). */
  readonly each?: { readonly counted?: Sql; readonly value?: Sql; readonly currency?: Sql; readonly question?: Sql };
}

/** A moment for PostgreSQL; without one, or outside of the years 1 to 9999, an infinity. */
function bound(text: string | null, otherwise: string): string {
  if (text === null) return otherwise;
  if (text.startsWith('+')) return 'infinity';
  return text.startsWith('-') || text.startsWith('0000') ? '-infinity' : text;
}
const instant = (milliseconds: number | null, otherwise: string): string =>
  bound(milliseconds === null ? null : new Date(milliseconds).toISOString(), otherwise);

/** Makes the statement that adds up a measure. Its rows are `TallyRow`; a subject without records has none. */
class Statement {
  readonly #question: Question;
  readonly #windows: Window[] = [];
  /** Windows that are divided into months. */
  readonly #divided: Window[] = [];
  /** Whether rows are listed instead of added up. */
  #listing = false;
  /** Who held the subjects' customers from when to when, where a part of the statement asks for it as `s`. */
  #held: Sql | undefined;
  readonly #around: Omit<Surroundings, 'heldOn'>;

  constructor(question: Question) {
    this.#question = question;
    const { tenantId, calendar, asOf } = question;
    const first = question.periods[0];
    this.#around = {
      tenantId,
      timeZone: calendar.timeZone,
      asOf: asOf.toISOString(),
      asOfDay: first ? momentsOf(first, calendar, asOf.getTime()).asOfDay : asOf.toISOString().slice(0, 10),
      window: (window) => this.#window(window),
    };
  }

  build(): Sql {
    const parts = this.#parts();
    const held = this.#held ? sql`, s AS MATERIALIZED (${this.#held})` : sql``;
    return sql`WITH p AS (${this.#periods()})${held} ${sql.join(parts, sql` UNION ALL `)}`;
  }

  /** The rows instead of their sums, by tally, id and question. */
  list({ after, limit }: SourcePage): Sql {
    this.#listing = true;
    const parts = this.#parts();
    const from =
      after === null
        ? sql`true`
        : sql`(s.tally, s.id, s.question COLLATE "C") > (${after.tally}::integer, ${after.id}::uuid, ${after.question}::text COLLATE "C")`;
    return sql`WITH p AS (${this.#periods()}) SELECT * FROM (${sql.join(parts, sql` UNION ALL `)}) s WHERE ${from} ORDER BY s.tally, s.id, s.question COLLATE "C" LIMIT ${limit}::integer`;
  }

  #parts(): Sql[] {
    const { measure } = this.#question;
    const aggregates = aggregatesOf(measure);
    if (aggregates.length > 0) return aggregates.map((each, tally) => this.#aggregate(each, tally));
    if ('kept' in measure) return this.#kept(measure);
    if ('score' in measure) return [this.#score(measure)];
    if (!('of' in measure)) return [];
    const { of } = measure;
    const at: At = { resource: of.resource, alias: 'r' };
    const around = this.#aroundOf(of);
    if ('share' in measure) {
      const holds = every(measure.share.map((each) => compile(at, each, around)));
      return [
        this.#sums(of, 0, { n: sql`count(*)`, sum: sql`count(*) FILTER (WHERE ${holds})`, each: { counted: holds } }),
      ];
    }
    if ('completeness' in measure) {
      const points = measure.completeness.map((each) => sql`(${compile(at, each, around)})::integer`);
      const filled = points.length === 0 ? sql`0` : sql.join(points, sql` + `);
      return [this.#sums(of, 0, { n: sql`count(*)`, sum: sql`coalesce(sum(${filled}), 0)`, each: { value: filled } })];
    }
    const { mean } = measure;
    const rolled = this.#rolled(rolledMean(measure), 0);
    if (rolled) return [rolled];
    if (typeof mean === 'string') return [this.#numbers(of, 0, numberOf(at, mean), currencyOf(at, mean))];
    const [from, to] = mean.hours;
    const hours = sql`extract(epoch FROM ${instantOf(at, to)} - ${instantOf(at, from)})::numeric / 3600`;
    return [this.#numbers(of, 0, sql`CASE WHEN ${instantOf(at, to)} >= ${instantOf(at, from)} THEN ${hours} END`)];
  }

  #aggregate(aggregate: Aggregate, tally: number): Sql {
    const rolled = this.#rolled(rolledAggregate(aggregate), tally);
    if (rolled) return rolled;
    const at: At = { resource: aggregate.resource, alias: 'r' };
    if (aggregate.aggregate === 'count') return this.#sums(aggregate, tally, { n: sql`count(*)`, sum: sql`count(*)` });
    if (aggregate.aggregate === 'distinct') {
      const different = sql`count(DISTINCT ${textOf(at, aggregate.field)})`;
      const counted = this.#listing ? this.#isFirst(aggregate) : sql`true`;
      return this.#sums(aggregate, tally, { n: sql`count(*)`, sum: different, each: { counted } });
    }
    const { field, weight } = aggregate;
    const value = weight === undefined ? numberOf(at, field) : sql`${numberOf(at, field)} * ${numberOf(at, weight)}`;
    return this.#numbers(aggregate, tally, value, currencyOf(at, field));
  }

  /** Adds up a value over the rows where it is there. */
  #numbers(rows: Rows, tally: number, value: Sql, currency?: Sql): Sql {
    const currencies = currency && sql`string_agg(DISTINCT ${currency}, ',') FILTER (WHERE v.value IS NOT NULL)`;
    return this.#sums(rows, tally, {
      join: sql`CROSS JOIN LATERAL (SELECT ${value} AS value) v`,
      n: sql`count(v.value)`,
      sum: sql`coalesce(sum(v.value), 0)`,
      squares: sql`coalesce(sum(v.value * v.value), 0)`,
      ...(currencies ? { currencies } : {}),
      each: { counted: sql`v.value IS NOT NULL`, value: sql`v.value`, ...(currency ? { currency } : {}) },
    });
  }

  /** Whether a row is the first one with its value. */
  #isFirst(aggregate: Extract<Aggregate, { aggregate: 'distinct' }>): Sql {
    const at: At = { resource: aggregate.resource, alias: 'r' };
    const value = textOf(at, aggregate.field);
    return sql`(${value} IS NOT NULL AND row_number() OVER (PARTITION BY ${value} ORDER BY ${momentOf(at, aggregate.at, this.#around.timeZone)}, r.id) = 1)`;
  }

  #score(measure: Score): Sql {
    const questions = sql`JOIN surveys s ON s.tenant_id = ${this.#around.tenantId}::uuid AND s.id = r.survey_id CROSS JOIN LATERAL jsonb_array_elements(s.data #> '{definition,questions}') q CROSS JOIN LATERAL (SELECT ${scoredValue(measure.score)} AS value) v`;
    const asked = [sql`q ->> 'type' = ${measure.score}::text`];
    if (measure.question !== undefined) asked.push(sql`q ->> 'id' = ${measure.question}::text`);
    if (measure.survey !== undefined) asked.push(sql`r.survey_id::text = ${measure.survey}::text`);
    return this.#sums(measure.of, 0, {
      join: questions,
      where: asked,
      n: sql`count(v.value)`,
      sum: sql`coalesce(sum(v.value), 0)`,
      squares: sql`coalesce(sum(v.value * v.value), 0)`,
      each: { counted: sql`v.value IS NOT NULL`, value: sql`v.value`, question: sql`q ->> 'id'` },
    });
  }

  #kept({ kept, months, of }: Kept): Sql[] {
    const windows: [Window, Window] = [
      { months, before: 'start' },
      { months, before: 'end' },
    ];
    if (this.#listing) {
      const figures = { n: sql`count(*)`, sum: sql`0`, join: this.#bought(windows), where: [sql`k.r0 > 0`] };
      const adds = kept === 'gross' ? sql`least(k.r1, k.r0)` : sql`k.r1`;
      return [adds, sql`k.r0`].map((value, tally) =>
        this.#rows(of, tally, { ...figures, each: { value, currency: sql`k.currencies` } }),
      );
    }
    const { from, conditions, key } = this.#selection(of);
    const later = kept === 'gross' ? sql`sum(least(k.r1, k.r0))` : sql`sum(k.r1)`;
    const join = this.#rolls ? keptOf(this.#around.tenantId, sql`r.id`, this.#divide(windows)) : this.#bought(windows);
    const sums = sql`SELECT p.i, ${key} AS key, count(*) AS n, ${later} AS later, sum(k.r0) AS before, string_agg(DISTINCT k.currencies, ',') AS currencies FROM ${from} ${join} WHERE ${every([...conditions, sql`k.r0 > 0`])} GROUP BY p.i, ${key}`;
    return [
      sql`SELECT s.i AS period, s.key::text AS subject, t.tally, s.n::float8 AS n, t.sum::float8 AS sum, NULL::float8 AS squares, s.currencies FROM (${sums}) s CROSS JOIN LATERAL (VALUES (0, s.later), (1, s.before)) AS t (tally, sum)`,
    ];
  }

  /** What a customer `r` spent in two windows, from its purchases. */
  #bought([first, second]: readonly [Window, Window]): Sql {
    const at: At = { resource: 'purchases', alias: 'x' };
    const [before, after] = [within(at, 'at', this.#window(first)), within(at, 'at', this.#window(second))];
    return sql`CROSS JOIN LATERAL (SELECT sum(x.minor) FILTER (WHERE ${before}) AS r0, greatest(coalesce(sum(x.minor) FILTER (WHERE ${after}), 0), 0) AS r1, string_agg(DISTINCT x.currency, ',') AS currencies FROM purchases x WHERE x.tenant_id = ${this.#around.tenantId}::uuid AND x.customer_id = r.id AND (${before} OR ${after})) k`;
  }

  get #rolls(): boolean {
    return this.#question.rollups !== false;
  }

  /** One select over the sums of months; undefined where they do not hold the answer, or only with more to read than without. */
  #rolled(rolled: Rolled | null, tally: number): Sql | undefined {
    const { kind, ids, periods } = this.#question;
    const { tenantId } = this.#around;
    if (!rolled || !this.#rolls) return undefined;
    const { from, to } = this.#window('period');
    const [part] = this.#divide(['period']);
    const span = { from, to, fromMonth: sql.ref(`p.${part}_first`), toMonth: sql.ref(`p.${part}_end`) };
    if (kind === 'tenant') {
      // The days beside whole months could only be found by reading all purchases.
      if (!periods.every((each) => nearestMonth(each.from) === each.from && nearestMonth(each.to) === each.to))
        return undefined;
      return sumsOfAll(tenantId, rolled, tally, span, this.#walls(sql`m.customer_id`, sql`true`));
    }
    if (kind === 'customer') {
      const always = sql`'-infinity'::timestamptz AS from_at, 'infinity'::timestamptz AS to_at, '-infinity'::date AS from_month, 'infinity'::date AS to_month`;
      const asked = sql`p CROSS JOIN (SELECT c.customer_id, ${always} FROM unnest(${[...ids]}::uuid[]) AS c (customer_id)) s`;
      return sumsOf(tenantId, rolled, tally, { from: asked, conditions: [], key: sql`s.customer_id` }, span);
    }
    this.#holdings();
    const owner = { join: sql``, rep: sql`s.rep_id` };
    const parts = { from: sql`p CROSS JOIN s`, conditions: [], customer: sql`s.customer_id`, owner };
    return sumsOf(tenantId, rolled, tally, this.#attribute(parts), span);
  }

  /** Has `s` in the statement: who held the subjects' customers from when to when. */
  #holdings(): void {
    const { tenantId, timeZone } = this.#around;
    this.#held ??= holdingsOver(tenantId, timeZone, every(this.#ofSubjects(sql`a.customer_id`, true)));
  }

  /** One select: which rows, whose they are, and what is added up over them. */
  #sums(rows: Rows, tally: number, figures: Figures): Sql {
    if (this.#listing) return this.#rows(rows, tally, figures);
    const { n, sum, squares = sql`NULL`, currencies = sql`NULL`, join = sql``, where = [] } = figures;
    const { from, conditions, key } = this.#selection(rows);
    return sql`SELECT p.i AS period, ${key}::text AS subject, ${sql.lit(tally)}::integer AS tally, (${n})::float8 AS n, (${sum})::float8 AS sum, (${squares})::float8 AS squares, (${currencies})::text AS currencies FROM ${from} ${join} WHERE ${every([...conditions, ...where])} GROUP BY p.i, ${key}`;
  }

  /** The rows of one select, each with what it adds. */
  #rows(rows: Rows, tally: number, { join = sql``, where = [], each = {} }: Figures): Sql {
    const { counted = sql`true`, value = sql`NULL`, currency = sql`NULL`, question = sql`''` } = each;
    const { from, conditions } = this.#selection(rows);
    const at: At = { resource: rows.resource, alias: 'r' };
    const isCustomer = rows.resource === 'customers';
    const customer = sql.ref(isCustomer ? 'r.id' : 'r.customer_id');
    const moment = isCustomer ? sql`NULL` : momentOf(at, rows.at, this.#around.timeZone);
    return sql`SELECT ${sql.lit(tally)}::integer AS tally, r.id AS id, ${customer} AS customer, (${moment})::text AS at, (${value})::float8 AS value, ${counted} AS counted, (${currency})::text AS currency, (${question})::text AS question FROM ${from} ${join} WHERE ${every([...conditions, ...where])}`;
  }

  #aroundOf(rows: Rows): Surroundings {
    const heldOn = rows.resource === 'customers' && rows.at === 'start' ? 'start_day' : 'last_day';
    return { ...this.#around, heldOn };
  }

  #selection(rows: Rows): { from: Sql; conditions: Sql[]; key: Sql } {
    const { tenantId, timeZone } = this.#around;
    const { kind } = this.#question;
    const around = this.#aroundOf(rows);
    const at: At = { resource: rows.resource, alias: 'r' };
    const isCustomer = rows.resource === 'customers';
    const customer = sql.ref(isCustomer ? 'r.id' : 'r.customer_id');
    const mine = [sql`r.tenant_id = ${tenantId}::uuid`, ...this.#ofSubjects(customer, rows.owner === 'holder')];
    const where = (rows.where ?? []).map((each) => compile(at, each, around));
    let from: Sql;
    let conditions: Sql[];
    if (isCustomer && this.#rolls && (kind === 'rep' || kind === 'team')) {
      this.#holdings();
      const day = sql.ref(`p.${around.heldOn}`);
      const held = sql`p JOIN s ON s.from_day <= ${day} AND ${day} < s.to_day`;
      return this.#attribute({
        from: sql`${held} JOIN customers r ON r.tenant_id = ${tenantId}::uuid AND r.id = s.customer_id`,
        conditions: [sql`r.merged_into IS NULL`, ...where],
        customer,
        owner: { join: sql``, rep: sql`s.rep_id` },
      });
    }
    if (isCustomer) {
      from = sql`p CROSS JOIN customers r`;
      conditions = [...mine, sql`r.merged_into IS NULL`, ...where];
    } else if (rows.first === true && rows.resource === 'purchases' && rows.at === 'at' && this.#rolls) {
      // Each customer's first is found by an index, whatever came after it.
      const moment = within(at, 'at', this.#window('period'));
      const mine = every([sql`c.tenant_id = ${tenantId}::uuid`, ...this.#ofSubjects(sql`c.id`, true)]);
      const all = every([sql`r.tenant_id = ${tenantId}::uuid`, sql`r.customer_id = c.id`, ...where]);
      from = sql`p JOIN (SELECT f.* FROM customers c CROSS JOIN LATERAL (SELECT r.* FROM purchases r WHERE ${all} ORDER BY r.at, r.id LIMIT 1) f WHERE ${mine}) r ON ${moment}`;
      conditions = [];
    } else if (rows.first === true) {
      const moment = within(at, rows.at, this.#window('period'));
      const order = momentOf(at, rows.at, timeZone);
      const all = every([...mine, ...where, sql`r.customer_id IS NOT NULL`, sql`${order} IS NOT NULL`]);
      from = sql`p JOIN (SELECT DISTINCT ON (r.customer_id) r.* FROM ${sql.table(tableOf(rows.resource))} r WHERE ${all} ORDER BY r.customer_id, ${order}, r.id) r ON ${moment}`;
      conditions = [];
    } else {
      from = sql`p JOIN ${sql.table(tableOf(rows.resource))} r ON ${within(at, rows.at, this.#window('period'))}`;
      conditions = [...mine, ...where];
    }
    const on = isCustomer ? sql.ref(`p.${around.heldOn}`) : dayOf(at, rows.at, timeZone);
    return this.#attribute({ from, conditions, customer, owner: this.#ownerOf(rows.owner, customer, on) });
  }

  /** The rep whose a row is: a join and the column. */
  #ownerOf(owner: string, customer: Sql, on: Sql): { join: Sql; rep: Sql } {
    const { tenantId } = this.#around;
    if (owner !== 'holder') return { join: sql``, rep: sql.ref(owner === 'ownerId' ? 'r.owner_id' : 'r.rep_id') };
    return { join: sql`CROSS JOIN LATERAL (${firstHolder(tenantId, customer, on)}) o`, rep: sql.ref('o.rep_id') };
  }

  /** Whose a row is, among the subjects asked for; and what of sealed units stays out. */
  #attribute(parts: { from: Sql; conditions: Sql[]; customer: Sql; owner: { join: Sql; rep: Sql } }): {
    from: Sql;
    conditions: Sql[];
    key: Sql;
  } {
    const { kind, ids, sealed } = this.#question;
    const { tenantId } = this.#around;
    const { customer, owner } = parts;
    if (kind === 'customer') return { ...parts, key: customer };
    const list = sql`${[...ids]}::uuid[]`;
    const walled = (own: Sql): Sql[] => this.#walls(customer, own);
    if (kind === 'tenant')
      return { from: parts.from, conditions: [...parts.conditions, ...walled(sql`true`)], key: sql.ref('p.tenant') };
    const reps =
      kind === 'team' || sealed ? sql`JOIN reps t ON t.tenant_id = ${tenantId}::uuid AND t.id = ${owner.rep}` : sql``;
    const key = kind === 'team' ? sql.ref('t.team_id') : owner.rep;
    return {
      from: sql`${parts.from} ${owner.join} ${reps}`,
      conditions: [...parts.conditions, ...walled(sql`w.team_id <> t.team_id`), sql`${key} = ANY (${list})`],
      key,
    };
  }

  /** Leaves out whom somebody holds today from within a sealed unit, but for the subject's own. */
  #walls(customer: Sql, own: Sql): Sql[] {
    const { tenantId, asOfDay } = this.#around;
    if (!this.#question.sealed) return [];
    return [
      sql`NOT EXISTS (SELECT 1 FROM holdings w WHERE w.tenant_id = ${tenantId}::uuid AND w.customer_id = ${customer} AND w.role = 'holder' AND w.sealed AND w.from_day <= ${asOfDay}::date AND (w.to_day IS NULL OR w.to_day > ${asOfDay}::date) AND ${own})`,
    ];
  }

  /** Narrows rows to customers that can matter, so that an index finds them. */
  #ofSubjects(customer: Sql, held: boolean): Sql[] {
    const { kind, ids } = this.#question;
    const { tenantId } = this.#around;
    const list = sql`${[...ids]}::uuid[]`;
    if (kind === 'customer') return [sql`${customer} = ANY (${list})`];
    if (!held || kind === 'tenant') return [];
    const reps =
      kind === 'rep'
        ? sql`a.rep_id = ANY (${list})`
        : sql`a.rep_id IN (SELECT m.id FROM reps m WHERE m.tenant_id = ${tenantId}::uuid AND m.team_id = ANY (${list}))`;
    return [
      sql`${customer} IN (SELECT a.customer_id FROM assignments a WHERE a.tenant_id = ${tenantId}::uuid AND a.role = 'holder' AND ${reps})`,
    ];
  }

  #window(window: Window): Bounds {
    const text = JSON.stringify(window);
    let index = this.#windows.findIndex((known) => JSON.stringify(known) === text);
    if (index < 0) index = this.#windows.push(window) - 1;
    const column = (name: string) => sql.ref(`p.w${String(index)}_${name}`);
    return { from: column('from'), to: column('to'), firstDay: column('first_day'), endDay: column('end_day') };
  }

  /** Has windows divided into months; the answer are the prefixes of their columns in `p`. */
  #divide<W extends readonly Window[]>(windows: W): { [At in keyof W]: string } {
    return windows.map((window) => `d${String(this.#divided.push(window) - 1)}`) as { [At in keyof W]: string };
  }

  /** The periods with their moments and the bounds of every window, one row each. */
  #periods(): Sql {
    const { periods, calendar, asOf } = this.#question;
    const moments = periods.map((period) => momentsOf(period, calendar, asOf.getTime()));
    const spans = (window: Window): Span[] => moments.map((each) => windowSpan(window, each, calendar));
    const columns: [string, Sql][] = [
      ['i', sql`${periods.map((_, index) => index)}::integer[]`],
      ['tenant', sql`${periods.map(() => 'tenant')}::text[]`],
      ['start_day', sql`${moments.map(({ startDay }) => bound(startDay, '-infinity'))}::date[]`],
      ['last_day', sql`${moments.map(({ endDay }) => bound(endDay, '-infinity'))}::date[]`],
    ];
    this.#windows.forEach((window, index) => {
      const all = spans(window);
      const name = `w${String(index)}`;
      columns.push(
        [`${name}_from`, sql`${all.map(({ from }) => instant(from, '-infinity'))}::timestamptz[]`],
        [`${name}_to`, sql`${all.map(({ to }) => instant(to, 'infinity'))}::timestamptz[]`],
        [`${name}_first_day`, sql`${all.map(({ firstDay }) => bound(firstDay, '-infinity'))}::date[]`],
        [`${name}_end_day`, sql`${all.map(({ endDay }) => bound(endDay, 'infinity'))}::date[]`],
      );
    });
    this.#divided.forEach((window, index) => {
      const all = spans(window).map(({ from, to }) => partValues(partsOf(from ?? 0, to ?? 0)));
      partColumns.forEach(([name, kind], column) => {
        const values = all.map((each) => each[column] ?? 0);
        const texts = kind === 'integer' ? values : values.map((value) => instant(value, ''));
        columns.push([`d${String(index)}_${name}`, sql`${texts}::${sql.raw(kind)}[]`]);
      });
    });
    const arrays = sql.join(columns.map(([, values]) => values));
    const names = sql.join(columns.map(([name]) => sql.ref(name)));
    return sql`SELECT * FROM unnest(${arrays}) AS given (${names})`;
  }
}

/** The rep who counts as the holder of a customer on a day. */
const firstHolder = (tenantId: string, customer: Sql, day: Sql): Sql =>
  sql`${holdings(tenantId, customer, day)} ORDER BY h.from_day DESC, h.id DESC LIMIT 1`;

const currencyOf = (at: At, field: string): Sql | undefined =>
  field.endsWith('.minor') ? textOf(at, field.replace(/\.minor$/, '.currency')) : undefined;

/** When a row counts, as an instant or as a day. */
const momentOf = (at: At, field: string, timeZone: string): Sql =>
  isInstant(at, field) ? instantOf(at, field) : dayOf(at, field, timeZone);

/** The statement that lists the rows behind the sums of one subject in one period. Its rows are `SourceRow`. */
export function sourcesStatementOf(question: Omit<Question, 'rollups'>, page: SourcePage): Sql {
  return new Statement({ ...question, rollups: false }).list(page);
}

/** The statement that adds up a measure for its subjects in its periods. Its rows are `TallyRow`. */
export function statementOf(question: Question): Sql {
  return new Statement(question).build();
}
