import { references, type Reader, run } from './expression.ts';
import type { Question, SurveyContext, SurveyDefinition } from './types.ts';
import { isBlank } from './values.ts';

/** A question with what walking needs to know of it. */
export interface Step {
  readonly id: string;
  readonly showIf: unknown;
  readonly moves: readonly { readonly when: unknown; readonly to: number }[];
  readonly required: boolean;
  /** The first place whose logic reads this question's answer, or Infinity. */
  firstReader: number;
}

/** A definition made ready for walking, in the one order. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly place: ReadonlyMap<string, number>;
  /** Fields that any logic reads. */
  readonly fields: readonly string[];
  readonly order: SurveyContext['order'];
}

/** The questions in the order asked for; what that order leaves out follows at the end. */
function arranged(definition: SurveyDefinition, order: SurveyContext['order']): readonly Question[] {
  if (order === undefined) return definition.questions;
  const rank = new Map(order.map((id, at) => [id, at]));
  const of = (question: Question) => rank.get(question.id) ?? Infinity;
  return [...definition.questions].sort((a, b) => (of(a) === of(b) ? 0 : of(a) - of(b)));
}

function compile(definition: SurveyDefinition, order: SurveyContext['order']): Plan {
  const questions = arranged(definition, order);
  const place = new Map(questions.map((question, at) => [question.id, at]));
  const fields = new Set<string>();
  const steps = questions.map((question, at): Step => ({
    id: question.id,
    showIf: question.showIf,
    moves: (question.goTo ?? []).flatMap(({ when, to }) => {
      const target = to === 'end' ? questions.length : place.get(to);
      return target !== undefined && target > at ? [{ when, to: target }] : [];
    }),
    required: question.required === true && question.type !== 'statement',
    firstReader: Infinity,
  }));
  steps.forEach((step, at) => {
    const note = (kind: 'answer' | 'field', id: string) => {
      if (kind === 'field') fields.add(id);
      const read = steps[place.get(id) ?? -1];
      if (kind === 'answer' && read !== undefined) read.firstReader = Math.min(read.firstReader, at);
    };
    references(step.showIf, note);
    for (const move of step.moves) references(move.when, note);
  });
  return { steps, place, fields: [...fields], order };
}

const plans = new WeakMap<SurveyDefinition, Plan>();

const sameOrder = (a: SurveyContext['order'], b: SurveyContext['order']): boolean =>
  a === b || (a?.length === b?.length && a?.every((id, at) => id === b?.[at]) === true);

/** The plan of a definition for an order; the last one made is kept with the definition object. */
export function planOf(definition: SurveyDefinition, order: SurveyContext['order']): Plan {
  const known = plans.get(definition);
  if (known !== undefined && sameOrder(known.order, order)) return known;
  const made = compile(definition, order === undefined ? undefined : [...order]);
  plans.set(definition, made);
  return made;
}

export const isShown = (step: Step, reader: Reader): boolean =>
  step.showIf === undefined || run(step.showIf, reader) === true;

/** Whether a person has gone past a question: answered it, or skipped it where that is allowed. */
export const isPassed = (step: Step, value: unknown): boolean =>
  value !== undefined && !(step.required && isBlank(value));

/** The place that follows a passed question. */
export function placeAfter(plan: Plan, at: number, reader: Reader): number {
  for (const move of plan.steps[at]?.moves ?? []) if (run(move.when, reader) === true) return move.to;
  return at + 1;
}
