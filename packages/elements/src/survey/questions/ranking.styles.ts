import { css } from '../kit.ts';

/** Ranked options with their number, and under them those that are not ranked. */
export const rankingStyles = css`
  .ranking {
    display: grid;
    gap: var(--_unit);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .ranking li {
    display: flex;
    align-items: stretch;
    gap: var(--_unit);
    min-inline-size: 0;
  }
  .ranked-how {
    margin-block-end: calc(var(--_unit) * 2);
  }
  .ranking button {
    min-block-size: 44px;
    min-inline-size: 44px;
    padding: 0;
  }
  .ranking .item {
    flex: 1;
    justify-content: start;
    min-inline-size: 0;
    padding-inline: calc(var(--_unit) * 2);
    text-align: start;
    overflow-wrap: anywhere;
  }
  .ranking .item:not(.ranked) {
    border-style: dashed;
  }
  .ranking .item[aria-pressed='true'] {
    border-color: var(--_accent);
    box-shadow: inset 0 0 0 1px var(--_accent);
  }
  .ranking .grip {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    border-radius: 50%;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
    cursor: grab;
    touch-action: none;
  }
  .ranking .arrow {
    inline-size: 16px;
    block-size: 16px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  @container (width < 420px) {
    .ranking li {
      flex-wrap: wrap;
      justify-content: end;
    }
    .ranking .item {
      flex-basis: 100%;
    }
  }
  @media (forced-colors: active) {
    .ranking .grip {
      border: 1px solid ButtonText;
    }
    .ranking .item[aria-pressed='true'] {
      outline: 3px solid Highlight;
    }
  }
`;
