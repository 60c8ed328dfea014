import { live } from 'lit/directives/live.js';
import { numberAnswer } from '@liaise/core/survey/answer-number';
import { consentAnswer, dateAnswer } from '@liaise/core/survey/answer-plain';
import type { ConsentQuestion, DateQuestion, NumberQuestion, StatementQuestion } from '@liaise/core/survey/types';
import { answerIssues, html, nothing, type TemplateResult } from '../kit.ts';
import { choiceStyles } from './choice.styles.ts';
import type { Drawing, QuestionKind } from './kind.ts';

type Plain = ConsentQuestion | DateQuestion | NumberQuestion | StatementQuestion;

/** A number, a day, a yes, or something to read. */
function draw(drawing: Drawing<Plain>): TemplateResult {
  const { question, title } = drawing;
  if (question.type === 'statement') {
    return html`<div class="question" part="question"><p class="said">${title}</p></div>`;
  }
  return question.type === 'consent' ? drawConsent(question, drawing) : drawField(question, drawing);
}

/** Yes or no; one box to tick where only yes will do. */
function drawConsent(question: ConsentQuestion, drawing: Drawing<Plain>): TemplateResult {
  const { value, title, text, words, mark, describedBy, wrong, answer } = drawing;
  const option = (choice: boolean, label: unknown): TemplateResult =>
    html`<label>
      <input
        type=${question.mustAccept ? 'checkbox' : 'radio'}
        name="answer${mark}"
        .checked=${live(value === choice)}
        @change=${(event: Event) => answer((event.target as HTMLInputElement).checked ? choice : null, true)}
      />
      <span>${label}</span>
    </label>`;
  const yes = text(question.label) || words.yes;
  return html`<fieldset
    class="question"
    part="question"
    role=${question.mustAccept ? 'group' : 'radiogroup'}
    aria-describedby=${describedBy ?? nothing}
    aria-invalid=${wrong && !question.mustAccept ? 'true' : nothing}
  >
    <legend>${title}</legend>
    <div class="choices">${option(true, yes)} ${question.mustAccept ? nothing : option(false, words.no)}</div>
  </fieldset>`;
}

/** A number or a day. */
function drawField(question: NumberQuestion | DateQuestion, drawing: Drawing<Plain>): TemplateResult {
  const { value, title, text, mark, describedBy, wrong, answer } = drawing;
  const isNumber = question.type === 'number';
  const unit = isNumber ? text(question.unit) : '';
  // Taken when it is whole: a half-typed number or day has no value, and drawing it anew would wipe it.
  const take = (event: Event): void => {
    const { value: typed, validity } = event.target as HTMLInputElement;
    answer(validity.badInput ? NaN : typed === '' ? null : isNumber ? Number(typed) : typed, true);
  };
  const shown = typeof value === 'string' || (typeof value === 'number' && !Number.isNaN(value)) ? String(value) : '';
  return html`<div class="question" part="question">
    <label for="answer${mark}">${title}</label>
    <div class="with-unit">
      <input
        id="answer${mark}"
        class="text"
        type=${isNumber ? 'number' : 'date'}
        step=${isNumber ? 'any' : '1'}
        .value=${live(shown)}
        aria-describedby=${[unit && `unit${mark}`, describedBy].filter(Boolean).join(' ') || nothing}
        aria-required=${question.required ? 'true' : 'false'}
        aria-invalid=${wrong ? 'true' : 'false'}
        @change=${take}
      />
      ${unit ? html`<span id="unit${mark}">${unit}</span>` : nothing}
    </div>
  </div>`;
}

export const kind: QuestionKind<Plain> = {
  draw,
  styles: choiceStyles,
  faults: (question, value) => {
    switch (question.type) {
      case 'number':
        return answerIssues(question, value, numberAnswer).map(({ code }) => code);
      case 'date':
        return answerIssues(question, value, dateAnswer).map(({ code }) => code);
      case 'consent':
        return answerIssues(question, value, consentAnswer).map(({ code }) =>
          code === 'must-accept' ? 'required' : code,
        );
      default:
        return [];
    }
  },
};
