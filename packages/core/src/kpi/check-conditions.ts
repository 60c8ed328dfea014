import { type FieldKind, kindOf, type Resource, resources } from './fields.ts';

/** One fault of a definition: where it lies (`measure.where.0.1`), a stable code, and how to mend it. */
export interface KpiFault {
  readonly path: string;
  readonly code:
    | 'missing'
    | 'wrong-type'
    | 'unknown-key'
    | 'unknown-word'
    | 'unknown-field'
    | 'wrong-field'
    | 'wrong-value'
    | 'too-deep'
    | 'mismatch';
  readonly message: string;
}
export type Report = (path: string, code: KpiFault['code'], message: string) => void;
export type Json = Readonly<Record<string, unknown>>;

/** Conditions within conditions at most. */
const DEEPEST = 12;
/** Entries of a list at most. */
export const LONGEST = 100;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reports keys that the language does not know, so that a misspelt condition is not left out in silence. */
export function checkKeys(value: Json, path: string, known: readonly string[], report: Report): void {
  for (const key of Object.keys(value))
    if (!known.includes(key))
      report(`${path}.${key}`, 'unknown-key', `"${key}" is not known here: use ${known.join(', ')}.`);
}

const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z$/;
const dayForm = /^\d{4}-\d{2}-\d{2}$/;
const extraForm = /^extra\.[A-Za-z][A-Za-z0-9_.-]{0,63}$/;

/** Reads a field's kind, reporting when the resource has no such field or it is not one of `allowed`. */
export function checkField(
  resource: Resource,
  field: unknown,
  path: string,
  allowed: (kind: FieldKind) => boolean,
  wanted: string,
  report: Report,
): FieldKind | undefined {
  if (typeof field !== 'string') {
    report(path, 'wrong-type', `Give the name of a field of ${resource}.`);
    return undefined;
  }
  const kind = kindOf(resource, field);
  if (kind === undefined)
    report(path, 'unknown-field', `${resource} have no field "${field}" that a measure may read.`);
  else if (!allowed(kind)) report(path, 'wrong-field', `"${field}" of ${resource} is not ${wanted}.`);
  return kind;
}

export const isMoment = (kind: FieldKind): boolean => kind === 'instant' || kind === 'day';
export const isScalar = (kind: FieldKind): boolean => kind !== 'list' && kind !== 'object';

function checkLiteral(kind: FieldKind, value: unknown, path: string, report: Report): void {
  if (Array.isArray(kind)) {
    if (!(kind as readonly unknown[]).includes(value))
      report(path, 'wrong-value', `Give one of ${(kind as readonly string[]).join(', ')}.`);
  } else if (kind === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value)) report(path, 'wrong-value', 'Give a number.');
  } else if (kind === 'boolean') {
    if (typeof value !== 'boolean') report(path, 'wrong-value', 'Give true or false.');
  } else if (kind === 'day') {
    if (typeof value !== 'string' || !dayForm.test(value) || Number.isNaN(Date.parse(value)))
      report(path, 'wrong-value', 'Give a day such as 2026-11-21.');
  } else if (kind === 'instant') {
    if (typeof value !== 'string' || !instantForm.test(value) || Number.isNaN(Date.parse(value)))
      report(path, 'wrong-value', 'Give an instant such as 2026-11-21T09:30:00Z.');
  } else if (typeof value !== 'string') report(path, 'wrong-value', 'Give a text.');
}

const lengths: Readonly<Record<string, number>> = {
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  in: 3,
  set: 2,
  past: 2,
  'on-or-before': 3,
  not: 2,
  held: 1,
  has: 2,
};

function checkCompare(resource: Resource, condition: readonly unknown[], path: string, report: Report): void {
  const [operator, field, value] = condition;
  const equal = operator === '==' || operator === '!=';
  if (equal && typeof field === 'string' && extraForm.test(field)) {
    if (!['string', 'number', 'boolean'].includes(typeof value))
      report(`${path}.2`, 'wrong-value', 'Give a text, a number, true or false.');
    return;
  }
  const ordered = (kind: FieldKind) => kind === 'number' || isMoment(kind);
  const allowed = equal || operator === 'in' ? isScalar : ordered;
  const wanted = allowed === isScalar ? 'a single value' : 'a number, an instant or a day';
  const kind = checkField(resource, field, `${path}.1`, allowed, wanted, report);
  if (kind === undefined || !allowed(kind)) return;
  if (operator !== 'in') checkLiteral(kind, value, `${path}.2`, report);
  else if (!Array.isArray(value) || value.length === 0 || value.length > LONGEST)
    report(`${path}.2`, 'wrong-value', `Give a list of 1 to ${LONGEST} values.`);
  else value.forEach((each, index) => checkLiteral(kind, each, `${path}.2.${index}`, report));
}

function checkCondition(resource: Resource, value: unknown, path: string, depth: number, report: Report): void {
  if (!Array.isArray(value) || typeof value[0] !== 'string') {
    report(path, 'wrong-type', 'A condition is a list with its operator first, such as ["==", "status", "done"].');
    return;
  }
  if (depth > DEEPEST) {
    report(path, 'too-deep', `Conditions lie within one another at most ${DEEPEST} deep.`);
    return;
  }
  const condition = value as readonly unknown[];
  const operator = value[0];
  if (operator === 'and' || operator === 'or') {
    if (condition.length < 2 || condition.length > LONGEST)
      report(path, 'wrong-value', `"${operator}" takes 1 to ${LONGEST - 1} conditions.`);
    condition.slice(1).forEach((part, index) => {
      checkCondition(resource, part, `${path}.${index + 1}`, depth + 1, report);
    });
    return;
  }
  const length = Object.hasOwn(lengths, operator) ? lengths[operator] : undefined;
  if (length === undefined) {
    report(
      `${path}.0`,
      'unknown-word',
      `"${operator}" is no operator: use ${Object.keys(lengths).join(', ')}, and, or.`,
    );
    return;
  }
  if (condition.length !== length) {
    report(path, 'wrong-value', `"${operator}" takes ${length - 1} operand${length === 2 ? '' : 's'}.`);
    return;
  }
  switch (operator) {
    case 'not':
      checkCondition(resource, condition[1], `${path}.1`, depth + 1, report);
      break;
    case 'held':
    case 'has':
      if (resource !== 'customers') report(`${path}.0`, 'unknown-word', `"${operator}" is asked of customers only.`);
      else if (operator === 'has') checkRelated(condition[1], `${path}.1`, depth, report);
      break;
    case 'set':
      if (!(typeof condition[1] === 'string' && extraForm.test(condition[1])))
        checkField(resource, condition[1], `${path}.1`, () => true, '', report);
      break;
    case 'past':
      checkField(resource, condition[1], `${path}.1`, isMoment, 'an instant or a day', report);
      break;
    case 'on-or-before':
      for (const index of [1, 2])
        checkField(resource, condition[index], `${path}.${index}`, isMoment, 'an instant or a day', report);
      break;
    default:
      checkCompare(resource, condition, path, report);
  }
}

function checkWindow(window: unknown, path: string, report: Report): void {
  if (window === 'period' || window === 'ever') return;
  if (!isObject(window)) {
    report(path, 'wrong-value', 'Give "period", "ever", or such as { "months": 12, "before": "end" }.');
    return;
  }
  checkKeys(window, path, ['months', 'days', 'before'], report);
  if (window['before'] !== 'start' && window['before'] !== 'end')
    report(`${path}.before`, 'wrong-value', 'Give "start" or "end".');
  if (window['months'] !== undefined && window['days'] !== undefined)
    report(path, 'mismatch', 'Give months or days, not both.');
  for (const key of ['months', 'days'] as const) {
    const length = window[key];
    if (length !== undefined && !(Number.isInteger(length) && Number(length) >= 1 && Number(length) <= 3660))
      report(`${path}.${key}`, 'wrong-value', 'Give a whole number from 1 to 3660.');
  }
}

function checkRelated(related: unknown, path: string, depth: number, report: Report): void {
  if (!isObject(related)) {
    report(path, 'wrong-type', 'Give { "resource", "at", "window" }.');
    return;
  }
  checkKeys(related, path, ['resource', 'at', 'window', 'where'], report);
  checkWindow(related['window'], `${path}.window`, report);
  const resource = resources.find((name) => name === related['resource']);
  if (resource === undefined || resource === 'customers') {
    const others = resources.filter((name) => name !== 'customers').join(', ');
    report(`${path}.resource`, 'unknown-word', `Give one of ${others}.`);
    return;
  }
  checkField(resource, related['at'], `${path}.at`, isMoment, 'an instant or a day', report);
  checkConditions(resource, related['where'], `${path}.where`, report, depth + 1);
}

/** Reports the faults of a list of conditions; undefined is none. */
export function checkConditions(resource: Resource, value: unknown, path: string, report: Report, depth = 1): void {
  if (value === undefined) return;
  if (!Array.isArray(value) || value.length > LONGEST) {
    report(path, 'wrong-type', `Give a list of at most ${LONGEST} conditions.`);
    return;
  }
  value.forEach((condition, index) => {
    checkCondition(resource, condition, `${path}.${index}`, depth, report);
  });
}
