import { live } from 'lit/directives/live.js';
import { choiceAnswer, choicesAnswer } from '@liaise/core/survey/answer-choice';
import type { MultipleChoiceQuestion, SingleChoiceQuestion } from '@liaise/core/survey/types';
import { answerIssues, html, nothing, type TemplateResult } from '../kit.ts';
import { choiceStyles } from './choice.styles.ts';
import type { Drawing, QuestionKind } from './kind.ts';

type Choice = SingleChoiceQuestion | MultipleChoiceQuestion;
type Chosen = string | { other: string };

const isOther = (chosen: Chosen): chosen is { other: string } => typeof chosen === 'object';

/** One or several of the options, with an answer of one's own where the question offers that. */
function draw(drawing: Drawing<Choice>): TemplateResult {
  const { question, value, title, text, words, mark, describedBy, wrong, answer, arranged } = drawing;
  const several = question.type === 'multiple-choice';
  const chosen = (Array.isArray(value) ? value : value === null || value === undefined ? [] : [value]) as Chosen[];
  const own = chosen.find(isOther);
  const exclusive = new Set(question.options.filter((option) => option.exclusive).map((option) => option.id));

  const give = (next: readonly Chosen[], settled = true): void =>
    answer(next.length === 0 ? null : several ? next : next[0], settled);
  const choose = (one: Chosen, on: boolean): void => {
    if (!several) return give([one]);
    const rest = chosen.filter((other) => (isOther(one) ? !isOther(other) : other !== one));
    if (!on) return give(rest);
    const alone = typeof one === 'string' && exclusive.has(one);
    give(alone ? [one] : [...rest.filter((other) => isOther(other) || !exclusive.has(other)), one]);
  };
  const box = (id: string, checked: boolean, one: () => Chosen, label: string): TemplateResult =>
    html`<label>
      <input
        type=${several ? 'checkbox' : 'radio'}
        name="answer${mark}"
        .value=${id}
        .checked=${live(checked)}
        @change=${(event: Event) => choose(one(), (event.target as HTMLInputElement).checked)}
      />
      <span>${label}</span>
    </label>`;

  const otherLabel = typeof question.other === 'object' ? text(question.other.label) : '';
  return html`<fieldset
    part="question"
    class="question"
    role=${several ? 'group' : 'radiogroup'}
    aria-describedby=${describedBy ?? nothing}
    aria-invalid=${wrong && !several ? 'true' : nothing}
  >
    <legend>${title}</legend>
    <div class="choices">
      ${arranged(question.options).map((option) => box(option.id, chosen.includes(option.id), () => option.id, text(option.label)))}
      ${question.other ? box('', own !== undefined, () => own ?? { other: '' }, otherLabel || words.other) : nothing}
      ${
        own
          ? html`<input
              class="text"
              type="text"
              aria-label=${words.otherText}
              .value=${live(own.other)}
              @input=${(event: Event) => {
                const other = { other: (event.target as HTMLInputElement).value };
                give(several ? [...chosen.filter((one) => !isOther(one)), other] : [other], false);
              }}
            />`
          : nothing
      }
    </div>
  </fieldset>`;
}

export const kind: QuestionKind<Choice> = {
  draw,
  styles: choiceStyles,
  faults: (question, value) =>
    (question.type === 'single-choice'
      ? answerIssues(question, value, choiceAnswer)
      : answerIssues(question, value, choicesAnswer)
    ).map(({ code }) => code),
};
