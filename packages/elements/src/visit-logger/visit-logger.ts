import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Visit } from '@liaise/core/records/visit';
import { adopt } from '../base/adopt.ts';
import { controlStyles } from '../base/controls.styles.ts';
import { DataController } from '../base/data-controller.ts';
import { icon } from '../base/icons.ts';
import { LiaiseElement } from '../base/liaise-element.ts';
import { notice } from '../base/notice.ts';
import type { ElementState } from '../base/state.ts';
import { baseStyles } from '../base/theme.styles.ts';
import { positionNow } from './position.ts';
import { LiaiseBeforeVisitSaveEvent, LiaiseVisitSavedEvent } from './visit-logger.events.ts';
import { visitLoggerMessages, type VisitLoggerMessages } from './visit-logger.messages.ts';
import { visitLoggerStyles } from './visit-logger.styles.ts';
import { VisitWork, type Saving } from './visit-work.ts';

const goes: readonly Saving[] = ['nothing', 'locating', 'saving', 'delivered', 'queued'];

/**
 * Plans a visit, checks in, takes the report and closes it, with or without a line.
 *
 * @customElement liaise-visit-logger
 * @summary Logs visits to a customer.
 *
 * @attr {string} customer - The customer: an id, `system:Collection/row`, a mail address or a phone number.
 * @attr {string} visit - One visit's id, to log that one.
 * @attr {string} type - The type of the visits planned here, a word of the company's own; `regular` unless set.
 * @attr {'ask' | 'off'} position - Whether a check-in asks the device for its position.
 *
 * @csspart base - The root.
 * @csspart actions - The rows of buttons.
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
 * @cssstate empty - No customer is set.
 * @cssstate forbidden - The caller may not see this customer's visits.
 * @cssstate offline - There is no line and nothing is kept; a visit can be logged all the same.
 * @cssstate stale - Shown from an earlier time.
 * @cssstate error - It could not be loaded; a visit can be logged all the same.
 * @cssstate ready - Visits can be logged.
 *
 * @fires {LiaiseBeforeVisitSaveEvent} liaise-before-visit-save - A person is about to save; may be stopped.
 * @fires {LiaiseVisitSavedEvent} liaise-visit-saved - It is saved, by the gateway or on this device.
 */
export class VisitLogger extends LiaiseElement<VisitLoggerMessages> {
  static override styles = [baseStyles, controlStyles, visitLoggerStyles];

  static override properties: PropertyDeclarations = {
    customer: {},
    visit: {},
    type: {},
    position: {},
    data: { attribute: false },
    geolocation: { attribute: false },
  };

  /** The customer to visit. */
  declare customer?: string;

  /** One visit, to log that one. */
  declare visit?: string;

  /** The type of the visits planned here. */
  declare type: string;

  /** Whether a check-in asks the device for its position. */
  declare position: 'ask' | 'off';

  /** A visit of the page's own: nothing is fetched; orders still go to the source of the nearest provider. */
  declare data?: Visit;

  /** Where positions come from; the browser's own unless set. */
  declare geolocation?: Pick<Geolocation, 'getCurrentPosition'>;

  readonly #visits = new DataController(this, {
    kind: 'visits',
    question: () => (this.customer && !this.visit ? { customer: this.customer } : undefined),
    given: () => this.data && [this.data],
  });
  readonly #visit = new DataController(this, {
    kind: 'visit',
    question: () => (this.visit ? { visit: this.visit } : undefined),
    given: () => this.data,
  });
  readonly #work: VisitWork;
  #forms: typeof import('./draw-forms.ts') | undefined;
  #coming: Promise<void> | undefined;
  #faultShown: VisitWork['fault'];

  constructor() {
    super();
    this.type = 'regular';
    this.position = 'ask';
    const source = (): DataController<'visits'>['source'] => this.#visits.source;
    const customer = (): string => this.customer ?? '';
    const type = (): string => this.type;
    this.#work = new VisitWork({
      get source() {
        return source();
      },
      get customer() {
        return customer();
      },
      get type() {
        return type();
      },
      locate: () => (this.position === 'off' ? undefined : positionNow(this.geolocation)),
      before: (visit, act) => this.dispatchEvent(new LiaiseBeforeVisitSaveEvent(visit, act)),
      saved: (visit, act, delivered) => void this.dispatchEvent(new LiaiseVisitSavedEvent(visit, act, delivered)),
      changed: () => this.requestUpdate(),
      refresh: () => this.#asked.refresh(),
    });
  }

  protected override get catalog(): typeof visitLoggerMessages {
    return visitLoggerMessages;
  }

  protected override currentState(): ElementState {
    return this.#asked.state;
  }

  protected override prepare(): Promise<unknown> | undefined {
    const own = super.prepare();
    const forms = this.#forms?.formMessages.load(this.language);
    return own && forms ? Promise.all([own, forms]) : (own ?? forms);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && (changed.has('customer') || changed.has('visit'))) this.#work.leave();
    if (!this.#forms) this.#fetchForms();
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    if (this.#work.fault && this.#work.fault !== this.#faultShown) {
      this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    }
    this.#faultShown = this.#work.fault;
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    if (!this.#coming) return done;
    await this.#coming;
    return this.getUpdateComplete();
  }

  get #asked(): DataController<'visit'> | DataController<'visits'> {
    return this.visit || this.data ? this.#visit : this.#visits;
  }

  /** The forms come right after the buttons that lead to them, so that they are here when the line is gone. */
  #fetchForms(): void {
    this.#coming ??= import('./draw-forms.ts')
      .then(
        (forms) => {
          this.#forms = forms;
          adopt(this.renderRoot as ShadowRoot, forms.fieldStyles);
        },
        () => undefined,
      )
      .then(() => {
        this.#coming = undefined;
        this.requestUpdate();
      });
  }

  #renderSaved(): TemplateResult {
    const { words } = this;
    const { saving, unlocated } = this.#work;
    const isGood = goes.includes(saving);
    const picture = !isGood ? 'alert' : saving === 'queued' ? 'cloud' : saving === 'delivered' ? 'check' : 'clock';
    const isSaved = saving === 'delivered' || saving === 'queued';
    return html`<p class="saved ${isGood ? saving : 'failed'}" role="status">
      ${saving === 'nothing' ? nothing : icon(picture)}${words.said[saving]}
      ${isSaved && unlocated ? words.noPosition : nothing}
    </p>`;
  }

  #renderWhen({ plannedStart, checkedInAt }: Visit): TemplateResult | typeof nothing {
    const at = checkedInAt ?? plannedStart;
    return at ? html`<time datetime=${at}>${this.locale.date(at, 'moment')}</time>` : nothing;
  }

  #renderList(visits: readonly Visit[]): TemplateResult {
    const { words } = this;
    const work = this.#work;
    const planned = visits
      .filter(({ status }) => status === 'planned')
      .sort((a, b) => ((a.plannedStart ?? '') < (b.plannedStart ?? '') ? -1 : 1));
    return html`${
        planned.length > 0
          ? html`<ul aria-label=${words.planned}>
              ${planned.map(
                (visit) =>
                  html`<li>
                    <p>${this.#renderWhen(visit)} <span class="purpose">${visit.purpose}</span></p>
                    <button type="button" @click=${() => work.goTo(visit.id)}>${words.moves['check-in']}…</button>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
      <div class="actions" part="actions">
        <button class="primary" type="button" @click=${() => void work.checkInNow()}>
          ${icon('pin')}${words.checkInNow}
        </button>
        <button type="button" @click=${() => work.goTo(undefined, { planning: true })}>
          ${icon('calendar')}${words.planOne}
        </button>
      </div>`;
  }

  #renderForm(visit: Visit | undefined): TemplateResult | typeof nothing {
    const forms = this.#forms;
    if (!forms) return nothing;
    const { moves, statuses } = this.words;
    const view = {
      work: this.#work,
      words: forms.formMessages.words(this.language),
      moves,
      statuses,
      hasList: !this.visit && !this.data,
      canPlan: Boolean(this.customer),
      ...(visit && { visit }),
    };
    return html`${visit ? forms.drawVisit(view, visit) : forms.drawPlan(view)}`;
  }

  protected override render(): TemplateResult {
    const { words, locale } = this;
    const work = this.#work;
    const { state, snapshot, data } = this.#asked;
    const canLog = state !== 'loading' && state !== 'empty' && state !== 'forbidden' && !('unconnected' in snapshot);
    const told = !data ? [] : Array.isArray(data) ? data : [data];
    const visit = canLog && !work.planning ? work.current(told, this.visit ?? this.data?.id) : undefined;
    return html`<section part="base" aria-labelledby="title" aria-busy=${state === 'loading' ? 'true' : 'false'}>
      <header>
        <h2 id="title">${words.title}</h2>
        ${
          visit ? html`<span class="status">${words.statuses[visit.status]} ${this.#renderWhen(visit)}</span>` : nothing
        }
      </header>
      ${notice(this.#asked, words, locale, words.noCustomer)}
      ${
        state === 'loading'
          ? html`<span class="unseen" role="status">${words.loading}</span>
              <div class="actions" aria-hidden="true">
                <button class="bone" disabled>${words.checkInNow}</button>
                <button class="bone" disabled>${words.planOne}</button>
              </div>`
          : nothing
      }
      ${canLog ? (work.planning || visit ? this.#renderForm(visit) : this.#renderList(work.known(told))) : nothing}
      ${this.#renderSaved()}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'liaise-visit-logger': VisitLogger;
  }
}
