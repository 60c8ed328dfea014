import { css } from 'lit';

/** A card by its density; `auto` goes by the width that the card is given. */
export const customerCardStyles = css`
  :host(:not([density])),
  :host([density='auto']) {
    container-type: inline-size;
    min-inline-size: 9em;
  }
  :host([density='chip']) {
    display: inline-block;
    max-inline-size: 100%;
    vertical-align: middle;
  }
  [part='base'] {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_gap) * 1.5);
    padding: calc(var(--_unit) * 4);
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  [part='header'] {
    display: flex;
    align-items: flex-start;
    gap: var(--_gap);
  }
  [part='header'] > .icon {
    inline-size: 1.5em;
    block-size: 1.5em;
    margin-block-start: 0.1em;
    color: var(--_muted);
  }
  .who {
    flex: 1 1 auto;
    min-inline-size: 0;
  }
  [part='name'] {
    display: block;
    inline-size: fit-content;
    max-inline-size: 100%;
    min-block-size: 0;
    min-inline-size: 0;
    padding: 0;
    border: 0;
    background: none;
    font-size: 1.15em;
    font-weight: 600;
    line-height: 1.4;
    text-align: start;
    color: var(--_text);
  }
  button[part='name']:hover {
    background: none;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  button[part='name'] {
    position: relative;
  }
  @media (pointer: coarse) {
    button[part='name']::after {
      content: '';
      position: absolute;
      inset: calc(50% - 22px) 0;
    }
  }
  [part='tags'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(var(--_unit) * 2);
    margin: 0;
    padding: 0;
    list-style: none;
    color: var(--_muted);
    min-block-size: 1.5em;
  }
  [part='tags'] li:not(:last-child)::after {
    content: '·' / '';
    margin-inline-start: calc(var(--_unit) * 2);
  }
  .tier {
    font-weight: 600;
    color: var(--_text);
  }
  .sections {
    display: grid;
    gap: calc(var(--_gap) * 2) calc(var(--_gap) * 3);
    grid-template-columns: repeat(auto-fit, minmax(min(15em, 100%), 1fr));
  }
  .sections:empty {
    display: none;
  }
  dl,
  ul,
  dd {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  [part='section'] {
    min-inline-size: 0;
  }
  .facts,
  .figures {
    grid-column: 1 / -1;
    display: grid;
    gap: var(--_gap) calc(var(--_gap) * 2);
  }
  .facts {
    grid-template-columns: repeat(auto-fit, minmax(min(8em, 100%), 1fr));
  }
  .figures {
    grid-template-columns: repeat(auto-fit, minmax(min(7.5em, 100%), 1fr));
    padding-block-start: calc(var(--_gap) * 1.5);
    border-block-start: 1px solid var(--_line);
  }
  .figures > :first-child {
    grid-column: span 2;
  }
  .figures dd {
    font-size: 1.25em;
    font-weight: 600;
    line-height: 1.3;
  }
  dd .more {
    display: block;
  }
  .figures .more {
    font-size: 0.8em;
    font-weight: 400;
    line-height: 1.5;
  }
  [part='label'] {
    color: var(--_muted);
  }
  [part='label'] b {
    font-weight: 600;
    color: var(--_text);
  }
  .more {
    color: var(--_muted);
  }
  .more.bad {
    color: var(--_bad);
  }
  .more.warn {
    color: var(--_warn);
  }
  .list ul {
    margin-block-start: var(--_unit);
    min-block-size: calc(3 * 3em + 3 * var(--_unit) * 2);
  }
  .outlook {
    min-block-size: 23em;
  }
  .tasks ul,
  .cases ul {
    min-block-size: calc(2 * 3em + 2 * var(--_unit) * 2);
  }
  .list li {
    display: flex;
    flex-direction: column;
    padding-block: var(--_unit);
    border-block-start: 1px solid var(--_line);
  }
  .list li.rest {
    border: 0;
  }
  .bone {
    display: inline;
    padding-inline-start: 3.5em;
    background: linear-gradient(var(--_line), var(--_line)) center / 100% 55% no-repeat;
  }
  .panel .deep {
    display: none;
  }
  .chip {
    display: inline-flex;
    padding: 0 calc(var(--_unit) * 2);
    max-inline-size: 100%;
  }
  .chip .sections,
  .chip .kind,
  .chip .stage::after,
  .chip [part='header'] > slot,
  .chip > slot {
    display: none;
  }
  .chip [part='header'] {
    align-items: center;
  }
  .chip .who {
    display: flex;
    align-items: baseline;
    gap: calc(var(--_unit) * 2);
  }
  .chip [part='name'] {
    flex: 0 1 auto;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 1em;
  }
  .chip [part='tags'] {
    flex: none;
    flex-wrap: nowrap;
    white-space: nowrap;
  }
  @container (width < 34em) {
    .auto .deep {
      display: none;
    }
  }
  @container (width < 15em) {
    .auto .sections,
    .auto .kind,
    .auto .stage::after {
      display: none;
    }
    .auto {
      padding: calc(var(--_unit) * 2);
    }
    .auto [part='name'] {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  }
`;
