import { css, html, nothing, type TemplateResult } from 'lit';
import type { CustomerCard as CustomerCardData } from '@liaise/core/api/customers';
import { formatChange, formatKpi, trend } from '@liaise/core/kpi';
import type { CardValue } from '@liaise/core/records/card-value';
import type { Forecast } from '@liaise/core/records/forecast';
import { icon, type IconName } from '../base/icons.ts';
import { localeOf, type Locale } from '../base/locale.ts';
import { wordsOf } from '../base/wording.ts';
import { outlookMessages, type OutlookMessages } from './customer-card.outlook.messages.ts';

const marks: Record<CardValue['signals'][number]['kind'], IconName> = {
  valuable: 'check',
  changing: 'clock',
  problem: 'alert',
};

/** How many signals are listed. */
const most = 3;

/** Fetches the words of a language. */
export const loadOutlook = (language: string): Promise<void> | undefined => outlookMessages.load(language);

/** The section on what a customer is worth and what to do, or the one on what is to be expected; its rows are awaited without data. */
export function outlook(
  name: 'value' | 'forecast',
  data: CustomerCardData | undefined,
  language: string,
): TemplateResult {
  const words = outlookMessages.words(language);
  const locale = localeOf(language);
  const content = data && (name === 'value' ? valueRows(data, words, locale) : forecastRows(data, words, locale));
  return html`<span part="label" id=${name}>${words[name]}</span>
    <ul aria-labelledby=${name}>
      ${content ?? [0, 1, 2, 3].map(() => html`<li><span class="bone" aria-hidden="true">&nbsp;</span></li>`)}
    </ul>`;
}

const row = (main: string | TemplateResult, ...more: readonly (string | false | undefined)[]): TemplateResult =>
  html`<li>
    <span>${main}</span> ${more.map((line) => (line ? html`<span class="more"><bdi>${line}</bdi></span> ` : nothing))}
  </li>`;

function valueRows({ value }: CustomerCardData, words: OutlookMessages, locale: Locale): TemplateResult[] {
  if (!value) return [row(html`<span class="more">${words.noValue}</span>`)];
  const { recommendation, signals, currency, previousValue, proposedTier, tier, proposedStage, stageReason } = value;
  const money = formatKpi({ value: value.value, unit: 'money', currency }, locale.tag);
  const { relative } = trend(value.value, previousValue, 'higher');
  return [
    row(
      html`<b>${words.doNext}: ${words.actions[recommendation.action]}</b>`,
      wordsOf(recommendation.reason, locale.tag),
    ),
    ...signals
      .slice(0, most)
      .map(({ kind, reason }) =>
        row(
          html`<span class=${kind}>${icon(marks[kind])}</span> ${words.signalKinds[kind]}`,
          wordsOf(reason, locale.tag),
        ),
      ),
    row(
      words.lastYear(money),
      relative !== null && relative !== 0 && words.than(formatChange(relative, { unit: 'relative' }, locale.tag)),
      proposedTier && proposedTier !== tier && words.proposed(words.tiers[proposedTier]),
      proposedStage &&
        `${words.proposed(words.stages[proposedStage])}${stageReason ? `: ${wordsOf(stageReason, locale.tag)}` : ''}`,
    ),
  ];
}

function forecastRows({ forecast }: CustomerCardData, words: OutlookMessages, locale: Locale): TemplateResult[] {
  if (!forecast) return [row(html`<span class="more">${words.noForecast}</span>`)];
  const { within, expected, lifetimeValue, model, asOf, identified, note } = forecast;
  const share = (one: number): string => locale.number(one, { style: 'percent' });
  const count = (one: number): string => locale.number(one, { maximumFractionDigits: 1 });
  const range = (interval: Forecast['within']['interval'], write: (one: number) => string): string =>
    interval ? words.interval(write(interval[0]), write(interval[1])) : words.noInterval;
  const currency = lifetimeValue?.amount.currency ?? '';
  const money = (minor: number): string => formatKpi({ value: minor, unit: 'money', currency }, locale.tag);
  const worth =
    lifetimeValue &&
    [
      words.worth(money(lifetimeValue.amount.minor)),
      lifetimeValue.interval && words.interval(money(lifetimeValue.interval[0]), money(lifetimeValue.interval[1])),
    ]
      .filter(Boolean)
      .join('; ');
  return [
    row(
      html`<b>${words.buys(locale.number(within.days), share(within.probability))}</b>`,
      range(within.interval, share),
    ),
    window(forecast, words, locale, share),
    row(
      words.expected(count(expected.purchases), locale.number(expected.days)),
      expected.interval && words.interval(count(expected.interval[0]), count(expected.interval[1])),
      worth,
    ),
    row(
      html`<span class="more">${words.model(words.models[model], locale.date(asOf))}</span>`,
      note ? wordsOf(note, locale.tag) : identified ? false : words.unidentified,
    ),
  ];
}

/** When the next purchase is to be expected: a window with its probability, never a bare date. */
function window(
  { window: { from, to }, alive }: Forecast,
  words: OutlookMessages,
  locale: Locale,
  share: (one: number) => string,
): TemplateResult {
  const still = words.alive(share(alive));
  if (from === null) return row(words.never, still);
  if (to === null) return row(words.windowOpen(locale.date(from)), words.windowOpenSays, still);
  return row(words.window(locale.date(from), locale.date(to)), words.windowSays, still);
}

/** What only these sections need. */
export const outlookStyles = css`
  .outlook b {
    font-weight: 600;
  }
  .valuable .icon {
    color: var(--_good, light-dark(#116b2c, #56d364));
  }
  .changing .icon {
    color: var(--_warn);
  }
  .problem .icon {
    color: var(--_bad);
  }
`;
