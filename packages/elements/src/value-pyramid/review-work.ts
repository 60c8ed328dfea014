import { html, nothing, type TemplateResult } from 'lit';
import type { ReactiveControllerHost } from '@lit/reactive-element';
import type { CustomerReviewCreate } from '@liaise/core/records/customer-review';
import type { CustomerValue } from '@liaise/core/records/customer-value';
import { newId } from '@liaise/core/records/identifier';
import { saying } from '../base/filing.ts';
import { icon } from '../base/icons.ts';
import { OpenedForm } from '../base/opened-form.ts';
import { pyramidWorkMessages, type PyramidWorkMessages } from './pyramid-work.messages.ts';
import type { PyramidPlace } from './pyramid-work.ts';
import { BeforeCustomerReviewEvent, CustomerReviewedEvent } from './value-pyramid.events.ts';

type Action = CustomerValue['recommendation']['action'];

/** What is written in a review and not saved yet. */
interface Draft {
  id: string;
  recommendation: Action;
  text: string;
  nextOn: string;
}
type Field = 'recommendation' | 'text' | 'nextOn';
const fields: readonly Field[] = ['text', 'nextOn', 'recommendation'];

/** A person's reviews of customers. */
export class ReviewWork extends OpenedForm<PyramidWorkMessages> {
  /** The customer being reviewed. */
  customer: string | undefined;

  readonly #place: PyramidPlace;
  readonly #drafts = new Map<string, Draft>();
  readonly #reviewed = new Set<string>();
  #wrong: Field | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, place: PyramidPlace) {
    super(host, () => place.source(), pyramidWorkMessages);
    this.#place = place;
  }

  #open(customer: string): void {
    this.customer = customer;
    this.#wrong = undefined;
    this.filing.forget();
    this.focusOn('#recommendation');
  }

  #close(customer: string): void {
    this.customer = undefined;
    this.focusOn(`#review-${customer}`);
  }

  /** The form of a review, or the button that opens it. */
  render(one: CustomerValue): TemplateResult {
    const { words } = this;
    const { customerId, name } = one;
    if (this.customer === customerId) return this.#renderForm(one);
    return html`<div class="acts">
      <button
        type="button"
        aria-label=${words.reviewOf(name)}
        @click=${() => this.#open(customerId)}
        id="review-${customerId}"
      >
        ${words.review}
      </button>
      ${this.#reviewed.has(customerId) ? saying(this.filing, customerId, words.filed) : nothing}
    </div>`;
  }

  #renderForm(one: CustomerValue): TemplateResult {
    const { words } = this;
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
        this.host.requestUpdate();
      };
    const invalid = (name: Field): string => (this.#wrong === name ? 'true' : 'false');
    const by = (name: Field): string | typeof nothing => (this.#wrong === name ? `${name}-wrong` : nothing);
    return html`<form
      novalidate
      aria-label=${words.reviewOf(one.name)}
      @submit=${(event: Event) => void this.#save(event, one, draft)}
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
        <button type="button" @click=${() => this.#close(customerId)}>${words.back}</button>
        ${saying(this.filing, customerId, words.filed)}
      </div>
    </form>`;
  }

  #fault(name: string, text: string): TemplateResult {
    return html`<p class="wrong" id="${name}-wrong">${icon('alert')}${text}</p>`;
  }

  async #save(event: Event, one: CustomerValue, draft: Draft): Promise<void> {
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
    if (!this.allowed(new BeforeCustomerReviewEvent(customerId, draft.id))) return;
    const receipt = await this.filing.submit(customerId, 'review-customer', order);
    if (!receipt) {
      const field = fields.find((name) => this.filing.faults.some(({ path }) => path === name));
      return field ? this.#mend(field) : undefined;
    }
    this.#drafts.delete(customerId);
    this.#reviewed.add(customerId);
    this.#close(customerId);
    const delivered = receipt.state === 'delivered';
    this.host.dispatchEvent(new CustomerReviewedEvent(customerId, draft.id, delivered));
  }

  #mend(field: Field): void {
    this.#wrong = field;
    this.focusOn(`#${field}`);
  }
}

/** The quarter of an instant. */
function quarterOf(instant: string): string {
  return `${instant.slice(0, 4)}-Q${Math.ceil(Number(instant.slice(5, 7)) / 3)}`;
}
