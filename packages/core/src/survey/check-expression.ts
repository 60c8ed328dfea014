import type { Issue } from './types.ts';
import { isDay } from './values.ts';
import { MAX_EXPRESSION_DEPTH, operators } from './vocabulary.ts';

/** What a question's answer, or a part of it, is to logic. */
export interface AnswerKind {
  readonly kind: 'number' | 'text' | 'boolean' | 'date' | 'choice' | 'choices' | 'files' | 'parts' | 'none';
  /** For choices: the ids that can be chosen. For parts: rows or contact fields. */
  readonly ids?: ReadonlySet<string>;
  /** For parts: what one part is. */
  readonly part?: AnswerKind;
}

/** What an expression may refer to. */
export interface Scope {
  /** A question's place and kind, or undefined when there is none of this id. */
  question(id: string): { readonly place: number; readonly answer: AnswerKind } | undefined;
  /** The kind of a hidden field; null when fields are not declared, undefined when this one is not. */
  field(id: string): AnswerKind['kind'] | null | undefined;
  /** Questions from this place on are not answered yet. */
  readonly limit: number;
  /** Called with a reference to a place at or beyond the limit; returns the fault's code. */
  readonly beyond: (place: number) => 'cycle' | 'later-question';
  /** Operators that may still be looked at, over the whole definition. */
  readonly budget: { left: number };
}

type Report = (issue: Issue) => void;

interface Found {
  readonly kind: AnswerKind['kind'] | 'any' | 'null' | 'truth';
  readonly ids?: ReadonlySet<string>;
  /** Set for a constant. */
  readonly literal?: string | number | boolean | null;
}

const ANY: Found = { kind: 'any' };
const TRUTH: Found = { kind: 'truth' };

const article: Readonly<Record<Found['kind'], string>> = {
  number: 'a number',
  text: 'a text',
  boolean: 'a truth value',
  truth: 'a truth value',
  date: 'a day',
  choice: 'a choice',
  choices: 'a list of choices',
  files: 'a list of files',
  parts: 'an answer of several parts',
  none: 'nothing',
  any: 'anything',
  null: 'null',
};

const isTruth = (found: Found): boolean => found.kind === 'truth' || found.kind === 'boolean' || found.kind === 'any';
const isOperator = (value: unknown): boolean => (operators as readonly unknown[]).includes(value);

/**
 * Checks one expression: operators and their number of operands, the ids it names, and that what it compares can be
 * compared. Reports every fault with its path; looks no deeper than evaluation does.
 */
export function checkExpression(expression: unknown, path: string, scope: Scope, report: Report): void {
  const fault = (at: string, code: string, message: string): Found => {
    report({ path: at, code, message });
    return ANY;
  };

  function reading(list: readonly unknown[], at: string, wantsKey: boolean): Found {
    const [operator, id, key] = list;
    if (typeof id !== 'string' || list.length > (operator === 'answer' ? 3 : 2))
      return fault(at, 'wrong-arity', `Write ["${String(operator)}", id].`);
    if (operator === 'field') {
      const kind = scope.field(id);
      return kind === undefined
        ? fault(`${at}.1`, 'unknown-id', `${id} is no hidden field: declare it in fields or correct the id.`)
        : { kind: kind ?? 'any' };
    }
    const question = scope.question(id);
    if (question === undefined)
      return fault(`${at}.1`, 'unknown-id', `${id} is no question: correct the id or add the question.`);
    if (question.place >= scope.limit) {
      const code = scope.beyond(question.place);
      fault(
        `${at}.1`,
        code,
        code === 'cycle'
          ? `${id} depends on this logic itself: let logic read earlier questions only.`
          : `${id} comes later: let logic read earlier questions only.`,
      );
    }
    const { answer } = question;
    if (answer.kind === 'none') return fault(`${at}.1`, 'type-mismatch', `${id} is a statement and has no answer.`);
    if (answer.kind !== 'parts' || answer.part === undefined)
      return key === undefined
        ? answer
        : fault(`${at}.2`, 'unknown-id', `The answer of ${id} has no parts: leave this out.`);
    if (key === undefined)
      return wantsKey ? fault(at, 'type-mismatch', `Name a part: ["answer", "${id}", part].`) : answer;
    if (typeof key !== 'string' || answer.ids?.has(key) !== true)
      return fault(`${at}.2`, 'unknown-id', `${id} has no part of this id: write one of its rows or fields.`);
    return answer.part;
  }

  function operand(value: unknown, at: string): Found {
    if (Array.isArray(value)) {
      const list: readonly unknown[] = value;
      scope.budget.left -= 1;
      if (list[0] === 'answer' || list[0] === 'field') return reading(list, at, true);
      return fault(
        at,
        isOperator(list[0]) ? 'type-mismatch' : 'unknown-operator',
        'Compare a constant, ["answer", id] or ["field", id].',
      );
    }
    if (value === null) return { kind: 'null', literal: null };
    if (typeof value === 'string') return { kind: 'text', literal: value };
    if (typeof value === 'number' && Number.isFinite(value)) return { kind: 'number', literal: value };
    if (typeof value === 'boolean') return { kind: 'boolean', literal: value };
    return fault(at, 'wrong-type', 'Give a text, a number, true, false or null.');
  }

  /** Whether one value can equal another; reports why not. */
  function comparable(a: Found, b: Found, at: string, constantAt: string): void {
    if (a.kind === 'any' || b.kind === 'any' || a.kind === 'null' || b.kind === 'null') return;
    if (a.literal === undefined && b.literal !== undefined) return comparable(b, a, at, constantAt);
    if (a.kind === 'text' && b.kind === 'choice') {
      if (typeof a.literal === 'string' && b.ids?.has(a.literal) !== true)
        fault(constantAt, 'unknown-id', `${a.literal} is none of the options: write one of ${idsOf(b)}.`);
      return;
    }
    if (a.kind === 'text' && b.kind === 'date') {
      if (a.literal !== undefined && !isDay(a.literal))
        fault(constantAt, 'type-mismatch', 'Give a day that exists, as YYYY-MM-DD.');
      return;
    }
    if (a.kind === b.kind && a.kind !== 'choices' && a.kind !== 'files' && a.kind !== 'parts') return;
    const lists = a.kind === 'choices' || b.kind === 'choices' || a.kind === 'files' || b.kind === 'files';
    fault(
      at,
      'type-mismatch',
      `${article[a.kind]} never equals ${article[b.kind]}${lists ? ': ask with contains or in' : ': compare like with like'}.`,
    );
  }

  const idsOf = (found: Found): string => [...(found.ids ?? [])].slice(0, 20).join(', ');

  function ordering(a: Found, b: Found, at: string): void {
    if (a.kind === 'any' || b.kind === 'any') return;
    const numbers = a.kind === 'number' && b.kind === 'number';
    const day = (found: Found) => found.kind === 'date' || (found.kind === 'text' && isDay(found.literal));
    const days = day(a) && day(b) && (a.kind === 'date' || b.kind === 'date');
    if (!numbers && !days)
      fault(
        at,
        'type-mismatch',
        `${article[a.kind]} and ${article[b.kind]} have no order: compare numbers, or days as YYYY-MM-DD.`,
      );
  }

  function membership(left: Found, right: unknown, at: string): void {
    const wanted: Found =
      left.kind === 'choices' ? { ...left, kind: 'choice' } : left.kind === 'files' ? { kind: 'text' } : left;
    if (!Array.isArray(right)) return void fault(`${at}.2`, 'wrong-type', 'Give a list of constants.');
    const list: readonly unknown[] = right;
    if ((list[0] === 'answer' || list[0] === 'field') && typeof list[1] === 'string') {
      containment(reading(list, `${at}.2`, true), left, at, `${at}.1`);
      return;
    }
    scope.budget.left -= list.length;
    if (scope.budget.left < 0) return;
    if (wanted.kind === 'parts')
      return void fault(`${at}.1`, 'type-mismatch', 'An answer of several parts is in no list.');
    list.forEach((entry, i) => {
      if (Array.isArray(entry)) fault(`${at}.2.${i}`, 'wrong-type', 'Give constants only.');
      else comparable(operand(entry, `${at}.2.${i}`), wanted, `${at}.2.${i}`, `${at}.2.${i}`);
    });
  }

  function containment(whole: Found, part: Found, at: string, partAt: string): void {
    if (whole.kind === 'any' || part.kind === 'any') return;
    if (whole.kind === 'choices') return comparable(part, { ...whole, kind: 'choice' }, partAt, partAt);
    if (whole.kind === 'files') return comparable(part, { kind: 'text' }, partAt, partAt);
    if (whole.kind !== 'text' || (part.kind !== 'text' && part.kind !== 'null'))
      fault(
        at,
        'type-mismatch',
        `${article[whole.kind]} does not contain ${article[part.kind]}: ask this of a list or a text.`,
      );
  }

  function truth(value: unknown, at: string, depth: number): void {
    const found = visit(value, at, depth);
    if (!isTruth(found)) fault(at, 'type-mismatch', `This is ${article[found.kind]}: write what is true or false.`);
  }

  function visit(value: unknown, at: string, depth: number): Found {
    if (typeof value === 'boolean') return { kind: 'truth', literal: value };
    if (!Array.isArray(value))
      return fault(at, 'wrong-type', 'Write logic as a list with an operator first, or true or false.');
    if (depth > MAX_EXPRESSION_DEPTH)
      return fault(at, 'too-deep', `Nest at most ${MAX_EXPRESSION_DEPTH} operators inside one another.`);
    scope.budget.left -= 1;
    if (scope.budget.left < 0)
      return scope.budget.left === -1 ? fault(at, 'too-large', 'Use fewer operators in this survey.') : ANY;
    const list: readonly unknown[] = value;
    const [operator] = list;
    const arity = (count: number): boolean => {
      if (list.length === count + 1) return true;
      fault(at, 'wrong-arity', `${String(operator)} takes ${count} ${count === 1 ? 'operand' : 'operands'}.`);
      return false;
    };
    switch (operator) {
      case 'answer':
      case 'field':
        return reading(list, at, true);
      case 'answered':
        if (!arity(1)) return TRUTH;
        if (typeof list[1] === 'string') reading(['answer', list[1]], at, false);
        else if (Array.isArray(list[1]) && (list[1][0] === 'answer' || list[1][0] === 'field'))
          reading(list[1] as readonly unknown[], `${at}.1`, false);
        else fault(`${at}.1`, 'wrong-type', "Give a question's id.");
        return TRUTH;
      case '==':
      case '!=':
        if (arity(2)) {
          const right = operand(list[2], `${at}.2`);
          const left = operand(list[1], `${at}.1`);
          comparable(left, right, at, left.literal === undefined ? `${at}.2` : `${at}.1`);
        }
        return TRUTH;
      case '<':
      case '<=':
      case '>':
      case '>=':
        if (arity(2)) ordering(operand(list[1], `${at}.1`), operand(list[2], `${at}.2`), at);
        return TRUTH;
      case 'in':
        if (arity(2)) membership(operand(list[1], `${at}.1`), list[2], at);
        return TRUTH;
      case 'contains':
        if (arity(2)) containment(operand(list[1], `${at}.1`), operand(list[2], `${at}.2`), at, `${at}.2`);
        return TRUTH;
      case 'not':
        if (arity(1)) truth(list[1], `${at}.1`, depth + 1);
        return TRUTH;
      case 'and':
      case 'or':
        if (list.length < 2) fault(at, 'wrong-arity', `${operator} takes one operand or more.`);
        for (let i = 1; i < list.length && scope.budget.left >= 0; i += 1) truth(list[i], `${at}.${i}`, depth + 1);
        return TRUTH;
      default:
        return fault(
          list.length === 0 ? at : `${at}.0`,
          'unknown-operator',
          `Begin with one of ${operators.join(' ')}.`,
        );
    }
  }

  truth(expression, path, 1);
}
