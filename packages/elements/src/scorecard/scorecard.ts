import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { formatChange, inLocale, periodLabel, trend } from '@liaise/core/kpi';
import type { ScorecardAnswer } from '@liaise/core/api/scorecards';
import type { Catalog } from '../base/catalog.ts';
import { controlStyles } from '../base/controls.styles.ts';
import { DataController } from '../base/data-controller.ts';
import { LiaiseElement } from '../base/liaise-element.ts';
import { notice } from '../base/notice.ts';
import type { ElementState } from '../base/state.ts';
import { baseStyles } from '../base/theme.styles.ts';
import { bone, lineTable, percent } from './scorecard.lines.ts';
import { scorecardMessages, type ScorecardMessages } from './scorecard.messages.ts';
import type { Panels } from './scorecard.panels.ts';
import { scorecardStyles } from './scorecard.styles.ts';

/** What a person may open below the figures. */
export const scorecardPanels = ['what-if', 'reviews', 'appeals', 'shown'] as const;

type PanelName = (typeof scorecardPanels)[number];

/**
 * A scorecard: the figures of a model with their targets and weights, the score they add up to, how much of the weight has
 * data, and the bonus that follows. Below, when a person opens it: what explains a figure, what if, reviews, appeals, and what is
 * shown and not scored.
 *
 * @customElement liaise-scorecard
 * @summary Weighted figures of a rep, a team or the company, with reviews and appeals.
 *
 * @csspart base - The whole scorecard.
 * @csspart header - Whose it is, the period, and the score.
 * @csspart name - Whose it is.
 * @csspart score - The score.
 * @csspart lines - The table of figures.
 * @csspart bonus - The bonus and its rule.
 * @csspart actions - The buttons that open panels.
 * @csspart panel - What is open.
 * @csspart notice - What is wrong and what to do.
 * @csspart retry - The button to try again.
 *
 * @cssprop --liaise-surface - Background.
 * @cssprop --liaise-raised - Background under the pointer.
 * @cssprop --liaise-text - Text.
 * @cssprop --liaise-muted - Text of less weight.
 * @cssprop --liaise-line - Lines.
 * @cssprop --liaise-edge - Edges of fields and buttons.
 * @cssprop --liaise-accent - The page's accent.
 * @cssprop --liaise-good - A figure on target.
 * @cssprop --liaise-warn - A figure close to its target.
 * @cssprop --liaise-bad - A figure off its target.
 * @cssprop --liaise-focus - The focus ring.
 * @cssprop --liaise-radius - Roundness of corners.
 * @cssprop --liaise-gap - The distance between parts.
 * @cssprop --liaise-density - A factor on all distances, 1 by default.
 *
 * @cssstate loading - The answer is awaited.
 * @cssstate empty - No scorecard is chosen, or its model weighs nothing.
 * @cssstate forbidden - The user may not see it.
 * @cssstate offline - There is no connection and nothing kept.
 * @cssstate stale - An earlier answer is shown.
 * @cssstate error - It could not be loaded.
 * @cssstate ready - The scorecard is shown and fresh.
 *
 * @fires {BeforeScorecardSaveEvent} liaise-before-scorecard-save - A person is about to save something; may be stopped.
 * @fires {ScorecardSavedEvent} liaise-scorecard-saved - It is saved, by the gateway or on this device.
 * @fires {KpiSourceOpenedEvent} liaise-kpi-source-opened - A person has pressed a source row of a figure.
 */
export class Scorecard extends LiaiseElement<ScorecardMessages> {
  static override styles = [baseStyles, controlStyles, scorecardStyles];

  static override properties: PropertyDeclarations = {
    subject: {},
    period: {},
    model: {},
    topics: {},
    data: { attribute: false },
  };

  /** Whose scorecard: `rep:ID`, `team:ID` or `tenant`. */
  declare subject?: string;

  /** `2026`, `2026-Q4`, `2026-11`, `2026-W47` or `last-30-days`. */
  declare period?: string;

  /** The scorecard model; the company's usual one unless set. */
  declare model?: string;

  /** What a review rates, as words of the company's own separated by spaces. */
  declare topics?: string;

  /** The scorecard itself, where the page has it; then nothing is asked. */
  declare data?: ScorecardAnswer;

  readonly #card = new DataController(this, {
    kind: 'scorecard',
    question: () => {
      const { subject, period, model } = this;
      return subject && period ? { subject, period, ...(model && { model }) } : undefined;
    },
    given: () => this.data,
    isEmpty: ({ lines }) => lines.length === 0,
  });
  /** Who reads decides what can be done; where nobody says, nothing can. */
  readonly #reader = new DataController(this, {
    kind: 'me',
    question: () => (this.#card.source ? {} : undefined),
  });
  #panels: Panels | undefined;
  #coming: Promise<void> | undefined;

  protected override get catalog(): Catalog<ScorecardMessages> {
    return scorecardMessages;
  }

  protected override currentState(): ElementState {
    return this.#card.state;
  }

  protected override prepare(): Promise<unknown> | undefined {
    const own = super.prepare();
    const panels = this.#panels?.load(this.language);
    return own && panels ? Promise.all([own, panels]) : (own ?? panels);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (this.hasUpdated && (changed.has('subject') || changed.has('period'))) this.#panels?.leave();
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    if (!this.#coming) return done;
    await this.#coming;
    return this.getUpdateComplete();
  }

  /** Opens or closes a panel; the code for panels is fetched with the first. */
  #toggle(name: PanelName | 'why', about = ''): void {
    this.#await(
      (async () => {
        const { Panels } = await import('./scorecard.panels.ts');
        this.#panels ??= new Panels({
          element: this,
          root: this.renderRoot as ShadowRoot,
          wait: (work) => this.#await(work),
          data: () => this.#card.data,
          isGiven: () => this.data !== undefined,
          source: () => this.#card.source,
          reader: () => this.#reader.data,
          topics: () => this.topics,
          locale: () => this.locale,
        });
        await this.#panels.toggle(name, about);
      })(),
    );
  }

  /** What is under way is a part of the next drawing; what fails is as if it had not been pressed. */
  #await(work: Promise<unknown>): void {
    const all = Promise.allSettled([this.#coming, work]).then(() => {
      if (this.#coming === all) this.#coming = undefined;
      this.requestUpdate();
    });
    this.#coming = all;
  }

  protected override render(): TemplateResult {
    const { words, locale, state } = this;
    const { data } = this.#card;
    const awaited = state === 'loading';
    const isShown = awaited || (data !== undefined && state !== 'empty');
    const name = data ? data.name || words.company : words.card;
    return html`<section part="base" aria-label=${name} aria-busy=${awaited}>
      ${isShown ? this.#header(data, name) : nothing} ${notice(this.#card, words, locale, words.choose)}
      ${
        isShown
          ? lineTable({
              data,
              words,
              locale,
              isOpen: (kpi) => this.#panels?.isOpen('why', kpi) ?? false,
              toggle: (kpi) => this.#toggle('why', kpi),
              why: (kpi) => this.#panels?.draw('why', kpi) ?? nothing,
            })
          : nothing
      }
      ${data && isShown ? html`${this.#bonus(data)} ${this.#actions(data)}` : nothing}
    </section>`;
  }

  #header(data: ScorecardAnswer | undefined, name: string): TemplateResult {
    const { words, locale } = this;
    return html`<header part="header">
      <div>
        <h2 part="name">${data ? name : html`${bone}<span class="unseen" role="status">${words.loading}</span>`}</h2>
        <p class="more">
          ${data ? html`<bdi>${periodLabel(data.period, locale.tag)} · ${this.#edition(data)}</bdi>` : bone}
        </p>
      </div>
      <div>
        <p part="score">${data ? this.#score(data) : bone}</p>
        <p class="more">${data ? html`<bdi>${this.#coverage(data)}</bdi>` : bone}</p>
      </div>
    </header>`;
  }

  #edition({ model }: ScorecardAnswer): string {
    const { words, locale } = this;
    const name = typeof model.name === 'object' ? inLocale(model.name, locale.tag) : (model.name ?? model.model);
    return words.edition(name, model.version, locale.date(model.from));
  }

  #score({ score, previousScore }: ScorecardAnswer): TemplateResult {
    const { words, locale } = this;
    const { way, change, better } = trend(score, previousScore, 'higher');
    return html`<span class="unseen">${words.score}</span>
      <bdi>${score === null ? '–' : percent(score, locale)}</bdi> ${
        way === 'unknown'
          ? nothing
          : html`<small class="${way} ${better === null ? '' : better ? 'good' : 'bad'}"
              ><bdi>${formatChange(change, { unit: 'share' }, locale.tag)}</bdi>
              <span class="unseen">${words.trend[way]}</span></small
            >`
      }`;
  }

  #coverage({ score, reason, coveredWeight, totalWeight, minimumCoverage = 0 }: ScorecardAnswer): string {
    const { words, locale } = this;
    const covered = totalWeight > 0 ? coveredWeight / totalWeight : 0;
    const missing = score === null && reason ? `${words.missing[reason]} ` : '';
    const needs = covered < minimumCoverage ? ` · ${words.needs(percent(minimumCoverage, locale))}` : '';
    return missing + words.covered(percent(covered, locale)) + needs;
  }

  #bonus({ bonus }: ScorecardAnswer): TemplateResult | typeof nothing {
    if (!bonus) return nothing;
    const { words, locale } = this;
    return html`<p part="bonus">
      ${words.bonus} <b><bdi>${bonus.amount ? locale.money(bonus.amount) : '–'}</bdi></b>
      <span class="more">${inLocale(bonus.rule, locale.tag)}</span>
    </p>`;
  }

  #actions(data: ScorecardAnswer): TemplateResult {
    const { words, locale } = this;
    const reader = this.#reader.data;
    const isOwn = reader?.repId !== undefined && data.subject === `rep:${reader.repId}`;
    const asked = data.appeals.filter(({ status }) => status === 'asked');
    const leads = !isOwn && (reader?.role === 'manager' || reader?.role === 'admin');
    const marks: Record<PanelName, readonly string[]> = {
      'what-if': [],
      reviews: [
        data.reviews.length > 0 ? locale.number(data.reviews.length) : '',
        isOwn && data.reviews.some(({ kind, status }) => kind === 'superior' && status === 'shared')
          ? words.toRead
          : '',
      ],
      appeals: [
        data.appeals.length > 0 ? locale.number(data.appeals.length) : '',
        leads && asked.length > 0 ? words.toDecide(locale.number(asked.length)) : '',
      ],
      shown: [],
    };
    // Reviews and appeals are about a person; a team has neither. An older gateway shows nothing beside the score.
    const names = scorecardPanels.slice(0, data.subject.startsWith('rep:') ? (data.shown ? 4 : 3) : 1);
    return html`<div part="actions">
        ${names.map(
          (name) =>
            html`<button
              type="button"
              aria-expanded=${this.#panels?.isOpen(name) ?? false}
              @click=${() => this.#toggle(name)}
            >
              ${words.panels[name]}${marks[name].filter(Boolean).map((mark) => html` <span class="more">${mark}</span>`)}
            </button>`,
        )}
        <span class="more">${words.asOf(locale.date(data.asOf, 'moment'))}</span>
      </div>
      ${names.map((name) => this.#panels?.draw(name) ?? nothing)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'liaise-scorecard': Scorecard;
  }
}
