import { hearBusy } from './calm.ts';
import { watchTriggers } from './watch.ts';

/** Where elements are not known (a server that renders the page) the class is there and does nothing. */
const { HTMLElement: Base = Object as never } = globalThis as { HTMLElement?: typeof HTMLElement };

const words = (list: string | null): string[] => list?.split(/\s+/).filter(Boolean) ?? [];

/**
 * Offers a survey at the right moment, and stays out of the way otherwise: never while a person types, while something modal is open or while
 * the page says that it is busy; never twice where once is enough. Shows nothing itself. The survey stands in a `<template>` inside, so that
 * nothing of it is loaded before it is offered, or elsewhere on the page (`for`).
 *
 * @customElement liaise-survey-trigger
 * @summary Offers a survey at the right moment.
 *
 * @slot - A `<template>` with the `<liaise-survey>` to offer.
 *
 * @attr {string} for - The id of a `<liaise-survey>` in the same tree, in place of a template.
 * @attr {string} event - Names of events of the page, apart by spaces.
 * @attr {string} click - A selector: what a person presses to ask for the survey. Only then a dialog opens.
 * @attr {number} delay - Seconds on the page.
 * @attr {number} scroll - The share of the page that was scrolled past, from 0 to 1.
 * @attr {boolean} exit - The pointer leaves the page by its upper edge.
 * @attr {string} url - Addresses apart by spaces: paths or whole ones, `*` stands for anything.
 * @attr {string} after - `visit`: after a visit is checked out; `case`: after a case is closed. Both may stand there.
 * @attr {number} share - The share of visitors who are asked, from 0 to 1; the same ones again each time.
 * @attr {string} person - Any id that stays with the person, so that they are or are not asked on all of their devices.
 * @attr {number} again - Days until the same survey is offered again on this device; 30 unless said.
 *
 * @fires {LiaiseBeforeSurveyOfferEvent} liaise-before-survey-offer - A survey is about to be offered; may be stopped.
 */
export class SurveyTrigger extends Base {
  static readonly observedAttributes = ['event', 'click', 'delay', 'scroll', 'exit', 'url', 'after'];

  #stop: AbortController | undefined;
  #offered = false;

  connectedCallback(): void {
    this.#start();
  }

  disconnectedCallback(): void {
    this.#stop?.abort();
    this.#stop = undefined;
  }

  attributeChangedCallback(): void {
    if (this.#stop) this.#start();
  }

  #start(): void {
    this.#stop?.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const number = (name: string): number | undefined => {
      const value = parseFloat(this.getAttribute(name) ?? '');
      return value >= 0 ? value : undefined;
    };
    const list = (name: string): string[] => words(this.getAttribute(name));
    hearBusy(signal);
    watchTriggers(
      {
        event: list('event'),
        click: this.getAttribute('click') ?? undefined,
        delay: number('delay'),
        scroll: number('scroll'),
        exit: this.hasAttribute('exit'),
        url: list('url'),
        after: list('after'),
      },
      (own) => void this.#offer(own, signal),
      signal,
    );
  }

  async #offer(own: boolean, signal: AbortSignal): Promise<void> {
    if (this.#offered && !own) return;
    this.#offered = true;
    try {
      const { offer } = await import('./offer.ts');
      if (!(await offer(this, own, signal))) this.#offered = false;
    } catch (error) {
      // A page goes on without a survey; the next occasion tries again.
      this.#offered = false;
      console.error(
        'Liaise: the code of a survey could not be fetched. It is tried again at the next occasion.',
        error,
      );
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'liaise-survey-trigger': SurveyTrigger;
  }
}
