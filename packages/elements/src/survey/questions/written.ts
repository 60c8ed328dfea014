import { html, nothing, type TemplateResult } from 'lit';
import { answerIssues } from '@liaise/core/survey/answer';
import { lengthAnswer } from '@liaise/core/survey/answer-text';
import type { LongTextQuestion, ShortTextQuestion } from '@liaise/core/survey/types';
import type { Drawing, QuestionKind } from './kind.ts';

type Written = ShortTextQuestion | LongTextQuestion;

/** An answer in the person's own words. */
function draw({ question, value, title, text, mark, describedBy, wrong, answer }: Drawing<Written>): TemplateResult {
  const current = typeof value === 'string' ? value : '';
  const take = (event: Event): void => {
    const { value: typed } = event.target as HTMLInputElement | HTMLTextAreaElement;
    answer(typed === '' ? null : typed, event.type === 'change');
  };
  const placeholder = text(question.placeholder);
  const required = question.required ? 'true' : 'false';
  const invalid = wrong ? 'true' : 'false';
  return html`<div class="question" part="question">
    <label for="answer${mark}">${title}</label>
    ${
      question.type === 'long-text'
        ? html`<textarea
            id="answer${mark}"
            .value=${current}
            placeholder=${placeholder}
            aria-describedby=${describedBy ?? nothing}
            aria-required=${required}
            aria-invalid=${invalid}
            @input=${take}
            @change=${take}
          ></textarea>`
        : html`<input
            id="answer${mark}"
            class="text"
            type=${question.format === 'phone' ? 'tel' : (question.format ?? 'text')}
            .value=${current}
            placeholder=${placeholder}
            aria-describedby=${describedBy ?? nothing}
            aria-required=${required}
            aria-invalid=${invalid}
            @input=${take}
            @change=${take}
          />`
    }
  </div>`;
}

/** One line or several. */
export const written: QuestionKind<Written> = {
  draw,
  faults: (question, value) => answerIssues(question, value, lengthAnswer).map(({ code }) => code),
};
