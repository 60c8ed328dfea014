import { html, nothing, svg, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { AskedDowngrade, ValuePyramid as PyramidData } from '@liaise/core/api/value';
import { formatKpi } from '@liaise/core/kpi';
import { adopt } from '../base/adopt.ts';
import type { Catalog } from '../base/catalog.ts';
import { controlStyles } from '../base/controls.styles.ts';
import { DataController } from '../base/data-controller.ts';
import { icon } from '../base/icons.ts';
import { LiaiseElement } from '../base/liaise-element.ts';
import { notice } from '../base/notice.ts';
import type { ElementState } from '../base/state.ts';
import { baseStyles } from '../base/theme.styles.ts';
import { wordsOf } from '../base/wording.ts';
import type { PyramidWork } from './pyramid-work.ts';
import { CustomerOpenedEvent, TierOpenedEvent } from './value-pyramid.events.ts';
import { valuePyramidMessages, type ValuePyramidMessages } from './value-pyramid.messages.ts';
import { valuePyramidStyles } from './value-pyramid.styles.ts';

type Level = PyramidData['levels'][number];
type Tier = Level['tier'];

/** So many proposals are shown until more are asked for. */
const firstAsked = 5;
const tiers: readonly Tier[] = ['top', 'big', 'medium', 'small'];

/**
 * The value pyramid of a rep's, a team's or all customers: how many stand in each tier and what share of the value they
 * bring, the customers behind it with their reasons and what to do, and proposed downgrades and moves of stage to decide.
 *
 * @customElement liaise-value-pyramid
 * @summary Customers by what they are worth.
 *
 * @csspart base - The root.
 * @csspart header - Title, as-of time and choice of currency.
 * @csspart levels - The tiers, highest first.
 * @csspart customers - The customers of the opened tier.
 * @csspart asked - Proposed downgrades and moves of stage.
 * @csspart notice - What is wrong and what to do.
 * @csspart retry - The button to try again.
 *
 * @cssprop --liaise-surface - Background.
 * @cssprop --liaise-raised - Background under the pointer.
 * @cssprop --liaise-text - Text.
 * @cssprop --liaise-muted - Text of less weight, and the bars of customers.
 * @cssprop --liaise-line - Lines.
 * @cssprop --liaise-edge - Edges of fields and buttons.
 * @cssprop --liaise-accent - The page's accent, and the bars of value.
 * @cssprop --liaise-on-accent - Text on the accent.
 * @cssprop --liaise-good - A customer that is valuable.
 * @cssprop --liaise-warn - A customer that changes.
 * @cssprop --liaise-bad - A customer with a problem, and what is wrong.
 * @cssprop --liaise-focus - The focus ring.
 * @cssprop --liaise-radius - Roundness of corners.
 * @cssprop --liaise-gap - The distance between parts.
 * @cssprop --liaise-density - A factor on all distances, 1 by default.
 *
 * @cssstate loading - The answer is awaited.
 * @cssstate empty - Nobody is chosen, or nobody has bought anything.
 * @cssstate forbidden - The user may not see it.
 * @cssstate offline - There is no connection and nothing kept.
 * @cssstate stale - An earlier answer is shown.
 * @cssstate error - It could not be loaded.
 * @cssstate ready - The pyramid is shown and fresh.
 *
 * @fires {TierOpenedEvent} liaise-tier-opened - A person has opened or closed the customers of a tier.
 * @fires {CustomerOpenedEvent} liaise-customer-opened - A person has chosen a customer.
 * @fires {CustomerReviewedEvent} liaise-customer-reviewed - A person has reviewed a customer.
 * @fires {DowngradeDecidedEvent} liaise-downgrade-decided - A person has decided a proposed downgrade.
 * @fires {StageDecidedEvent} liaise-stage-decided - A person has decided a proposed move of stage.
 * @fires {BeforeCustomerReviewEvent} liaise-before-customer-review - A person is about to save a review; may be stopped.
 * @fires {BeforeDecisionEvent} liaise-before-decision - A person is about to decide a proposal; may be stopped.
 */
export class ValuePyramid extends LiaiseElement<ValuePyramidMessages> {
  static override styles = [baseStyles, controlStyles, valuePyramidStyles];

  static override properties: PropertyDeclarations = {
    subject: {},
    currency: {},
    period: {},
    data: { attribute: false },
  };

  /** Whose customers: `rep:ID`, `team:ID` or `tenant`. */
  declare subject?: string;

  /** Where there are values in several currencies: which of them to show first. */
  declare currency?: string;

  /** The period that reviews of customers are for; the current quarter unless set. */
  declare period?: string;

  /** The pyramid itself, where the page has it; then nothing is asked. */
  declare data?: PyramidData;

  readonly #pyramid = new DataController(this, {
    kind: 'pyramid',
    question: () =>
      this.subject
        ? { subject: this.subject, ...(this.#chosen !== undefined && { currency: this.#chosen }) }
        : undefined,
    given: () => this.data,
    isEmpty: ({ levels }) => levels.every(({ customers }) => customers === 0),
  });
  /** Who reads decides what can be decided; where nobody says, nothing can. */
  readonly #reader = new DataController(this, {
    kind: 'me',
    question: () => (this.#pyramid.source && this.#pyramid.data?.asked.length ? {} : undefined),
  });
  #showsAll = false;
  #chosen: string | undefined;
  #work: PyramidWork | undefined;
  #coming: Promise<void> | undefined;

  protected override get catalog(): Catalog<ValuePyramidMessages> {
    return valuePyramidMessages;
  }

  protected override currentState(): ElementState {
    return this.#pyramid.state;
  }

  protected override prepare(): Promise<unknown> | undefined {
    const own = super.prepare();
    const more = this.#work?.prepare(this.language);
    return own && more ? Promise.all([own, more]) : (own ?? more);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('currency')) this.#chosen = this.currency;
    if (!this.hasUpdated || !changed.has('subject')) return;
    this.#work?.leave();
    this.#showsAll = false;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#work?.drawn();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    if (!this.#coming) return done;
    await this.#coming;
    return this.getUpdateComplete();
  }

  /** What comes with the first press: the customers behind a tier, and decisions. */
  #withWork(act: (work: PyramidWork) => void): void {
    if (this.#work) {
      act(this.#work);
      return;
    }
    this.#coming ??= import('./pyramid-work.ts')
      .then(async ({ PyramidWork, workStyles }) => {
        adopt(this.renderRoot as ShadowRoot, workStyles);
        this.#work = new PyramidWork(this, {
          subject: () => this.subject,
          currency: () => this.#pyramid.data?.currency ?? undefined,
          period: () => this.period,
          source: () => this.#pyramid.source,
        });
        await this.#work.prepare(this.language);
        act(this.#work);
      })
      .catch(reportError)
      .then(() => {
        this.#coming = undefined;
        this.requestUpdate();
      });
  }

  readonly #open = (tier: Tier): void => {
    const isOpen = this.#work?.tier !== tier;
    this.#withWork((work) => work.open(isOpen ? tier : undefined));
    this.dispatchEvent(new TierOpenedEvent(tier, isOpen));
  };

  readonly #chooseCurrency = ({ target }: Event): void => {
    this.#chosen = (target as HTMLSelectElement).value;
    this.requestUpdate();
  };

  protected override render(): TemplateResult {
    const { words, locale, state } = this;
    const { data } = this.#pyramid;
    const empty = this.subject || this.data ? words.nobody : words.choose;
    return html`<section part="base" aria-labelledby="title" aria-busy=${state === 'loading' ? 'true' : 'false'}>
      ${this.#renderHead(data)} ${notice(this.#pyramid, words, locale, empty)}
      ${state === 'loading' ? this.#renderBones() : nothing}
      ${data && state !== 'empty' ? html`${this.#renderLevels(data)} ${this.#renderFoot(data)}` : nothing}
      ${data ? this.#renderAsked(data) : nothing}
    </section>`;
  }

  #renderHead(data: PyramidData | undefined): TemplateResult {
    const { words, locale } = this;
    const currencies = data?.currencies ?? [];
    return html`<header part="header">
      <h2 id="title">${words.title}</h2>
      <p class="more">${words.scope}${data?.asOf ? ` · ${words.asOf(locale.date(data.asOf, 'moment'))}` : nothing}</p>
      ${
        currencies.length > 1
          ? html`<label class="choice"
              >${words.currency}
              <select @change=${this.#chooseCurrency}>
                ${currencies.map(
                  ({ currency }) =>
                    html`<option value=${currency} ?selected=${currency === data?.currency}>${currency}</option>`,
                )}
              </select></label
            >`
          : nothing
      }
    </header>`;
  }

  #renderBones(): TemplateResult {
    const { words } = this;
    return html`<span class="unseen" role="status">${words.loading}</span>
      <ul part="levels" aria-hidden="true">
        ${tiers.map(
          (tier) =>
            html`<li>
              <div class="level">
                <span class="tier"
                  ><button class="plain" type="button" disabled>${words.tiers[tier]}</button>
                  <span class="more">&nbsp;</span></span
                >
                ${[words.customers, words.value].map(
                  (term) =>
                    html`<span class="figure"
                      ><span class="term">${term}</span> <b><span class="bone">&nbsp;</span></b>
                      <span class="more">&nbsp;</span></span
                    >`,
                )}
                ${bars(0, 0)}
              </div>
            </li>`,
        )}
      </ul>`;
  }

  #renderLevels({ levels, currency }: PyramidData): TemplateResult {
    const { words } = this;
    const work = this.#work;
    return html`<ul part="levels">
      ${levels.map((level) => {
        const isOpen = work?.tier === level.tier;
        return html`<li>
          ${this.#renderLevel(level, currency, isOpen)}
          ${isOpen ? work.render(words.tiers[level.tier], this.locale) : nothing}
        </li>`;
      })}
    </ul>`;
  }

  #renderLevel(level: Level, currency: string | null, isOpen: boolean): TemplateResult {
    const { words, locale } = this;
    const { tier, customers, share, value, valueShare, threshold } = level;
    const money = (amount: number): string =>
      formatKpi({ value: amount, unit: 'money', ...(currency !== null && { currency }) }, locale.tag);
    const part = (one: number | null): string =>
      one === null ? '–' : words.ofAll(locale.number(one, { style: 'percent', maximumFractionDigits: 1 }));
    return html`<div class="level">
      <span class="tier">
        <button
          type="button"
          class="plain"
          aria-expanded=${isOpen ? 'true' : 'false'}
          ?disabled=${customers === 0}
          @click=${() => this.#open(tier)}
        >
          ${words.tiers[tier]}
        </button>
        <span class="more">${threshold === null ? '\u00a0' : words.from(money(threshold))}</span>
      </span>
      <span class="figure counted"
        ><span class="term">${words.customers}</span> <b>${locale.number(customers)}</b>
        <span class="more">${part(share)}</span></span
      >
      <span class="figure valued"
        ><span class="term">${words.value}</span> <b>${money(value)}</b>
        <span class="more">${part(valueShare)}</span></span
      >
      ${bars(share ?? 0, valueShare ?? 0)}
    </div>`;
  }

  #renderFoot({ moves, without }: PyramidData): TemplateResult {
    const { words, locale } = this;
    return html`<p class="more foot">
      ${words.moved(locale.date(moves.since), locale.number(moves.up), locale.number(moves.down))}
      ${without > 0 ? words.without(locale.number(without)) : nothing}
    </p>`;
  }

  readonly #showAll = (): void => {
    this.#showsAll = true;
    this.requestUpdate();
    // The button is gone: who pressed it goes on at the first that it brought.
    void this.updateComplete.then(() => {
      this.renderRoot.querySelectorAll<HTMLElement>('.proposals > li')[firstAsked]?.querySelector('button')?.focus();
    });
  };

  #renderAsked({ asked }: PyramidData): TemplateResult | typeof nothing {
    const { words, locale } = this;
    const work = this.#work;
    const open = work ? work.decisions.undecided(asked) : asked;
    const decided = work ? work.decisions.renderDecided() : nothing;
    if (open.length === 0) return decided;
    const reader = this.#reader.data;
    const leads = reader?.role === 'manager' || reader?.role === 'admin';
    const shown = this.#showsAll ? open : open.slice(0, firstAsked);
    return html`<div part="asked">
      <h3>${words.asked} <span class="count">${locale.number(open.length)}</span></h3>
      ${reader && !leads ? html`<p class="more">${words.elsewhere}</p>` : nothing}
      <ul class="proposals">
        ${shown.map((one) => this.#renderProposal(one, leads, reader?.repId))}
      </ul>
      ${
        shown.length < open.length
          ? html`<button class="all" type="button" @click=${this.#showAll}>
              ${words.all(locale.number(open.length))}
            </button>`
          : nothing
      }
      ${decided}
    </div>`;
  }

  #renderProposal(one: AskedDowngrade, leads: boolean, reader: string | undefined): TemplateResult {
    const { words, locale } = this;
    const work = this.#work;
    const { id, title, createdAt, customerId, customerName, from, tier, fromStage, stage, requesterId } = one;
    const isOwn = requesterId !== undefined && requesterId === reader;
    const move =
      from && tier
        ? words.fall(words.tiers[from], words.tiers[tier])
        : fromStage && stage
          ? words.fall(words.stages[fromStage], words.stages[stage])
          : title;
    const reason = this.#reasonOf(one);
    const isOpen = work?.decisions.deciding === id;
    const name = html`<b>${customerName ?? words.unnamed}</b>`;
    return html`<li>
      <div class="what">
        ${
          customerId === undefined
            ? name
            : html`<button
                class="plain customer"
                type="button"
                @click=${() => this.dispatchEvent(new CustomerOpenedEvent(customerId))}
              >
                ${name}
              </button>`
        }
        <span>${move}</span> <span class="more">${locale.date(createdAt)}</span>
      </div>
      ${
        leads && !isOwn && !isOpen
          ? html`<button
              id="decide-${id}"
              type="button"
              aria-label="${words.decide}: ${customerName ?? words.unnamed}, ${move}"
              @click=${() => this.#withWork((made) => made.decisions.open(id))}
            >
              ${icon('check')}${words.decide}
            </button>`
          : nothing
      }
      ${reason ? html`<p>${reason}</p>` : nothing} ${leads && isOwn ? html`<p class="more">${words.own}</p>` : nothing}
      ${isOpen ? work.decisions.render(one) : nothing}
    </li>`;
  }

  /** Why, in the reader's language, while the figures say so; what somebody wrote stays as it was written. */
  #reasonOf({ requesterId, text, from, because, value, threshold, currency }: AskedDowngrade): string | undefined {
    const { words, locale } = this;
    if (because && requesterId === undefined) return wordsOf(because, locale.tag);
    const isOurs = requesterId === undefined && from !== undefined && currency !== undefined;
    if (!isOurs || value === undefined || threshold === undefined || value >= threshold) return text;
    const money = (amount: number): string => formatKpi({ value: amount, unit: 'money', currency }, locale.tag);
    return words.fallen(money(value), money(threshold), words.tiers[from]);
  }
}

/** Two bars: the share of customers, and below it the share of value. The words beside say the same. */
function bars(customers: number, value: number): TemplateResult {
  const width = (share: number): string => `${Math.min(100, Math.max(0, share * 100)).toFixed(1)}%`;
  return html`<svg class="bars" aria-hidden="true" width="100%" height="20">
    ${svg`<rect class="rail" y="9.5" width="100%" height="1"></rect>
      <rect class="counted" y="1" width=${width(customers)} height="8"></rect>
      <rect class="valued" y="11" width=${width(value)} height="8"></rect>`}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'liaise-value-pyramid': ValuePyramid;
  }
}
