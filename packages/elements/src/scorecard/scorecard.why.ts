import { html, nothing } from 'lit';
import { KpiSources, kpiSourcesMessages } from '../kpi-sources/kpi-sources.ts';
import { facts } from '../kpi-badge/kpi-facts.ts';
import { KpiStanding } from '../kpi-badge/kpi-standing.ts';
import { whyMessages } from '../kpi-badge/kpi-badge.why.words.ts';
import type { Panel, PanelHost } from './panel.ts';
import { appealMessages } from './scorecard.appeals.messages.ts';

/** The words of what explains a line. */
export const panelMessages = {
  words: (tag: string): object => whyMessages.words(tag),
  load: (tag: string): Promise<void> | undefined => {
    const awaited = [whyMessages, kpiSourcesMessages, appealMessages].flatMap((one) => one.load(tag) ?? []);
    return awaited.length > 0 ? Promise.all(awaited).then(() => undefined) : undefined;
  },
};

/** What explains one line: the formula, all that belongs to the figure, and the records behind it. */
export function open(host: PanelHost, kpi: string): Panel {
  const sources = new KpiSources(host.element, () => host.source);
  // What the page handed in stays as it is.
  const standing = new KpiStanding(host.element, () => (host.isGiven ? undefined : host.source));
  return {
    draw: () => {
      const value = host.data.lines.find((line) => line.kpi === kpi)?.value;
      if (!value) return nothing;
      const { locale } = host;
      const words = whyMessages.words(locale.tag);
      const missing = value.value === null && (value.reason ? words.missing[value.reason] : words.noFigure);
      const placed = standing.of(value, locale.tag);
      return html`<p>${placed.value.formula}</p>
        ${missing ? html`<p>${missing}</p>` : nothing} ${facts(placed, words, locale)}
        ${sources.draw(value, locale.tag)}
        ${
          host.contestable.includes(kpi)
            ? html`<button type="button" @click=${() => host.appealAbout(kpi)}>
                ${appealMessages.words(locale.tag).contest}
              </button>`
            : nothing
        }`;
    },
    close: () => {
      standing.close();
      if (sources.isOpen) sources.toggle();
    },
  };
}
