import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { answerIssues, scaleAnswer, type CesQuestion, type CsatQuestion, type NpsQuestion } from '@liaise/core/survey';
import type { Drawing, QuestionKind } from './kind.ts';

type Scale = NpsQuestion | CsatQuestion | CesQuestion;

const star = 'm12 3 2.8 5.8 6.2.9-4.5 4.4 1 6.3-5.5-3-5.5 3 1-6.3L3 9.7l6.2-.9Z';
const thumb = 'M7 11v9H4v-9Zm0 0 4-8c1.5 0 2.5 1 2.5 2.5V9H19a2 2 0 0 1 2 2.3l-1.2 7A2 2 0 0 1 17.8 20H7';

const bounds = (question: Scale): readonly [number, number] =>
  question.type === 'nps' ? [0, 10] : [1, question.scale ?? (question.type === 'ces' ? 7 : 5)];

/** Numbers, stars, faces or thumbs: one radio button a point, so that a scale is one stop of the Tab key. */
function draw({ question, value, title, text, words, describedBy, wrong, answer }: Drawing<Scale>): TemplateResult {
  const [low, high] = bounds(question);
  const points = Array.from({ length: high - low + 1 }, (_, index) => low + index);
  const look = question.type === 'csat' ? (question.look ?? 'numbers') : 'numbers';
  const lowLabel = text(question.lowLabel);
  const highLabel = text(question.highLabel);
  return html`<fieldset
    part="question"
    class="question ${look}"
    role="radiogroup"
    aria-describedby=${ifDefined(describedBy)}
    aria-required=${question.required ? 'true' : 'false'}
    aria-invalid=${wrong ? 'true' : 'false'}
  >
    <legend tabindex="-1">${title}</legend>
    <div class="points">
      ${points.map(
        (point) =>
          html`<label class=${look === 'stars' && typeof value === 'number' && point <= value ? 'up-to' : ''}>
            <input
              type="radio"
              name=${question.id}
              .value=${String(point)}
              .checked=${live(value === point)}
              @change=${() => answer(point, true)}
            />
            ${
              look === 'numbers'
                ? point
                : html`${picture(look, point, low, high)}<span class="unseen">${words.point(point, high)}</span>`
            }
          </label>`,
      )}
    </div>
    ${lowLabel || highLabel ? html`<div class="ends"><span>${lowLabel}</span><span>${highLabel}</span></div>` : nothing}
  </fieldset>`;
}

function picture(look: 'stars' | 'faces' | 'thumbs', point: number, low: number, high: number): TemplateResult {
  const share = (point - low) / (high - low);
  const outline: Record<typeof look, () => SVGTemplateResult> = {
    stars: () => svg`<path d=${star} />`,
    thumbs: () => svg`<path d=${thumb} transform=${share < 0.5 ? 'rotate(180 12 12)' : 'rotate(0)'} />`,
    faces: () => {
      const bend = 15 + (share - 0.5) * 8;
      return svg`<circle cx="12" cy="12" r="9" /><path d="M9 9.5v.5M15 9.5v.5M8 ${30 - bend} Q12 ${bend + (bend - 15)} 16 ${30 - bend}" />`;
    },
  };
  return html`<svg class=${look === 'stars' ? 'fills' : ''} viewBox="0 0 24 24" aria-hidden="true">
    ${outline[look]()}
  </svg>`;
}

export const scale: QuestionKind<Scale> = {
  draw,
  faults: (question, value) => answerIssues(question, value, scaleAnswer).map(({ code }) => code),
};
