import { css } from 'lit';
import { buttonRules, controlTokens } from '../base/buttons.styles.ts';
import { fieldStyles } from '../base/fields.styles.ts';

export const surveyStyles = css`
  ${controlTokens}
  ${buttonRules}
  ${fieldStyles}
  [part~='base']:lang(zh) {
    line-height: 1.65;
  }
  /* What floats on the page around it does not press it together: it goes below. */
  .inner {
    container-type: inline-size;
    min-inline-size: min(100%, 18em);
    position: relative;
    padding: calc(var(--_unit) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  form {
    display: grid;
    gap: calc(var(--_unit) * 4);
    margin: 0;
  }
  h2,
  p {
    margin: 0;
  }
  h2 {
    font-size: 1.15em;
    font-weight: 600;
  }
  .hint {
    margin-block-start: var(--_unit);
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
  }
  .points {
    display: grid;
    grid: auto / auto-flow minmax(44px, 1fr);
    gap: var(--_unit);
  }
  @container (width < 524px) {
    .of7,
    .of8 {
      grid: auto / repeat(4, 1fr);
    }
    .of9,
    .of10 {
      grid: auto / repeat(5, 1fr);
    }
    .of11 {
      grid: auto / repeat(6, 1fr);
    }
  }
  @container (width < 284px) {
    .of6 {
      grid: auto / repeat(3, 1fr);
    }
    .of11 {
      grid: auto / repeat(4, 1fr);
    }
  }
  .points label {
    position: relative;
    display: grid;
    place-items: center;
    min-block-size: 44px;
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
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
  progress {
    appearance: none;
    display: block;
    inline-size: 100%;
    block-size: 4px;
    border: 0;
    border-radius: 2px;
    overflow: hidden;
    background: var(--_line);
  }
  ::-webkit-progress-bar {
    background: var(--_line);
  }
  ::-webkit-progress-value {
    background: var(--_accent);
  }
  ::-moz-progress-bar {
    background: var(--_accent);
  }
  .end {
    display: grid;
    justify-items: start;
    gap: var(--_gap);
  }
  .bone {
    display: block;
    block-size: 13em;
    border-radius: 4px;
    background: var(--_line);
  }
  [tabindex] {
    outline: none;
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
