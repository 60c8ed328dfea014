import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import type { Answer, DataSource, QueryKind, Question, Snapshot, Subscription } from '@liaise/sdk/source';
import { sourceContext } from './context.ts';
import type { ElementState } from './state.ts';
import type { Waiting } from './waiting.ts';

/** What a controller asks for. Each function is read anew at every update of its host, and given it, so that one request serves all hosts. */
export interface DataRequest<K extends QueryKind, H = unknown> {
  kind: K;
  /** The question, or undefined while there is nothing to ask. */
  question: (host: H) => Question<K> | undefined;
  /** What the page handed in; while there is something, nothing is asked. */
  given?: (host: H) => Answer<K> | undefined;
  /** Whether an answer holds nothing to show. */
  isEmpty?: (data: Answer<K>) => boolean;
}

/** As a source tells it; or a failure before there is a source: `unconnected`, or the source itself failed. */
export type Held<T> = Snapshot<T> | { state: 'error'; error?: undefined; unconnected?: boolean };

const loading = { state: 'loading' } as const;

/**
 * Keeps its host told of one answer: from the page's own data, or else from the source of the nearest provider. Asks again when the question or
 * the source changes, and ends the question when the host leaves the document.
 */
export class DataController<K extends QueryKind> implements ReactiveController, Waiting {
  /** The source of the nearest provider, for orders. */
  source: DataSource | undefined;

  /** Whether a provider has answered, or nobody waits for it any more; undefined until that matters. */
  settled: boolean | undefined;

  readonly #host: ReactiveControllerHost & Element;
  readonly #request: DataRequest<K, never>;
  #snapshot: Held<Answer<K>> = loading;
  #subscription: Subscription | undefined;
  #key: string | undefined;
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & Element, request: DataRequest<K, never>) {
    this.#host = host;
    this.#request = request;
    host.addController(this);
  }

  /** The host, as whatever its own request takes it for. */
  get #self(): never {
    return this.#host as never;
  }

  /** Where the answer stands, as the source tells it. */
  get snapshot(): Held<Answer<K>> {
    const data = this.#request.given?.(this.#self);
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
    return this.#request.question(this.#self) ? snapshot.state : 'empty';
  }

  /** Asks again, now. */
  refresh(): void {
    this.#subscription?.refresh();
  }

  hostConnected(): void {
    this.settled = undefined;
    this.ask();
  }

  hostDisconnected(): void {
    this.settled = true;
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.source = undefined;
    this.#close();
  }

  hostUpdate(): void {
    const { kind, question, given } = this.#request;
    const { source } = this;
    const asked = given?.(this.#self) ? undefined : question(this.#self);
    if (asked && this.settled === undefined) {
      this.settled = false;
      // The code for a provider that is defined or inserted later is fetched by pages where one is.
      void import('./waiting.ts').then(({ wait }) => wait(this));
    }
    const key = asked && source && JSON.stringify(asked);
    if (key === this.#key) return;
    this.#close();
    this.#key = key;
    if (asked && source) this.#observe(source, kind, asked);
  }

  /** Asks the surroundings for a source. */
  ask(): void {
    const take = (source: DataSource | undefined, unsubscribe?: () => void): void => {
      this.settled = true;
      this.#unsubscribe = unsubscribe;
      if (source === this.source) return;
      this.source = source;
      this.#close();
      this.#host.requestUpdate();
    };
    // A request of the context protocol; the class for it weighs more than this.
    const request = new Event('context-request', { bubbles: true, composed: true });
    const asked = { context: sourceContext, contextTarget: this.#host, callback: take, subscribe: true };
    this.#host.dispatchEvent(Object.assign(request, asked));
  }

  giveUp(): void {
    this.#tell({ state: 'error', unconnected: true });
  }

  #observe(source: DataSource, kind: K, question: Question<K>): void {
    const key = this.#key;
    try {
      this.#subscription = source.observe(kind, question, (snapshot) => {
        if (this.#key === key) this.#tell(snapshot);
      });
    } catch (error) {
      reportError(error);
      this.#tell({ state: 'error' });
    }
  }

  #tell(snapshot: Held<Answer<K>>): void {
    this.#snapshot = snapshot;
    this.#host.requestUpdate();
  }

  #close(): void {
    this.#subscription?.close();
    this.#subscription = this.#key = undefined;
    this.#snapshot = loading;
  }
}
