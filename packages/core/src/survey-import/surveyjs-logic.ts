import type { Expression, Literal } from '../survey/types.ts';
import type { Known } from './draft.ts';
import * as logic from './logic.ts';
import type { Logic, Target } from './logic.ts';
import type { Report } from './report.ts';
import { type Comparison, readExpression, type Syntax } from './surveyjs-expression.ts';

const FIELD = /^[A-Za-z][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+)*$/;
const MOST_STEPS = 100_000;

const COMPUTES_NOTHING = 'Logic here compares answers and computes nothing.';
const noFunction = (name: string): string =>
  `The function ${name.slice(0, 60)} has no counterpart: logic here compares answers and computes nothing.`;

const flipped: Readonly<Partial<Record<Comparison, Comparison>>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** Turns SurveyJS expressions into logic over the questions carried over so far. */
export class SurveyjsLogic {
  readonly known: Known;
  readonly #report: Report;
  /** Calculated values by name. */
  readonly #calculated: ReadonlyMap<string, string>;
  readonly #read = new Map<string, Syntax | string>();
  #steps = MOST_STEPS;

  constructor(known: Known, calculated: ReadonlyMap<string, string>, report: Report) {
    this.known = known;
    this.#calculated = calculated;
    this.#report = report;
  }

  /** What a name in braces stands for, or why it stands for nothing here. */
  resolve(name: string): Target | string {
    const { known } = this;
    const direct = known.draft(name);
    if (direct !== undefined) return known.target(direct);
    const dot = name.indexOf('.');
    const whole = dot < 0 ? undefined : known.draft(name.slice(0, dot));
    if (whole !== undefined) {
      const part = whole.rows?.get(name.slice(dot + 1));
      return part === undefined ? `{${name}} names a part that was not carried over.` : known.target(whole, part);
    }
    if (known.names.has(name) || (dot >= 0 && known.names.has(name.slice(0, dot))))
      return `{${name}} is a question that comes later or was not carried over, and logic reads earlier answers only.`;
    if (/-comment$/i.test(name)) return 'Logic reads which option was chosen, not what was written beside it.';
    if (/^(panel|row|item|parentPanel|prevPanel|nextPanel|prevRow|nextRow)\b/.test(name) || !FIELD.test(name))
      return `{${name}} is neither a question nor a name that a hidden field can have.`;
    if (name.length > 64) return 'The name is too long for a hidden field.';
    this.#report.leftOnce(
      '',
      `{${name}}`,
      'No question has this name, so it is read as a hidden field: hand its value in as one.',
    );
    return { reading: ['field', name], kind: 'any' };
  }

  expression(source: unknown): Logic {
    if (typeof source === 'boolean') return source;
    if (typeof source !== 'string') return 'The expression is no text.';
    const read = this.#syntax(source);
    return typeof read === 'string' ? `The expression ${read}.` : this.#truth(read, 0);
  }

  #syntax(source: string): Syntax | string {
    const known = this.#read.get(source);
    if (known !== undefined) return known;
    const read = readExpression(source);
    this.#read.set(source, read);
    return read;
  }

  /** A calculated value's own expression, in its place. */
  #inlined(syntax: Syntax, depth: number): Syntax | string {
    if (syntax.kind !== 'variable') return syntax;
    const source = this.known.draft(syntax.name) === undefined ? this.#calculated.get(syntax.name) : undefined;
    if (source === undefined) return syntax;
    if (depth > 30) return 'Calculated values refer to one another without end.';
    const read = this.#syntax(source);
    return typeof read === 'string' ? `The calculated value ${syntax.name} ${read}.` : this.#inlined(read, depth + 1);
  }

  #truth(outer: Syntax, depth: number): Logic {
    this.#steps -= 1;
    if (this.#steps < 0 || depth > 30) return 'There is too much logic to carry over.';
    const syntax = this.#inlined(outer, depth);
    if (typeof syntax === 'string') return syntax;
    switch (syntax.kind) {
      case 'all':
      case 'any':
        return logic.joinedLogic(
          syntax.kind === 'all' ? 'and' : 'or',
          syntax.of.map((part) => this.#truth(part, depth + 1)),
        );
      case 'not':
        return logic.negated(this.#truth(syntax.of, depth + 1));
      case 'empty': {
        const target = this.#target(syntax.of, depth);
        return typeof target === 'string' ? target : logic.negated(logic.answered(target));
      }
      case 'variable': {
        const target = this.resolve(syntax.name);
        return typeof target === 'string' ? target : this.#truthOf(target);
      }
      case 'constant':
        return typeof syntax.value === 'boolean' ? syntax.value : 'A constant is neither true nor false.';
      case 'compare':
        return this.#compare(syntax.operator, syntax.left, syntax.right, depth + 1);
      case 'call':
        return noFunction(syntax.name);
      case 'sum':
        return COMPUTES_NOTHING;
      case 'list':
        return 'A list is neither true nor false.';
    }
  }

  #truthOf(target: Target): Logic {
    if (target.kind === 'boolean' || target.kind === 'any') return ['==', target.reading, true];
    if (target.kind === 'number') return ['and', logic.answered(target), ['!=', target.reading, 0]];
    const yes = target.values?.get('true');
    return target.kind === 'choice' && yes !== undefined ? ['==', target.reading, yes] : logic.answered(target);
  }

  #target(outer: Syntax, depth: number): Target | string {
    const syntax = this.#inlined(outer, depth);
    if (typeof syntax === 'string') return syntax;
    return syntax.kind === 'variable' ? this.resolve(syntax.name) : COMPUTES_NOTHING;
  }

  #compare(operator: Comparison, first: Syntax, second: Syntax, depth: number): Logic {
    const left = this.#inlined(first, depth);
    const right = this.#inlined(second, depth);
    if (typeof left === 'string') return left;
    if (typeof right === 'string') return right;
    const turned = flipped[operator];
    if (isConstant(left) && !isConstant(right) && turned !== undefined)
      return this.#compare(turned, right, left, depth);
    const values = constants(right);
    if (left.kind !== 'variable') {
      // `{isUnhappy} = true`, where the calculated value is itself a condition.
      const [value] = values ?? [];
      if ((operator !== '==' && operator !== '!=') || typeof value !== 'boolean' || values?.length !== 1)
        return left.kind === 'call' ? noFunction(left.name) : COMPUTES_NOTHING;
      const truth = this.#truth(left, depth);
      return value === (operator === '==') ? truth : logic.negated(truth);
    }
    const target = this.resolve(left.name);
    if (typeof target === 'string') return target;
    if (values !== undefined) return compareWith(target, operator, values);
    const other = this.#target(right, depth);
    if (typeof other === 'string') return other;
    return compareTargets(target, operator, other);
  }
}

const isConstant = (syntax: Syntax): boolean => syntax.kind === 'constant' || syntax.kind === 'list';

/** The constants of a constant or of a list of them. */
function constants(syntax: Syntax): Literal[] | undefined {
  if (syntax.kind === 'constant') return [syntax.value];
  if (syntax.kind !== 'list') return undefined;
  const values = syntax.of.flatMap((part) => (part.kind === 'constant' ? [part.value] : []));
  return values.length === syntax.of.length ? values : undefined;
}

function compareWith(target: Target, operator: Comparison, values: readonly Literal[]): Logic {
  switch (operator) {
    case '==':
      return logic.equals(target, values);
    case '!=':
      return logic.negated(logic.equals(target, values));
    case 'contains':
    case 'allof':
      return logic.allOf(target, values);
    case 'notcontains':
      return logic.negated(logic.allOf(target, values));
    case 'anyof':
      return logic.oneOf(target, values);
    case 'noneof':
      return logic.negated(logic.oneOf(target, values));
    default:
      return logic.ordered(target, operator, values[0] ?? null);
  }
}

function compareTargets(left: Target, operator: Comparison, right: Target): Logic {
  const compared = (expression: Expression): Logic =>
    left.kind === 'choice' || right.kind === 'choice' || left.kind === 'choices' || right.kind === 'choices'
      ? 'Options of two questions have ids of their own and cannot be compared.'
      : expression;
  switch (operator) {
    case 'anyof':
    case 'allof':
    case 'noneof':
      return 'Only a list of constants can be looked through.';
    case 'contains':
      return compared(['contains', left.reading, right.reading]);
    case 'notcontains':
      return compared(['not', ['contains', left.reading, right.reading]]);
    default:
      return compared([operator, left.reading, right.reading]);
  }
}
