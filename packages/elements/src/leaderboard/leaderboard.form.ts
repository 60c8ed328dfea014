import { css, html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import type { Leaderboard } from '@liaise/core/api/scorecards';
import { newId } from '@liaise/core/records/identifier';
import type { Me } from '@liaise/sdk/scorecard-kinds';
import type { DataSource } from '@liaise/sdk/source';
import { fieldStyles } from '../base/fields.styles.ts';
import { Filing, saying } from '../base/filing.ts';
import { icon } from '../base/icons.ts';
import { BeforeRecognitionSaveEvent, RecognitionSavedEvent } from './leaderboard.events.ts';
import { recognitionMessages } from './leaderboard.form.messages.ts';

/** What the form needs of its leaderboard, read anew each time. */
export interface RecognitionPlace {
  readonly element: ReactiveControllerHost & Element;
  board: () => Leaderboard | undefined;
  source: () => DataSource | undefined;
  reader: () => Me | undefined;
}

/** The form in which a person thanks a colleague. What was written stays while the leaderboard stands. */
export interface RecognitionForm {
  isOpen: boolean;
  load(language: string): Promise<void> | undefined;
  draw(language: string): TemplateResult | typeof nothing;
}

type Field = 'whom' | 'text';

/** Makes the form of a leaderboard. */
export function recognitionForm({ element, board, source, reader }: RecognitionPlace): RecognitionForm {
  let draft = { id: newId(), whom: '', text: '' };
  let told = draft.id;
  let fault: Field | undefined;
  const changed = (): void => element.requestUpdate();
  const filing = new Filing({
    get source() {
      return source();
    },
    changed,
  });

  const write = (field: Field, value: string): void => {
    draft = { ...draft, [field]: value };
    if (fault !== field) return;
    fault = undefined;
    changed();
  };
  const mend = (field: Field): void => {
    fault = field;
    changed();
    requestAnimationFrame(() => element.shadowRoot?.getElementById(field)?.focus());
  };
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { id, whom, text } = draft;
    if (whom === '') return mend('whom');
    if (text.trim() === '') return mend('text');
    if (!element.dispatchEvent(new BeforeRecognitionSaveEvent(id, whom))) return;
    const { kpi, period } = board() ?? {};
    told = id;
    const order = {
      id,
      repId: whom,
      text,
      at: new Date().toISOString(),
      ...(kpi && { kpi }),
      ...(period && { period }),
    };
    const receipt = await filing.submit(id, 'recognise', order);
    if (!receipt) return;
    draft = { id: newId(), whom: '', text: '' };
    changed();
    element.dispatchEvent(new RecognitionSavedEvent(id, whom, receipt.state === 'delivered'));
  };
  const wrong = (field: Field, text: string): TemplateResult | typeof nothing =>
    fault === field ? html`<p class="wrong" id="${field}-wrong">${icon('alert')}${text}</p>` : nothing;

  return {
    isOpen: false,
    load: (language) => recognitionMessages.load(language),
    draw(language) {
      const data = board();
      if (!this.isOpen || !data) return nothing;
      const words = recognitionMessages.words(language);
      const colleagues = data.items.filter(({ repId }) => repId !== reader()?.repId);
      return html`<form @submit=${(event: Event) => void send(event)}>
        <div class="field">
          <label for="whom">${words.whom}</label>
          <select
            id="whom"
            aria-required="true"
            aria-invalid=${fault === 'whom'}
            aria-describedby=${fault === 'whom' ? 'whom-wrong' : nothing}
            @change=${({ target }: Event) => write('whom', (target as HTMLSelectElement).value)}
          >
            <option value="" .selected=${draft.whom === ''}>${words.choose}</option>
            ${colleagues.map(
              ({ repId, name }) => html`<option value=${repId} .selected=${repId === draft.whom}>${name}</option>`,
            )}
          </select>
          ${wrong('whom', words.needsWhom)}
        </div>
        <div class="field">
          <label for="text">${words.text}</label>
          <textarea
            id="text"
            maxlength="1000"
            aria-required="true"
            aria-invalid=${fault === 'text'}
            aria-describedby=${fault === 'text' ? 'text-wrong' : nothing}
            .value=${draft.text}
            @input=${({ target }: Event) => write('text', (target as HTMLTextAreaElement).value)}
          ></textarea>
          ${wrong('text', words.needsText)}
        </div>
        <p class="more">${words.seen}</p>
        <div class="actions">
          <button class="primary" type="submit">${words.send}</button>
          ${saying(filing, told, words.filed)}
        </div>
      </form>`;
    },
  };
}

/** What only the form needs. */
export const formStyles = [
  fieldStyles,
  css`
    form {
      display: grid;
      gap: calc(var(--_gap) * 1.5);
      max-inline-size: 32em;
      margin-block-start: calc(var(--_gap) * 1.5);
    }
  `,
];
