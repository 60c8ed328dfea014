import { html, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import { answerIssues, textAnswer, type LongTextQuestion, type ShortTextQuestion } from '@liaise/core/survey';
import type { Drawing, QuestionKind } from './kind.ts';

type Written = ShortTextQuestion | LongTextQuestion;

/** An answer in the person's own words. */
function draw({ question, value, title, text, describedBy, wrong, answer }: Drawing<Written>): TemplateResult {
  const current = typeof value === 'string' ? value : '';
  const take = (event: Event, settled: boolean): void => {
    const { value: typed } = event.target as HTMLInputElement | HTMLTextAreaElement;
    answer(typed === '' ? null : typed, settled);
  };
  const shared = {
    type: (event: Event) => take(event, false),
    leave: (event: Event) => take(event, true),
    placeholder: text(question.placeholder),
  };
  return html`<div class="question" part="question">
    <label for="written" tabindex="-1">${title}</label>
    ${
      question.type === 'long-text'
        ? html`<textarea
            id="written"
            .value=${live(current)}
            placeholder=${shared.placeholder}
            aria-describedby=${ifDefined(describedBy)}
            aria-required=${question.required ? 'true' : 'false'}
            aria-invalid=${wrong ? 'true' : 'false'}
            @input=${shared.type}
            @change=${shared.leave}
          ></textarea>`
        : html`<input
            id="written"
            class="text"
            type="text"
            .value=${live(current)}
            placeholder=${shared.placeholder}
            aria-describedby=${ifDefined(describedBy)}
            aria-required=${question.required ? 'true' : 'false'}
            aria-invalid=${wrong ? 'true' : 'false'}
            @input=${shared.type}
            @change=${shared.leave}
          />`
    }
  </div>`;
}

export const written: QuestionKind<Written> = {
  draw,
  faults: (question, value) => answerIssues(question, value, textAnswer).map(({ code }) => code),
};
