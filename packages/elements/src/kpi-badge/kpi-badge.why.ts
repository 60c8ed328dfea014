import { css, html, nothing, render, type TemplateResult } from 'lit';
import { formatChange, formatKpi, periodLabel, trend } from '@liaise/core/kpi';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import { adopt } from '../base/adopt.ts';
import { catalog } from '../base/catalog.ts';
import { controlRules, controlTokens } from '../base/controls.styles.ts';
import type { DataController } from '../base/data-controller.ts';
import { float } from '../base/float.ts';
import { localeOf, type Locale } from '../base/locale.ts';
import { notice } from '../base/notice.ts';
import { KpiOpenedEvent } from './kpi-badge.events.ts';
import type { KpiBadge } from './kpi-badge.ts';
import { whyEnglish, type WhyMessages } from './kpi-badge.why.messages.ts';

const whyMessages = catalog<WhyMessages>(whyEnglish, { zh: () => import('./kpi-badge.why.messages.zh.ts') });

type Answer = Pick<DataController<'kpi'>, 'data' | 'state' | 'snapshot' | 'refresh'>;

const panels = new WeakMap<KpiBadge, HTMLElement>();

/** Opens what is behind a badge's figure, as a panel above the page, or closes it. */
export async function open(badge: KpiBadge, answer: Answer, language: string): Promise<void> {
  await whyMessages.load(language);
  const root = badge.shadowRoot;
  const button = root?.querySelector('[part="base"]');
  if (!root || !button) return;
  const panel = panels.get(badge) ?? makePanel(root);
  panels.set(badge, panel);
  if (panel.matches(':popover-open')) {
    panel.hidePopover();
    return;
  }
  const draw = (): void => {
    const name = button.querySelector('[part="label"]')?.textContent ?? '';
    panel.setAttribute('aria-label', whyMessages.words(language).about(name));
    render(why(answer, language), panel);
  };
  const following = { hostUpdated: draw };
  const toggled = (event: ToggleEvent): void => {
    if (event.newState === 'open') return;
    button.setAttribute('aria-expanded', 'false');
    badge.removeController(following);
    panel.removeEventListener('toggle', toggled);
  };
  badge.addController(following);
  panel.addEventListener('toggle', toggled);
  draw();
  panel.showPopover();
  button.setAttribute('aria-expanded', 'true');
  float(button, panel);
  const { kpi = '', subject = '', period = '' } = answer.data ?? badge;
  badge.dispatchEvent(new KpiOpenedEvent({ kpi, subject, period }));
}

function makePanel(root: ShadowRoot): HTMLElement {
  adopt(root, whyStyles);
  const panel = document.createElement('div');
  panel.popover = 'auto';
  panel.setAttribute('part', 'why');
  panel.role = 'dialog';
  root.append(panel);
  return panel;
}

function why(answer: Answer, language: string): TemplateResult {
  const locale = localeOf(language);
  const words = whyMessages.words(language);
  const { data } = answer;
  const missing = data?.value === null && (data.reason ? words.missing[data.reason] : words.noFigure);
  return html`${data ? html`<p>${data.formula}</p>` : nothing} ${missing ? html`<p>${missing}</p>` : nothing}
  ${data ? facts(data, words, locale) : nothing} ${missing ? nothing : notice(answer, words, locale, words.choose)}`;
}

function facts(data: KpiValue, words: WhyMessages, locale: Locale): TemplateResult {
  const { tag } = locale;
  const figure = (value: number | null | undefined): string | undefined =>
    value === null || value === undefined ? undefined : formatKpi({ ...data, value }, tag);
  const { way, change } = trend(data.value, data.previous, data.direction);
  const { numerator, denominator, interval, rank, attainment } = data;
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
    [
      words.previous,
      way === 'unknown' ? undefined : `${figure(data.previous) ?? ''} (${formatChange(change, data, tag)})`,
    ],
    [words.target, figure(data.target)],
    [words.pace, figure(data.pace)],
    [
      words.attainment,
      attainment === undefined || attainment === null ? undefined : locale.number(attainment, { style: 'percent' }),
    ],
    [words.rank, rank && words.place(rank.position, rank.of)],
    [
      words.sources,
      locale.list(data.sources.map(({ resource, count }) => words.source(resource, locale.number(count)))),
    ],
    [words.asOf, `${locale.date(data.asOf, 'moment')}${data.complete ? '' : ` · ${words.running}`}`],
  ];
  return html`<dl>
    ${rows.map(([term, text]) =>
      text
        ? html`<dt>${term}</dt>
            <dd>${text}</dd>`
        : nothing,
    )}
  </dl>`;
}

/** What only the panel needs. It stands beside the badge, so it keeps the page's styles out by itself. */
const whyStyles = css`
  ${controlTokens}
  [part='why'] {
    ${controlRules}
  }
  [part='why'] {
    all: initial;
    color-scheme: inherit;
    display: none;
    box-sizing: border-box;
    position: fixed;
    inset: auto;
    inline-size: max-content;
    max-inline-size: min(26em, calc(100vw - 16px));
    overflow: auto;
    padding: calc(var(--_unit) * 3) calc(var(--_unit) * 4);
    border: 1px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: max(12px, 1em) / 1.5 sans-serif;
    font-family: inherit;
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
  }
  [part='why']:popover-open {
    display: block;
  }
  [part='why']:lang(zh) {
    line-height: 1.65;
  }
  [part='why'] p {
    margin: var(--_unit) 0 0;
    color: var(--_muted);
  }
  dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: var(--_unit) calc(var(--_unit) * 4);
    margin: calc(var(--_unit) * 2) 0 0;
  }
  dt {
    color: var(--_muted);
  }
  dd {
    margin: 0;
    text-align: end;
  }
  .notice {
    margin-block-start: calc(var(--_unit) * 2);
  }
`;
