import { html, nothing, type TemplateResult } from 'lit';
import type { ReactiveControllerHost } from '@lit/reactive-element';
import type { AskedDowngrade } from '@liaise/core/api/value';
import type { DataSource } from '@liaise/sdk/source';
import { saying } from '../base/filing.ts';
import { icon } from '../base/icons.ts';
import { OpenedForm } from '../base/opened-form.ts';
import { pyramidWorkMessages, type PyramidWorkMessages } from './pyramid-work.messages.ts';
import {
  BeforeDecisionEvent,
  DowngradeDecidedEvent,
  StageDecidedEvent,
  type Decision,
} from './value-pyramid.events.ts';

/** A person's decisions on proposed downgrades and moves of stage. */
export class DecisionWork extends OpenedForm<PyramidWorkMessages> {
  /** The proposal being decided. */
  deciding: string | undefined;

  readonly #reasons = new Map<string, string>();
  readonly #decided = new Set<string>();
  #isWrong = false;

  constructor(host: ReactiveControllerHost & HTMLElement, source: () => DataSource | undefined) {
    super(host, source, pyramidWorkMessages);
  }

  open(approval: string): void {
    this.deciding = approval;
    this.#isWrong = false;
    this.filing.forget();
    this.focusOn('#reason');
  }

  /** The proposals that this person has not decided, as far as is known here. */
  undecided(asked: readonly AskedDowngrade[]): AskedDowngrade[] {
    return asked.filter(({ id }) => !this.#decided.has(id));
  }

  /** The form in which a proposal is decided. */
  render(one: AskedDowngrade): TemplateResult {
    const { id, kind } = one;
    const { filed, back, reason, ...words } = this.words;
    const said = kind === 'stage-move' ? words.ofStage : words.ofTier;
    const isWrong = this.#isWrong;
    const write = ({ target }: Event): void => {
      this.#reasons.set(id, (target as HTMLTextAreaElement).value);
      if (!isWrong) return;
      this.#isWrong = false;
      this.host.requestUpdate();
    };
    const leave = (): void => {
      this.deciding = undefined;
      this.focusOn(`#decide-${id}`);
    };
    return html`<div class="decision">
      <div class="field">
        <label for="reason">${reason}</label>
        <textarea
          id="reason"
          .value=${this.#reasons.get(id) ?? ''}
          aria-invalid=${isWrong ? 'true' : 'false'}
          aria-describedby=${isWrong ? 'reason-wrong' : nothing}
          @input=${write}
        ></textarea>
        ${isWrong ? html`<p class="wrong" id="reason-wrong">${icon('alert')}${said.missing}</p>` : nothing}
      </div>
      <div class="actions">
        <button class="primary" type="button" @click=${() => void this.#file(one, 'approved')}>${said.approve}</button>
        <button type="button" @click=${() => void this.#file(one, 'refused')}>${said.refuse}</button>
        <button class="plain" type="button" @click=${leave}>${back}</button>
        ${saying(this.filing, id, filed)}
      </div>
    </div>`;
  }

  /** How the last decision got on, once its proposal has left the queue. */
  renderDecided(): TemplateResult | typeof nothing {
    const { about } = this.filing;
    return this.#decided.has(about) ? saying(this.filing, about, this.words.filed) : nothing;
  }

  async #file({ id, kind }: AskedDowngrade, status: Decision): Promise<void> {
    const reason = (this.#reasons.get(id) ?? '').trim();
    if (status === 'refused' && reason === '') {
      this.#isWrong = true;
      return this.focusOn('#reason');
    }
    if (!this.allowed(new BeforeDecisionEvent(id, status))) return;
    const receipt = await this.filing.submit(id, 'decide', {
      approval: id,
      status,
      ...(reason !== '' && { reason }),
    });
    if (!receipt) return;
    this.#decided.add(id);
    this.#reasons.delete(id);
    this.deciding = undefined;
    this.host.requestUpdate();
    const Decided = kind === 'stage-move' ? StageDecidedEvent : DowngradeDecidedEvent;
    this.host.dispatchEvent(new Decided(id, status, receipt.state === 'delivered'));
  }
}
