import type { Expression, Literal } from '../survey/types.ts';
import { isObject, own } from '../survey/values.ts';
import type { Draft, Known } from './draft.ts';
import * as logic from './logic.ts';
import type { Logic, Target } from './logic.ts';
import { list, words } from './reading.ts';
import { said } from './report.ts';

const MOST_DEPTH = 25;
const MOST_STEPS = 50_000;

const orders = {
  isGreaterThan: '>',
  isLessThan: '<',
  isGreaterThanOrEqual: '>=',
  isLessThanOrEqual: '<=',
  isAfter: '>',
  isBefore: '<',
  greaterThan: '>',
  lessThan: '<',
  greaterEqual: '>=',
  lessEqual: '<=',
} as const;

const isOrder = (operator: string): operator is keyof typeof orders => Object.hasOwn(orders, operator);

const literals = (value: unknown): Literal[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : [value]).flatMap((entry) =>
    typeof entry === 'string' || typeof entry === 'number' || typeof entry === 'boolean' ? [entry] : [],
  );

/** Turns conditions of Formbricks into logic over the questions carried over so far. */
export class FormbricksLogic {
  readonly known: Known;
  readonly #fields: ReadonlySet<string>;
  #steps = MOST_STEPS;

  constructor(known: Known, fields: ReadonlySet<string>) {
    this.known = known;
    this.#fields = fields;
  }

  /** A group of conditions, or one, in the form of since 2024. */
  condition(node: unknown, depth = 0): Logic {
    this.#steps -= 1;
    if (this.#steps < 0 || depth > MOST_DEPTH) return 'There is too much logic to carry over.';
    if (!isObject(node)) return 'The condition is no object.';
    if (Array.isArray(own(node, 'conditions')))
      return logic.joinedLogic(
        own(node, 'connector') === 'or' ? 'or' : 'and',
        list(node, 'conditions').map((inner) => this.condition(inner, depth + 1)),
      );
    const left = own(node, 'leftOperand');
    const operator = words(node, 'operator') ?? '';
    const target = this.#target(left);
    if (typeof target === 'string') return target;
    const right = own(node, 'rightOperand');
    const rightType = words(right, 'type') ?? 'static';
    const draft = this.#draftOf(left);
    if (rightType === 'static') return this.#compare(target, operator, literals(own(right, 'value')), draft);
    const other = this.#target(right);
    return typeof other === 'string' ? other : compareTargets(target, operator, other);
  }

  /** A rule in the form of before: `{ condition, value, destination }` on the question it asks about. */
  rule(node: unknown, draft: Draft): Logic {
    const operator = words(node, 'condition') ?? '';
    return this.#compare(this.known.target(draft), operator, literals(own(node, 'value')), draft);
  }

  #draftOf(operand: unknown): Draft | undefined {
    const type = words(operand, 'type');
    return type === 'question' || type === 'element' ? this.known.draft(words(operand, 'value') ?? '') : undefined;
  }

  #target(operand: unknown): Target | string {
    const type = words(operand, 'type');
    const name = words(operand, 'value') ?? '';
    if (type === 'hiddenField')
      return this.#fields.has(name)
        ? { reading: ['field', name], kind: 'text' }
        : `${name.slice(0, 100)} is no hidden field of the survey.`;
    if (type === 'variable') return 'It reads a variable, and nothing is computed here.';
    if (type !== 'question' && type !== 'element') return 'It reads something that is no answer and no hidden field.';
    const draft = this.known.draft(name);
    if (draft === undefined)
      return `${name.slice(0, 100)} comes later or was not carried over, and logic reads earlier answers only.`;
    const row = own(own(operand, 'meta'), 'row');
    if (row === undefined) return this.known.target(draft);
    const part = draft.rows?.get(`#${said(row)}`) ?? draft.rows?.get(said(row));
    return part === undefined ? 'It reads a row that was not carried over.' : this.known.target(draft, part);
  }

  #compare(target: Target, operator: string, values: readonly Literal[], draft: Draft | undefined): Logic {
    const [value] = values;
    const isConsent = target.kind === 'boolean';
    if (target.kind === 'none') return 'A text that is only read has no answer that could be asked about.';
    if (isOrder(operator)) return logic.ordered(target, orders[operator], value ?? null);
    switch (operator) {
      case 'equals':
      case 'is':
        return value === undefined ? 'It compares with nothing.' : logic.equals(target, consented(isConsent, values));
      case 'doesNotEqual':
      case 'notEquals':
      case 'isNot':
        return value === undefined
          ? 'It compares with nothing.'
          : logic.negated(logic.equals(target, consented(isConsent, values)));
      case 'contains':
        return logic.includes(target, value ?? null);
      case 'doesNotContain':
        return logic.negated(logic.includes(target, value ?? null));
      case 'equalsOneOf':
      case 'includesOneOf':
      case 'isAnyOf':
        return logic.oneOf(target, values);
      case 'doesNotIncludeOneOf':
        return logic.negated(logic.oneOf(target, values));
      case 'includesAllOf':
      case 'includesAll':
        return logic.allOf(target, values);
      case 'includesOne':
        return logic.oneOf(target, values);
      case 'doesNotIncludeAllOf':
        return logic.negated(logic.allOf(target, values));
      case 'isSubmitted':
      case 'submitted':
      case 'uploaded':
      case 'isSet':
      case 'isNotEmpty':
        return isConsent ? ['==', target.reading, true] : logic.answered(target);
      case 'isSkipped':
      case 'skipped':
      case 'notUploaded':
      case 'isNotSet':
      case 'isEmpty':
        return logic.negated(isConsent ? ['==', target.reading, true] : logic.answered(target));
      case 'isAccepted':
      case 'accepted':
        return isConsent ? ['==', target.reading, true] : 'Only a consent can be accepted.';
      case 'isCompletelySubmitted':
      case 'isPartiallySubmitted':
        return this.#filled(operator === 'isCompletelySubmitted', target, draft);
      case 'startsWith':
      case 'doesNotStartWith':
      case 'endsWith':
      case 'doesNotEndWith':
        return 'Logic asks whether a text contains words, not where in it.';
      default:
        return `The condition ${operator.slice(0, 60)} has no counterpart.`;
    }
  }

  #filled(whole: boolean, target: Target, draft: Draft | undefined): Logic {
    const parts = [...new Set(draft?.rows?.values())];
    if (draft === undefined || target.kind !== 'parts' || parts.length === 0)
      return 'Only an answer of several parts can be given in part.';
    const all = logic.joined(
      'and',
      parts.map((part): Expression => logic.answered(this.known.target(draft, part))),
    );
    return whole ? all : ['and', logic.answered(target), ['not', all]];
  }
}

const consented = (isConsent: boolean, values: readonly Literal[]): readonly Literal[] =>
  isConsent ? values.map((value) => value === 'accepted' || value === true) : values;

function compareTargets(left: Target, operator: string, right: Target): Logic {
  if ([left.kind, right.kind].some((kind) => kind === 'choice' || kind === 'choices'))
    return 'Options of two questions have ids of their own and cannot be compared.';
  if (isOrder(operator)) return [orders[operator], left.reading, right.reading];
  if (operator === 'equals') return ['==', left.reading, right.reading];
  if (operator === 'doesNotEqual') return ['!=', left.reading, right.reading];
  if (operator === 'contains') return ['contains', left.reading, right.reading];
  if (operator === 'doesNotContain') return ['not', ['contains', left.reading, right.reading]];
  return `The condition ${operator.slice(0, 60)} does not compare two answers.`;
}
