import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { SurveyDefinition } from '@liaise/core/survey/types';
import { LeanElement } from '../base/lean-element.ts';
import type { ElementState } from '../base/state.ts';
import { baseStyles } from '../base/theme.styles.ts';
import { drawStep, textOf } from './draw.ts';
import type { AnswersSoFar, SurveyFlow } from './flow.ts';
import { SurveySession } from './session.ts';
import { LiaiseSurveyClosedEvent } from './survey.events.ts';
import { surveyMessages, type SurveyMessages } from './survey.messages.ts';
import { surveyStyles } from './survey.styles.ts';

/** Where a survey shows: in the text, in a corner of the page, or in front of it. */
export const surveyModes = ['inline', 'popover', 'dialog'] as const;
export type SurveyMode = (typeof surveyModes)[number];

/** How a survey asks: one question at a time, or all on a page. */
export const surveyLayouts = ['steps', 'page'] as const;
export type SurveyLayout = (typeof surveyLayouts)[number];

/**
 * A satisfaction survey that a customer answers where they are, without an account: one question at a time or all on a page, each
 * answer saved as soon as it is given.
 *
 * @customElement liaise-survey
 * @summary A satisfaction survey.
 *
 * @slot thanks - What is shown after the end, instead of the definition's own thanks.
 *
 * @attr {string} survey - A survey's id; the source opens a session for it.
 * @attr {string} token - The token of a survey link.
 * @attr {'inline' | 'popover' | 'dialog'} mode - Where it shows. A popover and a dialog open by `show()`.
 * @attr {'steps' | 'page'} layout - One question at a time, or all on a page.
 * @attr {string} anchor - The id of what a popover stands beside; in a corner of the page without one.
 * @attr {string} seed - What random orders are drawn from; the link's token unless said.
 * @attr {boolean} own-act - The person asked for it: it opens although it may not be time to ask them.
 * @attr {string} prefill - Answers that an address proposes, as a JSON object by question id; they count once the person goes on.
 * @attr {string} fields - Hidden fields that came with an address, as a JSON object; the definition says which it takes.
 * @attr {string} name - The name under which a surrounding form sends the answers, as JSON.
 * @attr {boolean} required - A surrounding form waits until every question shown is passed.
 * @attr {boolean} disabled - Cannot be answered, and sends nothing with a form.
 *
 * @csspart base - The root.
 * @csspart question - The question shown.
 * @csspart progress - How far the person has come.
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
 * @fires {LiaiseSurveyDeferredEvent} liaise-survey-deferred - A person wants to be asked later, or not again.
 */
export class Survey extends LeanElement<SurveyMessages> {
  static readonly formAssociated = true;
  static override styles = [baseStyles, surveyStyles];

  static override properties: PropertyDeclarations = {
    survey: {},
    token: {},
    mode: { reflect: true },
    layout: { reflect: true },
    anchor: {},
    seed: {},
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

  /** One question at a time, or all on a page. */
  declare layout: SurveyLayout;

  /** What a popover stands beside: an element, or the id of one in the same tree. */
  declare anchor?: string | Element | null;

  /** What random orders are drawn from, so that the same person meets the same order again; the link's token unless said. */
  declare seed?: string;

  /** The name under which a surrounding form sends the answers. */
  declare name: string;

  /** Whether a surrounding form waits until every question shown is passed. */
  declare required: boolean;

  /** Whether it cannot be answered. */
  declare disabled: boolean;

  /** A definition of the page's own: nothing is fetched and nothing is sent; the page listens and reads `answers`. */
  declare definition?: SurveyDefinition;

  /** The files chosen here, by the ids that stand in the answers. With a source they are sent by themselves. */
  readonly files = new Map<string, File>();

  readonly #session = new SurveySession(this);
  #open = false;
  #isDisabled = false;

  constructor() {
    super();
    this.mode = 'inline';
    this.layout = 'steps';
    this.name = '';
    this.required = this.disabled = false;
  }

  /** The answers so far, by question id; `null` for a question that was skipped. */
  get answers(): AnswersSoFar {
    return this.#session.flow?.answers ?? {};
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
    this.#session.moveFocus = this.mode === 'dialog';
    this.requestUpdate();
  }

  /** Closes a popover or a dialog; the answers stay. */
  hide(): void {
    this.#open = false;
    this.requestUpdate();
  }

  formResetCallback(): void {
    this.#session.restart({});
  }

  /** @param state what was given to the form before, as the browser kept it */
  formStateRestoreCallback(state: string): void {
    this.#session.restart(JSON.parse(state) as AnswersSoFar);
  }

  formDisabledCallback(disabled: boolean): void {
    this.#isDisabled = disabled;
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#session.frame?.leave(this.renderRoot as ShadowRoot);
  }

  protected override get catalog(): typeof surveyMessages {
    return surveyMessages;
  }

  protected override prepare(): Promise<unknown> | undefined {
    const own = super.prepare();
    const more = this.#session.prepare(this.language);
    return own && more ? Promise.all([own, more]) : (own ?? more);
  }

  protected override currentState(): ElementState {
    const { definition } = this;
    const { broken, flow, line } = this.#session;
    if (broken) return 'error';
    if (flow && definition) return 'ready';
    if (definition ? definition.questions.length === 0 : !this.token && !this.survey) return 'empty';
    const state = line?.asked.state ?? 'loading';
    return (state === 'ready' || state === 'stale') && !flow ? 'loading' : state;
  }

  protected override update(changed: PropertyValues<this>): void {
    this.#session.gather();
    super.update(changed);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const session = this.#session;
    const root = this.renderRoot as ShadowRoot;
    this.#tellForm(session.flow);
    const { states } = this.internals;
    // Chrome and Edge before 125 take dashed names only.
    for (const name of ['finished', '--finished']) {
      states.delete(name);
      try {
        if (session.flow?.finished) states.add(name);
        break;
      } catch {
        continue;
      }
    }
    session.frame?.setOpen(root, this.#open, this.anchor);
    if (!session.moveFocus) return;
    const area = root.querySelector('.faulty') ?? root;
    const target =
      area.querySelector<HTMLElement>('[aria-invalid=true]:not(fieldset)') ??
      area.querySelector<HTMLElement>('[tabindex]');
    if (!target) return;
    session.moveFocus = false;
    target.focus();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    const { coming } = this.#session;
    if (!coming) return done;
    await coming;
    return this.getUpdateComplete();
  }

  #tellForm(flow: SurveyFlow | undefined): void {
    const { internals } = this;
    const value = flow && Object.keys(flow.answers).length > 0 ? JSON.stringify(flow.answers) : null;
    internals.setFormValue(value, value);
    const anchor = this.renderRoot.querySelector<HTMLElement>('.question :is(input, textarea, button)');
    if (this.required && !flow?.complete) {
      internals.setValidity({ valueMissing: true }, this.words.required, anchor ?? undefined);
    } else internals.setValidity({});
  }

  #close(): void {
    this.hide();
    const { flow } = this.#session;
    if (flow && !flow.finished) this.dispatchEvent(new LiaiseSurveyClosedEvent(flow.definition.id));
  }

  #renderContent(): TemplateResult {
    const { words, language, state, files } = this;
    const session = this.#session;
    const { flow, line, whole } = session;
    if (flow?.finished) {
      const thanks = textOf(flow, flow.definition.thanks, language).text || words.thanks;
      return html`<div class="end" tabindex="-1" role="status">
        <slot name="thanks"><p>${thanks}</p></slot>
        ${line?.drawArrived(language)}
      </div>`;
    }
    const trouble = line?.drawTrouble(language);
    if (trouble) return trouble;
    const question = flow?.question;
    if (flow && question) {
      const view = { session, flow, words, files, redraw: () => this.requestUpdate() };
      return this.layout === 'page' && whole ? whole.drawWhole(view) : drawStep(view, question);
    }
    if (state === 'error' || state === 'empty') return html`<p class="said" role="status">${words[state]}</p>`;
    return html`<span class="unseen" role="status">${words.loading}</span
      ><span class="bone" aria-hidden="true"></span>`;
  }

  protected override render(): TemplateResult {
    const { mode, words, language } = this;
    const { flow, frame } = this.#session;
    const inner = html`<div class="inner" ?inert=${this.#isDisabled}>${this.#renderContent()}</div>`;
    const about = flow?.definition.title ?? flow?.question?.title;
    const framed =
      mode !== 'inline' &&
      frame?.drawFrame({
        mode,
        survey: this,
        session: this.#session,
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
