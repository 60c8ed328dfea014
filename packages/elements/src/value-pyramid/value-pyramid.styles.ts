import { css } from 'lit';
import { panelStyles } from '../base/panel.styles.ts';

export const valuePyramidStyles = css`
  ${panelStyles}
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 calc(var(--_unit) * 3);
  }
  .term,
  .count {
    color: var(--_muted);
  }
  .count {
    font-weight: 400;
  }
  .choice {
    margin-inline-start: auto;
    color: var(--_muted);
  }
  select {
    min-block-size: 32px;
    padding-inline: calc(var(--_unit) * 2);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
  }
  [part='levels'] > li {
    border-block-start: 1px solid var(--_line);
  }
  .level {
    display: grid;
    grid-template-columns: minmax(8em, 1.1fr) minmax(6em, 0.8fr) minmax(7em, 1fr) minmax(8em, 2fr);
    align-items: center;
    gap: var(--_unit) calc(var(--_unit) * 4);
    padding-block: calc(var(--_unit) * 2);
  }
  .tier > button {
    justify-content: flex-start;
    padding-inline: 0;
    border: 0;
    font-weight: 600;
    text-align: start;
  }
  .tier > button::before {
    content: '';
    flex: none;
    inline-size: 0.4em;
    block-size: 0.4em;
    border: solid currentColor;
    border-width: 0 1.5px 1.5px 0;
    transform: rotate(-45deg);
  }
  .tier > button:dir(rtl)::before {
    transform: rotate(135deg);
  }
  .tier > button[aria-expanded='true']::before {
    transform: rotate(45deg);
  }
  .tier > .more {
    display: block;
  }
  .figure {
    display: grid;
    justify-items: end;
    text-align: end;
  }
  .figure b {
    font-size: 1.15em;
    font-weight: 600;
    line-height: 1.3;
  }
  .figure .bone {
    display: block;
    inline-size: 4em;
  }
  .term {
    font-size: max(12px, 0.85em);
  }
  .term::before {
    content: '';
    display: inline-block;
    inline-size: 0.6em;
    block-size: 0.6em;
    margin-inline-end: 0.4em;
    background: var(--_muted);
  }
  .valued .term::before {
    background: var(--_accent);
  }
  .bars {
    display: block;
    overflow: visible;
  }
  .bars .rail {
    fill: var(--_line);
  }
  .bars .counted {
    fill: var(--_muted);
  }
  .bars .valued {
    fill: var(--_accent);
  }
  .bars:dir(rtl) {
    transform: scaleX(-1);
  }
  @container (width < 40em) {
    .level {
      grid-template-columns: 1fr 1fr;
    }
    .tier {
      grid-column: 1 / -1;
    }
    .bars {
      grid-column: 1 / -1;
    }
    .figure {
      justify-items: start;
      text-align: start;
    }
  }
  [part='asked'] {
    display: grid;
    gap: calc(var(--_unit) * 2);
    padding-block-start: calc(var(--_unit) * 3);
    border-block-start: 1px solid var(--_line);
  }
  .proposals > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: 0 calc(var(--_unit) * 4);
    padding-block: calc(var(--_unit) * 2);
  }
  .proposals > li + li {
    border-block-start: 1px solid var(--_line);
  }
  .proposals > li > :is(p, .decision) {
    grid-column: 1 / -1;
  }
  .what {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(var(--_unit) * 3);
    min-block-size: 34px;
    min-inline-size: 0;
  }
  .what b {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .what .customer {
    padding: 0;
    border: 0;
    color: var(--_text);
    text-align: start;
  }
  .what .customer:hover {
    background: none;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  @media (pointer: coarse) {
    .what .customer {
      min-block-size: 44px;
    }
  }
  .all {
    justify-self: start;
  }
  @media (forced-colors: active) {
    .bars .valued,
    .valued .term::before {
      forced-color-adjust: none;
      fill: Highlight;
      background: Highlight;
    }
    .bars .counted,
    .term::before {
      forced-color-adjust: none;
      fill: CanvasText;
      background: CanvasText;
    }
  }
`;
