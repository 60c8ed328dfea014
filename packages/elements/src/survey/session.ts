import type { Question, SurveyDefinition } from '@liaise/core/survey/types';
import { adopt } from '../base/adopt.ts';
import { faultsOf } from './draw.ts';
import { hasLogic, SurveyFlow, type AnswersSoFar } from './flow.ts';
import type { SurveyLine } from './line.ts';
import { fetchKinds, kindOf } from './questions/kinds.ts';
import { LiaiseAnswerEvent, LiaiseBeforeSurveyFinishEvent, LiaiseSurveyFinishedEvent } from './survey.events.ts';
import type { Survey } from './survey.ts';

/** A survey under way in an element: the code that it needs here, the answers, and what a person does. */
export class SurveySession {
  readonly #host: Survey;
  #begun: unknown;
  #line: SurveyLine | undefined;
  #restored: AnswersSoFar | undefined;
  flow: SurveyFlow | undefined;
  frame: typeof import('./frame.ts') | undefined;
  whole: typeof import('./whole.ts') | undefined;
  /** Code under way that this survey needs. */
  coming: Promise<void> | undefined;
  /** Code that it needs could not be had. */
  broken = false;
  /** The end is being sent. */
  finishing = false;
  /** The focus is to follow to what is shown next. */
  moveFocus = false;
  language = '';

  constructor(host: Survey) {
    this.#host = host;
  }

  /** What ties it to a source; nothing for a definition of the page's own. */
  get line(): SurveyLine | undefined {
    return this.#host.definition ? undefined : this.#line;
  }

  /** Fetches the words of a language that came with code fetched later; undefined when they are here. */
  prepare(
    language = this.language,
    questions: readonly Question[] = this.flow?.definition.questions ?? [],
  ): Promise<unknown> | undefined {
    this.language = language;
    const loads = [this.#line, ...questions.map((question) => kindOf(question)?.catalog)].flatMap(
      (one) => one?.load(language) ?? [],
    );
    return loads.length > 0 ? Promise.all(loads) : undefined;
  }

  /** Fetches code and draws when it is there. */
  #fetch(code: Promise<unknown>): void {
    const coming = Promise.all([this.coming, code]).then(
      () => undefined,
      () => void (this.broken = true),
    );
    this.coming = coming;
    void coming.then(() => {
      if (this.coming === coming) this.coming = undefined;
      this.#host.requestUpdate();
    });
  }

  /** Brings together what has to be here before a question can be shown, and begins. */
  gather(): void {
    const { definition, token, survey, mode, layout } = this.#host;
    if (this.coming || this.broken) return;
    if (mode !== 'inline' && !this.frame) this.#fetch(import('./frame.ts').then((code) => (this.frame = code)));
    if (layout === 'page' && !this.whole) this.#fetch(import('./whole.ts').then((code) => (this.whole = code)));
    if (!definition && (token || survey) && !this.#line) {
      this.#fetch(import('./line.ts').then((code) => (this.#line = code.connect(this.#host))));
    }
    const opened = this.line?.opened;
    const asked = definition ?? opened?.definition;
    if (!asked || asked.questions.length === 0) {
      this.flow = this.#begun = undefined;
      return;
    }
    const key = opened ? `${opened.token} ${asked.id} ${asked.version}` : asked;
    if (this.#begun !== key) this.#begin(key, asked, opened);
    else if (opened) this.flow?.catchUp(opened.answers);
    if (opened?.status === 'finished' && this.flow) this.flow.finished = true;
  }

  #begin(key: unknown, definition: SurveyDefinition, opened: SurveyLine['opened']): void {
    this.#begun = key;
    this.flow = undefined;
    const { questions } = definition;
    const start = (logic?: typeof import('./logic.ts')): void => {
      if (this.#begun !== key) return;
      const seed = this.#host.seed ?? opened?.token ?? Math.random();
      const order = logic && { order: logic.order(definition, seed).questions };
      const context = { fields: opened?.fields ?? {}, seed, ...order };
      this.flow = new SurveyFlow(definition, this.#restored ?? opened?.answers, context, logic);
      this.#restored = undefined;
      this.#line?.begin(this.flow);
      for (const question of questions) {
        const styles = kindOf(question)?.styles;
        if (styles) adopt(this.#host.renderRoot as ShadowRoot, styles);
      }
    };
    const words = (): Promise<unknown> | undefined => this.prepare(undefined, questions);
    const kinds = fetchKinds(questions)?.then(words) ?? words();
    const logic = hasLogic(definition) ? import('./logic.ts') : undefined;
    if (kinds || logic) this.#fetch(Promise.all([logic, kinds]).then(([code]) => start(code)));
    else start();
  }

  /** Begins anew, with these answers. */
  restart(answers: AnswersSoFar): void {
    this.#begun = undefined;
    this.#restored = answers;
    this.#host.requestUpdate();
  }

  /** Takes an answer; `settled` when the person chose, not while they type. */
  answer(question: Question, value: unknown, settled: boolean): void {
    const { flow } = this;
    if (!flow) return;
    flow.take(question.id, value);
    const sound = faultsOf(question, value).length === 0;
    if (settled) {
      this.#host.dispatchEvent(new LiaiseAnswerEvent(flow.definition.id, question.id));
      if (sound) void this.line?.save(flow, false, this.language);
    } else if (sound) this.line?.soon(flow, this.language);
    this.#host.requestUpdate();
  }

  /** Goes on, or to the end. */
  forward(): void {
    const { flow } = this;
    if (!flow || this.finishing) return;
    const step = this.#host.layout === 'page' && this.whole ? this.whole.passAll(flow) : flow.forward(faultsOf);
    if (step === 'end') {
      void this.#finish(flow);
      return;
    }
    if (step === 'moved') void this.line?.save(flow, false, this.language);
    this.#show();
  }

  /** Goes back. Answers stay. */
  back(): void {
    this.flow?.back();
    this.#show();
  }

  #show(): void {
    this.moveFocus = true;
    this.#host.requestUpdate();
  }

  async #finish(flow: SurveyFlow): Promise<void> {
    const { id } = flow.definition;
    if (!this.#host.dispatchEvent(new LiaiseBeforeSurveyFinishEvent(id))) return;
    const { line } = this;
    this.finishing = true;
    this.#host.requestUpdate();
    const isSaved = !line || (await line.save(flow, true, this.language));
    this.finishing = false;
    this.#host.requestUpdate();
    if (flow !== this.flow) return;
    // The person waits for it here, or has gone on elsewhere.
    this.moveFocus = Boolean(this.#host.shadowRoot?.activeElement);
    if (!isSaved) return;
    flow.finished = true;
    this.#host.dispatchEvent(new LiaiseSurveyFinishedEvent(id, line?.delivered ?? true));
  }
}
