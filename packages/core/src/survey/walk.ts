import type { Reader } from './expression.ts';
import type { QuestionId } from './infer.ts';
import { isPassed, isShown, type Plan, placeAfter, planOf } from './plan.ts';
import type { AnswerMap, SurveyContext, SurveyDefinition } from './types.ts';
import { own } from './values.ts';

/** A value that may change without notice (a list, an object) never counts as unchanged. */
const unchanged = (a: unknown, b: unknown): boolean => a === b && (typeof a !== 'object' || a === null);

/**
 * The way through a survey up to the first question not yet passed, kept from call to call. A new answer to the
 * question it stands at costs one step; a changed earlier answer costs the way from the first question whose logic
 * reads it.
 */
class Trail {
  readonly plan: Plan;
  answers: AnswerMap = {};
  fields: SurveyContext['fields'];
  /** Places shown, ascending; all but the last are passed, and the last too once `ended`. */
  readonly #places: number[] = [];
  /** The questions at these places. */
  readonly #ids: string[] = [];
  /** The answer each place had when it was last looked at. */
  readonly #seen: unknown[] = [];
  /** By place: its index in the trail, or -1. */
  readonly #index: Int32Array;
  #seenFields: unknown[] = [];
  #ended = false;
  readonly #reader: Reader = {
    answer: (id) => {
      const place = this.plan.place.get(id);
      return place !== undefined && (this.#index[place] ?? -1) >= 0 ? own(this.answers, id) : null;
    },
    field: (id) => own(this.fields, id),
  };

  constructor(plan: Plan) {
    this.plan = plan;
    this.#index = new Int32Array(plan.steps.length).fill(-1);
  }

  #cut(length: number): void {
    for (let k = this.#places.length - 1; k >= length; k -= 1) this.#index[this.#places[k] ?? 0] = -1;
    this.#places.length = Math.min(length, this.#places.length);
    this.#ids.length = this.#places.length;
    this.#seen.length = this.#places.length;
    this.#ended = false;
  }

  /** Takes note of the answer that a question has now. */
  touch(id: string): void {
    const k = this.#index[this.plan.place.get(id) ?? -1] ?? -1;
    if (k >= 0) this.#touchAt(k);
  }

  #touchAt(k: number): void {
    const step = this.plan.steps[this.#places[k] ?? -1];
    if (step === undefined) return;
    const value = own(this.answers, step.id);
    if (unchanged(this.#seen[k], value)) return;
    this.#seen[k] = value;
    const was = this.#ended || k < this.#places.length - 1;
    const is = isPassed(step, value);
    if (!is) {
      if (was) this.#cut(k + 1);
    } else if (was && step.firstReader < Infinity) {
      let length = this.#places.length;
      while (length > 0 && (this.#places[length - 1] ?? 0) >= step.firstReader) length -= 1;
      this.#cut(length);
    }
  }

  /** Compares everything on the way with the answers and fields there are now. */
  synchronise(answers: AnswerMap, fields: SurveyContext['fields']): void {
    this.answers = answers;
    this.fields = fields;
    const { plan } = this;
    if (!plan.fields.every((id, at) => unchanged(this.#seenFields[at], own(fields, id)))) {
      this.#seenFields = plan.fields.map((id) => own(fields, id));
      this.#cut(0);
    }
    const seen = this.#seen;
    const ids = this.#ids;
    for (let k = 0; k < ids.length; k += 1) {
      const value = answers[ids[k] ?? ''];
      if (value !== seen[k] || typeof value === 'object') this.#touchAt(k);
    }
  }

  /** Goes on as far as answers allow. */
  next(): string | null {
    const { steps } = this.plan;
    const last = this.#places.at(-1);
    let at = 0;
    if (last !== undefined && !this.#ended) {
      const step = steps[last];
      if (step !== undefined && !isPassed(step, this.#seen.at(-1))) return step.id;
      at = placeAfter(this.plan, last, this.#reader);
    }
    while (!this.#ended) {
      const step = steps[at];
      if (step === undefined) {
        this.#ended = true;
      } else if (isShown(step, this.#reader)) {
        const value = own(this.answers, step.id);
        this.#index[at] = this.#places.length;
        this.#places.push(at);
        this.#ids.push(step.id);
        this.#seen.push(value);
        if (!isPassed(step, value)) return step.id;
        at = placeAfter(this.plan, at, this.#reader);
      } else at += 1;
    }
    return null;
  }
}

/** A survey being answered: keeps its answers and its place. */
export interface SurveyWalk<Id extends string = string> {
  /** The first question shown that is not passed, or null at the end. */
  next(): Id | null;
  /** Stores an answer: `null` passes an optional question or a statement, `undefined` takes an answer back. */
  answer(questionId: Id, value: unknown): void;
  /** Every question shown as far as is known now; see {@link path}. */
  path(): Id[];
  /** A copy of all answers, of questions not shown any more too. */
  answers(): Record<string, unknown>;
}

/**
 * Starts a walk through a survey, from the start or from answers stored earlier. Each step forward costs the same in a
 * survey of ten questions and of a thousand.
 */
export function createWalk<const D extends SurveyDefinition>(
  definition: D,
  start: SurveyContext & { readonly answers?: AnswerMap } = {},
): SurveyWalk<QuestionId<D>> {
  const trail = new Trail(planOf(definition, start.order));
  const answers: Record<string, unknown> = Object.assign(Object.create(null) as Record<string, unknown>, start.answers);
  trail.synchronise(answers, start.fields);
  return {
    next: () => trail.next(),
    answer(questionId, value) {
      if (value === undefined) delete answers[questionId];
      else answers[questionId] = value;
      trail.touch(questionId);
    },
    path: () => path(definition, answers, start),
    answers: () => ({ ...answers }),
  };
}

const trails = new WeakMap<SurveyDefinition, Trail>();

/**
 * The next question to show: the first one on the {@link path} that is not passed yet. A question is passed once
 * `answers` has an entry for it that is not undefined: an answer, or `null` for an optional question skipped and a
 * statement read. A required question is passed by an answer only. Answers are taken as they are; see `validateAnswer`.
 *
 * The way found is kept with the definition object, so the next call pays for what changed since.
 *
 * @returns the question's id, or null at the end
 */
export function nextQuestion<const D extends SurveyDefinition>(
  definition: D,
  answers: AnswerMap,
  context: SurveyContext = {},
): QuestionId<D> | null {
  const plan = planOf(definition, context.order);
  const known = trails.get(definition);
  const trail = known?.plan === plan ? known : new Trail(plan);
  if (trail !== known) trails.set(definition, trail);
  trail.synchronise(answers, context.fields);
  return trail.next();
}

/**
 * The ids of all questions shown, in order, given the answers so far: as a form with all questions on one page shows
 * them. `showIf` hides a question; a `goTo` of a passed question leaves out what lies between, one of a question not yet
 * passed does nothing. An answer to a question that is not shown counts for nothing.
 */
export function path<const D extends SurveyDefinition>(
  definition: D,
  answers: AnswerMap,
  context: SurveyContext = {},
): QuestionId<D>[] {
  const plan = planOf(definition, context.order);
  const shown = new Set<string>();
  const reader: Reader = {
    answer: (id) => (shown.has(id) ? own(answers, id) : null),
    field: (id) => own(context.fields, id),
  };
  for (let at = 0; at < plan.steps.length;) {
    const step = plan.steps[at];
    if (step === undefined) break;
    let after = at + 1;
    if (isShown(step, reader)) {
      shown.add(step.id);
      if (isPassed(step, own(answers, step.id))) after = placeAfter(plan, at, reader);
    }
    at = after;
  }
  return [...shown];
}

/** The answers that the logic shows, without those that a change of mind has hidden: what is sent and counted. */
export function shownAnswers(
  definition: SurveyDefinition,
  answers: AnswerMap,
  context: SurveyContext = {},
): Record<string, unknown> {
  return Object.fromEntries(
    path(definition, answers, context)
      .map((id): [string, unknown] => [id, own(answers, id)])
      .filter(([, value]) => value !== undefined),
  );
}

/**
 * How far a person has come.
 *
 * @returns questions passed and shown as far as is known now, and their ratio, 0 to 1
 */
export function progress(
  definition: SurveyDefinition,
  answers: AnswerMap,
  context: SurveyContext = {},
): { readonly passed: number; readonly shown: number; readonly share: number } {
  const { steps, place } = planOf(definition, context.order);
  const shown = path(definition, answers, context);
  const passed = shown.filter((id) => {
    const step = steps[place.get(id) ?? -1];
    return step !== undefined && isPassed(step, own(answers, id));
  }).length;
  return { passed, shown: shown.length, share: shown.length === 0 ? 1 : passed / shown.length };
}
