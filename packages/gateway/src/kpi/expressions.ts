import { sql, type RawBuilder } from 'kysely';
import { kindOf, type Resource } from '@liaise/core/kpi';
import { descriptions, type ColumnKind } from '../store/descriptions.ts';

/** A piece of SQL. */
export type Sql = RawBuilder<unknown>;

/** A row at hand: of which resource, under which alias. */
export interface At {
  readonly resource: Resource;
  readonly alias: string;
}

const envelope: Readonly<Record<string, { name: string; kind: ColumnKind }>> = {
  id: { name: 'id', kind: 'uuid' },
  createdAt: { name: 'created_at', kind: 'timestamptz' },
  updatedAt: { name: 'updated_at', kind: 'timestamptz' },
};
const renamed: Readonly<Record<string, string>> = {
  'amount.minor': 'minor',
  'amount.currency': 'currency',
  from: 'from_day',
  to: 'to_day',
};

/** The column beside `data` that holds a field, where there is one. */
function columnOf({ resource }: At, field: string): { name: string; kind: ColumnKind } | undefined {
  const own = envelope[field];
  if (own) return own;
  const name = renamed[field] ?? field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const column = descriptions[resource].columns[name];
  return column && { name, kind: column.kind };
}

const reference = ({ alias }: At, name: string): Sql => sql.ref(`${alias}.${name}`);

/** A field out of `data`, as JSON or as text. `object.field` is one step down; what follows a first dot is one name. */
function inData(at: At, field: string, as: 'json' | 'text'): Sql {
  const dot = field.indexOf('.');
  const last = as === 'json' ? sql`->` : sql`->>`;
  const data = reference(at, 'data');
  if (dot < 0) return sql`(${data} ${last} ${field}::text)`;
  return sql`(${data} -> ${field.slice(0, dot)}::text ${last} ${field.slice(dot + 1)}::text)`;
}

/** Whether a field has exactly this value, of this type; false where it is missing. */
export function equals(at: At, field: string, value: unknown): Sql {
  const column = columnOf(at, field);
  if (column) {
    const mine = reference(at, column.name);
    const { kind } = column;
    if (typeof value === 'string' && kind === 'text') return sql`coalesce(${mine} = ${value}::text, false)`;
    if (typeof value === 'string' && kind === 'uuid') return sql`coalesce(${mine}::text = ${value}::text, false)`;
    if (typeof value === 'boolean' && kind === 'boolean') return sql`coalesce(${mine} = ${value}::boolean, false)`;
    if (typeof value === 'string' && Object.hasOwn(envelope, field) && kind === 'timestamptz')
      return sql`coalesce(${mine} = ${value}::timestamptz, false)`;
    if (Object.hasOwn(envelope, field)) return sql`false`;
  }
  return sql`coalesce(${inData(at, field, 'json')} = ${JSON.stringify(value)}::jsonb, false)`;
}

/** Whether a field is there and not empty. */
export function isSet(at: At, field: string): Sql {
  if (Object.hasOwn(envelope, field)) return sql`true`;
  return sql`coalesce(${inData(at, field, 'json')} NOT IN ('null'::jsonb, '""'::jsonb, '[]'::jsonb), false)`;
}

/** A field as a number, or null. */
export function numberOf(at: At, field: string): Sql {
  const column = columnOf(at, field);
  return column ? sql`${reference(at, column.name)}::numeric` : sql`${inData(at, field, 'text')}::numeric`;
}

/** A field as an instant, or null. */
export function instantOf(at: At, field: string): Sql {
  const column = columnOf(at, field);
  return column ? reference(at, column.name) : sql`${inData(at, field, 'text')}::timestamptz`;
}

/** A field that says when, as a day in the time zone, or null. */
export function dayOf(at: At, field: string, timeZone: string): Sql {
  if (isInstant(at, field)) return sql`(${instantOf(at, field)} AT TIME ZONE ${timeZone}::text)::date`;
  const column = columnOf(at, field);
  return column ? reference(at, column.name) : sql`${inData(at, field, 'text')}::date`;
}

/** A field as text, or null. */
export function textOf(at: At, field: string): Sql {
  const column = columnOf(at, field);
  return column ? sql`${reference(at, column.name)}::text` : inData(at, field, 'text');
}

/** Whether a field that says when does so to the second. */
export const isInstant = ({ resource }: At, field: string): boolean => kindOf(resource, field) === 'instant';

/** All of them; true for none. */
export const every = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` AND `)})`;
