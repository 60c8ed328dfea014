import type { ReactiveControllerHost } from '@lit/reactive-element';
import type { DataSource } from '@liaise/sdk/source';
import type { Catalog } from './catalog.ts';
import { Filing } from './filing.ts';

/** What forms that open on a press share: their words, how saving gets on, and what takes the focus once it is drawn. */
export abstract class OpenedForm<M> {
  readonly filing: Filing;

  protected readonly host: ReactiveControllerHost & HTMLElement;
  protected words: M;
  readonly #catalog: Catalog<M>;
  #focus: string | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, source: () => DataSource | undefined, catalog: Catalog<M>) {
    this.host = host;
    this.#catalog = catalog;
    this.words = catalog.words('en');
    this.filing = new Filing({
      get source() {
        return source();
      },
      changed: () => host.requestUpdate(),
    });
  }

  /** Fetches the words of a language. */
  prepare(language: string): Promise<void> | undefined {
    this.words = this.#catalog.words(language);
    return this.#catalog.load(language)?.then(() => {
      this.words = this.#catalog.words(language);
    });
  }

  /** Called after each drawing. */
  drawn(): void {
    if (this.#focus === undefined) return;
    const target = this.host.shadowRoot?.querySelector<HTMLElement>(this.#focus);
    if (!target) return;
    this.#focus = undefined;
    target.focus();
  }

  /** What is to take the focus once it is drawn: a selector. */
  protected focusOn(selector: string): void {
    this.#focus = selector;
    this.host.requestUpdate();
  }

  /** Tells the page what is about to be saved; whether it lets it. */
  protected allowed(event: Event): boolean {
    return this.host.dispatchEvent(event);
  }
}
