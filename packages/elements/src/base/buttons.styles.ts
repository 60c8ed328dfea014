import { css } from 'lit';

/** The tokens that only controls need. */
export const controlTokens = css`
  :host {
    --_raised: var(--liaise-raised, light-dark(#f5f6f8, #21252c));
    --_accent: var(--liaise-accent, light-dark(#0b5cad, #7ab8ff));
    --_edge: var(--liaise-edge, light-dark(#7b858f, #79838e));
    --_gap: var(--liaise-gap, calc(var(--_unit) * 2));
    --_on-accent: var(
      --liaise-on-accent,
      color(
        from var(--_accent) xyz-d65 clamp(0, (0.179 - y) * 1000, 0.9505) clamp(0, (0.179 - y) * 1000, 1)
          clamp(0, (0.179 - y) * 1000, 1.089)
      )
    );
  }
`;

/** Buttons, hidden words and small pictures, as rules that may be nested. */
export const buttonRules = css`
  button {
    appearance: none;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(var(--_unit) * 1.5);
    min-block-size: 32px;
    margin: 0;
    padding: var(--_unit) calc(var(--_unit) * 3);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
    cursor: pointer;
  }
  button:hover {
    background: var(--_raised);
  }
  button:disabled {
    color: var(--_muted);
    border-color: var(--_line);
    cursor: not-allowed;
  }
  button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }
  button.plain {
    border-color: transparent;
    background: transparent;
    color: var(--_accent);
  }
  @media (pointer: coarse) {
    button {
      min-block-size: 44px;
      min-inline-size: 44px;
    }
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
    border: 0;
  }
  .icon {
    flex: none;
    inline-size: 1.15em;
    block-size: 1.15em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
    stroke-linecap: round;
    stroke-linejoin: round;
    vertical-align: -0.2em;
  }
  @media (forced-colors: active) {
    button.primary {
      forced-color-adjust: none;
      border-color: ButtonText;
      background: ButtonText;
      color: ButtonFace;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    button {
      transition: background-color 100ms;
    }
  }
`;
