import type { ReactiveController, ReactiveControllerHost } from '@lit/reactive-element';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { DataSource, Question, Snapshot, Subscription } from '@liaise/sdk/source';

/** A value with its place among peers, as far as that is known. */
export interface Placed {
  value: KpiValue;
  /** Whether the place is awaited, or asked for and answered; undefined where nobody is asked. */
  place?: 'awaited' | 'answered' | undefined;
}

/**
 * What a value comes without, asked for while a person looks at what explains it: where the subject stands among its peers, which takes the
 * figures of all of them, and the formula in the reader's language. A value that has its place, or can have none, and is told in English is
 * left as it is.
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

  /** A value that is shown, with its place and its formula as soon as they are known. Asks when it is first given a value. */
  of(value: KpiValue, language: string): Placed {
    const source = this.#source();
    const { kpi, subject, period } = value;
    const canRank = subject.startsWith('rep:') || subject.startsWith('team:');
    const isRanked = canRank && value.value !== null && !value.rank && !value.peers;
    const isForeign = !/^en\b/i.test(language);
    if (!source || !(isRanked || isForeign)) {
      this.close();
      return { value };
    }
    const question = { kpi, subject, period, peers: isRanked, ...(isForeign && { language }) };
    const key = JSON.stringify(question);
    if (key !== this.#key || source !== this.#asked) {
      this.close();
      this.#key = key;
      this.#asked = source;
      this.#ask(source, question, key);
    }
    const snapshot = this.#snapshot;
    const placed = (known: KpiValue, place: Placed['place']): Placed =>
      isRanked ? { value: known, place } : { value: known };
    if (!('data' in snapshot)) return placed(value, snapshot.state === 'loading' ? 'awaited' : 'answered');
    const { rank, peers, formula } = snapshot.data;
    return placed({ ...value, formula, ...(rank && { rank }), ...(peers && { peers }) }, 'answered');
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
