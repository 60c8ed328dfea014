import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Question, SurveyDefinition } from '@liaise/core/survey/types';
import { adopt } from '../base/adopt.ts';
import { controlStyles } from '../base/controls.styles.ts';
import { fieldStyles } from '../base/fields.styles.ts';
import { LeanElement } from '../base/lean-element.ts';
import type { ElementState } from '../base/state.ts';
import { baseStyles } from '../base/theme.styles.ts';
import { drawQuestion, faultsOf, textOf } from './draw.ts';
import { hasLogic, SurveyFlow, type AnswersSoFar } from './flow.ts';
import type { SurveyLine } from './line.ts';
import { fetchKinds, kindOf } from './questions/kinds.ts';
import {
  LiaiseAnswerEvent,
  LiaiseBeforeSurveyFinishEvent,
  LiaiseSurveyClosedEvent,
  LiaiseSurveyFinishedEvent,
} from './survey.events.ts';
import { surveyMessages, type SurveyMessages } from './survey.messages.ts';
import { surveyStyles } from './survey.styles.ts';

/** Where a survey shows: in the text, in a corner of the page, or in front of it. */
export const surveyModes = ['inline', 'popover', 'dialog'] as const;
export type SurveyMode = (typeof surveyModes)[number];

/**
 * A satisfaction survey that a customer answers where they are, without an account: one question at a time, each answer
 * saved as soon as it is given.
 *
 * @customElement liaise-survey
 * @summary A satisfaction survey.
 *
 * @slot thanks - What is shown after the end, instead of the definition's own thanks.
 *
 * @attr {string} survey - A survey's id; the source opens a session for it.
 * @attr {string} token - The token of a survey link.
 * @attr {'inline' | 'popover' | 'dialog'} mode - Where it shows. A popover and a dialog open by `show()`.
 * @attr {string} name - The name under which a surrounding form sends the answers, as JSON.
 * @attr {boolean} required - A surrounding form waits until every question shown is passed.
 * @attr {boolean} disabled - Cannot be answered, and sends nothing with a form.
 *
 * @csspart base - The root.
 * @csspart question - The question shown.
 * @csspart actions - The row of buttons.
 * @csspart notice - What is wrong and what to do.
 *
 * @cssprop --liaise-surface - Background.
 * @cssprop --liaise-raised - Background under the pointer.
 * @cssprop --liaise-text - Text.
 * @cssprop --liaise-muted - Text of less weight.
 * @cssprop --liaise-line - Lines.
 * @cssprop --liaise-edge - Edges of fields and buttons.
 * @cssprop --liaise-accent - The page's accent.
 * @cssprop --liaise-on-accent - Text on the accent.
 * @cssprop --liaise-bad - What is wrong.
 * @cssprop --liaise-focus - The focus ring.
 * @cssprop --liaise-radius - Roundness of corners.
 * @cssprop --liaise-density - A factor on all distances, 1 by default.
 *
 * @cssstate loading - Nothing is known yet.
 * @cssstate empty - There is no survey to show.
 * @cssstate forbidden - The link cannot be used.
 * @cssstate offline - There is no line and nothing is kept.
 * @cssstate stale - Shown from an earlier time.
 * @cssstate error - It could not be loaded.
 * @cssstate ready - A question, or the thanks, is shown.
 * @cssstate finished - The person has finished.
 *
 * @fires {LiaiseAnswerEvent} liaise-answer - A person answered a question.
 * @fires {LiaiseBeforeSurveyFinishEvent} liaise-before-survey-finish - A person is about to send; may be stopped.
 * @fires {LiaiseSurveyFinishedEvent} liaise-survey-finished - The answers are sent, or safe on this device.
 * @fires {LiaiseSurveyClosedEvent} liaise-survey-closed - A person closed it without finishing.
 */
export class Survey extends LeanElement<SurveyMessages> {
  static readonly formAssociated = true;
  static override styles = [baseStyles, controlStyles, fieldStyles, surveyStyles];

  static override properties: PropertyDeclarations = {
    survey: {},
    token: {},
    mode: { reflect: true },
    name: { reflect: true },
    required: { type: Boolean, reflect: true },
    disabled: { type: Boolean, reflect: true },
    definition: { attribute: false },
  };

  /** A survey's id, or its definition's id. */
  declare survey?: string;

  /** The token of a survey link. */
  declare token?: string;

  /** Where it shows. */
  declare mode: SurveyMode;

  /** The name under which a surrounding form sends the answers. */
  declare name: string;

  /** Whether a surrounding form waits until every question shown is passed. */
  declare required: boolean;

  /** Whether it cannot be answered. */
  declare disabled: boolean;

  /** A definition of the page's own: nothing is fetched and nothing is sent; the page listens and reads `answers`. */
  declare definition?: SurveyDefinition;

  #flow: SurveyFlow | undefined;
  #begun: unknown;
  #line: SurveyLine | undefined;
  #frame: typeof import('./frame.ts') | undefined;
  /** Code under way that this survey needs. */
  #coming: Promise<void> | undefined;
  #broken = false;
  #restored: AnswersSoFar | undefined;
  #open = false;
  #moveFocus = false;
  #finishing = false;
  #isDisabled = false;

  constructor() {
    super();
    this.mode = 'inline';
    this.name = '';
    this.required = this.disabled = false;
  }

  /** The answers so far, by question id; `null` for a question that was skipped. */
  get answers(): AnswersSoFar {
    return this.#flow?.answers ?? {};
  }

  /** The form that the survey belongs to. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  /** How the survey stands with its form. */
  get validity(): ValidityState {
    return this.internals.validity;
  }

  /** Whether a surrounding form may be sent. */
  checkValidity(): boolean {
    return this.internals.checkValidity();
  }

  /** The same, and says so where the question is. */
  reportValidity(): boolean {
    return this.internals.reportValidity();
  }

  /** Opens a popover or a dialog. Call it when a person asked for it. */
  show(): void {
    if (this.#open) return;
    this.#open = true;
    this.#moveFocus = this.mode === 'dialog';
    this.requestUpdate();
  }

  /** Closes a popover or a dialog; the answers stay. */
  hide(): void {
    this.#open = false;
    this.requestUpdate();
  }

  formResetCallback(): void {
    this.#restart({});
  }

  /** @param state what was given to the form before, as the browser kept it */
  formStateRestoreCallback(state: string): void {
    this.#restart(JSON.parse(state) as AnswersSoFar);
  }

  formDisabledCallback(disabled: boolean): void {
    this.#isDisabled = disabled;
    this.requestUpdate();
  }

  protected override get catalog(): typeof surveyMessages {
    return surveyMessages;
  }

  protected override prepare(): Promise<unknown> | undefined {
    const own = super.prepare();
    const line = this.#line?.prepare(this.language);
    return own && line ? Promise.all([own, line]) : (own ?? line);
  }

  protected override currentState(): ElementState {
    const { definition } = this;
    if (this.#broken) return 'error';
    if (definition) return this.#flow ? 'ready' : definition.questions.length > 0 ? 'loading' : 'empty';
    if (!this.token && !this.survey) return 'empty';
    const state = this.#line?.asked.state ?? 'loading';
    return (state === 'ready' || state === 'stale') && !this.#flow ? 'loading' : state;
  }

  protected override update(changed: PropertyValues<this>): void {
    this.#gather();
    super.update(changed);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const root = this.renderRoot;
    this.#tellForm();
    const { states } = this.internals;
    if (!this.#flow?.finished) states.delete('finished');
    else {
      try {
        states.add('finished');
      } catch {
        // Chrome and Edge before 125 take dashed names only.
        states.add('--finished');
      }
    }
    this.#frame?.setOpen(this.renderRoot as ShadowRoot, this.#open);
    const target =
      this.#moveFocus &&
      (root.querySelector<HTMLElement>('[aria-invalid=true]:not(fieldset)') ??
        root.querySelector<HTMLElement>('[tabindex]'));
    if (!target) return;
    this.#moveFocus = false;
    target.focus();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    if (!this.#coming) return done;
    await this.#coming;
    return this.getUpdateComplete();
  }

  /** Fetches code that this survey needs and draws when it is there. */
  #fetch(code: Promise<unknown>): void {
    const coming = Promise.all([this.#coming, code]).then(
      () => undefined,
      () => void (this.#broken = true),
    );
    this.#coming = coming;
    void coming.then(() => {
      if (this.#coming === coming) this.#coming = undefined;
      this.requestUpdate();
    });
  }

  /** Brings together what has to be here before a question can be shown, and begins. */
  #gather(): void {
    const { definition, token, survey, mode } = this;
    if (this.#coming || this.#broken) return;
    if (mode !== 'inline' && !this.#frame) this.#fetch(import('./frame.ts').then((frame) => (this.#frame = frame)));
    if (!definition && (token || survey) && !this.#line) {
      this.#fetch(import('./line.ts').then((line) => this.#connect(line)));
    }
    const opened = definition ? undefined : this.#line?.opened;
    const asked = definition ?? opened?.definition;
    if (!asked || asked.questions.length === 0) {
      this.#flow = this.#begun = undefined;
      return;
    }
    const key = opened ? `${opened.token} ${asked.id} ${asked.version}` : asked;
    if (this.#begun !== key) this.#begin(key, asked, opened?.answers, opened?.fields);
    else if (opened) this.#flow?.catchUp(opened.answers);
    if (opened?.status === 'finished' && this.#flow) this.#flow.finished = true;
  }

  #restart(answers: AnswersSoFar): void {
    this.#begun = undefined;
    this.#restored = answers;
    this.requestUpdate();
  }

  #connect({ SurveyLine }: typeof import('./line.ts')): void {
    this.#line = new SurveyLine(this, () =>
      this.definition
        ? undefined
        : this.token
          ? { token: this.token }
          : this.survey
            ? { survey: this.survey }
            : undefined,
    );
  }

  #begin(key: unknown, definition: SurveyDefinition, answers: AnswersSoFar = {}, fields = {}): void {
    this.#begun = key;
    this.#flow = undefined;
    const start = (logic?: typeof import('./logic.ts')): void => {
      if (this.#begun !== key) return;
      this.#flow = new SurveyFlow(definition, this.#restored ?? answers, { fields }, logic);
      this.#restored = undefined;
      this.#line?.begin(this.#flow.answers);
      for (const question of definition.questions) {
        const styles = kindOf(question)?.styles;
        if (styles && this.shadowRoot) adopt(this.shadowRoot, styles);
      }
    };
    const kinds = fetchKinds(definition.questions);
    const logic = hasLogic(definition) ? import('./logic.ts') : undefined;
    if (kinds || logic) this.#fetch(Promise.all([logic, kinds]).then(([code]) => start(code)));
    else start();
  }

  #tellForm(): void {
    const { internals } = this;
    const flow = this.#flow;
    const value = flow && Object.keys(flow.answers).length > 0 ? JSON.stringify(flow.answers) : null;
    internals.setFormValue(value, value);
    const anchor = this.renderRoot.querySelector<HTMLElement>('.question input, .question textarea');
    if (this.required && !flow?.complete) {
      internals.setValidity({ valueMissing: true }, this.words.required, anchor ?? undefined);
    } else internals.setValidity({});
  }

  #answer(question: Question, value: unknown, settled: boolean): void {
    const flow = this.#flow;
    if (!flow) return;
    flow.take(question.id, value);
    if (settled) {
      this.dispatchEvent(new LiaiseAnswerEvent(flow.definition.id, question.id));
      if (faultsOf(question, value).length === 0) void this.#line?.save(flow, false, this.language);
    }
    this.requestUpdate();
  }

  #forward(): void {
    const flow = this.#flow;
    if (!flow || this.#finishing) return;
    const step = flow.forward(faultsOf);
    if (step === 'end') {
      void this.#finish(flow);
      return;
    }
    if (step === 'moved') void this.#line?.save(flow, false, this.language);
    this.#moveFocus = true;
    this.requestUpdate();
  }

  #back(): void {
    this.#flow?.back();
    this.#moveFocus = true;
    this.requestUpdate();
  }

  async #finish(flow: SurveyFlow): Promise<void> {
    if (!this.dispatchEvent(new LiaiseBeforeSurveyFinishEvent(flow.definition.id))) return;
    const line = this.definition ? undefined : this.#line;
    this.#finishing = true;
    this.requestUpdate();
    const isSaved = !line || (await line.save(flow, true, this.language));
    this.#finishing = false;
    this.requestUpdate();
    if (flow !== this.#flow) return;
    // The person waits for it here, or has gone on elsewhere.
    this.#moveFocus = Boolean(this.shadowRoot?.activeElement);
    if (!isSaved) return;
    flow.finished = true;
    this.dispatchEvent(new LiaiseSurveyFinishedEvent(flow.definition.id, line?.delivered ?? true));
  }

  #close(): void {
    this.hide();
    const flow = this.#flow;
    if (flow && !flow.finished) this.dispatchEvent(new LiaiseSurveyClosedEvent(flow.definition.id));
  }

  #renderEnd(flow: SurveyFlow): TemplateResult {
    const { words, language } = this;
    const thanks = textOf(flow, flow.definition.thanks, language).text || words.thanks;
    return html`<div class="end" tabindex="-1" role="status">
      <slot name="thanks"><p>${thanks}</p></slot>
      ${this.definition ? nothing : this.#line?.drawArrived(language)}
    </div>`;
  }

  #renderContent(): TemplateResult {
    const { words, language, state } = this;
    const flow = this.#flow;
    if (flow?.finished) return this.#renderEnd(flow);
    const line = this.definition ? undefined : this.#line;
    const trouble = line?.drawTrouble(language);
    if (trouble) return trouble;
    const question = flow?.question;
    if (question) {
      return drawQuestion(
        {
          flow,
          words,
          language,
          saved: line?.drawSaved(language, this.#finishing),
          finishing: this.#finishing,
          answer: (of, value, settled) => this.#answer(of, value, settled),
          forward: () => this.#forward(),
          back: () => this.#back(),
        },
        question,
      );
    }
    if (state === 'error' || state === 'empty') return html`<p class="said" role="status">${words[state]}</p>`;
    return html`<span class="unseen" role="status">${words.loading}</span
      ><span class="bone" aria-hidden="true"></span>`;
  }

  protected override render(): TemplateResult {
    const { mode, words, language } = this;
    const flow = this.#flow;
    const inner = html`<div class="inner" ?inert=${this.#isDisabled}>${this.#renderContent()}</div>`;
    const about = flow?.definition.title ?? flow?.question?.title;
    const framed =
      mode !== 'inline' &&
      this.#frame?.drawFrame({
        mode,
        label: (flow && textOf(flow, about, language).text) || words.loading,
        inner,
        closing: words.close,
        close: () => this.#close(),
        closed: () => this.#open && this.#close(),
      });
    return html`<div part="base" aria-busy=${this.state === 'loading' ? 'true' : 'false'}>
      ${mode === 'inline' ? inner : framed || nothing}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'liaise-survey': Survey;
  }
}
