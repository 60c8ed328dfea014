import { icon } from '../base/icons.ts';
import { deferralStyles, drawDeferral } from './deferral.ts';
import { adopt, css, html, type Survey, type TemplateResult } from './kit.ts';
import type { SurveySession } from './session.ts';

/** What a popover and a dialog are drawn with. */
export interface Frame {
  mode: 'popover' | 'dialog';
  survey: Survey;
  session: SurveySession;
  /** Names it. */
  label: string;
  inner: TemplateResult;
  /** What the button to close it is called. */
  closing: string;
  /** A person closes it. */
  close: () => void;
  /** The browser closed it. */
  closed: () => void;
}

/** A corner of the page, or the front of it. Neither opens by itself. */
export function drawFrame({ mode, survey, session, label, inner, closing, close, closed }: Frame): TemplateResult {
  const content = html`${inner}${drawDeferral(survey, session)}<button
      class="close plain"
      type="button"
      aria-label=${closing}
      @click=${close}
    >
      ${icon('close')}
    </button>`;
  if (mode === 'dialog') return html`<dialog aria-label=${label} @close=${closed}>${content}</dialog>`;
  const key = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  };
  return html`<div popover="manual" role="dialog" aria-label=${label} @keydown=${key}>${content}</div>`;
}

/** Who had the focus when a popover opened. */
const openers = new WeakMap<ShadowRoot, HTMLElement | undefined>();

/** The element that has the focus, through shadow roots. */
function focused(): HTMLElement | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement && active !== document.body ? active : undefined;
}

/** How the popover of a root stops following its anchor. */
const anchored = new WeakMap<ShadowRoot, () => void>();

/** Ends what an open popover needs: it is closed, or its element left the page. */
export function leave(root: ShadowRoot): void {
  anchored.get(root)?.();
  anchored.delete(root);
}

/** What a popover stands beside. */
function anchorOf(root: ShadowRoot, anchor: string | Element | null | undefined): Element | null {
  if (typeof anchor !== 'string') return anchor ?? null;
  const around = root.host.getRootNode() as Document | ShadowRoot;
  return around.getElementById(anchor) ?? document.getElementById(anchor);
}

/**
 * Opens or closes what is drawn. A dialog takes the focus and gives it back by itself; a popover does neither, so that a
 * person who went into it is brought back to where they came from. A popover stands beside its anchor, or in a corner.
 */
export function setOpen(root: ShadowRoot, open: boolean, anchor?: string | Element | null): void {
  // What has left the page is open nowhere.
  if (!root.isConnected) return;
  adopt(root, frameStyles);
  adopt(root, deferralStyles);
  const dialog = root.querySelector('dialog');
  if (dialog && dialog.open !== open) {
    if (open) dialog.showModal();
    else dialog.close();
  }
  const popover = root.querySelector<HTMLElement>('[popover]');
  if (!popover || popover.matches(':popover-open') === open) return;
  const isInside = root.activeElement !== null;
  if (open) openers.set(root, focused());
  popover.togglePopover(open);
  leave(root);
  const beside = open && anchorOf(root, anchor);
  if (beside) {
    let stopped = false;
    anchored.set(root, () => (stopped = true));
    void import('./anchored.ts').then(({ follow }) => {
      if (!stopped) anchored.set(root, follow(beside, popover));
    });
  } else popover.removeAttribute('style');
  if (!open && isInside) openers.get(root)?.focus();
}

const frameStyles = css`
  dialog,
  [popover] {
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
    inset: auto;
    inset-block-end: 16px;
    inset-inline-end: 16px;
    inline-size: 24em;
    margin: 0;
  }
  .inner {
    border: 0;
  }
  .close {
    position: absolute;
    inset-block-start: var(--_unit);
    inset-inline-end: var(--_unit);
    min-block-size: 44px;
    min-inline-size: 44px;
    padding: 0;
  }
  .inner > :first-child:not(form),
  form > :first-child {
    padding-inline-end: calc(var(--_unit) * 10);
  }
`;
