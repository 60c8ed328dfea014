import { html, type TemplateResult } from 'lit';
import type { Subscription } from '@liaise/sdk/source';
import { BeforeResultsExportEvent, ResultsExportedEvent } from './survey-results.events.ts';
import type { SurveyResultsMessages } from './survey-results.messages.ts';
import type { Host, Place } from './part.ts';

type Progress = 'idle' | 'fetching' | 'failed';

/** The button that hands the responses over as a file. */
export class Exporter {
  #state: Progress = 'idle';
  readonly #host: Host;
  readonly #place: Place;

  constructor(host: Host, place: Place) {
    this.#host = host;
    this.#place = place;
  }

  #become(state: Progress): void {
    this.#state = state;
    this.#host.requestUpdate();
  }

  readonly #start = (): void => {
    const asked = this.#place.asked();
    const source = this.#place.source();
    const survey = this.#place.results()?.surveyId;
    if (!asked || !source || survey === undefined || this.#state === 'fetching') return;
    if (!this.#host.dispatchEvent(new BeforeResultsExportEvent(survey))) return;
    this.#become('fetching');
    const run: { subscription?: Subscription; isOver: boolean } = { isOver: false };
    const end = (progress: Progress): void => {
      run.isOver = true;
      run.subscription?.close();
      this.#become(progress);
    };
    run.subscription = source.observe('survey-results-file', asked, (snapshot) => {
      if (run.isOver || snapshot.state === 'loading') return;
      if (!('data' in snapshot)) return end('failed');
      hand(snapshot.data);
      end('idle');
      this.#host.dispatchEvent(new ResultsExportedEvent(survey));
    });
    // The answer may have come at once, before there was anything to close.
    if (run.isOver) run.subscription.close();
  };

  draw(words: SurveyResultsMessages): TemplateResult {
    const fetching = this.#state === 'fetching';
    return html`<div class="export">
      <button type="button" ?disabled=${fetching} @click=${this.#start}>${words.export}</button>
      <p class="more" role="status">
        ${fetching ? words.exporting : this.#state === 'failed' ? words.notExported : ''}
      </p>
    </div>`;
  }
}

/** Lets the browser save a text as a file. */
function hand({ name, text }: { name: string; text: string }): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
