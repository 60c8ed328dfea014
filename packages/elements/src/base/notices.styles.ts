import { css } from 'lit';

/** Skeletons and notices, as rules that may be nested. */
export const noticeRules = css`
  .bone {
    display: inline-block;
    max-inline-size: 100%;
    border-radius: 4px;
    background: var(--_line);
    color: transparent;
    user-select: none;
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap);
    margin: 0;
    color: var(--_muted);
  }
  .notice .icon {
    color: var(--_muted);
  }
  .notice.error .icon {
    color: var(--_bad);
  }
  .notice.offline .icon,
  .notice.stale .icon {
    color: var(--_warn);
  }
  .notice p {
    flex: 1 1 12em;
    margin: 0;
  }
  @media (forced-colors: active) {
    .bone {
      forced-color-adjust: none;
      background: GrayText;
    }
  }
`;
