import { css, html, nothing, type TemplateResult } from 'lit';
import { formatChange, formatKpi, periodLabel, trend } from '@liaise/core/kpi';
import type { Locale } from '../base/locale.ts';
import type { WhyMessages } from './kpi-badge.why.messages.ts';
import type { Placed } from './kpi-standing.ts';

/** A name, its text, and for what comes later a text as long as it may become, which holds its room. */
type Row = readonly [term: string, text: string | undefined, room?: string | undefined];

/**
 * All that explains a figure, name by name. What the value does not carry is left out; a place among peers that is asked for has its room
 * while it is awaited, and is a dash where there is none.
 */
export function facts({ value: data, place }: Placed, words: WhyMessages, locale: Locale): TemplateResult {
  const { tag } = locale;
  const figure = (value: number | null | undefined): string | undefined =>
    value === null || value === undefined ? undefined : formatKpi({ ...data, value }, tag);
  /** An earlier value, with the change since then. */
  const since = (value: number | null | undefined): string | undefined => {
    const { way, change } = trend(data.value, value, data.direction);
    return way === 'unknown' ? undefined : `${figure(value) ?? ''} (${formatChange(change, data, tag)})`;
  };
  const { numerator, denominator, interval, rank, peers, attainment } = data;
  const scope = data.subject.startsWith('team:') ? 'tenant' : 'team';
  const rows: readonly Row[] = [
    [words.period, periodLabel(data.period, tag)],
    [words.value, figure(data.value)],
    [
      words.counts,
      numerator === undefined || denominator === undefined
        ? undefined
        : words.of(locale.number(numerator), locale.number(denominator)),
    ],
    [words.sample, locale.number(data.n)],
    [words.interval, interval && words.from(figure(interval[0]) ?? '', figure(interval[1]) ?? '')],
    [words.previous, since(data.previous)],
    [words.lastYear, since(data.lastYear)],
    [words.target, figure(data.target)],
    [words.pace, figure(data.pace)],
    [
      words.attainment,
      attainment === undefined || attainment === null ? undefined : locale.number(attainment, { style: 'percent' }),
    ],
    [
      words.rank,
      rank && words.place(rank.position, rank.of, (rank.ties ?? 1) - 1, rank.scope),
      // Where neither way is better nobody is ranked.
      place && data.direction !== 'neutral' ? words.place(10, 10, 2, scope) : undefined,
    ],
    [
      words.peers,
      peers && words.median(figure(peers.median) ?? '', peers.of, peers.scope),
      place && words.median(figure(data.value) ?? '', 10, scope),
    ],
    [
      words.sources,
      locale.list(data.sources.map(({ resource, count }) => words.source(resource, locale.number(count)))),
    ],
    [words.asOf, `${locale.date(data.asOf, 'moment')}${data.complete ? '' : ` · ${words.running}`}`],
  ];
  return html`<dl class="why">
    ${rows.map(([term, text, room]) =>
      text || room
        ? html`<dt>${term}</dt>
            <dd data-room=${room ?? nothing} class=${room && !text && place === 'awaited' ? 'awaited' : nothing}>
              ${
                text || place === 'answered'
                  ? html`<bdi>${text || '–'}</bdi>`
                  : html`<span class="unseen">${words.loading}</span>`
              }
            </dd>`
        : nothing,
    )}
  </dl>`;
}

/** For whatever shows these: a text that comes later takes the room that was kept for it. */
export const kpiFactsStyles = css`
  dd[data-room] {
    display: grid;
    grid-template-columns: minmax(0, max-content);
    justify-content: end;
  }
  dd[data-room]::before,
  dd[data-room]::after,
  dd[data-room] > bdi {
    grid-area: 1 / 1;
  }
  dd[data-room]::after {
    content: attr(data-room) / '';
    visibility: hidden;
  }
  dd.awaited::before {
    content: '';
    align-self: center;
    block-size: 0.6em;
    border-radius: 4px;
    background: var(--_line);
  }
  @media (forced-colors: active) {
    dd.awaited::before {
      forced-color-adjust: none;
      background: GrayText;
    }
  }
`;
