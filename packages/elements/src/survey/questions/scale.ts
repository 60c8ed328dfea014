import { html, nothing, type TemplateResult } from 'lit';
import { answerIssues } from '@liaise/core/survey/answer';
import { scaleAnswer } from '@liaise/core/survey/answer-scale';
import type { CesQuestion, CsatQuestion, NpsQuestion } from '@liaise/core/survey/types';
import type { Drawing, QuestionKind } from './kind.ts';

type Scale = NpsQuestion | CsatQuestion | CesQuestion;

/** What stands for a point: `share` runs from 0 at the low end to 1 at the high end. */
type Mark = (point: number, high: number, share: number) => unknown;

/** One radio button a point, so that a scale is one stop of the Tab key and the arrow keys move on it. */
export function drawScale(drawing: Drawing<Scale>, picture: Mark = (point) => point): TemplateResult {
  const { question, value, title, text, mark, describedBy, wrong, answer } = drawing;
  const low = question.type === 'nps' ? 0 : 1;
  const high = question.type === 'nps' ? 10 : (question.scale ?? (question.type === 'ces' ? 7 : 5));
  const lowLabel = text(question.lowLabel);
  const highLabel = text(question.highLabel);
  return html`<fieldset
    part="question"
    class="question"
    role="radiogroup"
    aria-describedby=${describedBy ?? nothing}
    aria-required=${question.required ? 'true' : 'false'}
    aria-invalid=${wrong ? 'true' : 'false'}
  >
    <legend>${title}</legend>
    <div class="points of${high - low + 1}">
      ${Array.from({ length: high - low + 1 }, (_, index) => {
        const point = low + index;
        return html`<label class=${typeof value === 'number' && point < value ? 'below' : ''}>
          <input
            type="radio"
            name="answer${mark}"
            value=${point}
            .checked=${value === point}
            @change=${() => answer(point, true)}
          />
          ${picture(point, high, index / (high - low))}
        </label>`;
      })}
    </div>
    ${lowLabel || highLabel ? html`<div class="ends"><span>${lowLabel}</span><span>${highLabel}</span></div>` : nothing}
  </fieldset>`;
}

/** Scales as numbers. */
export const scale: QuestionKind<Scale> = {
  draw: (drawing) => drawScale(drawing),
  faults: (question, value) => answerIssues(question, value, scaleAnswer).map(({ code }) => code),
};
