import { ContextEvent } from '@lit/context';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Answer, DataSource, QueryKind, Question, Snapshot, Subscription } from '@liaise/sdk/source';
import { sourceContext } from './context.ts';
import type { ElementState } from './state.ts';
import { stopWaiting, wait } from './waiting.ts';

/** What a controller asks for. Each function is read anew at every update of its host. */
export interface DataRequest<K extends QueryKind> {
  kind: K;
  /** The question, or undefined while there is nothing to ask. */
  question: () => Question<K> | undefined;
  /** What the page handed in; while there is something, nothing is asked. */
  given?: () => Answer<K> | undefined;
  /** Whether an answer holds nothing to show. */
  isEmpty?: (data: Answer<K>) => boolean;
}

/** As a source tells it, or a failure of the source itself, which has no `LiaiseError`. */
type Held<T> = Snapshot<T> | { state: 'error'; error?: undefined };

const loading = { state: 'loading' } as const;

/**
 * Keeps its host told of one answer: from the page's own data, or else from the source of the nearest provider. Asks again when the question or
 * the source changes, and ends the question when the host leaves the document.
 */
export class DataController<K extends QueryKind> implements ReactiveController {
  /** The source of the nearest provider, for orders. */
  source: DataSource | undefined;

  readonly #host: ReactiveControllerHost & Element;
  readonly #request: DataRequest<K>;
  #snapshot: Held<Answer<K>> = loading;
  #subscription: Subscription | undefined;
  #key: string | undefined;
  #unsubscribe: (() => void) | undefined;
  #alone = false;

  constructor(host: ReactiveControllerHost & Element, request: DataRequest<K>) {
    this.#host = host;
    this.#request = request;
    host.addController(this);
  }

  /** Where the answer stands, as the source tells it. */
  get snapshot(): Held<Answer<K>> {
    const data = this.#request.given?.();
    return data ? { state: 'ready', data, asOf: '' } : this.#snapshot;
  }

  /** The answer, fresh or stale. */
  get data(): Answer<K> | undefined {
    const { snapshot } = this;
    return 'data' in snapshot ? snapshot.data : undefined;
  }

  /** The state to show. */
  get state(): ElementState {
    const { snapshot } = this;
    if ('data' in snapshot) return this.#request.isEmpty?.(snapshot.data) ? 'empty' : snapshot.state;
    if (this.#request.question() === undefined) return 'empty';
    return this.unconnected ? 'error' : snapshot.state;
  }

  /** No provider has answered for some seconds, though something is to be asked. */
  get unconnected(): boolean {
    return this.#alone && !this.source;
  }

  /** Asks again, now. */
  refresh(): void {
    if (this.#subscription) this.#subscription.refresh();
    else this.#restart();
  }

  hostConnected(): void {
    this.ask();
  }

  hostDisconnected(): void {
    stopWaiting(this);
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.source = undefined;
    this.#close();
  }

  hostUpdate(): void {
    const { kind, question, given } = this.#request;
    const asked = given?.() || !this.source ? undefined : question();
    const key = asked && JSON.stringify(asked);
    if (key === this.#key) return;
    this.#close();
    this.#key = key;
    if (asked && this.source) this.#observe(this.source, kind, asked);
  }

  /** Asks the surroundings for a source. */
  ask(): void {
    let answered = false;
    const take = (source: DataSource | undefined, unsubscribe?: () => void): void => {
      answered = true;
      stopWaiting(this);
      if (unsubscribe !== this.#unsubscribe) this.#unsubscribe?.();
      this.#unsubscribe = unsubscribe;
      if (source === this.source) return;
      this.source = source;
      this.#restart();
    };
    this.#host.dispatchEvent(new ContextEvent(sourceContext, this.#host, take, true));
    if (!answered) wait(this);
  }

  giveUp(): void {
    this.#alone = true;
    this.#host.requestUpdate();
  }

  #observe(source: DataSource, kind: K, question: Question<K>): void {
    const key = this.#key;
    let now = true;
    try {
      const subscription = source.observe(kind, question, (snapshot) => {
        if (this.#key !== key) return;
        this.#snapshot = snapshot;
        if (!now) this.#host.requestUpdate();
      });
      this.#subscription = subscription;
    } catch (error) {
      reportError(error);
      this.#snapshot = { state: 'error' };
    }
    now = false;
  }

  #restart(): void {
    this.#close();
    this.#host.requestUpdate();
  }

  #close(): void {
    this.#subscription?.close();
    this.#subscription = undefined;
    this.#key = undefined;
    this.#snapshot = loading;
  }
}
