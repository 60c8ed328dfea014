import type { Question, SurveyContext, SurveyDefinition } from '@liaise/core/survey/types';
import { isBlank } from '@liaise/core/survey/blank';

/** What questions need that depend on earlier answers, on chance or on the language: a survey without such does not load it. */
export type Logic = Pick<typeof import('./logic.ts'), 'localize' | 'optionOrder' | 'path' | 'pipe'>;

export type AnswersSoFar = Readonly<Record<string, unknown>>;

/** The codes of an answer's faults; empty when it is right. */
export type FindFaults = (question: Question, value: unknown) => readonly string[];

/** Whether a definition leaves questions out, jumps, shuffles, draws on answers and fields, or speaks several languages. */
export const hasLogic = (definition: SurveyDefinition): boolean =>
  /"(?:showIf|goTo|randomOrder)":|":\{|\{\{/.test(JSON.stringify(definition));

/** Where a person stands in a survey: the answers given and the question shown. It knows neither page nor line. */
export class SurveyFlow {
  readonly definition: SurveyDefinition;
  /** Fields, the order of questions, and what random orders are drawn from. */
  readonly context: SurveyContext & { readonly seed?: string | number };
  /** There where `hasLogic(definition)`. */
  readonly logic: Logic | undefined;
  #answers: AnswersSoFar;
  #at: string | undefined;

  /** What questions keep beside their answers while the survey is open. */
  readonly memory = new Map<string, unknown>();
  /** By question: the code of what is wrong with its answer. */
  faults: Readonly<Record<string, string>> = {};
  /** Whether the person has answered anything here. */
  touched = false;
  /** Whether the person has sent it. */
  finished = false;

  /** @param logic wanted where `hasLogic(definition)` */
  constructor(
    definition: SurveyDefinition,
    answers: AnswersSoFar = {},
    context: SurveyFlow['context'] = {},
    logic?: Logic,
  ) {
    this.definition = definition;
    this.#answers = { ...answers };
    this.context = context;
    this.logic = logic;
  }

  /** The answers by question id; `null` for a question that was skipped. A new object at every change. */
  get answers(): AnswersSoFar {
    return this.#answers;
  }

  /** The code of what is wrong with the answer to the question shown. */
  get fault(): string | undefined {
    return this.faults[this.question?.id ?? ''] || undefined;
  }

  /** The hidden fields, for texts that draw on them. */
  get fields(): Readonly<Record<string, unknown>> {
    return this.context.fields ?? {};
  }

  /** The ids of the questions that the logic shows, in order. */
  get way(): readonly string[] {
    const { definition } = this;
    return this.logic?.path(definition, this.#answers, this.context) ?? definition.questions.map(({ id }) => id);
  }

  /** Options or rows in the order in which this person sees them. */
  arranged<E extends { readonly id: string }>(question: Question, entries: readonly E[]): readonly E[] {
    const ids = this.logic?.optionOrder(question, this.context.seed);
    return ids?.flatMap((id) => entries.find((entry) => entry.id === id) ?? []) ?? entries;
  }

  /** Whether how many questions a person meets depends on what they answer. */
  get branches(): boolean {
    return this.definition.questions.some(({ showIf, goTo }) => showIf ?? goTo);
  }

  /** How many questions a person meets at most: those behind them, and all that may still come. It never grows on the way on. */
  get most(): number {
    const { way, definition } = this;
    const id = this.question?.id ?? '';
    const ids = this.context.order ?? definition.questions.map((one) => one.id);
    return way.indexOf(id) + ids.length - ids.indexOf(id);
  }

  /** The question shown: where the person went, or else the first that is not passed, or else the last. */
  get question(): Question | undefined {
    const { way } = this;
    const at = this.#at !== undefined && way.includes(this.#at) ? this.#at : (this.#firstOpen(way) ?? way.at(-1));
    return this.find(at);
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
    this.faults = { ...this.faults, [id]: '' };
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
    return way.some((id) => this.#isWrong(this.find(id), faultsOf)) ? 'wrong' : 'end';
  }

  /** Goes back one question. Answers stay. */
  back(): void {
    const { way, question } = this;
    if (question) this.goTo(way[way.indexOf(question.id) - 1] ?? question.id);
  }

  /** Shows a question, and says what is wrong with its answer where something is. */
  goTo(id: string, fault?: string): void {
    this.#at = id;
    this.faults = fault ? { [id]: fault } : {};
  }

  #isWrong(question: Question | undefined, faultsOf: FindFaults): boolean {
    const [fault] = question ? faultsOf(question, this.#answers[question.id] ?? null) : [];
    if (!question || fault === undefined) return false;
    this.goTo(question.id, fault);
    return true;
  }

  /** The question of an id. */
  find(id: string | undefined): Question | undefined {
    return this.definition.questions.find((question) => question.id === id);
  }

  #firstOpen(way: readonly string[]): string | undefined {
    return way.find((id) => {
      const value = this.#answers[id];
      const question = this.find(id);
      return value === undefined || (question?.required && question.type !== 'statement' && isBlank(value));
    });
  }
}
