import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { QuestionResult, ResultDivision, SurveyResults as Results } from '@liaise/core/api/survey-results';
import { periodLabel } from '@liaise/core/kpi';
import type { Question } from '@liaise/sdk/source';
import { adopt } from '../base/adopt.ts';
import type { Catalog } from '../base/catalog.ts';
import { controlStyles } from '../base/controls.styles.ts';
import { DataController } from '../base/data-controller.ts';
import { LiaiseElement } from '../base/liaise-element.ts';
import { notice } from '../base/notice.ts';
import type { ElementState } from '../base/state.ts';
import { baseStyles } from '../base/theme.styles.ts';
import { changed, interval, percent, written } from './figures.ts';
import { surveyResultsMessages, type SurveyResultsMessages } from './survey-results.messages.ts';
import type { Parts } from './survey-results.parts.ts';
import { surveyResultsStyles } from './survey-results.styles.ts';

const bone = html`<span class="bone" aria-hidden="true">${'\u2007'.repeat(8)}</span>`;
const steps = ['invitations', 'started', 'finished', 'responses'] as const;

/**
 * What people answered to a survey: the score with its interval, the number it rests on and the response rate, whether it has moved
 * by more than noise, its course over time, each question's distribution and who left there, comments with filters, the score by rep
 * and by account, and 360-degree reports in which nobody can be singled out.
 *
 * @customElement liaise-survey-results
 * @summary A survey's figures, never without what they rest on.
 *
 * @csspart base - The whole element.
 * @csspart header - The survey, the time, and the button for the file.
 * @csspart score - The main score with all that it rests on.
 * @csspart funnel - How many were invited, started and finished.
 * @csspart trend - The course over time.
 * @csspart questions - Each question's answers.
 * @csspart groups - The main score by rep, account and so on.
 * @csspart comments - What people wrote.
 * @csspart report - A 360-degree report.
 * @csspart notice - What is wrong and what to do.
 * @csspart retry - The button to try again.
 *
 * @cssprop --liaise-surface - Background.
 * @cssprop --liaise-raised - Background under the pointer.
 * @cssprop --liaise-text - Text.
 * @cssprop --liaise-muted - Text of less weight, and intervals.
 * @cssprop --liaise-line - Lines.
 * @cssprop --liaise-edge - Edges of fields and buttons.
 * @cssprop --liaise-accent - The page's accent, bars and the line over time.
 * @cssprop --liaise-good - The mark of a change for the better.
 * @cssprop --liaise-bad - The mark of a change for the worse.
 * @cssprop --liaise-focus - The focus ring.
 * @cssprop --liaise-radius - Roundness of corners.
 * @cssprop --liaise-gap - The distance between parts.
 * @cssprop --liaise-density - A factor on all distances, 1 by default.
 *
 * @cssstate loading - The answer is awaited.
 * @cssstate empty - No survey is chosen, or nobody has been asked.
 * @cssstate forbidden - The user may not see it.
 * @cssstate offline - There is no connection and nothing kept.
 * @cssstate stale - An earlier answer is shown.
 * @cssstate error - It could not be loaded.
 * @cssstate ready - The results are shown and fresh.
 *
 * @fires {BeforeResultsExportEvent} liaise-before-results-export - A person is about to download the responses; may be stopped.
 * @fires {ResultsExportedEvent} liaise-results-exported - The file has been handed to the browser.
 */
export class SurveyResults extends LiaiseElement<SurveyResultsMessages> {
  static override styles = [baseStyles, controlStyles, surveyResultsStyles];

  static override properties: PropertyDeclarations = {
    survey: {},
    period: {},
    rep: {},
    team: {},
    customer: {},
    question: {},
    by: {},
    about: {},
    data: { attribute: false },
  };

  /** The survey's id, or its definition's. */
  declare survey?: string;

  /** `2026`, `2026-Q4`, `2026-11`, `2026-W47` or `last-30-days`; all of the time unless set. */
  declare period?: string;

  /** Only what came in under this rep: its id. */
  declare rep?: string;

  /** Only what came in under this team: its id. */
  declare team?: string;

  /** Only what this customer answered. */
  declare customer?: string;

  /** The question that score, trend and groups are about; the first that has a score unless set. */
  declare question?: string;

  /** By what the score is divided first: `rep`, `team`, `customer`, `source`, `channel` or `language`. */
  declare by?: ResultDivision;

  /** The rep whose 360-degree report is opened first: its id. */
  declare about?: string;

  /** The figures themselves, where the page has them; then nothing is asked. */
  declare data?: Results;

  readonly #results = new DataController(this, {
    kind: 'survey-results',
    question: () => this.asked,
    given: () => this.data,
    isEmpty: ({ responses, partial, invitations, reports, report }) =>
      !isAsked({ responses, partial, invitations }) && reports.length === 0 && !report,
  });
  #parts: Parts | undefined;
  #coming: Promise<void> | undefined;

  /** What the figures are asked for by; undefined while no survey is named. */
  protected get asked(): Question<'survey-results'> | undefined {
    const { survey, period, rep, team, customer, question } = this;
    if (!survey) return undefined;
    return {
      survey,
      ...(period && { period }),
      ...(rep && { rep }),
      ...(team && { team }),
      ...(customer && { customer }),
      ...(question && { question }),
    };
  }

  protected override get catalog(): Catalog<SurveyResultsMessages> {
    return surveyResultsMessages;
  }

  protected override currentState(): ElementState {
    return this.#results.state;
  }

  protected override prepare(): Promise<unknown> | undefined {
    const own = super.prepare();
    const more = this.#parts?.load(this.language);
    return own && more ? Promise.all([own, more]) : (own ?? more);
  }

  protected override willUpdate(changes: PropertyValues<this>): void {
    if (changes.has('by')) this.#parts?.divide(this.by);
    if (changes.has('about')) this.#parts?.open(this.about);
  }

  protected override updated(changes: PropertyValues<this>): void {
    super.updated(changes);
    // What stands below the score is code of its own: it comes while the score is read.
    if (this.#results.data && !this.#parts) this.#coming ??= this.#fetchParts();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    if (!this.#coming) return done;
    await this.#coming;
    return this.getUpdateComplete();
  }

  async #fetchParts(): Promise<void> {
    try {
      const { Parts, partsStyles } = await import('./survey-results.parts.ts');
      partsStyles.forEach((sheet) => adopt(this.renderRoot as ShadowRoot, sheet));
      const parts = new Parts(this, {
        asked: () => (this.data ? undefined : this.asked),
        results: () => this.#results.data,
        source: () => this.#results.source,
      });
      parts.divide(this.by);
      parts.open(this.about);
      await parts.load(this.language);
      this.#parts = parts;
    } catch (error) {
      reportError(error);
    }
    this.#coming = undefined;
    this.requestUpdate();
  }

  protected override render(): TemplateResult {
    const { words, locale, state } = this;
    const { data } = this.#results;
    const isAwaited = state === 'loading';
    const shown = data && state !== 'empty' ? data : undefined;
    const main = shown?.questions.find(({ id }) => id === shown.question);
    return html`<section
      part="base"
      aria-label=${shown ? `${words.results}: ${shown.name}` : words.results}
      aria-busy=${isAwaited ? 'true' : 'false'}
    >
      ${isAwaited || shown ? this.#header(shown) : nothing}
      ${notice(this.#results, words, locale, data ? words.nobody : words.choose)} ${isAwaited ? this.#bones() : nothing}
      ${
        shown
          ? html`${main ? this.#score(shown, main) : nothing} ${isAsked(shown) ? this.#funnel(shown) : nothing}
              ${this.#parts?.draw(shown, main, words, locale) ?? nothing}
              <p class="more">${words.asOf(locale.date(shown.asOf, 'moment'))}</p>`
          : nothing
      }
    </section>`;
  }

  #header(data: Results | undefined): TemplateResult {
    const { words, locale } = this;
    const time = this.period && !data?.anonymous ? periodLabel(this.period, locale.tag) : undefined;
    return html`<header part="header" class="head">
      <div>
        <h2>
          ${data ? html`<bdi>${data.name}</bdi>` : html`${bone}<span class="unseen" role="status">${words.loading}</span>`}
        </h2>
        <p class="more">
          ${data ? (time ?? this.#time(data)) : bone}
          ${data?.anonymous ? words.anonymous(locale.number(data.minimum)) : nothing}
        </p>
      </div>
      ${data && isAsked(data) && this.#results.source && !this.data ? (this.#parts?.exporter(words) ?? nothing) : nothing}
    </header>`;
  }

  #time({ from, to }: Results): string {
    if (from === undefined || to === undefined) return '';
    const last = new Date(Date.parse(to) - 1).toISOString();
    return `${this.locale.date(from)} – ${this.locale.date(last)}`;
  }

  #bones(): TemplateResult {
    return html`<div part="score" aria-hidden="true">
        <p class="figure"><b>${bone}</b> ${bone}</p>
        <p>${bone}</p>
      </div>
      <div class="drawing" aria-hidden="true"></div>`;
  }

  #score(data: Results, main: QuestionResult): TemplateResult {
    const { words, locale } = this;
    const { type, earlier } = main;
    const { responseRate: rate, responseRateInterval: rated } = data;
    const by = earlier && changed(type, earlier.difference, locale);
    const span = earlier?.interval && words.span(...pair(earlier.interval, (end) => changed(type, end, locale)));
    return html`<div part="score">
      <p class="figure">
        <span>${words.metric[type]}</span> <b><bdi>${written(type, main.score, locale)}</bdi></b>
        <bdi>${interval(type, main, { words, locale, level: data.level, minimum: data.minimum })}</bdi>
      </p>
      <p class="more">
        <bdi
          >${words.n(locale.number(main.n))} ·
          ${
            rate === null || !rated
              ? words.noRate
              : words.rate(percent(rate, locale), ...pair(rated, (end) => percent(end, locale)))
          }</bdi
        >
      </p>
      ${
        earlier?.change
          ? html`<p class=${earlier.change}><bdi>${words.change[earlier.change](by ?? '')} ${span}</bdi></p>`
          : earlier
            ? html`<p class="more">${words.noChange(locale.number(earlier.n))}</p>`
            : nothing
      }
    </div>`;
  }

  #funnel(data: Results): TemplateResult {
    const { words, locale } = this;
    return html`<dl part="funnel">
      ${steps.map(
        (step) =>
          html`<div>
            <dt>${words.funnel[step]}</dt>
            <dd>${locale.number(data[step])}</dd>
          </div>`,
      )}
    </dl>`;
  }
}

/** Whether anybody was asked, or has answered, beside what was said about reps. */
const isAsked = ({
  responses,
  partial,
  invitations,
}: Pick<Results, 'responses' | 'partial' | 'invitations'>): boolean => responses + partial + invitations > 0;

const pair = (ends: readonly [number, number], write: (end: number) => string): [string, string] => [
  write(ends[0]),
  write(ends[1]),
];

declare global {
  interface HTMLElementTagNameMap {
    'liaise-survey-results': SurveyResults;
  }
}
