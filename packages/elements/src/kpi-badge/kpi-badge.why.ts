import { css, html, nothing, render, type TemplateResult } from 'lit';
import { adopt } from '../base/adopt.ts';
import { controlRules, controlTokens } from '../base/controls.styles.ts';
import type { DataController } from '../base/data-controller.ts';
import { float } from '../base/float.ts';
import { localeOf } from '../base/locale.ts';
import { notice } from '../base/notice.ts';
import { KpiOpenedEvent } from './kpi-badge.events.ts';
import { KpiSources, kpiSourcesMessages, kpiSourcesStyles } from '../kpi-sources/kpi-sources.ts';
import { facts, kpiFactsStyles } from './kpi-facts.ts';
import { KpiStanding } from './kpi-standing.ts';
import type { KpiBadge } from './kpi-badge.ts';
import { whyMessages } from './kpi-badge.why.words.ts';

type Answer = Pick<DataController<'kpi'>, 'data' | 'state' | 'snapshot' | 'refresh' | 'source'>;

const panels = new WeakMap<KpiBadge, HTMLElement>();
const lists = new WeakMap<KpiBadge, KpiSources>();
const standings = new WeakMap<KpiBadge, KpiStanding>();

/** Opens what is behind a badge's figure, as a panel above the page, or closes it. */
export async function open(badge: KpiBadge, answer: Answer, language: string): Promise<void> {
  await Promise.all([whyMessages.load(language), kpiSourcesMessages.load(language)]);
  const root = badge.shadowRoot;
  const button = root?.querySelector('[part="base"]');
  if (!root || !button) return;
  const panel = panels.get(badge) ?? makePanel(root);
  panels.set(badge, panel);
  if (panel.matches(':popover-open')) {
    panel.hidePopover();
    return;
  }
  const sources = lists.get(badge) ?? new KpiSources(badge, () => answer.source);
  lists.set(badge, sources);
  // What the page handed in stays as it is.
  const standing = standings.get(badge) ?? new KpiStanding(badge, () => (badge.data ? undefined : answer.source));
  standings.set(badge, standing);
  const draw = (): void => {
    const name = button.querySelector('[part="label"]')?.textContent ?? '';
    panel.setAttribute('aria-label', whyMessages.words(language).about(name));
    render(why(answer, language, sources, standing), panel);
  };
  const ended = (): void => {
    button.setAttribute('aria-expanded', 'false');
    if (sources.isOpen) sources.toggle();
    standing.close();
    badge.removeController(following);
    panel.removeEventListener('toggle', toggled);
  };
  // A panel that leaves with its badge is closed and does not say so.
  const following = { hostUpdated: draw, hostDisconnected: ended };
  const toggled = (event: ToggleEvent): void => {
    if (event.newState !== 'open') ended();
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
  adopt(root, kpiSourcesStyles);
  adopt(root, kpiFactsStyles);
  adopt(root, whyStyles);
  const panel = document.createElement('div');
  panel.popover = 'auto';
  panel.setAttribute('part', 'why');
  panel.role = 'dialog';
  root.append(panel);
  return panel;
}

function why(answer: Answer, language: string, sources: KpiSources, standing: KpiStanding): TemplateResult {
  const locale = localeOf(language);
  const words = whyMessages.words(language);
  const { data } = answer;
  const missing = data?.value === null && (data.reason ? words.missing[data.reason] : words.noFigure);
  const placed = data && standing.of(data, language);
  return html`${placed ? html`<p>${placed.value.formula}</p>` : nothing} ${missing ? html`<p>${missing}</p>` : nothing}
  ${placed ? facts(placed, words, locale) : nothing} ${data ? sources.draw(data, language) : nothing}
  ${missing ? nothing : notice(answer, words, locale, words.choose)}`;
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
    max-inline-size: min(32em, calc(100vw - 16px));
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
