import { css } from 'lit';

/** Fields a person fills in: at least 44 px high, and 16 px of type, so that a phone does not zoom. */
export const fieldStyles = css`
  input.text,
  select,
  textarea {
    box-sizing: border-box;
    inline-size: 100%;
    min-block-size: 44px;
    margin: 0;
    padding: calc(var(--_unit) * 2);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    font-size: max(16px, 1em);
  }
  textarea {
    min-block-size: 6em;
    resize: vertical;
  }
  [aria-invalid='true'] {
    border-color: var(--_bad);
  }
  .field {
    display: grid;
    gap: var(--_unit);
    min-inline-size: 0;
  }
  .field > label {
    font-weight: 600;
  }
  .mark {
    margin-inline-start: var(--_unit);
    color: var(--_muted);
    font-weight: 400;
    font-size: 0.875em;
  }
  .wrong {
    margin: var(--_unit) 0 0;
    color: var(--_bad);
  }
  .wrong .icon,
  .saved .icon {
    margin-inline-end: var(--_unit);
  }
  .saved {
    flex: 1 1 8em;
    min-block-size: 1.5em;
    margin: 0;
    color: var(--_muted);
    font-size: 0.875em;
  }
  .saved.failed {
    color: var(--_bad);
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap);
  }
  .actions button {
    min-block-size: 44px;
  }
`;
