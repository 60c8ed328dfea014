import { css, html, nothing, type TemplateResult } from 'lit';
import type { ReactiveControllerHost } from '@lit/reactive-element';
import type { CheckIn, CheckInCreate } from '@liaise/core/records/check-in';
import type { Goal } from '@liaise/core/records/goal';
import { newId } from '@liaise/core/records/identifier';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { DataSource } from '@liaise/sdk/source';
import { fieldStyles } from '../base/fields.styles.ts';
import { saying } from '../base/filing.ts';
import { icon } from '../base/icons.ts';
import { fromField, writtenAs } from '../base/kpi-number.ts';
import { OpenedForm } from '../base/opened-form.ts';
import { checkInMessages, type CheckInMessages } from './check-in-work.messages.ts';
import { BeforeGoalCheckInEvent, GoalCheckedInEvent } from './goals.events.ts';
import type { GoalsMessages } from './goals.messages.ts';

type Confidence = CheckIn['confidence'];
type Field = 'confidence' | 'value' | 'note';

const fields: readonly Field[] = ['confidence', 'value', 'note'];
const confidences: readonly Confidence[] = ['on-track', 'at-risk', 'off-track'];

/** What is written and not saved yet. The id and the time are made once, so that a repeated try is the same check-in. */
interface Draft {
  id: string;
  at?: string;
  confidence: Confidence | '';
  value: string;
  note: string;
}

/** What a form is drawn with. */
interface CheckInView {
  goal: Goal;
  label: string;
  unit: Pick<KpiValue, 'unit' | 'currency'>;
  words: GoalsMessages;
}

/** A person's check-ins on goals. */
export class CheckInWork extends OpenedForm<CheckInMessages> {
  /** The goal whose form is open. */
  goal: string | undefined;

  readonly #drafts = new Map<string, Draft>();
  #wrong: Field | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, source: () => DataSource | undefined) {
    super(host, source, checkInMessages);
  }

  open(goal: string): void {
    this.goal = goal;
    this.#wrong = undefined;
    this.filing.forget();
    this.focusOn(`#${this.#draft(goal).confidence || 'on-track'}`);
  }

  #draft(goal: string): Draft {
    const draft = this.#drafts.get(goal) ?? { id: newId(), confidence: '', value: '', note: '' };
    this.#drafts.set(goal, draft);
    return draft;
  }

  /** How the last check-in on a goal got on, once its form is closed. */
  renderSaid(goal: string): TemplateResult {
    return saying(this.filing, goal, this.words.filed);
  }

  render({ goal, label, unit, words }: CheckInView): TemplateResult {
    const own = this.words;
    const draft = this.#draft(goal.id);
    const { suffix } = writtenAs(unit.unit, unit.currency);
    const wrong = (field: Field): TemplateResult | typeof nothing =>
      this.#wrong === field
        ? html`<p class="wrong" id="${field}-wrong">${icon('alert')}${own.wrong[field]}</p>`
        : nothing;
    const by = (field: Field): string | typeof nothing => (this.#wrong === field ? `${field}-wrong` : nothing);
    const invalid = (field: Field): string => (this.#wrong === field ? 'true' : 'false');
    const take =
      (field: Field) =>
      ({ target }: Event): void => {
        Object.assign(draft, { [field]: (target as HTMLInputElement).value });
        if (this.#wrong !== field) return;
        this.#wrong = undefined;
        this.host.requestUpdate();
      };
    return html`<form
      novalidate
      aria-label=${label}
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#save(goal, unit);
      }}
    >
      <fieldset aria-describedby=${by('confidence')}>
        <legend>${own.confidence}</legend>
        ${confidences.map(
          (confidence) =>
            html`<label class="choice"
              ><input
                id=${confidence}
                type="radio"
                name="confidence"
                value=${confidence}
                .checked=${draft.confidence === confidence}
                @change=${take('confidence')}
              />
              ${words.confidences[confidence]}</label
            >`,
        )}
        ${wrong('confidence')}
      </fieldset>
      <div class="field">
        <label for="value"
          >${own.value}${suffix ? ` (${own.units[suffix] ?? suffix})` : nothing}
          <span class="mark">(${own.optional})</span></label
        >
        <input
          id="value"
          class="text"
          type="text"
          inputmode="decimal"
          autocomplete="off"
          .value=${draft.value}
          aria-invalid=${invalid('value')}
          aria-describedby=${by('value')}
          @input=${take('value')}
        />
        ${wrong('value')}
      </div>
      <div class="field">
        <label for="note">${own.note} <span class="mark">(${own.optional})</span></label>
        <textarea
          id="note"
          .value=${draft.note}
          aria-invalid=${invalid('note')}
          aria-describedby=${by('note')}
          @input=${take('note')}
        ></textarea>
        ${wrong('note')}
      </div>
      <div class="actions">
        <button class="primary" type="submit">${own.save}</button>
        <button type="button" @click=${() => this.#close(goal.id)}>${own.back}</button>
        ${saying(this.filing, goal.id, own.filed)}
      </div>
    </form>`;
  }

  #close(goal: string): void {
    this.goal = undefined;
    this.focusOn(`#check-in-${goal}`);
  }

  #mend(field: Field): void {
    this.#wrong = field;
    this.focusOn(field === 'confidence' ? '#on-track' : `#${field}`);
  }

  async #save(goal: Goal, { unit, currency }: CheckInView['unit']): Promise<void> {
    const draft = this.#draft(goal.id);
    const note = draft.note.trim();
    const value = fromField(draft.value, writtenAs(unit, currency));
    if (draft.confidence === '') return this.#mend('confidence');
    if (draft.value.trim() !== '' && value === undefined) return this.#mend('value');
    if (note.length > 2000) return this.#mend('note');
    draft.at ??= new Date().toISOString();
    const order: CheckInCreate = {
      id: draft.id,
      goalId: goal.id,
      at: draft.at,
      confidence: draft.confidence,
      ...(value !== undefined && { value }),
      ...(note !== '' && { note }),
    };
    if (!this.allowed(new BeforeGoalCheckInEvent(goal.id, draft.id))) return;
    const receipt = await this.filing.submit(goal.id, 'check-in', order);
    if (!receipt) {
      const field = fields.find((name) => this.filing.faults.some(({ path }) => path === name));
      return field ? this.#mend(field) : undefined;
    }
    this.#drafts.delete(goal.id);
    if (this.goal === goal.id) this.#close(goal.id);
    this.host.dispatchEvent(new GoalCheckedInEvent(goal.id, draft.id, receipt.state === 'delivered'));
  }
}

/** What only the form needs. */
export const checkInStyles = css`
  ${fieldStyles}
  form {
    display: grid;
    gap: calc(var(--_unit) * 3);
    max-inline-size: 40em;
    margin: 0;
    padding-block: calc(var(--_unit) * 2);
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_unit) * 4);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-weight: 600;
  }
  .choice {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--_unit) * 2);
    min-block-size: 44px;
  }
  .choice input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--_accent);
  }
  fieldset .wrong {
    flex: 1 1 100%;
  }
`;
