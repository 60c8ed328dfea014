import type { DataSource } from '@liaise/sdk/source';

const key = Symbol.for('@liaise/source');

/** A question for a source, as the context protocol asks it. */
interface ContextRequest extends Event {
  context: unknown;
  callback(value: DataSource, unsubscribe?: () => void): void;
}

/**
 * Makes an element a provider: what stands below it finds this source. Speaks the context protocol and needs no other
 * part of Liaise.
 *
 * @returns ends it
 */
export function provideSource(element: EventTarget, source: DataSource): () => void {
  const answer = (event: Event): void => {
    const request = event as ContextRequest;
    if (request.context !== key) return;
    request.stopImmediatePropagation();
    request.callback(source, () => undefined);
  };
  element.addEventListener('context-request', answer);
  element.dispatchEvent(
    Object.assign(new Event('context-provider', { bubbles: true, composed: true }), { context: key }),
  );
  return () => element.removeEventListener('context-request', answer);
}
