import { css } from 'lit';
import { fieldStyles } from '../base/fields.styles.ts';

/** What only the opened parts need. */
export const workStyles = css`
  ${fieldStyles}
  [part='customers'] {
    display: grid;
    justify-items: start;
    gap: calc(var(--_unit) * 2);
    padding-block-end: calc(var(--_unit) * 4);
  }
  .filter {
    color: var(--_muted);
  }
  .filter select {
    inline-size: auto;
    min-block-size: 32px;
    padding-block: 0;
    font-size: 1em;
  }
  @media (pointer: coarse) {
    .filter select {
      min-block-size: 44px;
      font-size: max(16px, 1em);
    }
  }
  .people {
    inline-size: 100%;
  }
  .people > li {
    display: grid;
    gap: var(--_unit);
    padding-block: calc(var(--_unit) * 3);
    border-block-start: 1px solid var(--_line);
  }
  .who {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 calc(var(--_unit) * 4);
  }
  .who .name {
    min-block-size: 0;
    min-inline-size: 0;
    padding: 0;
    border: 0;
    color: var(--_text);
    font-weight: 600;
    text-align: start;
  }
  .who .name:hover {
    background: none;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  @media (pointer: coarse) {
    .who .name {
      min-block-size: 44px;
    }
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap);
  }
  .people b {
    font-weight: 600;
  }
  .valuable .icon {
    color: var(--_good);
  }
  .changing .icon {
    color: var(--_warn);
  }
  .problem .icon {
    color: var(--_bad);
  }
  form,
  .decision {
    display: grid;
    inline-size: 100%;
    gap: calc(var(--_unit) * 3);
    margin: 0;
    padding-block: calc(var(--_unit) * 2);
  }
  .pair {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(12em, 100%), 1fr));
    gap: calc(var(--_unit) * 3);
  }
`;
