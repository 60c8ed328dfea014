import { html, nothing, type TemplateResult } from 'lit';
import { bonus, formatChange, inLocale, scorecard, trend, type Scorecard } from '@liaise/core/kpi';
import type { ScorecardAnswer } from '@liaise/core/api/scorecards';
import { catalog } from '../base/catalog.ts';
import type { Panel, PanelHost } from './panel.ts';
import { whatIfEnglish, type WhatIfMessages } from './scorecard.what-if.messages.ts';

/** The words of the what-if. */
export const panelMessages = catalog<WhatIfMessages>(whatIfEnglish, {
  zh: () => import('./scorecard.what-if.messages.zh.ts'),
});

/** Per cent, for fields. */
const most = 150;

/** What the score and the bonus would be with other attainments or weights. Nothing of it is sent anywhere. */
export function open(host: PanelHost): Panel {
  const attainments = new Map<string, number>();
  const weights = new Map<string, number>();

  const clear = (): void => {
    attainments.clear();
    weights.clear();
    host.changed();
  };

  const take =
    (into: Map<string, number>, kpi: string, scale: number, high: number) =>
    ({ target }: Event): void => {
      const value = target instanceof HTMLInputElement ? target.valueAsNumber : NaN;
      if (Number.isFinite(value)) into.set(kpi, Math.min(high, Math.max(0, value)) * scale);
      else into.delete(kpi);
      host.changed();
    };

  function draw(): TemplateResult {
    const { data, locale } = host;
    const words = panelMessages.words(locale.tag);
    const share = (value: number): string => locale.number(value, { style: 'percent', maximumFractionDigits: 1 });
    const would = supposed(data, attainments, weights);
    const { way, change } = trend(would.score, data.score, 'higher');
    const paid = data.bonus && bonus(data.bonus.terms, would.score).amount;
    return html`<p class="more">${words.explain}</p>
      <div class="grid">
        <span></span><span aria-hidden="true">${words.attainment}</span><span aria-hidden="true">${words.weight}</span>
        ${data.lines.map(({ kpi, name, attainment, weight }) => {
          const title = inLocale(name, locale.tag);
          const reached = attainments.get(kpi) ?? attainment;
          const percent = reached === null ? null : Math.round(reached * 1000) / 10;
          const took = take(attainments, kpi, 0.01, most);
          return html`<span>${title}</span>
            <span class="pair">
              <input
                type="range"
                min="0"
                max=${most}
                step="1"
                aria-label=${words.attainmentOf(title)}
                .value=${String(percent ?? 0)}
                @input=${took}
              />
              <input
                class="text"
                type="number"
                inputmode="decimal"
                min="0"
                max=${most}
                step="any"
                aria-label=${words.percentOf(title)}
                .value=${percent === null ? '' : String(percent)}
                @change=${took}
              />
            </span>
            <input
              class="text"
              type="number"
              inputmode="decimal"
              min="0"
              step="any"
              aria-label=${words.weightOf(title)}
              .value=${String(weights.get(kpi) ?? weight)}
              @change=${take(weights, kpi, 1, 1_000_000)}
            />`;
        })}
      </div>
      <p class="result" role="status">
        <span>${words.score}</span> <b><bdi>${would.score === null ? '–' : share(would.score)}</bdi></b>
        ${way === 'unknown' ? nothing : html`(<bdi>${formatChange(change, { unit: 'share' }, locale.tag)}</bdi>)`}
        ${
          paid === undefined
            ? nothing
            : html`· <span>${words.bonus}</span> <b><bdi>${paid ? locale.money(paid) : '–'}</bdi></b>`
        }
      </p>
      <div class="actions">
        <button type="button" ?disabled=${attainments.size + weights.size === 0} @click=${clear}>${words.reset}</button>
      </div>`;
  }
  return { draw };
}

/** The score with what is supposed in place of what is; a weight of 0 leaves the figure out. */
function supposed(
  { model, lines, minimumCoverage = 0 }: ScorecardAnswer,
  attainments: ReadonlyMap<string, number>,
  weights: ReadonlyMap<string, number>,
): Scorecard {
  return scorecard(
    {
      id: model.model,
      version: model.version,
      from: model.from,
      minimumCoverage,
      weights: lines
        .map(({ kpi, weight }) => ({ kpi, weight: weights.get(kpi) ?? weight }))
        .filter(({ weight }) => weight > 0),
    },
    Object.fromEntries(lines.map(({ kpi, attainment }) => [kpi, attainments.get(kpi) ?? attainment])),
  );
}
