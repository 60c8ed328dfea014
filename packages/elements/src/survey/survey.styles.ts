import { css } from 'lit';

export const surveyStyles = css`
  [part='base'] {
    container-type: inline-size;
    background: var(--_surface);
    color: var(--_text);
  }
  dialog,
  [popover] {
    inset: auto;
    max-inline-size: min(36em, calc(100vw - 32px));
    max-block-size: calc(100dvh - 32px);
    padding: 0;
    overflow: auto;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
  }
  dialog {
    inset: 0;
    margin: auto;
    inline-size: 36em;
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.4);
  }
  [popover] {
    position: fixed;
    inset-block-end: 16px;
    inset-inline-end: 16px;
    inline-size: 24em;
    margin: 0;
    box-shadow: none;
  }
  .inner {
    position: relative;
    padding: calc(var(--_unit) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
  }
  dialog .inner,
  [popover] .inner {
    border: 0;
  }
  .close {
    position: absolute;
    inset-block-start: calc(var(--_unit) * 2);
    inset-inline-end: calc(var(--_unit) * 2);
    min-inline-size: 32px;
    padding: 0;
  }
  form {
    display: grid;
    gap: calc(var(--_unit) * 4);
    margin: 0;
  }
  .about {
    display: grid;
    gap: var(--_unit);
  }
  dialog .about,
  [popover] .about {
    padding-inline-end: calc(var(--_unit) * 10);
  }
  .about h2 {
    margin: 0;
    font-size: 1.15em;
    font-weight: 600;
    line-height: 1.3;
  }
  .about p,
  .hint,
  .step {
    margin: 0;
    color: var(--_muted);
    font-size: 0.875em;
  }
  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend,
  .question > label {
    display: block;
    padding: 0;
    margin-block-end: calc(var(--_unit) * 2);
    font-weight: 600;
    line-height: 1.4;
  }
  legend:focus,
  .question > label:focus,
  .end:focus {
    outline: none;
  }
  legend:focus-visible,
  .end:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .mark {
    margin-inline-start: var(--_unit);
    color: var(--_muted);
    font-weight: 400;
    font-size: 0.875em;
  }
  .points {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(44px, 1fr));
    gap: var(--_unit);
  }
  .points label {
    position: relative;
    display: grid;
    place-items: center;
    min-block-size: 44px;
    min-inline-size: 44px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    font-variant-numeric: tabular-nums;
    cursor: pointer;
  }
  .points label:hover {
    background: var(--_raised);
  }
  .points input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .points label:has(:checked) {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  .points label:has(:focus-visible) {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
  .points svg {
    inline-size: 24px;
    block-size: 24px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .points label.up-to svg.fills {
    fill: currentColor;
  }
  .ends {
    display: flex;
    justify-content: space-between;
    gap: var(--_gap);
    margin-block-start: var(--_unit);
    color: var(--_muted);
    font-size: 0.875em;
  }
  .ends :last-child {
    text-align: end;
  }
  .choices {
    display: grid;
    gap: var(--_unit);
  }
  .choices label {
    display: flex;
    align-items: center;
    gap: var(--_gap);
    min-block-size: 44px;
    cursor: pointer;
  }
  .choices input[type='radio'],
  .choices input[type='checkbox'] {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--_accent);
  }
  input.text,
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
  .wrong {
    margin: calc(var(--_unit) * 2) 0 0;
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
    min-inline-size: 88px;
  }
  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 4px;
    border: 0;
    border-radius: 2px;
    background: var(--_line);
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--_line);
  }
  progress::-webkit-progress-value {
    background: var(--_accent);
  }
  progress::-moz-progress-bar {
    background: var(--_accent);
  }
  .end {
    display: grid;
    gap: var(--_gap);
  }
  .end p {
    margin: 0;
  }
  @media (forced-colors: active) {
    .points label:has(:checked) {
      forced-color-adjust: none;
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
    }
  }
`;
