import { isBlank } from '@liaise/core/survey/values';
import type { Question, SurveyContext, SurveyDefinition } from '@liaise/core/survey/types';
import type { path } from '@liaise/core/survey/walk';
import type { pipe } from '@liaise/core/survey/pipe';

/** What questions need that depend on earlier answers: code that a survey without such questions does not load. */
export interface Logic {
  path: typeof path;
  pipe: typeof pipe;
}

export type AnswersSoFar = Readonly<Record<string, unknown>>;

/** The codes of an answer's faults; empty when it is right. */
export type FindFaults = (question: Question, value: unknown) => readonly string[];

/** Whether a definition leaves questions out, jumps, or draws on answers and fields in its texts. */
export const hasLogic = (definition: SurveyDefinition): boolean =>
  /"(?:showIf|goTo)":|\{\{/.test(JSON.stringify(definition));

/** Where a person stands in a survey: the answers given and the question shown. It knows neither page nor line. */
export class SurveyFlow {
  readonly definition: SurveyDefinition;
  readonly #context: SurveyContext;
  /** There where `hasLogic(definition)`. */
  readonly logic: Logic | undefined;
  #answers: AnswersSoFar;
  #at: string | undefined;

  /** The code of what is wrong with the answer to the question shown. */
  fault: string | undefined;
  /** Whether the person has answered anything here. */
  touched = false;
  /** Whether the person has sent it. */
  finished = false;

  /** @param logic wanted where `hasLogic(definition)` */
  constructor(definition: SurveyDefinition, answers: AnswersSoFar = {}, context: SurveyContext = {}, logic?: Logic) {
    this.definition = definition;
    this.#answers = { ...answers };
    this.#context = context;
    this.logic = logic;
  }

  /** The answers by question id; `null` for a question that was skipped. A new object at every change. */
  get answers(): AnswersSoFar {
    return this.#answers;
  }

  /** The hidden fields, for texts that draw on them. */
  get fields(): Readonly<Record<string, unknown>> {
    return this.#context.fields ?? {};
  }

  /** The ids of the questions that the logic shows, in order. */
  get way(): readonly string[] {
    const { definition } = this;
    return this.logic?.path(definition, this.#answers, this.#context) ?? definition.questions.map(({ id }) => id);
  }

  /** The question shown: where the person went, or else the first that is not passed, or else the last. */
  get question(): Question | undefined {
    const { way } = this;
    const at = this.#at !== undefined && way.includes(this.#at) ? this.#at : (this.#firstOpen(way) ?? way.at(-1));
    return this.#find(at);
  }

  /** Whether every question shown is passed. */
  get complete(): boolean {
    return this.#firstOpen(this.way) === undefined;
  }

  /** The answers that the logic shows: what is sent and counted. */
  get shown(): AnswersSoFar {
    return Object.fromEntries(
      this.way.map((id) => [id, this.#answers[id]] as const).filter(([, value]) => value !== undefined),
    );
  }

  /** Takes answers that came later, from another device or another time, unless the person has begun here. */
  catchUp(answers: AnswersSoFar): void {
    if (!this.touched) this.#answers = { ...answers };
  }

  /** Takes an answer; `null` takes one back. */
  take(id: string, value: unknown): void {
    this.#answers = { ...this.#answers, [id]: value };
    this.#at = id;
    this.fault = undefined;
    this.touched = true;
  }

  /**
   * Goes on from the question shown: a blank one counts as skipped.
   *
   * @returns `wrong` where an answer has to be mended first (`fault` says what), `end` where nothing is left to ask
   */
  forward(faultsOf: FindFaults): 'wrong' | 'moved' | 'end' {
    const { question } = this;
    if (!question) return 'end';
    if (this.#isWrong(question, faultsOf)) return 'wrong';
    if (this.#answers[question.id] === undefined) this.take(question.id, null);
    const { way } = this;
    const next = way[way.indexOf(question.id) + 1];
    if (next !== undefined) {
      this.goTo(next);
      return 'moved';
    }
    return way.some((id) => this.#isWrong(this.#find(id), faultsOf)) ? 'wrong' : 'end';
  }

  /** Goes back one question. Answers stay. */
  back(): void {
    const { way, question } = this;
    if (question) this.goTo(way[way.indexOf(question.id) - 1] ?? question.id);
  }

  /** Shows a question, and says what is wrong with its answer where something is. */
  goTo(id: string, fault?: string): void {
    this.#at = id;
    this.fault = fault;
  }

  #isWrong(question: Question | undefined, faultsOf: FindFaults): boolean {
    const [fault] = question ? faultsOf(question, this.#answers[question.id] ?? null) : [];
    if (!question || fault === undefined) return false;
    this.goTo(question.id, fault);
    return true;
  }

  #find(id: string | undefined): Question | undefined {
    return this.definition.questions.find((question) => question.id === id);
  }

  #firstOpen(way: readonly string[]): string | undefined {
    return way.find((id) => {
      const value = this.#answers[id];
      const question = this.#find(id);
      return value === undefined || (question?.required && question.type !== 'statement' && isBlank(value));
    });
  }
}
