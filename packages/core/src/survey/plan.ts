import { references, type Reader, run } from './expression.ts';
import { questionOrder } from './order.ts';
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

/** A definition made ready for walking, in the order of one seed. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly place: ReadonlyMap<string, number>;
  /** Fields that any logic reads. */
  readonly fields: readonly string[];
  readonly seed: SurveyContext['seed'];
}

function compile(definition: SurveyDefinition, seed: SurveyContext['seed']): Plan {
  const questions: readonly Question[] = questionOrder(definition, seed);
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
  return { steps, place, fields: [...fields], seed };
}

const plans = new WeakMap<SurveyDefinition, Plan>();

/** The plan of a definition for a seed; the last one made is kept with the definition object. */
export function planOf(definition: SurveyDefinition, seed: SurveyContext['seed']): Plan {
  const known = plans.get(definition);
  const wanted = definition.randomOrder === undefined ? undefined : seed;
  if (known?.seed === wanted && known !== undefined) return known;
  const made = compile(definition, wanted);
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
