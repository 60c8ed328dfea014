import { html, nothing, type TemplateResult } from 'lit';
import type { ReactiveControllerHost } from '@lit/reactive-element';
import { formatChange, formatKpi, trend } from '@liaise/core/kpi';
import type { CustomerValue } from '@liaise/core/records/customer-value';
import type { DataSource, Question } from '@liaise/sdk/source';
import { DataController } from '../base/data-controller.ts';
import { icon, type IconName } from '../base/icons.ts';
import type { Locale } from '../base/locale.ts';
import { notice } from '../base/notice.ts';
import { wordsOf } from '../base/wording.ts';
import { DecisionWork } from './decision-work.ts';
import { pyramidWorkMessages, type PyramidWorkMessages } from './pyramid-work.messages.ts';
import { ReviewWork } from './review-work.ts';
import { CustomerOpenedEvent } from './value-pyramid.events.ts';

export { workStyles } from './pyramid-work.styles.ts';

type Tier = NonNullable<CustomerValue['tier']>;
type Action = CustomerValue['recommendation']['action'];
type Signal = CustomerValue['signals'][number];

const marks: Record<Signal['kind'], IconName> = { valuable: 'check', changing: 'clock', problem: 'alert' };
const page = 20;

/** What the work needs to know of its element. */
export interface PyramidPlace {
  subject(): string | undefined;
  currency(): string | undefined;
  period(): string | undefined;
  source(): DataSource | undefined;
}

/** A person's work on a pyramid: the customers of a tier, reviews of them, and decisions. */
export class PyramidWork {
  /** The tier whose customers are shown. */
  tier: Tier | undefined;
  readonly decisions: DecisionWork;

  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #place: PyramidPlace;
  readonly #reviews: ReviewWork;
  readonly #customers: DataController<'value-customers'>;
  #action: Action | undefined;
  #limit = page;
  #words: PyramidWorkMessages = pyramidWorkMessages.words('en');

  constructor(host: ReactiveControllerHost & HTMLElement, place: PyramidPlace) {
    this.#host = host;
    this.#place = place;
    this.#reviews = new ReviewWork(host, place);
    this.decisions = new DecisionWork(host, () => place.source());
    this.#customers = new DataController(host, {
      kind: 'value-customers',
      question: () => this.#question(),
      isEmpty: ({ items }) => items.length === 0,
    });
  }

  /** Fetches the words of a language. */
  async prepare(language: string): Promise<void> {
    await Promise.all([this.decisions.prepare(language), this.#reviews.prepare(language)]);
    this.#words = pyramidWorkMessages.words(language);
  }

  /** Called after each drawing. */
  drawn(): void {
    this.decisions.drawn();
    this.#reviews.drawn();
  }

  /** Somebody else's customers: what was open is closed; what was written is kept. */
  leave(): void {
    this.tier = this.decisions.deciding = this.#reviews.customer = this.#action = undefined;
    this.#limit = page;
  }

  open(tier: Tier | undefined): void {
    this.leave();
    this.tier = tier;
    this.#host.requestUpdate();
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
    const { customerId, name, currency, value, previousValue, recommendation, forecast } = one;
    const money = formatKpi({ value, unit: 'money', currency }, locale.tag);
    const { relative } = trend(value, previousValue, 'higher');
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
      ${this.#proposals(one, locale).map((line) => html`<p class="more">${line}</p>`)}
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
      ${this.#reviews.render(one)}
    </li>`;
  }

  /** To which tier and stage a customer is proposed to move, in words. */
  #proposals({ proposedTier, tier, proposedStage, stageReason }: CustomerValue, locale: Locale): string[] {
    const words = this.#words;
    return [
      ...(proposedTier && proposedTier !== tier ? [words.proposed(words.tiers[proposedTier])] : []),
      ...(proposedStage
        ? [`${words.proposed(words.stages[proposedStage])}. ${stageReason ? wordsOf(stageReason, locale.tag) : ''}`]
        : []),
    ];
  }

  readonly #chosen = (customer: string): void => {
    this.#host.dispatchEvent(new CustomerOpenedEvent(customer));
  };
}
