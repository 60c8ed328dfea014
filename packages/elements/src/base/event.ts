/**
 * What every event of an element is: named `liaise-` and what happened, bubbling, crossing shadow roots, with ids and no
 * personal data as its fields. Fired on a person's action only, never because a page set something.
 */
export class LiaiseEvent extends Event {
  /** @param init `cancelable: true` for the `liaise-before-…` events, which a page may stop */
  constructor(type: `liaise-${string}`, init: Pick<EventInit, 'cancelable'> = {}) {
    super(type, { bubbles: true, composed: true, ...init });
  }
}
