import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { formatKpi, inLocale, periodLabel } from '@liaise/core/kpi';
import type { Leaderboard as LeaderboardData, LeaderboardItem } from '@liaise/core/api/scorecards';
import { adopt } from '../base/adopt.ts';
import type { Catalog } from '../base/catalog.ts';
import { controlStyles } from '../base/controls.styles.ts';
import { DataController } from '../base/data-controller.ts';
import { LiaiseElement } from '../base/liaise-element.ts';
import { notice } from '../base/notice.ts';
import type { ElementState } from '../base/state.ts';
import { baseStyles } from '../base/theme.styles.ts';
import { kpiBadgeMessages } from '../kpi-badge/kpi-badge.messages.ts';
import { leaderboardMessages, type LeaderboardMessages } from './leaderboard.messages.ts';
import type { RecognitionForm } from './leaderboard.form.ts';
import { leaderboardStyles } from './leaderboard.styles.ts';

const columns = ['position', 'name', 'value', 'change'] as const;

/** How many rows are kept free for what is awaited. */
const awaited = [0, 1, 2, 3, 4];

const bone = html`<span class="bone" aria-hidden="true">${'\u2007'.repeat(6)}</span>`;

/**
 * The reps of a team by one KPI, or by the score of a scorecard model, best first: with the rule in plain words, shared places,
 * the reader's own line marked, and the thanks among colleagues beside it. Leaders also see who is far from the others.
 *
 * @customElement liaise-leaderboard
 * @summary A team's ranking with its rule, and recognition.
 *
 * @csspart base - The whole leaderboard.
 * @csspart header - What is ranked, among whom, and the period.
 * @csspart name - What is ranked.
 * @csspart rule - The rule in words.
 * @csspart board - The table.
 * @csspart own - The reader's own row.
 * @csspart outliers - For leaders: whom to learn from and whom to help.
 * @csspart recognitions - The thanks among colleagues.
 * @csspart notice - What is wrong and what to do.
 * @csspart retry - The button to try again.
 *
 * @cssprop --liaise-surface - Background.
 * @cssprop --liaise-raised - Background of the reader's own row.
 * @cssprop --liaise-text - Text.
 * @cssprop --liaise-muted - Text of less weight.
 * @cssprop --liaise-line - Lines.
 * @cssprop --liaise-edge - Edges of fields and buttons.
 * @cssprop --liaise-accent - The page's accent.
 * @cssprop --liaise-good - A place that is better than before.
 * @cssprop --liaise-bad - A place that is worse than before.
 * @cssprop --liaise-focus - The focus ring.
 * @cssprop --liaise-radius - Roundness of corners.
 * @cssprop --liaise-gap - The distance between parts.
 * @cssprop --liaise-density - A factor on all distances, 1 by default.
 *
 * @cssstate loading - The answer is awaited.
 * @cssstate empty - Nothing is chosen, or there is nobody to rank.
 * @cssstate forbidden - The user may not see it.
 * @cssstate offline - There is no connection and nothing kept.
 * @cssstate stale - An earlier answer is shown.
 * @cssstate error - It could not be loaded.
 * @cssstate ready - The leaderboard is shown and fresh.
 *
 * @fires {BeforeRecognitionSaveEvent} liaise-before-recognition-save - A person is about to thank a colleague; may be stopped.
 * @fires {RecognitionSavedEvent} liaise-recognition-saved - The thanks are saved, by the gateway or on this device.
 */
export class Leaderboard extends LiaiseElement<LeaderboardMessages> {
  static override styles = [baseStyles, controlStyles, leaderboardStyles];

  static override properties: PropertyDeclarations = {
    kpi: {},
    model: {},
    team: {},
    period: {},
    data: { attribute: false },
  };

  /** The KPI to rank by, such as `retention-rate`. */
  declare kpi?: string;

  /** The scorecard model to rank by, in place of a KPI. */
  declare model?: string;

  /** The team's id; the reader's own team, or the whole company for those who run it, unless set. */
  declare team?: string;

  /** `2026`, `2026-Q4`, `2026-11`, `2026-W47` or `last-30-days`. */
  declare period?: string;

  /** The leaderboard itself, where the page has it; then nothing is asked. */
  declare data?: LeaderboardData;

  readonly #board = new DataController(this, {
    kind: 'leaderboard',
    question: () => {
      const { kpi, model, team, period } = this;
      if (!period || !(kpi || model)) return undefined;
      return { period, ...(kpi && { kpi }), ...(model && { model }), ...(team && { team }) };
    },
    given: () => this.data,
    isEmpty: ({ items }) => items.length === 0,
  });
  /** Which line is the reader's own, and whether it may thank somebody. */
  readonly #reader = new DataController(this, {
    kind: 'me',
    question: () => (this.#board.source ? {} : undefined),
  });
  #form: RecognitionForm | undefined;
  #coming: Promise<unknown> | undefined;

  protected override get catalog(): Catalog<LeaderboardMessages> {
    return leaderboardMessages;
  }

  protected override currentState(): ElementState {
    return this.#board.state;
  }

  protected override prepare(): Promise<unknown> | undefined {
    const all = [super.prepare(), kpiBadgeMessages.load(this.language), this.#form?.load(this.language)];
    const awaited = all.flatMap((one) => one ?? []);
    return awaited.length > 0 ? Promise.all(awaited) : undefined;
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    const done = await super.getUpdateComplete();
    if (!this.#coming) return done;
    await this.#coming;
    return this.getUpdateComplete();
  }

  /** Opens the form or closes it; its code is fetched when it is first opened. */
  readonly #toggle = (): void => {
    this.#coming = (async () => {
      if (!this.#form) {
        const { recognitionForm, formStyles } = await import('./leaderboard.form.ts');
        formStyles.forEach((sheet) => adopt(this.renderRoot as ShadowRoot, sheet));
        this.#form = recognitionForm({
          element: this,
          board: () => this.#board.data,
          source: () => this.#board.source,
          reader: () => this.#reader.data,
        });
        await this.#form.load(this.language);
      }
      this.#form.isOpen = !this.#form.isOpen;
    })()
      .catch(() => undefined)
      .then(() => {
        this.#coming = undefined;
        this.requestUpdate();
      });
  };

  protected override render(): TemplateResult {
    const { words, locale, state } = this;
    const { data } = this.#board;
    const isAwaited = state === 'loading';
    const isShown = isAwaited || (data !== undefined && state !== 'empty');
    const title = data ? inLocale(data.title, locale.tag) : words.board;
    return html`<section part="base" aria-label=${`${words.board}: ${title}`} aria-busy=${isAwaited}>
      ${isShown ? this.#header(data, title) : nothing}
      ${notice(this.#board, words, locale, data ? words.nobody : words.choose)} ${isShown ? this.#table(data) : nothing}
      ${
        data && isShown
          ? html`<p class="more">${words.asOf(locale.date(data.asOf, 'moment'), !data.complete)}</p>
              ${this.#outliers(data)} ${this.#recognitions(data)}`
          : nothing
      }
    </section>`;
  }

  #header(data: LeaderboardData | undefined, title: string): TemplateResult {
    const { words, locale } = this;
    return html`<header part="header">
      <h2 part="name">${data ? title : html`${bone}<span class="unseen" role="status">${words.loading}</span>`}</h2>
      <p class="more">
        ${data ? html`<bdi>${data.name || words.company}</bdi> · <bdi>${periodLabel(data.period, locale.tag)}</bdi>` : bone}
      </p>
      <p part="rule">${data ? inLocale(data.rule, locale.tag) : bone}</p>
    </header>`;
  }

  #table(data: LeaderboardData | undefined): TemplateResult {
    const { words } = this;
    return html`<table part="board" aria-label=${words.board}>
      <thead>
        <tr>
          ${columns.map((name) => html`<th scope="col" class=${name}>${words.columns[name]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${
          data
            ? data.items.map((item) => this.#row(item, data))
            : awaited.map(
                () =>
                  html`<tr aria-hidden="true">
                    ${columns.map(
                      (name) =>
                        html`<td class=${name}>
                          ${bone}${name === 'value' ? html`<span class="more">${bone}</span>` : nothing}
                        </td>`,
                    )}
                  </tr>`,
              )
        }
      </tbody>
    </table>`;
  }

  #row(item: LeaderboardItem, { unit = 'share', currency }: LeaderboardData): TemplateResult {
    const { words, locale } = this;
    const { repId, name, position, ties, value, n, reason, previousPosition } = item;
    const isOwn = this.#reader.data?.repId === repId;
    const moved = position === null || typeof previousPosition !== 'number' ? undefined : previousPosition - position;
    const way = !moved ? '' : moved > 0 ? 'up' : 'down';
    return html`<tr class=${isOwn ? 'own' : ''} part=${isOwn ? 'own' : nothing}>
      <td class="position">${position === null ? '–' : locale.number(position)}</td>
      <th scope="row" class="name">
        <bdi>${name}</bdi>${isOwn ? html` <b class="you">${words.you}</b>` : nothing}
        ${ties > 1 ? html`<span class="more">${words.shared(ties - 1)}</span>` : nothing}
      </th>
      <td class="value">
        <bdi>${formatKpi({ unit, value, ...(currency && { currency }) }, locale.tag)}</bdi>
        <span class="more">${value === null ? words.unranked(reason ?? '') : words.sample(locale.number(n))}</span>
      </td>
      <td class="change ${way}">
        ${
          moved === undefined
            ? nothing
            : html`<span class="word"
                  >${moved === 0 ? words.same : moved > 0 ? words.up(moved) : words.down(-moved)}</span
                ><span class="short" aria-hidden="true">${moved === 0 ? '=' : locale.number(Math.abs(moved))}</span>`
        }
      </td>
    </tr>`;
  }

  #nameOf(id: string | undefined, { items }: LeaderboardData): string | undefined {
    return items.find(({ repId }) => repId === id)?.name;
  }

  #outliers(data: LeaderboardData): TemplateResult | typeof nothing {
    const { words, locale } = this;
    const { outliers = [], kpi, title } = data;
    if (outliers.length === 0) return nothing;
    const figures = kpiBadgeMessages.words(this.language);
    const list = (side: 'learn-from' | 'help'): TemplateResult | typeof nothing => {
      const found = outliers.filter((one) => one.side === side);
      return found.length === 0
        ? nothing
        : html`<div>
            <h4>${words[side]}</h4>
            <ul>
              ${found.map((one) => {
                const figure = one.kpi === kpi ? inLocale(title, locale.tag) : figures.name(one.kpi);
                return html`<li>
                  <bdi>${this.#nameOf(one.repId, data) ?? '–'}</bdi> <span class="more">${words.by(figure)}</span>
                </li>`;
              })}
            </ul>
          </div>`;
    };
    return html`<section part="outliers" aria-labelledby="outliers">
      <h3 id="outliers">${words.outliers}</h3>
      <p class="more">${words.onlyLeaders}</p>
      <div class="sides">${list('learn-from')} ${list('help')}</div>
    </section>`;
  }

  #recognitions(data: LeaderboardData): TemplateResult {
    const { words, locale } = this;
    return html`<section part="recognitions" aria-labelledby="recognitions">
      <h3 id="recognitions">${words.recognitions}</h3>
      ${
        data.recognitions.length === 0
          ? html`<p class="more">${words.none}</p>`
          : html`<ul>
              ${data.recognitions.map(({ repId, authorId, text, at }) => {
                const author = this.#nameOf(authorId, data);
                return html`<li>
                  <b><bdi>${this.#nameOf(repId, data) ?? '–'}</bdi></b> <span class="said" dir="auto">${text}</span>
                  <span class="more">${author ? html`${words.from(author)} · ` : nothing}${locale.date(at)}</span>
                </li>`;
              })}
            </ul>`
      }
      ${
        this.#reader.data
          ? html`<button type="button" aria-expanded=${this.#form?.isOpen ?? false} @click=${this.#toggle}>
              ${words.recognise}
            </button>`
          : nothing
      }
      ${this.#form?.draw(this.language) ?? nothing}
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'liaise-leaderboard': Leaderboard;
  }
}
