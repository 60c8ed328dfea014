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

/** A person is about to save something. A page may stop it with `preventDefault()`: nothing is sent, and what was written stays. */
export class LiaiseBeforeEvent extends LiaiseEvent {
  constructor(type: `liaise-before-${string}`) {
    super(type, { cancelable: true });
  }
}

/** A person has saved something: with the gateway, or on this device until there is a line. */
export class LiaiseSavedEvent extends LiaiseEvent {
  /** @param delivered false while it waits on this device */
  constructor(
    type: `liaise-${string}`,
    readonly delivered: boolean,
  ) {
    super(type);
  }
}
