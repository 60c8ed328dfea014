import { html, nothing, type TemplateResult } from 'lit';
import { formatChange, formatKpi, periodLabel, trend } from '@liaise/core/kpi';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { Locale } from '../base/locale.ts';
import type { WhyMessages } from './kpi-badge.why.messages.ts';

/** All that explains a figure, name by name; what the value does not carry is left out. */
export function facts(data: KpiValue, words: WhyMessages, locale: Locale): TemplateResult {
  const { tag } = locale;
  const figure = (value: number | null | undefined): string | undefined =>
    value === null || value === undefined ? undefined : formatKpi({ ...data, value }, tag);
  /** An earlier value, with the change since then. */
  const since = (value: number | null | undefined): string | undefined => {
    const { way, change } = trend(data.value, value, data.direction);
    return way === 'unknown' ? undefined : `${figure(value) ?? ''} (${formatChange(change, data, tag)})`;
  };
  const { numerator, denominator, interval, rank, peers, attainment } = data;
  const rows: (readonly [string, string | undefined])[] = [
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
    [words.rank, rank && words.place(rank.position, rank.of, (rank.ties ?? 1) - 1, rank.scope)],
    [words.peers, peers && words.median(figure(peers.median) ?? '', peers.of, peers.scope)],
    [
      words.sources,
      locale.list(data.sources.map(({ resource, count }) => words.source(resource, locale.number(count)))),
    ],
    [words.asOf, `${locale.date(data.asOf, 'moment')}${data.complete ? '' : ` · ${words.running}`}`],
  ];
  return html`<dl class="why">
    ${rows.map(([term, text]) =>
      text
        ? html`<dt>${term}</dt>
            <dd><bdi>${text}</bdi></dd>`
        : nothing,
    )}
  </dl>`;
}
