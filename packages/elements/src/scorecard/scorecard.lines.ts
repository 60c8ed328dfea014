import { html, nothing, type TemplateResult } from 'lit';
import { formatKpi, inLocale, statusOf } from '@liaise/core/kpi';
import type { ScorecardAnswer } from '@liaise/core/api/scorecards';
import type { Locale } from '../base/locale.ts';
import type { ScorecardMessages } from './scorecard.messages.ts';

/** What the table of figures is drawn with. */
export interface LinesView {
  data: ScorecardAnswer | undefined;
  words: ScorecardMessages;
  locale: Locale;
  isOpen: (kpi: string) => boolean;
  toggle: (kpi: string) => void;
  /** What explains a figure, where that is open. */
  why: (kpi: string) => TemplateResult | typeof nothing;
}

type Line = ScorecardAnswer['lines'][number];

const columns = ['kpi', 'value', 'target', 'attainment', 'weight', 'points'] as const;

/** How many lines are kept free for what is awaited. */
const awaited = [0, 1, 2, 3];

/** The widest attainment that a bar shows: the cap of attainments. */
const most = 1.5;

/** The figures with their weights. Roles are said in full, since a narrow place lays the rows out as blocks. */
export function lineTable(view: LinesView): TemplateResult {
  const { data, words } = view;
  return html`<table part="lines" role="table" aria-label=${words.card}>
    <thead>
      <tr role="row">
        ${columns.map((name) => html`<th role="columnheader" class=${name}>${words.columns[name]}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${data ? data.lines.map((line) => row(line, data, view)) : awaited.map(() => bones)}
    </tbody>
  </table>`;
}

/** Stands for a text that is awaited: as high as one, and not read. */
export const bone = html`<span class="bone" aria-hidden="true">${'\u2007'.repeat(6)}</span>`;

/** A share as per cent. */
export const percent = (share: number, locale: Locale): string =>
  locale.number(share, { style: 'percent', maximumFractionDigits: 1 });

/** A row that is awaited, as high as one that is there. */
const bones = html`<tr role="row" aria-hidden="true">
  <td role="cell" class="kpi"><button class="bone" type="button" disabled>${bone}</button></td>
</tr>`;

function row(line: Line, { totalWeight }: ScorecardAnswer, view: LinesView): TemplateResult {
  const { words, locale, isOpen, toggle, why } = view;
  const { kpi, weight, points, attainment, value } = line;
  const { tag } = locale;
  const status = statusOf(value);
  const open = isOpen(kpi);
  const cell = (name: (typeof columns)[number], content: unknown): TemplateResult =>
    html`<td role="cell" class=${name} data-name=${words.columns[name]}>${content}</td>`;
  return html`<tr role="row">
      <th role="rowheader" class="kpi">
        <button class="plain" type="button" aria-expanded=${open} @click=${() => toggle(kpi)}>
          ${inLocale(line.name, tag)}
        </button>
      </th>
      ${cell(
        'value',
        value.value === null
          ? html`– <span class="more">${words.noData}</span>`
          : html`<span class="standing ${status}"
              ><bdi>${formatKpi(value, tag)}</bdi><span class="unseen"> ${words[status]}</span></span
            >`,
      )}
      ${cell('target', html`<bdi>${formatKpi({ ...value, value: value.target }, tag)}</bdi>`)}
      ${cell(
        'attainment',
        attainment === null
          ? '–'
          : html`<svg class=${status} viewBox="0 0 150 8" preserveAspectRatio="none" aria-hidden="true">
                <rect width=${Math.min(most, Math.max(0, attainment)) * 100} height="8"></rect>
                <path d="M100 0V8" stroke-width="3"></path>
              </svg>
              <bdi>${percent(attainment, locale)}</bdi>`,
      )}
      ${cell('weight', html`<bdi>${percent(totalWeight > 0 ? weight / totalWeight : 0, locale)}</bdi>`)}
      ${cell('points', html`<bdi>${attainment === null ? '–' : percent(points, locale)}</bdi>`)}
    </tr>
    ${
      open
        ? html`<tr role="row" class="why">
            <td role="cell" colspan=${columns.length}>${why(kpi)}</td>
          </tr>`
        : nothing
    }`;
}
