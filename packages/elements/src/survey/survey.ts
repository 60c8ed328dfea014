import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property } from 'lit/decorators/property.js';
import {
  localize,
  nextQuestion,
  path,
  pipe,
  shownAnswers,
  type LocalizedText,
  type Question,
  type SurveyDefinition,
} from '@liaise/core/survey';
import type { Answer } from '@liaise/sdk/source';
import { controlStyles } from '../base/controls.styles.ts';
import { DataController } from '../base/data-controller.ts';
import { icon } from '../base/icons.ts';
import { LiaiseElement } from '../base/liaise-element.ts';
import { notice } from '../base/notice.ts';
import type { ElementState } from '../base/state.ts';
import { baseStyles } from '../base/theme.styles.ts';
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

type Saving = 'nothing' | 'saving' | 'delivered' | 'queued' | 'failed';
type Opened = Answer<'survey'>;

/**
 * A satisfaction survey that a customer answers where they are, without an account: one question at a time, each answer
 * saved as soon as it is given.
 *
 * @summary A satisfaction survey.
 *
 * @slot thanks - What is shown after the end, instead of the definition's own thanks.
 *
 * @attr {string} survey - A survey's id; the source opens a session for it.
 * @attr {string} token - The token of a survey link.
 * @attr {'inline' | 'popover' | 'dialog'} mode - Where it shows. A popover and a dialog open by `show()`.
 * @attr {string} name - The name under which a surrounding form sends the answers, as JSON.
 *
 * @csspart base - The root.
 * @csspart question - The question shown.
 * @csspart actions - The row of buttons.
 * @csspart notice - What is wrong and what to do.
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
 * @event {LiaiseAnswerEvent} liaise-answer - A person answered a question.
 * @event {LiaiseBeforeSurveyFinishEvent} liaise-before-survey-finish - A person is about to send; may be stopped.
 * @event {LiaiseSurveyFinishedEvent} liaise-survey-finished - The answers are sent, or safe on this device.
 * @event {LiaiseSurveyClosedEvent} liaise-survey-closed - A person closed it without finishing.
 */
export class Survey extends LiaiseElement<SurveyMessages> {
  static readonly formAssociated = true;
  static override styles = [baseStyles, controlStyles, surveyStyles];

  readonly #survey = new DataController(this, {
    kind: 'survey',
    question: () => (this.token ? { token: this.token } : this.survey ? { survey: this.survey } : undefined),
    given: () => this.#given(),
  });

  #answers: Record<string, unknown> = {};
  #at: string | null | undefined;
  #faults: readonly string[] = [];
  #saving: Saving = 'nothing';
  #finished = false;
  #open = false;
  #begun: unknown;
  #made: { definition: SurveyDefinition; opened: Opened } | undefined;
  #moveFocus = false;
  #latest = 0;

  /** A survey's id, or its definition's id. */
  @property() survey?: string;

  /** The token of a survey link. */
  @property() token?: string;

  /** Where it shows. */
  @property({ reflect: true }) mode: SurveyMode = 'inline';

  /** The name under which a surrounding form sends the answers. */
  @property({ reflect: true }) name?: string;

  /** A definition of the page's own: nothing is fetched and nothing is sent; the page listens and reads `answers`. */
  @property({ attribute: false }) definition?: SurveyDefinition;

  /** The answers so far, by question id; `null` for a question that was skipped. */
  get answers(): Readonly<Record<string, unknown>> {
    return this.#answers;
  }

  /** The form that the survey belongs to. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  /** Opens a popover or a dialog. Call it when a person asked for it. */
  show(): void {
    this.#open = true;
    this.requestUpdate();
  }

  /** Closes a popover or a dialog; the answers stay. */
  hide(): void {
    this.#open = false;
    this.requestUpdate();
  }

  formResetCallback(): void {
    this.#begin({});
    this.requestUpdate();
  }

  formStateRestoreCallback(state: string): void {
    this.#begin(JSON.parse(state) as Record<string, unknown>);
    this.requestUpdate();
  }

  protected override get catalog(): typeof surveyMessages {
    return surveyMessages;
  }

  protected override currentState(): ElementState {
    const { state } = this.#survey;
    return state === 'stale' ? 'ready' : state;
  }

  protected override scheduleUpdate(): void | Promise<unknown> {
    const opened = this.#survey.data;
    const kinds = opened && fetchKinds(opened.definition.questions);
    return kinds ? kinds.then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  protected override willUpdate(): void {
    const opened = this.#survey.data;
    if (!opened) return;
    const key = opened.token || opened.definition;
    if (this.#begun === key) return;
    this.#begun = key;
    this.#finished = opened.status === 'finished';
    this.#begin(opened.answers);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#showOrHide();
    if (!this.#moveFocus) return;
    this.#moveFocus = false;
    this.renderRoot.querySelector<HTMLElement>('legend, .question > label, .end')?.focus();
  }

  #given(): Opened | undefined {
    const { definition } = this;
    if (!definition) return undefined;
    if (this.#made?.definition !== definition) {
      const opened: Opened = {
        name: '',
        definition: { version: 1, language: 'en', ...definition },
        answers: {},
        status: 'open',
        savedAt: null,
        fields: {},
        token: '',
      };
      this.#made = { definition, opened };
    }
    return this.#made.opened;
  }

  #begin(answers: Readonly<Record<string, unknown>>): void {
    this.#answers = { ...answers };
    this.#at = undefined;
    this.#faults = [];
    this.#saving = 'nothing';
    this.#tellForm();
  }

  #tellForm(): void {
    const value = JSON.stringify(this.#answers);
    this.internals.setFormValue(value, value);
  }

  #showOrHide(): void {
    const dialog = this.renderRoot.querySelector('dialog');
    if (dialog && dialog.open !== this.#open) {
      if (this.#open) dialog.showModal();
      else dialog.close();
    }
    const popover = this.renderRoot.querySelector<HTMLElement>('[popover]');
    if (popover && popover.matches(':popover-open') !== this.#open) popover.togglePopover(this.#open);
  }

  /** The question shown: where the person went, or else the first that is not passed; null at the end. */
  #current(opened: Opened): Question | undefined {
    const definition = opened.definition;
    const way = path(definition, this.#answers, { fields: opened.fields });
    const at =
      this.#at !== undefined && this.#at !== null && way.includes(this.#at)
        ? this.#at
        : (nextQuestion(definition, this.#answers, { fields: opened.fields }) ?? way.at(-1));
    return definition.questions.find((question) => question.id === at);
  }

  #take(opened: Opened, question: Question, value: unknown, settled: boolean): void {
    this.#answers = { ...this.#answers, [question.id]: value };
    this.#at = question.id;
    this.#faults = [];
    this.#tellForm();
    if (settled) {
      this.dispatchEvent(new LiaiseAnswerEvent(opened.definition.id, question.id));
      if (kindOf(question.type)?.faults(question, value).length === 0) void this.#save(opened, false);
    }
    this.requestUpdate();
  }

  #forward(opened: Opened, question: Question): void {
    const value = this.#answers[question.id] ?? null;
    const faults = kindOf(question.type)?.faults(question, value) ?? [];
    if (faults.length > 0) {
      this.#faults = faults;
      this.#moveFocus = true;
      this.requestUpdate();
      return;
    }
    this.#answers = { ...this.#answers, [question.id]: value };
    this.#faults = [];
    this.#tellForm();
    const way = path(opened.definition, this.#answers, { fields: opened.fields });
    const next = way[way.indexOf(question.id) + 1];
    if (next === undefined) {
      void this.#finish(opened);
      return;
    }
    this.#at = next;
    this.#moveFocus = true;
    this.requestUpdate();
  }

  #back(opened: Opened, question: Question): void {
    const way = path(opened.definition, this.#answers, { fields: opened.fields });
    this.#at = way[way.indexOf(question.id) - 1] ?? question.id;
    this.#faults = [];
    this.#moveFocus = true;
    this.requestUpdate();
  }

  async #finish(opened: Opened): Promise<void> {
    if (this.#saving === 'saving' && this.#latest < 0) return;
    if (!this.dispatchEvent(new LiaiseBeforeSurveyFinishEvent(opened.definition.id))) return;
    if (!(await this.#save(opened, true))) return;
    this.#finished = true;
    this.#moveFocus = true;
    this.internals.states.add('finished');
    this.requestUpdate();
    this.dispatchEvent(new LiaiseSurveyFinishedEvent(opened.definition.id, this.#saving === 'delivered'));
  }

  /** Saves what the logic shows. Only the newest save says how it went. */
  async #save(opened: Opened, final: boolean): Promise<boolean> {
    const { source } = this.#survey;
    if (opened.token === '' || !source) {
      this.#saving = 'delivered';
      return true;
    }
    const mine = ++this.#latest;
    this.#saving = 'saving';
    this.requestUpdate();
    let outcome: Saving;
    try {
      const answers = shownAnswers(opened.definition, this.#answers, { fields: opened.fields });
      const order = { token: opened.token, answers, final, language: this.locale.tag };
      outcome = (await source.submit('answer-survey', order)).state;
    } catch {
      outcome = 'failed';
    }
    if (mine === this.#latest) this.#saving = outcome;
    this.requestUpdate();
    return outcome !== 'failed';
  }

  #close(opened: Opened | undefined): void {
    this.hide();
    if (opened && !this.#finished) this.dispatchEvent(new LiaiseSurveyClosedEvent(opened.definition.id));
  }

  #text(opened: Opened, localized: LocalizedText | undefined): string {
    return this.#localized(opened, localized).text;
  }

  #localized(opened: Opened, localized: LocalizedText | undefined): { text: string; language: string | undefined } {
    const definition = opened.definition;
    const languages = [this.locale.tag];
    const { text, language } = localize(localized, languages, definition.language);
    const piped = pipe(text, { answers: this.#answers, fields: opened.fields, definition, languages });
    return { text: piped, language };
  }

  #title(opened: Opened, localized: LocalizedText | undefined): TemplateResult {
    const { text, language } = this.#localized(opened, localized);
    return html`<span lang=${language ?? nothing}>${text}</span>`;
  }

  #renderQuestion(opened: Opened, question: Question): TemplateResult {
    const { words } = this;
    const definition = opened.definition;
    const way = path(definition, this.#answers, { fields: opened.fields });
    const at = way.indexOf(question.id);
    const kind = kindOf(question.type);
    const hint = this.#text(opened, question.description);
    const [fault] = this.#faults;
    const describedBy = [hint && 'hint', fault && 'wrong'].filter(Boolean).join(' ') || undefined;
    const isLast = at === way.length - 1;
    const busy = isLast && this.#saving === 'saving';
    return html`<form
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        this.#forward(opened, question);
      }}
    >
      ${this.#renderAbout(opened, at)}
      ${
        way.length > 1
          ? html`<div>
              <progress aria-hidden="true" max=${way.length} .value=${at}></progress>
              <p class="step">${words.step(at + 1, way.length)}</p>
            </div>`
          : nothing
      }
      <div>
        ${
          kind
            ? kind.draw({
                question,
                value: this.#answers[question.id],
                title: html`${this.#title(opened, question.title)}${
                  question.required || question.type === 'statement'
                    ? nothing
                    : html`<span class="mark">(${words.optional})</span>`
                }`,
                text: (localized) => this.#text(opened, localized),
                words,
                describedBy,
                wrong: fault !== undefined,
                answer: (value, settled) => this.#take(opened, question, value, settled),
              })
            : html`<p class="end" tabindex="-1">${words.cannotAsk}</p>`
        }
        ${hint ? html`<p class="hint" id="hint">${hint}</p>` : nothing}
        ${
          fault
            ? html`<p class="wrong" id="wrong" role="alert">
                ${icon('alert')}${fault === 'required' ? words.required : fault === 'too-long' ? words.tooLong : words.wrong}
              </p>`
            : nothing
        }
      </div>
      <div class="actions" part="actions">
        <button class="primary" type="submit" aria-disabled=${busy ? 'true' : nothing}>
          ${busy ? words.sending : isLast ? words.send : words.next}
        </button>
        ${at > 0 ? html`<button type="button" @click=${() => this.#back(opened, question)}>${words.back}</button>` : nothing}
        ${this.#renderSaved()}
      </div>
    </form>`;
  }

  #renderAbout(opened: Opened, at: number): TemplateResult | typeof nothing {
    const definition = opened.definition;
    const title = this.#text(opened, definition.title);
    const privacy = at === 0 ? this.#text(opened, definition.privacy) : '';
    return title || privacy
      ? html`<div class="about">
          ${title ? html`<h2>${title}</h2>` : nothing} ${privacy ? html`<p>${privacy}</p>` : nothing}
        </div>`
      : nothing;
  }

  #renderSaved(): TemplateResult {
    const { words } = this;
    const said: Record<Saving, string> = {
      nothing: '',
      saving: '',
      delivered: this.#survey.data?.token ? words.partial : '',
      queued: words.partialHere,
      failed: words.notSaved,
    };
    const text = said[this.#saving];
    return html`<p class="saved ${this.#saving}" role="status">
      ${text ? html`${icon(this.#saving === 'failed' ? 'alert' : this.#saving === 'queued' ? 'cloud' : 'check')}${text}` : nothing}
    </p>`;
  }

  #renderEnd(opened: Opened): TemplateResult {
    const { words } = this;
    const thanks = this.#text(opened, opened.definition.thanks) || words.thanks;
    return html`<div class="end" tabindex="-1" role="status">
      <slot name="thanks"><p>${thanks}</p></slot>
      ${
        opened.token
          ? html`<p class="hint">${this.#saving === 'queued' ? words.savedHere : words.delivered}</p>`
          : nothing
      }
    </div>`;
  }

  #renderContent(): TemplateResult | typeof nothing {
    const { words } = this;
    const opened = this.#survey.data;
    if (opened && this.#finished) return this.#renderEnd(opened);
    if (opened?.status === 'closed') return html`<div class="end"><p>${words.closed}</p></div>`;
    const question = opened && this.#current(opened);
    if (opened && question) return this.#renderQuestion(opened, question);
    if (this.#survey.state === 'forbidden') return html`<div class="end" role="status"><p>${words.unusable}</p></div>`;
    if (this.#survey.state !== 'loading') return html`${notice(this.#survey, words, this.locale)}`;
    return html`<div class="end">
      <span class="unseen" role="status">${words.loading}</span>
      <span class="bone" aria-hidden="true">${'\u2003'.repeat(16)}</span>
      <span class="bone points" aria-hidden="true">${'\u2003'.repeat(24)}</span>
    </div>`;
  }

  protected override render(): TemplateResult {
    const opened = this.#survey.data;
    const inner = html`<div class="inner">
      ${
        this.mode === 'inline'
          ? nothing
          : html`<button class="close plain" type="button" @click=${() => this.#close(opened)}>
              ${icon('close')}<span class="unseen">${this.words.close}</span>
            </button>`
      }
      ${this.#renderContent()}
    </div>`;
    const label = opened ? this.#text(opened, opened.definition.title) : this.words.loading;
    return html`<div part="base" aria-busy=${this.#survey.state === 'loading' ? 'true' : 'false'}>
      ${
        this.mode === 'dialog'
          ? html`<dialog aria-label=${label} @close=${() => this.#open && this.#close(opened)}>${inner}</dialog>`
          : this.mode === 'popover'
            ? html`<div popover="manual" role="dialog" aria-label=${label}>${inner}</div>`
            : inner
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'liaise-survey': Survey;
  }
}
