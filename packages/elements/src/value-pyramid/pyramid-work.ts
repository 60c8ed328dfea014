import { css, html, nothing, type TemplateResult } from 'lit';
import type { ReactiveControllerHost } from '@lit/reactive-element';
import { formatChange, formatKpi, trend } from '@liaise/core/kpi';
import type { AskedDowngrade } from '@liaise/core/api/value';
import type { CustomerReviewCreate } from '@liaise/core/records/customer-review';
import type { CustomerValue } from '@liaise/core/records/customer-value';
import { newId } from '@liaise/core/records/identifier';
import type { DataSource, Question } from '@liaise/sdk/source';
import { DataController } from '../base/data-controller.ts';
import { fieldStyles } from '../base/fields.styles.ts';
import { Filing, saying } from '../base/filing.ts';
import { icon, type IconName } from '../base/icons.ts';
import type { Locale } from '../base/locale.ts';
import { notice } from '../base/notice.ts';
import { wordsOf } from '../base/wording.ts';
import { pyramidWorkMessages, type PyramidWorkMessages } from './pyramid-work.messages.ts';
import { CustomerOpenedEvent, CustomerReviewedEvent, DowngradeDecidedEvent } from './value-pyramid.events.ts';

type Tier = NonNullable<CustomerValue['tier']>;
type Action = CustomerValue['recommendation']['action'];
type Signal = CustomerValue['signals'][number];

const marks: Record<Signal['kind'], IconName> = { valuable: 'check', changing: 'clock', problem: 'alert' };
const page = 20;

/** What is written in a review and not saved yet. */
interface Draft {
  id: string;
  recommendation: Action;
  text: string;
  nextOn: string;
}
type Field = 'recommendation' | 'text' | 'nextOn';

/** What the work needs to know of its element. */
export interface PyramidPlace {
  subject(): string | undefined;
  currency(): string | undefined;
  period(): string | undefined;
  source(): DataSource | undefined;
}

/** A person's work on a pyramid: the customers of a tier, reviews of them, and downgrades decided. */
export class PyramidWork {
  /** The tier whose customers are shown. */
  tier: Tier | undefined;
  /** The downgrade being decided. */
  deciding: string | undefined;

  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #place: PyramidPlace;
  readonly #filing: Filing;
  readonly #customers: DataController<'value-customers'>;
  readonly #drafts = new Map<string, Draft>();
  readonly #reasons = new Map<string, string>();
  readonly #decided = new Set<string>();
  readonly #reviewed = new Set<string>();
  #action: Action | undefined;
  #limit = page;
  #reviewing: string | undefined;
  #wrong: Field | 'reason' | undefined;
  /** What is to take the focus once it is drawn. */
  #focus: string | undefined;
  #words: PyramidWorkMessages = pyramidWorkMessages.words('en');

  constructor(host: ReactiveControllerHost & HTMLElement, place: PyramidPlace) {
    this.#host = host;
    this.#place = place;
    this.#filing = new Filing({
      get source() {
        return place.source();
      },
      changed: () => host.requestUpdate(),
    });
    this.#customers = new DataController(host, {
      kind: 'value-customers',
      question: () => this.#question(),
      isEmpty: ({ items }) => items.length === 0,
    });
  }

  /** Fetches the words of a language. */
  prepare(language: string): Promise<void> | undefined {
    this.#words = pyramidWorkMessages.words(language);
    return pyramidWorkMessages.load(language)?.then(() => {
      this.#words = pyramidWorkMessages.words(language);
    });
  }

  /** Called after each drawing. */
  drawn(): void {
    if (this.#focus === undefined) return;
    const target = this.#host.shadowRoot?.querySelector<HTMLElement>(this.#focus);
    if (!target) return;
    this.#focus = undefined;
    target.focus();
  }

  /** Somebody else's customers: what was open is closed; what was written is kept. */
  leave(): void {
    this.tier = this.deciding = this.#reviewing = this.#action = undefined;
    this.#limit = page;
  }

  open(tier: Tier | undefined): void {
    this.leave();
    this.tier = tier;
    this.#host.requestUpdate();
  }

  decide(approval: string): void {
    this.deciding = approval;
    this.#wrong = undefined;
    this.#filing.forget();
    this.#focus = '#reason';
    this.#host.requestUpdate();
  }

  /** The proposals that this person has not decided, as far as is known here. */
  undecided(asked: readonly AskedDowngrade[]): AskedDowngrade[] {
    return asked.filter(({ id }) => !this.#decided.has(id));
  }

  #question(): Question<'value-customers'> | undefined {
    const { tier } = this;
    const subject = this.#place.subject();
    const currency = this.#place.currency();
    if (!tier || !subject) return undefined;
    return {
      subject,
      tier,
      ...(this.#action && { action: this.#action }),
      ...(currency !== undefined && { currency }),
      limit: this.#limit,
    };
  }

  /** The customers of the open tier. */
  render(tier: string, locale: Locale): TemplateResult {
    const words = this.#words;
    const customers = this.#customers;
    const { data, state } = customers;
    const choose = ({ target }: Event): void => {
      const { value } = target as HTMLSelectElement;
      this.#action = value === '' ? undefined : (value as Action);
      this.#limit = page;
      this.#host.requestUpdate();
    };
    return html`<div part="customers" role="region" aria-label=${words.listed(tier)} aria-busy=${state === 'loading'}>
      <label class="filter"
        >${words.doNext}
        <select @change=${choose}>
          <option value="" ?selected=${this.#action === undefined}>${words.every}</option>
          ${Object.entries(words.actions).map(
            ([action, label]) => html`<option value=${action} ?selected=${action === this.#action}>${label}</option>`,
          )}
        </select></label
      >
      ${notice(customers, words, locale, words.nobody)}
      ${state === 'loading' ? html`<p class="more" role="status">${words.loading}</p>` : nothing}
      ${
        data
          ? html`<ul class="people">
              ${data.items.map((one) => this.#renderCustomer(one, locale))}
            </ul>`
          : nothing
      }
      ${
        data?.more
          ? html`<button
              type="button"
              @click=${() => {
                this.#limit = Math.min(500, this.#limit + page);
                this.#host.requestUpdate();
              }}
            >
              ${words.more}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderCustomer(one: CustomerValue, locale: Locale): TemplateResult {
    const words = this.#words;
    const { customerId, name, currency, value, previousValue, recommendation, forecast, proposedTier, tier } = one;
    const money = formatKpi({ value, unit: 'money', currency }, locale.tag);
    const { relative } = trend(value, previousValue, 'higher');
    const isOpen = this.#reviewing === customerId;
    return html`<li>
      <div class="who">
        <button class="plain name" type="button" @click=${() => this.#chosen(customerId)}>${name}</button>
        <span class="worth"
          ><span class="unseen">${words.value}</span> <b>${money}</b> ${
            relative === null || relative === 0
              ? nothing
              : html`<span class="more">${words.than(formatChange(relative, { unit: 'relative' }, locale.tag))}</span>`
          }</span
        >
      </div>
      ${
        proposedTier && proposedTier !== tier
          ? html`<p class="more">${words.proposed(words.tiers[proposedTier])}</p>`
          : nothing
      }
      <ul class="signals">
        ${one.signals.map(
          ({ kind, reason }) =>
            html`<li class=${kind}>
              ${icon(marks[kind])} <b>${words.signalKinds[kind]}</b> ${wordsOf(reason, locale.tag)}
            </li>`,
        )}
      </ul>
      <p>
        <b>${words.doNext}: ${words.actions[recommendation.action]}.</b> ${wordsOf(recommendation.reason, locale.tag)}
      </p>
      ${
        forecast
          ? html`<p class="more">
              ${words.buys(
                locale.number(forecast.within.probability, { style: 'percent' }),
                locale.number(forecast.within.days),
              )}
            </p>`
          : nothing
      }
      ${
        isOpen
          ? this.#renderReview(one)
          : html`<div class="acts">
              <button
                type="button"
                aria-label=${words.reviewOf(name)}
                @click=${() => this.#review(one)}
                id="review-${customerId}"
              >
                ${words.review}
              </button>
              ${this.#reviewed.has(customerId) ? saying(this.#filing, customerId, words.filed) : nothing}
            </div>`
      }
    </li>`;
  }

  readonly #chosen = (customer: string): void => {
    this.#host.dispatchEvent(new CustomerOpenedEvent(customer));
  };

  #review({ customerId }: CustomerValue): void {
    this.#reviewing = customerId;
    this.#wrong = undefined;
    this.#filing.forget();
    this.#focus = '#recommendation';
    this.#host.requestUpdate();
  }

  #renderReview(one: CustomerValue): TemplateResult {
    const words = this.#words;
    const { customerId } = one;
    const draft = this.#drafts.get(customerId) ?? {
      id: newId(),
      recommendation: one.recommendation.action,
      text: '',
      nextOn: '',
    };
    this.#drafts.set(customerId, draft);
    const field = (name: Field, control: TemplateResult, isOptional: boolean): TemplateResult =>
      html`<div class="field">
        <label for=${name}
          >${words[name]}${isOptional ? html`<span class="mark">(${words.optional})</span>` : nothing}</label
        >
        ${control} ${this.#wrong === name ? this.#fault(name, words.wrong[name]) : nothing}
      </div>`;
    const take =
      (name: Field) =>
      ({ target }: Event): void => {
        Object.assign(draft, { [name]: (target as HTMLInputElement).value });
        if (this.#wrong !== name) return;
        this.#wrong = undefined;
        this.#host.requestUpdate();
      };
    const invalid = (name: Field): string => (this.#wrong === name ? 'true' : 'false');
    const by = (name: Field): string | typeof nothing => (this.#wrong === name ? `${name}-wrong` : nothing);
    return html`<form
      novalidate
      aria-label=${words.reviewOf(one.name)}
      @submit=${(event: Event) => void this.#saveReview(event, one, draft)}
    >
      <div class="pair">
        ${field(
          'recommendation',
          html`<select id="recommendation" aria-invalid=${invalid('recommendation')} @change=${take('recommendation')}>
            ${Object.entries(words.actions).map(
              ([action, label]) =>
                html`<option value=${action} ?selected=${action === draft.recommendation}>${label}</option>`,
            )}
          </select>`,
          false,
        )}
        ${field(
          'nextOn',
          html`<input
            id="nextOn"
            class="text"
            type="date"
            .value=${draft.nextOn}
            aria-invalid=${invalid('nextOn')}
            aria-describedby=${by('nextOn')}
            @input=${take('nextOn')}
          />`,
          true,
        )}
      </div>
      ${field(
        'text',
        html`<textarea
          id="text"
          .value=${draft.text}
          aria-invalid=${invalid('text')}
          aria-describedby=${by('text')}
          @input=${take('text')}
        ></textarea>`,
        true,
      )}
      <div class="actions">
        <button class="primary" type="submit">${words.save}</button>
        <button type="button" @click=${() => this.#closeReview(customerId)}>${words.back}</button>
        ${saying(this.#filing, customerId, words.filed)}
      </div>
    </form>`;
  }

  #fault(name: string, text: string): TemplateResult {
    return html`<p class="wrong" id="${name}-wrong">${icon('alert')}${text}</p>`;
  }

  #closeReview(customerId: string): void {
    this.#reviewing = undefined;
    this.#focus = `#review-${customerId}`;
    this.#host.requestUpdate();
  }

  async #saveReview(event: Event, one: CustomerValue, draft: Draft): Promise<void> {
    event.preventDefault();
    const { customerId } = one;
    const text = draft.text.trim();
    if (text.length > 4000) return this.#mend('text');
    if (draft.nextOn !== '' && Number.isNaN(Date.parse(draft.nextOn))) return this.#mend('nextOn');
    const order: CustomerReviewCreate = {
      id: draft.id,
      customerId,
      period: this.#place.period() ?? quarterOf(one.asOf),
      recommendation: draft.recommendation,
      ...(text !== '' && { text }),
      ...(draft.nextOn !== '' && { nextOn: draft.nextOn }),
    };
    const receipt = await this.#filing.submit(customerId, 'review-customer', order);
    if (!receipt) {
      const fields: readonly Field[] = ['text', 'nextOn', 'recommendation'];
      const field = fields.find((name) => this.#filing.faults.some(({ path }) => path === name));
      return field ? this.#mend(field) : undefined;
    }
    this.#drafts.delete(customerId);
    this.#reviewed.add(customerId);
    this.#closeReview(customerId);
    const delivered = receipt.state === 'delivered';
    this.#host.dispatchEvent(new CustomerReviewedEvent(customerId, draft.id, delivered));
  }

  #mend(field: Field | 'reason'): void {
    this.#wrong = field;
    this.#focus = `#${field}`;
    this.#host.requestUpdate();
  }

  /** The form in which a proposed downgrade is decided. */
  renderDecision({ id }: AskedDowngrade): TemplateResult {
    const words = this.#words;
    const isWrong = this.#wrong === 'reason';
    const write = ({ target }: Event): void => {
      this.#reasons.set(id, (target as HTMLTextAreaElement).value);
      if (!isWrong) return;
      this.#wrong = undefined;
      this.#host.requestUpdate();
    };
    const back = (): void => {
      this.deciding = undefined;
      this.#focus = `#decide-${id}`;
      this.#host.requestUpdate();
    };
    return html`<div class="decision">
      <div class="field">
        <label for="reason">${words.reason}</label>
        <textarea
          id="reason"
          .value=${this.#reasons.get(id) ?? ''}
          aria-invalid=${isWrong ? 'true' : 'false'}
          aria-describedby=${isWrong ? 'reason-wrong' : nothing}
          @input=${write}
        ></textarea>
        ${isWrong ? this.#fault('reason', words.reasonMissing) : nothing}
      </div>
      <div class="actions">
        <button class="primary" type="button" @click=${() => void this.#file(id, 'approved')}>${words.approve}</button>
        <button type="button" @click=${() => void this.#file(id, 'refused')}>${words.refuse}</button>
        <button class="plain" type="button" @click=${back}>${words.back}</button>
        ${saying(this.#filing, id, words.filed)}
      </div>
    </div>`;
  }

  /** How the last decision got on, once its proposal has left the queue. */
  renderDecided(): TemplateResult | typeof nothing {
    const { about } = this.#filing;
    return this.#decided.has(about) ? saying(this.#filing, about, this.#words.filed) : nothing;
  }

  async #file(id: string, status: 'approved' | 'refused'): Promise<void> {
    const reason = (this.#reasons.get(id) ?? '').trim();
    if (status === 'refused' && reason === '') return this.#mend('reason');
    const receipt = await this.#filing.submit(id, 'decide', {
      approval: id,
      status,
      ...(reason !== '' && { reason }),
    });
    if (!receipt) return;
    this.#decided.add(id);
    this.#reasons.delete(id);
    this.deciding = undefined;
    this.#host.requestUpdate();
    this.#host.dispatchEvent(new DowngradeDecidedEvent(id, status, receipt.state === 'delivered'));
  }
}

/** The quarter of an instant. */
function quarterOf(instant: string): string {
  return `${instant.slice(0, 4)}-Q${Math.ceil(Number(instant.slice(5, 7)) / 3)}`;
}

/** What only the opened parts need. */
export const workStyles = css`
  ${fieldStyles}
  [part='customers'] {
    display: grid;
    justify-items: start;
    gap: calc(var(--_unit) * 2);
    padding-block-end: calc(var(--_unit) * 4);
  }
  .filter {
    color: var(--_muted);
  }
  .filter select {
    inline-size: auto;
    min-block-size: 32px;
    padding-block: 0;
    font-size: 1em;
  }
  @media (pointer: coarse) {
    .filter select {
      min-block-size: 44px;
      font-size: max(16px, 1em);
    }
  }
  .people {
    inline-size: 100%;
  }
  .people > li {
    display: grid;
    gap: var(--_unit);
    padding-block: calc(var(--_unit) * 3);
    border-block-start: 1px solid var(--_line);
  }
  .who {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 calc(var(--_unit) * 4);
  }
  .who .name {
    min-block-size: 0;
    min-inline-size: 0;
    padding: 0;
    border: 0;
    color: var(--_text);
    font-weight: 600;
    text-align: start;
  }
  .who .name:hover {
    background: none;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  @media (pointer: coarse) {
    .who .name {
      min-block-size: 44px;
    }
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap);
  }
  .people b {
    font-weight: 600;
  }
  .valuable .icon {
    color: var(--_good);
  }
  .changing .icon {
    color: var(--_warn);
  }
  .problem .icon {
    color: var(--_bad);
  }
  form,
  .decision {
    display: grid;
    inline-size: 100%;
    gap: calc(var(--_unit) * 3);
    margin: 0;
    padding-block: calc(var(--_unit) * 2);
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(12em, 100%), 1fr));
    gap: calc(var(--_unit) * 3);
  }
`;
