import type { AnswerKind } from '../survey/check-expression.ts';
import type { Expression, Literal } from '../survey/types.ts';
import { isDay } from '../survey/values.ts';
import { asNumber } from './reading.ts';

/** Logic that was carried over, or a sentence that says why it could not be. */
export type Logic = Expression | string;

/** What a condition of the source asks about. */
export interface Target {
  readonly reading: readonly ['answer', string] | readonly ['answer', string, string] | readonly ['field', string];
  /** `any` for a hidden field: it is whatever is handed in. */
  readonly kind: AnswerKind['kind'] | 'any';
  readonly values?: ReadonlyMap<string, string> | undefined;
}

export const isReason = (logic: Logic): logic is string => typeof logic === 'string';

/** One operator over several operands, without brackets that change nothing. */
export function joined(operator: 'and' | 'or', operands: readonly Expression[]): Expression {
  const flat = operands.flatMap((operand): readonly Expression[] =>
    Array.isArray(operand) && operand[0] === operator ? (operand.slice(1) as readonly Expression[]) : [operand],
  );
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : [operator, ...flat];
}

/** As `joined`; the first reason, where one operand could not be carried over. */
export function joinedLogic(operator: 'and' | 'or', operands: readonly Logic[]): Logic {
  const reason = operands.find(isReason);
  if (reason !== undefined) return reason;
  const sound = operands.flatMap((operand): Expression[] => (isReason(operand) ? [] : [operand]));
  return sound.length === 0 ? operator === 'and' : joined(operator, sound);
}

export function negated(logic: Logic): Logic {
  if (isReason(logic)) return logic;
  if (typeof logic === 'boolean') return !logic;
  return logic[0] === 'not' ? logic[1] : ['not', logic];
}

const name = (target: Target): string => target.reading.slice(1).join('.');

const misfit = (target: Target, value: unknown): string =>
  `${name(target)} can never be ${String(value).slice(0, 100)} here, so the condition has no meaning.`;

/** A constant of the source as the answer would hold it. */
function constant(target: Target, value: Literal): Literal | undefined {
  if (value === null) return null;
  const mapped = target.values?.get(String(value));
  switch (target.kind) {
    case 'choice':
    case 'choices':
      return mapped;
    case 'number':
      return asNumber(value);
    case 'boolean': {
      const said = String(mapped ?? value).toLowerCase();
      return said === 'true' ? true : said === 'false' ? false : undefined;
    }
    case 'date': {
      const day = String(value).slice(0, 10);
      return isDay(day) ? day : undefined;
    }
    case 'text':
      return String(value);
    case 'any':
      return value;
    default:
      return undefined;
  }
}

export function answered(target: Target): Expression {
  const [operator, id, part] = target.reading;
  if (part !== undefined) return ['!=', target.reading, null];
  return operator === 'answer' ? ['answered', id] : ['answered', [operator, id]];
}

/** Exactly these choices and no others. */
function exactly(target: Target, values: readonly Literal[]): Logic {
  const wanted = values.map((value) => constant(target, value));
  const unknown = values[wanted.indexOf(undefined)];
  if (unknown !== undefined) return misfit(target, unknown);
  const others = [...new Set(target.values?.values())].filter((id) => !wanted.includes(id));
  if (others.length + wanted.length > 50) return 'Exactly these of more than 50 options cannot be written as logic.';
  return joined('and', [
    ...wanted.map((id): Expression => ['contains', target.reading, id ?? null]),
    ...others.map((id): Expression => ['not', ['contains', target.reading, id]]),
  ]);
}

export function equals(target: Target, value: Literal | readonly Literal[]): Logic {
  const all = Array.isArray(value) ? (value as readonly Literal[]) : [value as Literal];
  if (all.length === 0 || all[0] === null || all[0] === '') return negated(answered(target));
  if (target.kind === 'choices') return exactly(target, all);
  if (all.length > 1) return 'Only a question with several choices can equal a list.';
  const wanted = constant(target, all[0] ?? null);
  return wanted === undefined ? misfit(target, all[0]) : ['==', target.reading, wanted];
}

type Order = '<' | '<=' | '>' | '>=';
const holds: Readonly<Record<Order, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

export function ordered(target: Target, operator: Order, value: Literal): Logic {
  if (target.kind === 'choice') {
    const bound = asNumber(value);
    const ids = [...(target.values ?? [])].flatMap(([source, id]) => {
      const number = asNumber(source);
      return number !== undefined && bound !== undefined && holds[operator](number, bound) ? [id] : [];
    });
    return ids.length === 0
      ? `None of the options of ${name(target)} is ${operator} ${String(value)}.`
      : ['in', target.reading, [...new Set(ids)]];
  }
  if (target.kind !== 'number' && target.kind !== 'date' && target.kind !== 'any')
    return `The answer of ${name(target)} has no order here.`;
  const wanted = constant(target, value);
  return wanted === undefined || wanted === null ? misfit(target, value) : [operator, target.reading, wanted];
}

const constants = (target: Target, values: readonly Literal[]): Literal[] =>
  values.flatMap((value) => {
    const found = constant(target, value);
    return found === undefined || found === null ? [] : [found];
  });

/** One of these, or, of several choices, at least one of these. */
export function oneOf(target: Target, values: readonly Literal[]): Logic {
  const known = constants(target, values);
  if (known.length === 0) return misfit(target, values.join(', '));
  return ['in', target.reading, known];
}

/** The choice, or the words, and perhaps more. */
export function includes(target: Target, value: Literal): Logic {
  if (target.kind === 'choice' || target.kind === 'number') return equals(target, value);
  const wanted = constant(target, value);
  if (wanted === undefined || wanted === null) return misfit(target, value);
  return target.kind === 'choices' || target.kind === 'text' || target.kind === 'any'
    ? ['contains', target.reading, wanted]
    : `Nothing can be contained in the answer of ${name(target)}.`;
}

export const allOf = (target: Target, values: readonly Literal[]): Logic =>
  joinedLogic(
    'and',
    values.map((value) => includes(target, value)),
  );
