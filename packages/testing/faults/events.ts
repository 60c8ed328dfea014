/** What the objects of the in-memory browser tell their listeners with. */

type Listener = (event: Told) => void;

/** An event as IndexedDB and channels fire it. */
export class Told {
  readonly type: string;
  readonly bubbles: boolean;
  target: Emitter | null = null;
  currentTarget: Emitter | null = null;
  defaultPrevented = false;
  stopped = false;
  readonly oldVersion: number | undefined;
  readonly newVersion: number | null | undefined;
  readonly data: unknown;

  constructor(
    type: string,
    more: { bubbles?: boolean; oldVersion?: number; newVersion?: number | null; data?: unknown } = {},
  ) {
    this.type = type;
    this.bubbles = more.bubbles ?? false;
    this.oldVersion = more.oldVersion;
    this.newVersion = more.newVersion;
    this.data = more.data;
  }

  preventDefault(): void {
    this.defaultPrevented = true;
  }

  stopPropagation(): void {
    this.stopped = true;
  }

  stopImmediatePropagation(): void {
    this.stopped = true;
  }
}

/** An event target: listeners, `on…` properties, bubbling from a request to its transaction and database. */
export class Emitter {
  readonly #listeners: { type: string; listener: Listener | { handleEvent: Listener }; once: boolean }[] = [];

  /** Where a bubbling event goes next. */
  above(): Emitter | undefined {
    return undefined;
  }

  addEventListener(
    type: string,
    listener: Listener | { handleEvent: Listener } | null,
    options?: boolean | { once?: boolean },
  ): void {
    if (!listener || this.#listeners.some((one) => one.type === type && one.listener === listener)) return;
    this.#listeners.push({ type, listener, once: typeof options === 'object' && options.once === true });
  }

  removeEventListener(type: string, listener: Listener | { handleEvent: Listener } | null): void {
    const index = this.#listeners.findIndex((one) => one.type === type && one.listener === listener);
    if (index >= 0) this.#listeners.splice(index, 1);
  }

  /** Whether nobody prevented the default. */
  dispatchEvent(event: Told): boolean {
    event.target = this;
    event.currentTarget = this;
    this.#tell(event);
    let at = event.bubbles ? this.above() : undefined;
    for (; at && !event.stopped; at = at.above()) {
      event.currentTarget = at;
      at.#tell(event);
    }
    return !event.defaultPrevented;
  }

  #tell(event: Told): void {
    const property: unknown = Reflect.get(this, `on${event.type}`);
    if (typeof property === 'function') Reflect.apply(property, this, [event]);
    for (const one of this.#listeners.filter(({ type }) => type === event.type)) {
      if (one.once) this.removeEventListener(event.type, one.listener);
      if (typeof one.listener === 'function') one.listener.call(this, event);
      else one.listener.handleEvent(event);
    }
  }
}

/** `DOMStringList`. */
export class Names extends Array<string> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  static containing(names: Iterable<string>): Names {
    const made = new Names();
    for (const name of names) made.push(name);
    return made;
  }

  contains(name: string): boolean {
    return this.includes(name);
  }

  item(index: number): string | null {
    return this[index] ?? null;
  }
}
