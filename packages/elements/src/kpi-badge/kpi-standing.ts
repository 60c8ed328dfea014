import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { DataSource, Question, Snapshot, Subscription } from '@liaise/sdk/source';

/** A value with its place among peers, as far as that is known. */
export interface Placed {
  value: KpiValue;
  /** Whether the place is awaited, or asked for and answered; undefined where nobody is asked. */
  place?: 'awaited' | 'answered';
}

/**
 * Where a subject stands among its peers, asked for while a person looks at what explains its figure: it takes the figures of all of them,
 * so a value comes without. A value that has a place, or can have none, is left as it is.
 */
export class KpiStanding implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #source: () => DataSource | undefined;
  #asked: DataSource | undefined;
  #key: string | undefined;
  #snapshot: Snapshot<KpiValue> = { state: 'loading' };
  #subscription: Subscription | undefined;

  /** @param source whom to ask; nobody where the page gave the value itself */
  constructor(host: ReactiveControllerHost, source: () => DataSource | undefined) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  /** A value that is shown, with its place as soon as that is known. Asks when it is first given a value. */
  of(value: KpiValue): Placed {
    const source = this.#source();
    const { kpi, subject, period } = value;
    const isRanked = subject.startsWith('rep:') || subject.startsWith('team:');
    if (!source || !isRanked || value.value === null || value.rank || value.peers) {
      this.close();
      return { value };
    }
    const question = { kpi, subject, period, peers: true };
    const key = JSON.stringify(question);
    if (key !== this.#key || source !== this.#asked) {
      this.close();
      this.#key = key;
      this.#asked = source;
      this.#ask(source, question, key);
    }
    const snapshot = this.#snapshot;
    if (!('data' in snapshot)) return { value, place: snapshot.state === 'loading' ? 'awaited' : 'answered' };
    const { rank, peers } = snapshot.data;
    return { value: { ...value, ...(rank && { rank }), ...(peers && { peers }) }, place: 'answered' };
  }

  /** Nobody looks any more. */
  close(): void {
    this.#subscription?.close();
    this.#subscription = this.#key = this.#asked = undefined;
    this.#snapshot = { state: 'loading' };
  }

  hostDisconnected(): void {
    this.close();
  }

  #ask(source: DataSource, question: Question<'kpi'>, key: string): void {
    let drawing = true;
    this.#subscription = source.observe('kpi', question, (snapshot) => {
      if (this.#key !== key || this.#asked !== source) return;
      this.#snapshot = snapshot;
      // What is at hand at once is in the drawing that asks for it.
      if (!drawing) this.#host.requestUpdate();
    });
    drawing = false;
  }
}
