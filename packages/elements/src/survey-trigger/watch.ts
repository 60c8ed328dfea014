/** When a survey is offered; any one of them is enough. */
export interface Triggers {
  /** Events of the page, by name, wherever they are dispatched. */
  event?: readonly string[];
  /** What a person presses to ask for the survey: a selector. */
  click?: string | undefined;
  /** Seconds on the page. */
  delay?: number | undefined;
  /** The share of the page that was scrolled past, from 0 to 1. */
  scroll?: number | undefined;
  /** The pointer leaves the page by its upper edge. */
  exit?: boolean;
  /** Addresses: paths, or whole ones; `*` stands for anything. */
  url?: readonly string[];
  /** A visit is checked out, or a case is closed. */
  after?: readonly string[];
}

/** The event that tells of each occasion, and what it must say. */
const occasions: Readonly<Record<string, readonly [name: string, act?: string]>> = {
  visit: ['liaise-visit-saved', 'check-out'],
  case: ['liaise-case-closed'],
};

type Listen = (name: string, heard: (event: Event) => void, passive?: boolean) => void;

/** Addresses that a page comes to without being loaded again. Nothing is patched and nothing is polled. */
function watchUrl(patterns: readonly string[], listen: Listen, signal: AbortSignal, fire: () => void): void {
  const sources = patterns.map((pattern) => pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*'));
  const wanted = new RegExp(`^(?:${sources.join('|')})$`);
  let last: string | undefined;
  const look = (): void => {
    const { href, pathname, search, hash } = location;
    if (href === last) return;
    last = href;
    if ([pathname, pathname + search + hash, href].some((one) => wanted.test(one))) fire();
  };
  look();
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) {
    navigation.addEventListener('currententrychange', look, { signal });
    return;
  }
  for (const name of ['popstate', 'hashchange']) listen(name, look);
  // Who changes the address by script does it because a person pressed something, and draws something else then.
  for (const name of ['click', 'keyup', 'submit']) listen(name, () => setTimeout(look));
  const drawn = new MutationObserver(look);
  drawn.observe(document, { childList: true, subtree: true });
  signal.addEventListener('abort', () => drawn.disconnect());
}

/**
 * Calls back when it is time to offer a survey: by events only, nothing is polled.
 *
 * @param fire is told whether a person asked for it by an act of their own
 * @param signal ends it
 */
export function watchTriggers(triggers: Triggers, fire: (own: boolean) => void, signal: AbortSignal): void {
  const { event = [], click, delay, scroll, exit, url = [], after = [] } = triggers;
  // Caught at the window, so that it does not matter where an event is dispatched and whether it bubbles.
  const listen: Listen = (name, heard, passive = false) =>
    addEventListener(name, heard, { capture: true, passive, signal });
  const offer = (): void => fire(false);

  for (const name of event) listen(name, offer);
  for (const one of after) {
    const [name, act] = occasions[one] ?? [];
    if (name) listen(name, (told) => (act === undefined || (told as { act?: unknown }).act === act) && offer());
  }
  if (click) {
    listen('click', (pressed) => {
      const path = pressed.composedPath();
      if (path.some((one) => one instanceof Element && one.matches(click))) fire(pressed.isTrusted);
    });
  }
  if (delay !== undefined) {
    const timer = setTimeout(offer, delay * 1000);
    signal.addEventListener('abort', () => clearTimeout(timer));
  }
  if (scroll !== undefined) {
    const seen = (): void => {
      const { scrollTop, clientHeight, scrollHeight } = document.scrollingElement ?? document.documentElement;
      // Whole pixels are missing at the end of a page that is zoomed.
      if (scrollTop + clientHeight + 1 >= scroll * scrollHeight) offer();
    };
    listen('scroll', seen, true);
  }
  if (exit) {
    listen('mouseout', (left) => {
      const { relatedTarget, clientY } = left as MouseEvent;
      if (!relatedTarget && clientY <= 0) offer();
    });
  }
  if (url.length > 0) watchUrl(url, listen, signal, offer);
}
