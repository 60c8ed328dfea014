import { html, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators/property.js';
import { newId } from '@liaise/core/records/identifier';
import type { Visit, VisitMoveName, VisitMoveRequest, VisitOutcome } from '@liaise/core/records/visit';
import { moveRules, possibleMoves } from '@liaise/core/visits';
import type { Receipt } from '@liaise/sdk/source';
import { controlStyles } from '../base/controls.styles.ts';
import { DataController } from '../base/data-controller.ts';
import { fieldStyles } from '../base/fields.styles.ts';
import { icon } from '../base/icons.ts';
import { LiaiseElement } from '../base/liaise-element.ts';
import { notice } from '../base/notice.ts';
import type { ElementState } from '../base/state.ts';
import { baseStyles } from '../base/theme.styles.ts';
import { positionNow } from './position.ts';
import { LiaiseBeforeVisitSaveEvent, LiaiseVisitSavedEvent, type VisitAct } from './visit-logger.events.ts';
import { visitLoggerMessages, type VisitLoggerMessages } from './visit-logger.messages.ts';
import { visitLoggerStyles } from './visit-logger.styles.ts';

type Saving = 'nothing' | 'locating' | 'saving' | 'delivered' | 'queued' | 'failed' | 'refused';
type Fault = 'when' | 'reason' | undefined;

/** What a person wrote and did not save yet. It stays through errors and until it is saved. */
interface Draft {
  when: string;
  purpose: string;
  notes: string;
  outcome: string;
  nextTitle: string;
  nextDue: string;
  reason: string;
}

const blank: Draft = { when: '', purpose: '', notes: '', outcome: '', nextTitle: '', nextDue: '', reason: '' };
const openStatuses: readonly string[] = ['planned', 'checked-in', 'checked-out', 'force-closed'];
const exceptions: readonly VisitMoveName[] = ['skip', 'cancel', 'no-show', 'force-close'];

/**
 * Plans a visit, checks in, takes the report and closes it, with or without a line.
 *
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
 * @cssstate loading - Nothing is known yet.
 * @cssstate empty - No customer is set.
 * @cssstate forbidden - The caller may not see this customer's visits.
 * @cssstate offline - There is no line and nothing is kept; a visit can be logged all the same.
 * @cssstate stale - Shown from an earlier time.
 * @cssstate error - It could not be loaded.
 * @cssstate ready - Visits can be logged.
 *
 * @event {LiaiseBeforeVisitSaveEvent} liaise-before-visit-save - A person is about to save; may be stopped.
 * @event {LiaiseVisitSavedEvent} liaise-visit-saved - It is saved, by the gateway or on this device.
 */
export class VisitLogger extends LiaiseElement<VisitLoggerMessages> {
  static override styles = [baseStyles, controlStyles, fieldStyles, visitLoggerStyles];

  readonly #visits = new DataController(this, {
    kind: 'visits',
    question: () => (this.customer && !this.visit ? { customer: this.customer } : undefined),
    given: () => (this.data ? [this.data] : undefined),
  });
  readonly #visit = new DataController(this, {
    kind: 'visit',
    question: () => (this.visit ? { visit: this.visit } : undefined),
    given: () => this.data,
  });

  readonly #own = new Map<string, Visit>();
  #chosen: string | undefined;
  #planning = false;
  #excepting = false;
  #draft: Draft = { ...blank };
  #draftOf: string | undefined;
  #saving: Saving = 'nothing';
  #fault: Fault;
  #unlocated = false;
  #planId = newId();
  readonly #moveTimes = new Map<string, string>();

  /** The customer to visit. */
  @property() customer?: string;

  /** One visit, to log that one. */
  @property() visit?: string;

  /** The type of the visits planned here. */
  @property() type = 'regular';

  /** Whether a check-in asks the device for its position. */
  @property() position: 'ask' | 'off' = 'ask';

  /** A visit of the page's own: nothing is fetched; orders still go to the source of the nearest provider. */
  @property({ attribute: false }) data?: Visit;

  protected override get catalog(): typeof visitLoggerMessages {
    return visitLoggerMessages;
  }

  protected override currentState(): ElementState {
    return this.#controller.state;
  }

  get #controller(): DataController<'visit'> | DataController<'visits'> {
    return this.visit || this.data ? this.#visit : this.#visits;
  }

  /** The visits to log, as they are known: those of the source, and this person's newest acts on them. */
  #known(): Visit[] {
    const told = this.visit || this.data ? (this.#visit.data ? [this.#visit.data] : []) : (this.#visits.data ?? []);
    const all = new Map(told.map((visit) => [visit.id, visit]));
    for (const [id, visit] of this.#own) {
      const other = all.get(id);
      if (!other || other.moves.length < visit.moves.length) all.set(id, visit);
      else this.#own.delete(id);
    }
    return [...all.values()];
  }

  /** The visit being worked on: the chosen one, or one that is checked in. */
  #current(): Visit | undefined {
    const known = this.#known();
    const chosen = this.visit ?? this.data?.id ?? this.#chosen;
    return (
      known.find((visit) => visit.id === chosen) ??
      known.find((visit) => visit.status === 'checked-in' || visit.status === 'checked-out')
    );
  }

  #write(field: keyof Draft, value: string): void {
    this.#draft = { ...this.#draft, [field]: value };
    this.#fault = undefined;
  }

  readonly #field = (field: keyof Draft) => (event: Event) =>
    this.#write(field, (event.target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value);

  #goTo(visit: string | undefined, planning = false): void {
    this.#chosen = visit;
    this.#planning = planning;
    this.#excepting = false;
    this.#saving = 'nothing';
    this.#fault = undefined;
    if (planning && this.#draft.when === '') this.#draft = { ...this.#draft, when: nextHour() };
    this.requestUpdate();
  }

  async #plan(): Promise<void> {
    const { when, purpose } = this.#draft;
    if (when === '') return this.#refuse('when');
    const order = {
      id: this.#planId,
      customerId: this.customer ?? '',
      type: this.type,
      plannedStart: new Date(when).toISOString(),
      ...(purpose.trim() && { purpose }),
    };
    const visit = await this.#submit(order.id, 'plan', (source) => source.submit('create-visit', order));
    if (!visit) return;
    this.#planId = newId();
    this.#draft = { ...blank };
    this.#planning = false;
    this.requestUpdate();
  }

  /** Checks in without a plan: a new visit, and its first move. */
  async #checkInNow(): Promise<void> {
    const order = { id: this.#planId, customerId: this.customer ?? '', type: this.type };
    const position = await this.#locate();
    const visit = await this.#submit(order.id, 'check-in', async (source) => {
      const planned = await source.submit('create-visit', order);
      this.#own.set(planned.result.id, planned.result);
      return source.submit('move-visit', {
        visit: order.id,
        move: this.#timed(order.id, { move: 'check-in', ...position }),
      });
    });
    if (!visit) return;
    this.#planId = newId();
    this.#chosen = visit.id;
    this.requestUpdate();
  }

  async #move(visit: Visit, move: VisitMoveName): Promise<void> {
    const { reason, notes, outcome, nextTitle, nextDue } = this.#draft;
    if (moveRules[move].needsReason && reason.trim() === '') return this.#refuse('reason');
    const isReport = move === 'check-out' || move === 'report';
    const request: VisitMoveRequest = {
      move,
      ...(move === 'check-in' && (await this.#locate())),
      ...(reason.trim() && { reason }),
      ...(isReport && notes.trim() && { notes }),
      ...(isReport && outcome && { outcome: outcome as VisitOutcome }),
      ...(move === 'report' &&
        nextTitle.trim() && { nextStep: { title: nextTitle, ...(nextDue && { dueOn: nextDue }) } }),
    };
    const moved = await this.#submit(visit.id, move, (source) =>
      source.submit('move-visit', { visit: visit.id, move: this.#timed(visit.id, request) }),
    );
    if (!moved) return;
    this.#excepting = false;
    this.#chosen = moved.id;
    this.#draft = { ...this.#draft, reason: '' };
    this.requestUpdate();
  }

  /** A repeated try of the same move is the same move: it keeps the time of the first. */
  #timed(visit: string, request: VisitMoveRequest): VisitMoveRequest {
    const key = `${visit} ${request.move}`;
    const at = this.#moveTimes.get(key) ?? new Date().toISOString();
    this.#moveTimes.set(key, at);
    return { ...request, at };
  }

  async #locate(): Promise<Pick<VisitMoveRequest, 'position'>> {
    this.#unlocated = false;
    if (this.position === 'off') return {};
    this.#saving = 'locating';
    this.requestUpdate();
    const position = await positionNow();
    this.#unlocated = position === undefined;
    return position ? { position } : {};
  }

  #refuse(fault: Fault): void {
    this.#fault = fault;
    this.requestUpdate();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }

  async #submit(
    id: string,
    act: VisitAct,
    order: (source: NonNullable<DataController<'visits'>['source']>) => Promise<Receipt<Visit>>,
  ): Promise<Visit | undefined> {
    const { source } = this.#visits;
    if (!source || this.#saving === 'saving') return undefined;
    if (!this.dispatchEvent(new LiaiseBeforeVisitSaveEvent(id, act))) {
      this.#saving = 'nothing';
      this.requestUpdate();
      return undefined;
    }
    this.#saving = 'saving';
    this.requestUpdate();
    try {
      const { state, result } = await order(source);
      this.#own.set(result.id, result);
      this.#saving = state;
      this.#moveTimes.delete(`${id} ${act}`);
      this.dispatchEvent(new LiaiseVisitSavedEvent(result.id, act, state === 'delivered'));
      return result;
    } catch (cause) {
      const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
      this.#saving = code === 'invalid-body' || code === 'invalid-move' || code === 'forbidden' ? 'refused' : 'failed';
      return undefined;
    } finally {
      this.requestUpdate();
    }
  }

  #renderNotice(): TemplateResult | typeof nothing {
    const { words, locale } = this;
    return this.visit || this.data
      ? notice(this.#visit, words, locale, words.noCustomer)
      : notice(this.#visits, words, locale, words.noCustomer);
  }

  #renderSaved(): TemplateResult {
    const { words } = this;
    const said: Record<Saving, string> = {
      nothing: '',
      locating: words.locating,
      saving: words.saving,
      delivered: this.#unlocated ? words.noPosition : words.saved,
      queued: words.savedHere,
      failed: words.notSaved,
      refused: words.refused,
    };
    const failed = this.#saving === 'failed' || this.#saving === 'refused';
    const picture = failed
      ? 'alert'
      : this.#saving === 'queued'
        ? 'cloud'
        : this.#saving === 'delivered'
          ? 'check'
          : 'clock';
    const text = said[this.#saving];
    return html`<p class="saved ${failed ? 'failed' : ''}" role="status">
      ${text ? html`${icon(picture)}${text}` : nothing}
    </p>`;
  }

  #renderPlan(): TemplateResult {
    const { words } = this;
    const { when, purpose } = this.#draft;
    const wrong = this.#fault === 'when';
    return html`<form
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#plan();
      }}
    >
      <div class="pair">
        <div class="field">
          <label for="when">${words.when}</label>
          <input
            id="when"
            class="text"
            type="datetime-local"
            required
            .value=${when}
            aria-invalid=${wrong ? 'true' : 'false'}
            aria-describedby=${wrong ? 'wrong' : nothing}
            @input=${this.#field('when')}
          />
          ${wrong ? html`<p class="wrong" id="wrong">${icon('alert')}${words.whenNeeded}</p>` : nothing}
        </div>
        <div class="field">
          <label for="purpose">${words.purpose}<span class="mark">(${words.optional})</span></label>
          <input id="purpose" class="text" maxlength="1000" .value=${purpose} @input=${this.#field('purpose')} />
        </div>
      </div>
      <div class="actions" part="actions">
        <button class="primary" type="submit">${words.plan}</button>
        <button type="button" @click=${() => this.#goTo(undefined)}>${words.goBack}</button>
        ${this.#renderSaved()}
      </div>
    </form>`;
  }

  #renderList(): TemplateResult {
    const { words } = this;
    const planned = this.#known()
      .filter((visit) => visit.status === 'planned')
      .sort((a, b) => ((a.plannedStart ?? '') < (b.plannedStart ?? '') ? -1 : 1));
    return html`${
        planned.length > 0
          ? html`<ul aria-label=${words.planned}>
              ${planned.map(
                (visit) =>
                  html`<li>
                    <p>${this.#renderWhen(visit)} <span class="purpose">${visit.purpose ?? nothing}</span></p>
                    <button type="button" @click=${() => this.#goTo(visit.id)}>${words.moves['check-in']}…</button>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
      <div class="actions" part="actions">
        <button class="primary" type="button" @click=${() => void this.#checkInNow()}>
          ${icon('pin')}${words.checkInNow}
        </button>
        <button type="button" @click=${() => this.#goTo(undefined, true)}>${icon('calendar')}${words.planOne}</button>
        ${this.#renderSaved()}
      </div>`;
  }

  #renderWhen({ plannedStart, checkedInAt }: Visit): TemplateResult | typeof nothing {
    const at = checkedInAt ?? plannedStart;
    return at ? html`<time datetime=${at}>${this.locale.date(at, 'moment')}</time>` : nothing;
  }

  #renderExceptions(visit: Visit): TemplateResult {
    const { words } = this;
    const wrong = this.#fault === 'reason';
    return html`<div class="field">
        <label for="reason">${words.reason}</label>
        <textarea
          id="reason"
          maxlength="1000"
          .value=${this.#draft.reason}
          aria-invalid=${wrong ? 'true' : 'false'}
          aria-describedby=${wrong ? 'wrong' : nothing}
          @input=${this.#field('reason')}
        ></textarea>
        ${wrong ? html`<p class="wrong" id="wrong">${icon('alert')}${words.reasonNeeded}</p>` : nothing}
      </div>
      <div class="actions" part="actions">
        ${possibleMoves(visit.status, { role: 'rep' })
          .filter((move) => exceptions.includes(move))
          .map(
            (move) =>
              html`<button type="button" @click=${() => void this.#move(visit, move)}>${words.moves[move]}</button>`,
          )}
        <button class="plain" type="button" @click=${() => this.#goTo(visit.id)}>${words.goBack}</button>
        ${this.#renderSaved()}
      </div>`;
  }

  #renderReport(visit: Visit): TemplateResult {
    const { words } = this;
    const draft = this.#draft;
    return html`<div class="field">
        <label for="notes">${words.notes}</label>
        <textarea id="notes" maxlength="20000" .value=${draft.notes} @input=${this.#field('notes')}></textarea>
      </div>
      <div class="field">
        <label for="outcome">${words.outcome}</label>
        <select id="outcome" @change=${this.#field('outcome')}>
          <option value="" ?selected=${draft.outcome === ''}>${words.choose}</option>
          ${Object.entries(words.outcomes).map(
            ([value, label]) => html`<option value=${value} ?selected=${draft.outcome === value}>${label}</option>`,
          )}
        </select>
      </div>
      ${
        visit.status === 'checked-in'
          ? nothing
          : html`<div class="pair">
              <div class="field">
                <label for="next">${words.nextStep}<span class="mark">(${words.optional})</span></label>
                <input
                  id="next"
                  class="text"
                  maxlength="300"
                  .value=${draft.nextTitle}
                  @input=${this.#field('nextTitle')}
                />
              </div>
              <div class="field">
                <label for="due">${words.dueOn}<span class="mark">(${words.optional})</span></label>
                <input id="due" class="text" type="date" .value=${draft.nextDue} @input=${this.#field('nextDue')} />
              </div>
            </div>`
      }`;
  }

  #renderVisit(visit: Visit): TemplateResult {
    const { words } = this;
    if (this.#draftOf !== visit.id) {
      this.#draftOf = visit.id;
      this.#draft = {
        ...blank,
        notes: visit.notes ?? '',
        outcome: visit.outcome ?? '',
        nextTitle: visit.nextStep?.title ?? '',
      };
    }
    if (!openStatuses.includes(visit.status)) {
      return html`<p class="said">
          ${icon('check')} ${visit.status === 'reported' ? words.done : words.statuses[visit.status]}
        </p>
        <div class="actions" part="actions">
          ${
            this.customer
              ? html`<button type="button" @click=${() => this.#goTo(undefined, true)}>
                  ${icon('calendar')}${words.another}
                </button>`
              : nothing
          }
          ${this.#renderSaved()}
        </div>`;
    }
    if (this.#excepting) return this.#renderExceptions(visit);
    const moves = possibleMoves(visit.status, { role: 'rep' });
    const main = visit.status === 'checked-in' ? 'check-out' : moves.find((move) => !exceptions.includes(move));
    const others = moves.some((move) => exceptions.includes(move));
    return html`<form
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        if (main) void this.#move(visit, main);
      }}
    >
      ${visit.purpose ? html`<p class="said purpose">${visit.purpose}</p>` : nothing}
      ${visit.status === 'planned' ? nothing : this.#renderReport(visit)}
      <div class="actions" part="actions">
        ${
          main
            ? html`<button class="primary" type="submit">
                ${main === 'check-in' ? icon('pin') : nothing}${words.moves[main]}
              </button>`
            : nothing
        }
        ${
          others
            ? html`<button
                type="button"
                @click=${() => {
                  this.#excepting = true;
                  this.requestUpdate();
                }}
              >
                ${words.more}
              </button>`
            : nothing
        }
        ${
          visit.status === 'planned' && !this.visit && !this.data
            ? html`<button class="plain" type="button" @click=${() => this.#goTo(undefined)}>${words.goBack}</button>`
            : nothing
        }
        ${this.#renderSaved()}
      </div>
    </form>`;
  }

  protected override render(): TemplateResult {
    const { words } = this;
    const controller = this.#controller;
    const { state } = controller;
    const canLog =
      (state === 'ready' || state === 'stale' || state === 'offline' || 'data' in controller.snapshot) &&
      state !== 'empty';
    const visit = canLog && !this.#planning ? this.#current() : undefined;
    const about = visit
      ? html`<span class="status">${words.statuses[visit.status]} ${this.#renderWhen(visit)}</span>`
      : nothing;
    return html`<section part="base" aria-labelledby="title" aria-busy=${state === 'loading' ? 'true' : 'false'}>
      <header>
        <h2 id="title">${words.title}</h2>
        ${about}
      </header>
      ${state === 'ready' ? nothing : this.#renderNotice()}
      ${
        state === 'loading'
          ? html`<span class="unseen" role="status">${words.loading}</span>
              <div class="actions" aria-hidden="true">
                <button class="bone" disabled>${words.checkInNow}</button>
                <button class="bone" disabled>${words.planOne}</button>
              </div>`
          : nothing
      }
      ${canLog ? (this.#planning ? this.#renderPlan() : visit ? this.#renderVisit(visit) : this.#renderList()) : nothing}
    </section>`;
  }
}

/** The next full hour here, as a `datetime-local` field takes it. */
function nextHour(): string {
  const now = new Date();
  now.setHours(now.getHours() + 1, 0, 0, 0);
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

declare global {
  interface HTMLElementTagNameMap {
    'liaise-visit-logger': VisitLogger;
  }
}
