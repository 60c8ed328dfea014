import { sql } from 'kysely';
import type { Related, Window } from '@liaise/core/kpi';
import { tableOf } from '../store/descriptions.ts';
import { type At, dayOf, equals, every, instantOf, isInstant, isSet, numberOf, type Sql } from './expressions.ts';

/** What a condition may ask besides the row: the moment, and the periods of the statement under the alias `p`. */
export interface Surroundings {
  readonly tenantId: string;
  readonly timeZone: string;
  /** RFC 3339. */
  readonly asOf: string;
  readonly asOfDay: string;
  /** The column of `p` on whose day somebody may hold a customer. */
  readonly heldOn: 'start_day' | 'last_day';
  /** The columns of `p` that bound a window. */
  readonly window: (window: Window) => Bounds;
}

/** The columns of `p` that bound a stretch, half-open; without a bound they are infinite. */
export interface Bounds {
  readonly from: Sql;
  readonly to: Sql;
  readonly firstDay: Sql;
  readonly endDay: Sql;
}

/** Whether a field lies in a stretch: an instant by instants, a day by days; null where it is missing. */
export function within(at: At, field: string, { from, to, firstDay, endDay }: Bounds): Sql {
  if (isInstant(at, field)) {
    const instant = instantOf(at, field);
    return sql`(${instant} >= ${from} AND ${instant} < ${to})`;
  }
  const day = dayOf(at, field, 'UTC');
  return sql`(${day} >= ${firstDay} AND ${day} < ${endDay})`;
}

const comparisons = { '<': sql`<`, '<=': sql`<=`, '>': sql`>`, '>=': sql`>=` } as const;

function order(at: At, operator: keyof typeof comparisons, field: string, bound: unknown): Sql {
  const sign = comparisons[operator];
  if (typeof bound === 'number') return sql`coalesce(${numberOf(at, field)} ${sign} ${bound}::numeric, false)`;
  if (typeof bound !== 'string') return sql`false`;
  if (isInstant(at, field)) return sql`coalesce(${instantOf(at, field)} ${sign} ${bound}::timestamptz, false)`;
  return sql`coalesce(${dayOf(at, field, 'UTC')} ${sign} ${bound}::date, false)`;
}

function onOrBefore(at: At, early: string, late: string, timeZone: string): Sql {
  if (isInstant(at, early) && isInstant(at, late))
    return sql`coalesce(${instantOf(at, early)} <= ${instantOf(at, late)}, false)`;
  return sql`coalesce(${dayOf(at, early, timeZone)} <= ${dayOf(at, late, timeZone)}, false)`;
}

/** The records of a customer that bear on a condition. */
function has(at: At, related: Related, around: Surroundings): Sql {
  const other: At = { resource: related.resource, alias: at.alias === 'r' ? 'x' : `${at.alias}x` };
  const conditions = [
    sql`${sql.ref(`${other.alias}.tenant_id`)} = ${around.tenantId}::uuid`,
    sql`${sql.ref(`${other.alias}.customer_id`)} = ${sql.ref(`${at.alias}.id`)}`,
    within(other, related.at, around.window(related.window)),
    ...(related.where ?? []).map((condition) => compile(other, condition, around)),
  ];
  return sql`EXISTS (SELECT 1 FROM ${sql.table(tableOf(related.resource))} ${sql.ref(other.alias)} WHERE ${every(conditions)})`;
}

/**
 * A condition of a measure (`Condition` in core) as SQL that is true or false and never null, with the same meaning as in
 * core's evaluator.
 */
export function compile(at: At, condition: readonly unknown[], around: Surroundings): Sql {
  const [operator, first, second] = condition;
  const field = String(first);
  const part = (each: unknown) => compile(at, each as readonly unknown[], around);
  switch (operator) {
    case '==':
      return equals(at, field, second);
    case '!=':
      return sql`NOT ${equals(at, field, second)}`;
    case 'in': {
      const values = Array.isArray(second) ? (second as unknown[]) : [];
      return values.length === 0
        ? sql`false`
        : sql`(${sql.join(
            values.map((value) => equals(at, field, value)),
            sql` OR `,
          )})`;
    }
    case '<':
    case '<=':
    case '>':
    case '>=':
      return order(at, operator, field, second);
    case 'set':
      return isSet(at, field);
    case 'past':
      return isInstant(at, field)
        ? sql`coalesce(${instantOf(at, field)} < ${around.asOf}::timestamptz, false)`
        : sql`coalesce(${dayOf(at, field, around.timeZone)} < ${around.asOfDay}::date, false)`;
    case 'on-or-before':
      return onOrBefore(at, field, String(second), around.timeZone);
    case 'and':
      return every(condition.slice(1).map(part));
    case 'or':
      return condition.length === 1 ? sql`false` : sql`(${sql.join(condition.slice(1).map(part), sql` OR `)})`;
    case 'not':
      return sql`NOT ${part(first)}`;
    case 'held':
      return sql`EXISTS (${holdings(around.tenantId, sql.ref(`${at.alias}.id`), sql.ref(`p.${around.heldOn}`))})`;
    case 'has':
      return has(at, first as Related, around);
    default:
      throw new TypeError(`"${String(operator)}" is no operator of a condition; checkKpi names what is wrong.`);
  }
}

/** Who holds a customer on a day, the one who counts first. */
export const holdings = (tenantId: string, customer: Sql, day: Sql): Sql =>
  sql`SELECT h.rep_id FROM assignments h WHERE h.tenant_id = ${tenantId}::uuid AND h.customer_id = ${customer} AND h.role = 'holder' AND h.from_day <= ${day} AND (h.to_day IS NULL OR ${day} < h.to_day)`;
