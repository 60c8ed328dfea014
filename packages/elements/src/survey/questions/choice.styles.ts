import { css } from '../kit.ts';

/** Options one under the other, each as high as a thumb. */
export const choiceStyles = css`
  .choices {
    display: grid;
    gap: var(--_unit);
  }
  .choices label {
    display: flex;
    align-items: center;
    gap: var(--_gap);
    min-block-size: 44px;
    padding-inline: calc(var(--_unit) * 3);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    cursor: pointer;
  }
  .choices label:hover {
    background: var(--_raised);
  }
  .choices label:has(:checked) {
    border-color: var(--_accent);
  }
  .choices :is([type='radio'], [type='checkbox']) {
    flex: none;
    inline-size: 20px;
    block-size: 20px;
    margin: 0;
    accent-color: var(--_accent);
  }
  .with-unit {
    display: flex;
    align-items: center;
    gap: var(--_gap);
  }
`;
