import { html, nothing, type TemplateResult } from 'lit';
import type { BaseMessages } from './base.messages.ts';
import type { Held } from './data-controller.ts';
import { icon, type IconName } from './icons.ts';
import type { Locale } from './locale.ts';
import type { ElementState } from './state.ts';

/** A question and where its answer stands: a `DataController` of any kind. */
interface Asked {
  readonly state: ElementState;
  readonly snapshot: Held<unknown>;
  refresh(): void;
}

const icons: Partial<Record<ElementState, IconName>> = {
  empty: 'empty',
  forbidden: 'lock',
  offline: 'offline',
  stale: 'clock',
  error: 'alert',
};

/**
 * What is wrong and what to do about it, where the eye is: for the states empty, forbidden, offline, stale and error;
 * nothing otherwise. A person can try again where that may help.
 *
 * @param empty what to say when there is nothing to show, where the element knows it better
 */
export function notice(
  data: Asked,
  words: BaseMessages,
  locale: Locale,
  empty: string = words.empty,
): TemplateResult | typeof nothing {
  const { state, snapshot } = data;
  const name = icons[state];
  if (!name) return nothing;
  const canRetry = state === 'error' || state === 'offline' || (state === 'stale' && 'error' in snapshot);
  return html`<div class="notice ${state}" part="notice" role="status">
    ${icon(name)}
    <p>${state === 'empty' ? empty : say(snapshot, words, locale)}</p>
    ${
      canRetry && !('unconnected' in snapshot)
        ? html`<button part="retry" type="button" @click=${() => data.refresh()}>${words.retry}</button>`
        : nothing
    }
  </div>`;
}

/** The words for where an answer stands. */
export function say(snapshot: Held<unknown>, words: BaseMessages, locale: Locale): string {
  switch (snapshot.state) {
    case 'stale': {
      const when = locale.relative(snapshot.asOf);
      return snapshot.offline ? words.staleOffline(when) : words.stale(when);
    }
    case 'forbidden':
    case 'offline':
      return words[snapshot.state];
    case 'error':
      return 'unconnected' in snapshot ? words.unconnected : failure(snapshot.error?.code, words);
    default:
      return words.loading;
  }
}

/** What a failure's code means to the person in front of it. */
function failure(code: string | undefined, words: BaseMessages): string {
  switch (code) {
    case 'unsupported':
      return words.unsupported;
    case 'rate-limited':
      return words.tooMany;
    case 'unauthenticated':
    case 'token-expired':
    case 'token-revoked':
    case 'no-token':
      return words.signIn;
    default:
      return words.error;
  }
}
