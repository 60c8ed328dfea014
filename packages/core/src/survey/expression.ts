import type { SurveyContext } from './types.ts';
import { isBlank, isObject, own } from './values.ts';
import { MAX_EXPRESSION_DEPTH } from './vocabulary.ts';

/** Where an expression takes its values from. */
export interface Reader {
  answer(questionId: string): unknown;
  field(fieldId: string): unknown;
}

const choiceId = (value: unknown): unknown =>
  isObject(value) && typeof own(value, 'other') === 'string' ? 'other' : value;

/** An answer as logic sees it: blanks are null, a choice in own words is `other`. */
function read(value: unknown, key: unknown): unknown {
  const found = key === undefined ? value : typeof key === 'string' ? own(value, key) : null;
  if (isBlank(found)) return null;
  return Array.isArray(found) ? found.map(choiceId) : choiceId(found);
}

/** Hidden fields arrive as text; beside a number or a truth value they are read as one. */
function alike(value: unknown, other: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (typeof other === 'number' && value.trim() !== '') return Number(value);
  if (typeof other === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

const equal = (a: unknown, b: unknown): boolean => alike(a, b) === alike(b, a);

function ordered(operator: string, left: unknown, right: unknown): boolean {
  const a = alike(left, right);
  const b = alike(right, left);
  if (!((typeof a === 'number' && typeof b === 'number') || (typeof a === 'string' && typeof b === 'string')))
    return false;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  if (operator === '>') return a > b;
  return a >= b;
}

function contains(whole: unknown, part: unknown): boolean {
  if (part === null) return false;
  if (Array.isArray(whole)) return whole.some((entry) => equal(entry, part));
  return typeof whole === 'string' && typeof part === 'string' && whole.includes(part);
}

const isReading = (value: unknown): boolean =>
  Array.isArray(value) && (value[0] === 'answer' || value[0] === 'field') && typeof value[1] === 'string';

/** Evaluates over a reader. Total: whatever cannot be read is null, and only `true` counts as true. */
export function run(expression: unknown, reader: Reader, depth = 0): unknown {
  if (!Array.isArray(expression))
    return typeof expression === 'string' || typeof expression === 'number' || typeof expression === 'boolean'
      ? expression
      : null;
  if (depth > MAX_EXPRESSION_DEPTH) return null;
  const [operator, first, second] = expression as readonly unknown[];
  const value = (operand: unknown) => run(operand, reader, depth + 1);
  switch (operator) {
    case 'answer':
      return typeof first === 'string' ? read(reader.answer(first), second) : null;
    case 'field':
      return typeof first === 'string' ? read(reader.field(first), undefined) : null;
    case 'answered':
      return typeof first === 'string' ? !isBlank(reader.answer(first)) : value(first) !== null;
    case '==':
      return equal(value(first), value(second));
    case '!=':
      return !equal(value(first), value(second));
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(operator, value(first), value(second));
    case 'in': {
      const list = isReading(second) ? value(second) : second;
      const wanted = value(first);
      if (!Array.isArray(list) || wanted === null) return false;
      return Array.isArray(wanted) ? wanted.some((entry) => contains(list, entry)) : contains(list, wanted);
    }
    case 'contains':
      return contains(value(first), value(second));
    case 'and':
      return expression.length > 1 && expression.every((operand, at) => at === 0 || value(operand) === true);
    case 'or':
      return expression.some((operand, at) => at > 0 && value(operand) === true);
    case 'not':
      return value(first) !== true;
    default:
      return null;
  }
}

/**
 * Evaluates an expression over answers and hidden fields. Never throws: what cannot be read, an unknown operator, and
 * whatever lies deeper than 32 operators is null. `<`, `<=`, `>`, `>=`, `in` and `contains` with null are false.
 *
 * @returns a truth value for every operator but `answer` and `field`, which give what they read, or null
 */
export function evaluate(
  expression: unknown,
  context: SurveyContext & { readonly answers?: Readonly<Record<string, unknown>> },
): unknown {
  return run(expression, {
    answer: (id) => own(context.answers, id),
    field: (id) => own(context.fields, id),
  });
}

/**
 * Calls `visit` for each question or field that an expression reads, down to the greatest depth, and until the budget of
 * lists looked at is spent.
 */
export function references(
  expression: unknown,
  visit: (kind: 'answer' | 'field', id: string) => void,
  budget = { left: Infinity },
  depth = 0,
): void {
  if (!Array.isArray(expression) || depth > MAX_EXPRESSION_DEPTH || budget.left <= 0) return;
  budget.left -= 1;
  const [operator, first] = expression as readonly unknown[];
  if (operator === 'answer' || operator === 'field') {
    if (typeof first === 'string') visit(operator, first);
    return;
  }
  if (operator === 'answered' && typeof first === 'string') visit('answer', first);
  for (let at = 1; at < expression.length && budget.left > 0; at += 1)
    references(expression[at], visit, budget, depth + 1);
}
