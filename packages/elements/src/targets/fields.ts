import { css, html, nothing, type TemplateResult } from 'lit';
import { fieldStyles } from '../base/fields.styles.ts';
import { icon } from '../base/icons.ts';

/** What is wrong in a form, by the field's id. */
export type Faults = ReadonlyMap<string, string>;

/** What all fields of one form share. */
export interface FormView {
  faults: Faults;
  /** The word for a field that may stay empty. */
  optional: string;
  /** Takes what a person wrote. */
  write(id: string, value: string): void;
}

interface FieldOptions {
  id: string;
  label: string;
  value: string;
  isOptional?: boolean;
  /** Behind the label: a unit. */
  suffix?: string | undefined;
  /** Below the field, whether it is wrong or not. */
  hint?: string | undefined;
  /** The label is read and not shown: a heading above says it. */
  isLabelUnseen?: boolean;
}

/** A field with its name, and what to do about it where it is wrong. */
function framed(view: FormView, options: FieldOptions, control: TemplateResult): TemplateResult {
  const { id, label, suffix, hint, isOptional, isLabelUnseen } = options;
  const fault = view.faults.get(id);
  return html`<div class="field">
    <label for=${id} class=${isLabelUnseen ? 'unseen' : ''}
      >${label}${suffix ? ` (${suffix})` : nothing}
      ${isOptional ? html`<span class="mark">(${view.optional})</span>` : nothing}</label
    >
    ${control} ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
    ${fault ? html`<p class="wrong" id="${id}-wrong">${icon('alert')}${fault}</p>` : nothing}
  </div>`;
}

const described = ({ faults }: FormView, { id, hint }: FieldOptions): string | typeof nothing =>
  [hint && `${id}-hint`, faults.has(id) && `${id}-wrong`].filter(Boolean).join(' ') || nothing;

/** A line of text, a number as it is written, or a day. */
export function input(view: FormView, options: FieldOptions & { type?: 'text' | 'number' | 'date' }): TemplateResult {
  const { id, value, isOptional = false, type = 'text' } = options;
  return framed(
    view,
    options,
    html`<input
      id=${id}
      class="text"
      type=${type === 'date' ? 'date' : 'text'}
      inputmode=${type === 'number' ? 'decimal' : nothing}
      autocomplete="off"
      .value=${value}
      aria-required=${isOptional ? 'false' : 'true'}
      aria-invalid=${view.faults.has(id) ? 'true' : 'false'}
      aria-describedby=${described(view, options)}
      @input=${({ target }: Event) => view.write(id, (target as HTMLInputElement).value)}
    />`,
  );
}

/** Several lines of text. */
export function area(view: FormView, options: FieldOptions): TemplateResult {
  const { id, value } = options;
  return framed(
    view,
    options,
    html`<textarea
      id=${id}
      .value=${value}
      aria-invalid=${view.faults.has(id) ? 'true' : 'false'}
      aria-describedby=${described(view, options)}
      @input=${({ target }: Event) => view.write(id, (target as HTMLTextAreaElement).value)}
    ></textarea>`,
  );
}

/** One of some. `none` is the word for none of them. */
export function choice(
  view: FormView,
  options: FieldOptions & { choices: readonly (readonly [value: string, label: string])[]; none?: string },
): TemplateResult {
  const { id, value, isOptional = false, choices, none } = options;
  return framed(
    view,
    options,
    html`<select
      id=${id}
      aria-required=${isOptional ? 'false' : 'true'}
      aria-invalid=${view.faults.has(id) ? 'true' : 'false'}
      aria-describedby=${described(view, options)}
      @change=${({ target }: Event) => view.write(id, (target as HTMLSelectElement).value)}
    >
      ${none === undefined ? nothing : html`<option value="" ?selected=${value === ''}>${none}</option>`}
      ${choices.map(([key, label]) => html`<option value=${key} ?selected=${key === value}>${label}</option>`)}
    </select>`,
  );
}

/** What only the forms need. */
export const formStyles = css`
  ${fieldStyles}
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_unit) * 3);
    max-inline-size: 48em;
    margin: 0;
    padding-block: calc(var(--_unit) * 3);
    border-block-start: 1px solid var(--_line);
  }
  form h4 {
    margin: 0;
    font-size: 1em;
    font-weight: 600;
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(13em, 100%), 1fr));
    align-items: start;
    gap: calc(var(--_unit) * 3);
  }
  .hint {
    margin: 0;
    color: var(--_muted);
    font-size: max(12px, 0.875em);
  }
  fieldset {
    display: grid;
    gap: calc(var(--_unit) * 2);
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    margin-block-end: calc(var(--_unit) * 2);
    padding: 0;
    font-weight: 600;
  }
  .row {
    display: grid;
    grid-template-columns: minmax(0, 3fr) minmax(5em, 1fr) 6em auto;
    align-items: start;
    gap: calc(var(--_unit) * 2);
  }
  .row.step {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) auto;
    align-items: end;
  }
  .row > .share {
    align-self: center;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  .row button {
    min-block-size: 44px;
  }
  @container (width < 34em) {
    .row,
    .row.step {
      grid-template-columns: minmax(0, 1fr) auto auto;
      padding-block-end: calc(var(--_unit) * 2);
      border-block-end: 1px solid var(--_line);
    }
    .row > .field:first-child {
      grid-column: 1 / -1;
    }
  }
  .check {
    display: inline-flex;
    align-items: center;
    gap: calc(var(--_unit) * 2);
    min-block-size: 44px;
    font-weight: 600;
  }
  .check input {
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--_accent);
  }
  fieldset > button {
    justify-self: start;
  }
`;
