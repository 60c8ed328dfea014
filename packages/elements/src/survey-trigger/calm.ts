/** What stands in front of the page, or says that it does. */
const modal = ':modal,dialog[open],[aria-modal=true]';
/** Where a person may be typing; what happens inside a frame cannot be seen. */
const typing = ':read-write,select,iframe,[role=textbox],[role=searchbox],[role=combobox]';

let said = false;

/** Listens to a page that says by events when it is busy: `liaise-busy`, until `liaise-idle`. */
export function hearBusy(signal: AbortSignal): void {
  addEventListener('liaise-busy', () => void (said = true), { capture: true, signal });
  addEventListener('liaise-idle', () => void (said = false), { capture: true, signal });
}

/** Whether a person types, something modal is open, or the page says that it is busy (`data-liaise-busy` on any element, or by event). */
export function isBusy(): boolean {
  if (said || document.querySelector('[data-liaise-busy]')) return true;
  for (let active = document.activeElement; active; active = active.shadowRoot?.activeElement ?? null)
    if (active.matches(typing) || active.closest(modal)) return true;
  return [...document.querySelectorAll(modal)].some((one) => one.checkVisibility());
}

/** Events after which a page may be calm again. */
const signs = ['focusin', 'focusout', 'close', 'toggle', 'fullscreenchange', 'transitionend', 'liaise-idle'];

/** Resolves once the page is not busy: told by events, nothing is polled. Never resolves once `signal` has ended it. */
export async function whenCalm(signal: AbortSignal): Promise<void> {
  if (!isBusy()) return;
  await new Promise<void>((resolve) => {
    const over = new AbortController();
    const either = AbortSignal.any([signal, over.signal]);
    let due = false;
    // Looked at in a task of its own: while the focus moves on it is nowhere.
    const soon = (): void => {
      if (due) return;
      due = true;
      setTimeout(() => {
        due = false;
        if (either.aborted || isBusy()) return;
        over.abort();
        resolve();
      });
    };
    for (const name of signs) addEventListener(name, soon, { capture: true, signal: either });
    const changed = new MutationObserver(soon);
    changed.observe(document, { childList: true, subtree: true, attributes: true });
    either.addEventListener('abort', () => changed.disconnect());
  });
}
