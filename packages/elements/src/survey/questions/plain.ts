import { html, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import {
  answerIssues,
  consentAnswer,
  dateAnswer,
  numberAnswer,
  type ConsentQuestion,
  type DateQuestion,
  type NumberQuestion,
  type StatementQuestion,
} from '@liaise/core/survey';
import type { Drawing, QuestionKind } from './kind.ts';

type Plain = ConsentQuestion | DateQuestion | NumberQuestion | StatementQuestion;

/** A number, a day, a yes, or something to read. */
function draw({ question, value, title, words, describedBy, wrong, answer }: Drawing<Plain>): TemplateResult {
  if (question.type === 'statement') {
    return html`<div class="question" part="question"><p class="end" tabindex="-1">${title}</p></div>`;
  }
  if (question.type === 'consent') {
    return html`<fieldset class="question" part="question" aria-describedby=${ifDefined(describedBy)}>
      <legend tabindex="-1">${title}</legend>
      <div class="choices">
        ${[true, false].map(
          (choice) =>
            html`<label>
              <input
                type="radio"
                name=${question.id}
                .checked=${live(value === choice)}
                @change=${() => answer(choice, true)}
              />
              <span>${choice ? words.yes : words.no}</span>
            </label>`,
        )}
      </div>
    </fieldset>`;
  }
  const take = (event: Event, settled: boolean): void => {
    const { value: typed } = event.target as HTMLInputElement;
    answer(typed === '' ? null : question.type === 'number' ? Number(typed) : typed, settled);
  };
  return html`<div class="question" part="question">
    <label for="plain" tabindex="-1">${title}</label>
    <input
      id="plain"
      class="text"
      type=${question.type === 'number' ? 'number' : 'date'}
      step=${question.type === 'number' ? 'any' : '1'}
      .value=${live(typeof value === 'number' || typeof value === 'string' ? String(value) : '')}
      aria-describedby=${ifDefined(describedBy)}
      aria-required=${question.required ? 'true' : 'false'}
      aria-invalid=${wrong ? 'true' : 'false'}
      @input=${(event: Event) => take(event, false)}
      @change=${(event: Event) => take(event, true)}
    />
  </div>`;
}

export const kind: QuestionKind<Plain> = {
  draw,
  faults: (question, value) => {
    switch (question.type) {
      case 'number':
        return answerIssues(question, value, numberAnswer).map(({ code }) => code);
      case 'date':
        return answerIssues(question, value, dateAnswer).map(({ code }) => code);
      case 'consent':
        return answerIssues(question, value, consentAnswer).map(({ code }) => code);
      default:
        return [];
    }
  },
};
