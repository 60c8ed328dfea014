import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { CustomerCard as CustomerCardData } from '@liaise/core/api/customers';
import { adopt } from '../base/adopt.ts';
import type { Catalog } from '../base/catalog.ts';
import { controlStyles } from '../base/controls.styles.ts';
import { DataController } from '../base/data-controller.ts';
import { icon } from '../base/icons.ts';
import { LiaiseElement } from '../base/liaise-element.ts';
import { notice } from '../base/notice.ts';
import type { ElementState } from '../base/state.ts';
import { baseStyles } from '../base/theme.styles.ts';
import { CustomerOpenedEvent } from './customer-card.events.ts';
import { customerCardMessages, type CustomerCardMessages } from './customer-card.messages.ts';
import { bone, customerCardSections, isOutlook, section } from './customer-card.sections.ts';
import { customerCardStyles } from './customer-card.styles.ts';

/** How much a card shows; `auto` goes by its width. */
export const customerCardDensities = ['auto', 'chip', 'panel', 'full'] as const;

export type CustomerCardDensity = (typeof customerCardDensities)[number];

/**
 * One customer: who it is, who looks after it, its figures, contacts, visits, tasks and cases. What a page adds of its own
 * stands between them, in the order of `sections`.
 *
 * @customElement liaise-customer-card
 * @summary All that matters about one customer.
 *
 * @slot actions - What a person can do, at the end of the head.
 * @slot footer - Below everything.
 * @slot {section} - A section of the page's own: whatever name `sections` lists and the card does not know.
 *
 * @csspart base - The whole card.
 * @csspart header - The head: icon, name and marks.
 * @csspart name - The customer's name, a button.
 * @csspart tags - Kind, tier and stage.
 * @csspart section - Each section.
 * @csspart label - A section's title or a figure's name.
 * @csspart notice - What is wrong and what to do.
 * @csspart retry - The button to try again.
 *
 * @cssprop --liaise-surface - Background.
 * @cssprop --liaise-raised - Background of marks.
 * @cssprop --liaise-text - Text.
 * @cssprop --liaise-muted - Text of less weight.
 * @cssprop --liaise-line - Lines.
 * @cssprop --liaise-edge - Edges of buttons.
 * @cssprop --liaise-accent - The page's accent.
 * @cssprop --liaise-warn - What needs care.
 * @cssprop --liaise-bad - What is overdue or failed.
 * @cssprop --liaise-focus - The focus ring.
 * @cssprop --liaise-radius - Roundness of corners.
 * @cssprop --liaise-gap - The distance between parts.
 * @cssprop --liaise-density - A factor on all distances, 1 by default.
 *
 * @cssstate loading - The answer is awaited.
 * @cssstate empty - No customer is chosen.
 * @cssstate forbidden - The user may not see the customer.
 * @cssstate offline - There is no connection and nothing kept.
 * @cssstate stale - An earlier answer is shown.
 * @cssstate error - It could not be loaded.
 * @cssstate ready - The customer is shown and fresh.
 *
 * @fires {CustomerOpenedEvent} liaise-customer-opened - A person has chosen the customer.
 */
export class CustomerCard extends LiaiseElement<CustomerCardMessages> {
  static override styles = [baseStyles, controlStyles, customerCardStyles];

  static override properties: PropertyDeclarations = {
    customer: {},
    density: { reflect: true, useDefault: true },
    sections: {},
    data: { attribute: false },
  };

  /** Which customer: an id, `system:Collection/row`, a mail address or a phone number. */
  declare customer?: string;

  /** How much to show; `auto` goes by the card's width. */
  declare density: CustomerCardDensity;

  /** Which sections, in which order, separated by spaces: `facts figures value forecast contacts visits tasks cases` and names of slots. */
  declare sections?: string;

  /** The customer itself, where the page has it; then nothing is asked. */
  declare data?: CustomerCardData;

  readonly #card = new DataController(this, {
    kind: 'card',
    question: () => (this.customer ? { customer: this.customer } : undefined),
    given: () => this.data,
  });

  #outlook: typeof import('./customer-card.outlook.ts') | undefined;
  #coming: Promise<unknown> | undefined;

  constructor() {
    super();
    this.density = 'auto';
  }

  protected override get catalog(): Catalog<CustomerCardMessages> {
    return customerCardMessages;
  }

  protected override currentState(): ElementState {
    return this.#card.state;
  }

  protected override prepare(): Promise<unknown> | undefined {
    const own = super.prepare();
    const more = this.#outlook?.loadOutlook(this.language);
    return own && more ? Promise.all([own, more]) : (own ?? more);
  }

  /** The sections on value and forecast come with cards that show them; until then their place is kept free. */
  protected override updated(): void {
    const isDeep = this.density === 'auto' || this.density === 'full';
    if (this.#outlook || this.#coming || !isDeep || !this.#sectionNames().some(isOutlook)) return;
    this.#coming = import('./customer-card.outlook.ts')
      .then(async (outlook) => {
        await outlook.loadOutlook(this.language);
        adopt(this.renderRoot as ShadowRoot, outlook.outlookStyles);
        this.#outlook = outlook;
        this.requestUpdate();
      })
      .catch(() => undefined);
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#coming;
    return super.getUpdateComplete();
  }

  readonly #open = (): void => {
    const id = this.#card.data?.customer.id;
    if (id !== undefined) this.dispatchEvent(new CustomerOpenedEvent(id));
  };

  protected override render(): TemplateResult {
    const { words, locale, state, density } = this;
    const { data } = this.#card;
    const shown = data ?? (state === 'loading' ? undefined : null);
    return html`<div
      part="base"
      class=${density}
      role="group"
      aria-label=${data?.customer.name ?? words.card}
      aria-busy=${state === 'loading'}
    >
      ${shown === null ? nothing : this.#header(shown)} ${notice(this.#card, words, locale, words.choose)}
      ${
        shown === null
          ? nothing
          : html`<div class="sections">
              ${this.#sectionNames().map((name) => section(name, shown, words, locale, this.#outlook?.outlook))}
            </div>`
      }
      <slot name="footer"></slot>
    </div>`;
  }

  #sectionNames(): readonly string[] {
    return this.sections === undefined ? customerCardSections : this.sections.split(/\s+/).filter(Boolean);
  }

  #header(data: CustomerCardData | undefined): TemplateResult {
    const { words } = this;
    if (!data) {
      return html`<div part="header">
        ${icon('building')}
        <div class="who">
          <span part="name">${bone}<span class="unseen">${words.loading}</span></span>
          <span part="tags">${bone}</span>
        </div>
      </div>`;
    }
    const { kind, name, tier, stage, industry } = data.customer;
    const tags = [
      [tier && words.tiers[tier], 'tier'],
      [words.stages[stage], 'stage'],
      [words.kinds[kind], 'kind'],
      [industry, 'kind'],
    ];
    return html`<div part="header">
      ${icon(kind === 'person' ? 'person' : 'building')}
      <div class="who">
        <button part="name" class="plain" type="button" title=${name} @click=${this.#open}>${name}</button>
        <ul part="tags">
          ${tags.map(([text, name]) => (text ? html`<li class=${name}>${text}</li>` : nothing))}
        </ul>
      </div>
      <slot name="actions"></slot>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'liaise-customer-card': CustomerCard;
  }
}
