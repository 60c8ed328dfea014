import { css } from 'lit';
import { buttonRules, controlTokens } from './buttons.styles.ts';
import { noticeRules } from './notices.styles.ts';

export { controlTokens };

/** Buttons, hidden words, small pictures, skeletons and notices, as rules that may be nested. */
export const controlRules = css`
  ${buttonRules}
  ${noticeRules}
`;

/** For elements that have any controls. */
export const controlStyles = css`
  ${controlTokens}
  ${controlRules}
  [part~='base']:lang(zh) {
    line-height: 1.65;
  }
`;
