import type { ChangeEvent } from '@liaise/core/api/events';
import type { Actor } from '../access/actor.ts';
import type { Store } from '../store/store.ts';
import { scopeOf } from './scope.ts';

const pageOfEvents = 500;
/** How long to wait after a failed reading, in milliseconds. */
const afterFailure = 2000;

/** Whoever is told of changes, in order. */
export interface Subscriber {
  actor: Actor;
  /** The change after which it goes on; what happens from now on unless said. */
  after: string | undefined;
  tell(events: readonly ChangeEvent[]): void;
}

/** Subscribers of one scope that stand at one place: they share the reading. */
interface Group {
  actor: Actor;
  subscribers: Set<Subscriber>;
  after: string;
  running: boolean;
  again: boolean;
  retry: NodeJS.Timeout | null;
}

/**
 * Tells subscribers of changes. The store says in which tenants something changed (it polls once for all of them); what a
 * subscriber is then told is read as its actor, so that row-level security decides it.
 */
export class EventHub {
  readonly #store: Store;
  readonly #groups = new Map<string, Set<Group>>();
  #stopHints: (() => void) | null = null;
  #closed = false;

  constructor(store: Store) {
    this.#store = store;
  }

  /** How many are subscribed. */
  get size(): number {
    let size = 0;
    for (const groups of this.#groups.values()) for (const { subscribers } of groups) size += subscribers.size;
    return size;
  }

  /**
   * Starts telling a subscriber, first what it missed.
   *
   * @returns how to stop
   * @throws {RangeError} for an `after` that this store did not make
   */
  async subscribe(subscriber: Subscriber): Promise<() => void> {
    const { actor } = subscriber;
    this.#stopHints ??= this.#store.onChange((tenantId) => this.#wake(tenantId));
    const after = await this.#catchUp(subscriber);
    const groups = this.#groups.get(actor.tenantId) ?? new Set<Group>();
    this.#groups.set(actor.tenantId, groups);
    const group = [...groups].find(
      (one) => !one.running && one.after === after && scopeOf(one.actor) === scopeOf(actor),
    ) ?? {
      actor,
      subscribers: new Set<Subscriber>(),
      after,
      running: false,
      again: false,
      retry: null,
    };
    groups.add(group);
    group.subscribers.add(subscriber);
    void this.#advance(group);
    return () => {
      group.subscribers.delete(subscriber);
      if (group.subscribers.size > 0) return;
      if (group.retry) clearTimeout(group.retry);
      groups.delete(group);
      if (groups.size === 0) this.#groups.delete(actor.tenantId);
      if (this.#groups.size === 0) this.#rest();
    };
  }

  async #catchUp(subscriber: Subscriber): Promise<string> {
    const { actor, after } = subscriber;
    if (after === undefined) return (await this.#read(actor, undefined, 0)).horizon;
    let place = after;
    for (;;) {
      const { events, horizon } = await this.#read(actor, place, pageOfEvents);
      if (events.length > 0) subscriber.tell(events);
      place = horizon;
      if (events.length < pageOfEvents) return place;
    }
  }

  #read(actor: Actor, after: string | undefined, limit: number): Promise<{ events: ChangeEvent[]; horizon: string }> {
    return this.#store.transact(actor, (work) => work.readEvents(after, limit), { readOnly: true });
  }

  #wake(tenantId: string): void {
    for (const group of this.#groups.get(tenantId) ?? []) void this.#advance(group);
  }

  async #advance(group: Group): Promise<void> {
    group.again = true;
    if (group.running) return;
    group.running = true;
    try {
      while (group.again && group.subscribers.size > 0 && !this.#closed) {
        group.again = false;
        const { events, horizon } = await this.#read(group.actor, group.after, pageOfEvents);
        group.after = horizon;
        if (events.length > 0) for (const subscriber of group.subscribers) subscriber.tell(events);
        if (events.length === pageOfEvents) group.again = true;
      }
    } catch {
      // The database is away: go on from the same place in a moment.
      if (!this.#closed && group.subscribers.size > 0) {
        group.retry = setTimeout(() => void this.#advance(group), afterFailure).unref();
      }
    } finally {
      group.running = false;
    }
  }

  #rest(): void {
    this.#stopHints?.();
    this.#stopHints = null;
  }

  close(): void {
    this.#closed = true;
    this.#rest();
    for (const groups of this.#groups.values()) for (const { retry } of groups) if (retry) clearTimeout(retry);
    this.#groups.clear();
  }
}
