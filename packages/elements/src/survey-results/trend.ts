import { html, type TemplateResult } from 'lit';
import type { QuestionResult } from '@liaise/core/api/survey-results';
import { drawScoreTrend } from '@liaise/core/draw';
import { periodLabel } from '@liaise/core/kpi';
import { toNode } from '../base/shape-node.ts';
import { range, written } from './figures.ts';
import type { Drawing } from './part.ts';

/** Colours by the names the styles use. */
const paint = { accent: 'var(--_focus)', muted: 'var(--_muted)', line: 'var(--_line)' };

/** The main score over time: a drawing, and the same as a table. */
export function drawTrend(
  { data: { series, minimum }, words, more, locale }: Drawing,
  { type }: QuestionResult,
): TemplateResult {
  const drawing = drawScoreTrend(series, { width: 480, height: 96, paint, label: more.drawing(series.length) });
  const label = (at: number): string => periodLabel(series.at(at)?.period ?? '', locale.tag);
  return html`<section part="trend" aria-labelledby="trend">
    <h3 id="trend">${more.trend}</h3>
    <div>
      <div class="drawing">${stretched(toNode(drawing))}</div>
      <p class="ends more" aria-hidden="true"><bdi>${label(0)}</bdi><bdi>${label(-1)}</bdi></p>
    </div>
    <details>
      <summary>${more.table}</summary>
      <div class="scroll" tabindex="0" role="group" aria-labelledby="trend">
        <table aria-labelledby="trend">
          <thead>
            <tr>
              <th scope="col">${words.columns.period}</th>
              <th scope="col" class="number">${words.columns.score}</th>
              <th scope="col">${words.columns.interval}</th>
              <th scope="col" class="number">${words.columns.n}</th>
            </tr>
          </thead>
          <tbody>
            ${series.map(
              (moment) =>
                html`<tr>
                  <th scope="row">${periodLabel(moment.period, locale.tag)}</th>
                  <td class="number"><bdi>${written(type, moment.score, locale)}</bdi></td>
                  <td><bdi>${range(type, moment, { more, locale, minimum })}</bdi></td>
                  <td class="number">${locale.number(moment.n)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </section>`;
}
/** Fills the room that there is, however wide. */
function stretched(node: SVGElement): SVGElement {
  node.setAttribute('preserveAspectRatio', 'none');
  return node;
}
