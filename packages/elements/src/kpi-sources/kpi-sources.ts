import { css, html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { formatKpi } from '@liaise/core/kpi';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { Answer, DataSource, Snapshot, Subscription } from '@liaise/sdk/source';
import { catalog } from '../base/catalog.ts';
import { localeOf, type Locale } from '../base/locale.ts';
import { notice } from '../base/notice.ts';
import { KpiSourceOpenedEvent } from './kpi-sources.events.ts';
import { sourcesEnglish, type KpiSourcesMessages } from './kpi-sources.messages.ts';

type Rows = Answer<'kpi-sources'>;
type Row = Rows['items'][number];

interface Page {
  cursor: string | undefined;
  snapshot: Snapshot<Rows>;
  subscription: Subscription | undefined;
}

const blank = '\u00a0';

/** How many rows are asked for at once. */
const rowsOfPage = 20;

/** The words of the list: load them before it is drawn. */
export const kpiSourcesMessages = catalog<KpiSourcesMessages>(sourcesEnglish, {
  zh: () => import('./kpi-sources.messages.zh.ts'),
});

/**
 * The source rows behind a figure, page after page: which records were counted, when they happened and what each was worth. Rows that the
 * reader may not see are counted only. It asks nothing before it is opened, and nothing once its host has left.
 */
export class KpiSources implements ReactiveController {
  /** Whether the list is open. */
  isOpen = false;
  readonly #host: ReactiveControllerHost & Element;
  readonly #source: () => DataSource | undefined;
  #value: KpiValue | undefined;
  readonly #pages: Page[] = [];
  #asked: DataSource | undefined;

  /** @param source the source of the nearest provider; without one there is no list */
  constructor(host: ReactiveControllerHost & Element, source: () => DataSource | undefined) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  /** Opens the list or closes it. */
  toggle(): void {
    this.isOpen = !this.isOpen;
    if (this.isOpen) this.#ask(undefined);
    else this.#close();
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#close();
  }

  /** The button that opens the list, and the list. Nothing where there is nobody to ask. */
  draw(value: KpiValue, language: string): TemplateResult | typeof nothing {
    if (!this.#source()) return nothing;
    const words = kpiSourcesMessages.words(language);
    this.#follow(value);
    const pages = this.#pages.flatMap(({ snapshot }) => ('data' in snapshot ? [snapshot.data] : []));
    const rows = pages.flatMap(({ items }) => items);
    const hidden = pages.reduce((sum, page) => sum + page.hidden, 0);
    const last = this.#pages.at(-1)?.snapshot;
    const next = last && 'data' in last ? last.data.next : null;
    const locale = localeOf(language);
    return html`<div class="sources">
      <button class="plain" type="button" aria-expanded=${this.isOpen} @click=${() => this.toggle()}>
        ${words.show}
      </button>
      ${
        this.isOpen
          ? html`${
                rows.length > 0
                  ? html`<ul aria-label=${words.rows}>
                      ${rows.map((row) => this.#drawRow(row, value, words, language))}
                    </ul>`
                  : nothing
              }
              ${last?.state === 'ready' && rows.length === 0 ? html`<p>${words.nothing}</p>` : nothing}
              ${hidden > 0 ? html`<p>${words.hidden(hidden, locale.number(hidden))}</p>` : nothing}
              <p class="unseen" role="status">
                ${last?.state === 'loading' ? words.loading : words.shown(locale.number(rows.length))}
              </p>
              ${last?.state === 'loading' ? html`<p class="bone" aria-hidden="true">${blank}</p>` : nothing}
              ${
                last && last.state !== 'ready'
                  ? notice({ state: last.state, snapshot: last, refresh: () => this.#refresh() }, words, locale)
                  : nothing
              }
              ${next === null ? nothing : html`<button type="button" @click=${() => this.#more(next)}>${words.more}</button>`}`
          : nothing
      }
    </div>`;
  }

  #drawRow(row: Row, value: KpiValue, words: KpiSourcesMessages, language: string): TemplateResult {
    const locale = localeOf(language);
    const { resource, at, counted, tally } = row;
    const figure = row.value === undefined ? undefined : worth(row.value, row.currency, value, locale);
    return html`<li>
      <button class="plain" type="button" @click=${() => this.#host.dispatchEvent(new KpiSourceOpenedEvent(row))}>
        ${words.resource(resource)} · ${locale.date(at)}
      </button>
      ${figure === undefined ? nothing : html`<bdi>${figure}</bdi>`}
      <span class="more">${counted ? words.tally[tally] : words.uncounted}</span>
    </li>`;
  }

  /** Asks for the first page of what is shown now; another figure or another source begins anew. */
  #follow(value: KpiValue): void {
    const source = this.#source();
    const before = this.#value;
    this.#value = value;
    const same =
      before?.kpi === value.kpi &&
      before.subject === value.subject &&
      before.period === value.period &&
      source === this.#asked;
    if (!same) this.#close();
    this.#asked = source;
    if (this.isOpen && this.#pages.length === 0) this.#ask(undefined);
  }

  #ask(cursor: string | undefined): void {
    const source = this.#source();
    const value = this.#value;
    if (!source || !value) return;
    const { kpi, subject, period } = value;
    const page: Page = { cursor, snapshot: { state: 'loading' }, subscription: undefined };
    this.#pages.push(page);
    const question = { kpi, subject, period, limit: rowsOfPage, ...(cursor === undefined ? {} : { cursor }) };
    page.subscription = source.observe('kpi-sources', question, (snapshot) => {
      const at = this.#pages.indexOf(page);
      if (at < 0) return;
      page.snapshot = snapshot;
      // What followed another end is no continuation any more.
      const next = 'data' in snapshot ? snapshot.data.next : undefined;
      const following = this.#pages[at + 1];
      if (following && next !== undefined && following.cursor !== (next ?? undefined)) this.#close(at + 1);
      this.#host.requestUpdate();
    });
  }

  #more(cursor: string): void {
    this.#ask(cursor);
    this.#host.requestUpdate();
  }

  #refresh(): void {
    this.#pages.at(-1)?.subscription?.refresh();
  }

  #close(from = 0): void {
    this.#pages.splice(from).forEach(({ subscription }) => subscription?.close());
  }
}

/** What a row adds: money in its own currency, times in the figure's unit, anything else as a number. */
function worth(value: number, currency: string | undefined, { unit }: KpiValue, locale: Locale): string {
  if (currency !== undefined) return formatKpi({ unit: 'money', currency, value }, locale.tag);
  return unit === 'hours' || unit === 'days'
    ? formatKpi({ unit, value }, locale.tag)
    : locale.number(value, { maximumFractionDigits: 2 });
}

/** For whatever shows the list; the tokens and rules of controls come from there. */
export const kpiSourcesStyles = css`
  .sources {
    margin-block-start: calc(var(--_unit) * 2);
  }
  .sources > button.plain {
    padding-inline: 0;
  }
  .sources ul {
    max-block-size: 16em;
    margin: var(--_unit) 0;
    padding: 0;
    overflow: auto;
    list-style: none;
  }
  .sources li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(var(--_unit) * 4);
    border-block-start: 1px solid var(--_line);
  }
  .sources li button {
    flex: 1 1 auto;
    justify-content: start;
    min-inline-size: 0;
    padding-inline: 0;
    text-align: start;
  }
  .sources p,
  .sources .more {
    margin: var(--_unit) 0;
    color: var(--_muted);
    font-size: max(12px, 0.875em);
  }
  .sources .bone {
    inline-size: 100%;
  }
`;
