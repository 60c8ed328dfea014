import { dayName, dayOf } from './days.ts';
import type { CustomerResource, Related } from './measure.ts';
import { kindOf, type Resource } from './fields.ts';

/** What a condition may ask besides the row. */
export interface Surroundings {
  readonly timeZone: string;
  readonly asOf: number;
  readonly asOfDay: string;
  /** Whether somebody holds a customer on the population's day. */
  readonly held: (customerId: string) => boolean;
  readonly has: (customerId: string, related: Related) => boolean;
}

export type Row = object;
type Test = (row: Row) => boolean;

const present = (value: unknown): unknown => (value === null ? undefined : value);

/** The value of a field: `name`, `object.name` or `extra.NAME`; undefined when it is missing. */
export function read(row: Row, path: string): unknown {
  const dot = path.indexOf('.');
  const outer = present((row as Readonly<Record<string, unknown>>)[dot < 0 ? path : path.slice(0, dot)]);
  if (dot < 0) return outer;
  if (typeof outer !== 'object' || outer === null) return undefined;
  return present((outer as Readonly<Record<string, unknown>>)[path.slice(dot + 1)]);
}

/** An instant field in milliseconds, or undefined. */
export function instantAt(row: Row, field: string): number | undefined {
  const value = read(row, field);
  const instant = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(instant) ? undefined : instant;
}

/** A field that says when, as a day in the time zone, or undefined. */
export function dayAt(resource: Resource, row: Row, field: string, timeZone: string): string | undefined {
  const value = read(row, field);
  if (typeof value !== 'string') return undefined;
  if (kindOf(resource, field) === 'day') return value;
  const instant = instantAt(row, field);
  return instant === undefined ? undefined : dayName(dayOf(instant, timeZone));
}

const orders = {
  '<': (difference: number) => difference < 0,
  '<=': (difference: number) => difference <= 0,
  '>': (difference: number) => difference > 0,
  '>=': (difference: number) => difference >= 0,
} as const;

function order(resource: Resource, operator: keyof typeof orders, field: string, literal: unknown): Test {
  const holds = orders[operator];
  const instant = kindOf(resource, field) === 'instant';
  const bound = instant && typeof literal === 'string' ? Date.parse(literal) : literal;
  return (row) => {
    const value = instant ? instantAt(row, field) : read(row, field);
    if (typeof value === 'number' && typeof bound === 'number') return holds(value - bound);
    if (typeof value === 'string' && typeof bound === 'string')
      return holds(value < bound ? -1 : value > bound ? 1 : 0);
    return false;
  };
}

function filled(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== '';
}

/**
 * Turns a condition into a test of a row.
 *
 * @param condition as `Condition` says; given as unknown parts since a company's definition comes as JSON and has been checked
 */
export function compile(resource: Resource, condition: readonly unknown[], around: Surroundings): Test {
  const [operator, first, second] = condition;
  const field = String(first);
  switch (operator) {
    case '==':
      return (row) => read(row, field) === second;
    case '!=':
      return (row) => read(row, field) !== second;
    case 'in': {
      const values = new Set(Array.isArray(second) ? (second as unknown[]) : []);
      return (row) => values.has(read(row, field));
    }
    case '<':
    case '<=':
    case '>':
    case '>=':
      return order(resource, operator, field, second);
    case 'set':
      return (row) => filled(read(row, field));
    case 'past':
      if (kindOf(resource, field) === 'day') {
        return (row) => (dayAt(resource, row, field, around.timeZone) ?? '9999-99-99') < around.asOfDay;
      }
      return (row) => (instantAt(row, field) ?? Infinity) < around.asOf;
    case 'on-or-before': {
      const other = String(second);
      if (kindOf(resource, field) === 'instant' && kindOf(resource, other) === 'instant')
        return (row) => (instantAt(row, field) ?? Infinity) <= (instantAt(row, other) ?? -Infinity);
      return (row) => {
        const early = dayAt(resource, row, field, around.timeZone);
        const late = dayAt(resource, row, other, around.timeZone);
        return early !== undefined && late !== undefined && early <= late;
      };
    }
    case 'and':
      return all(resource, condition.slice(1) as (readonly unknown[])[], around);
    case 'or': {
      const tests = condition.slice(1).map((part) => compile(resource, part as readonly unknown[], around));
      return (row) => tests.some((test) => test(row));
    }
    case 'not': {
      const test = compile(resource, first as readonly unknown[], around);
      return (row) => !test(row);
    }
    case 'held':
      return (row) => around.held(String(read(row, 'id')));
    case 'has':
      return (row) => around.has(String(read(row, 'id')), first as Related);
    default:
      throw new TypeError(`"${String(operator)}" is no operator of a condition; checkKpi names what is wrong.`);
  }
}

/** A test that all conditions hold. */
export function all(
  resource: Resource,
  conditions: readonly (readonly unknown[])[] | undefined,
  around: Surroundings,
): Test {
  const tests = (conditions ?? []).map((condition) => compile(resource, condition, around));
  return (row) => tests.every((test) => test(row));
}

/** The customer a row belongs to, or undefined. */
export function customerOf(resource: Resource | CustomerResource, row: Row): string | undefined {
  const id = read(row, resource === 'customers' ? 'id' : 'customerId');
  return typeof id === 'string' ? id : undefined;
}
