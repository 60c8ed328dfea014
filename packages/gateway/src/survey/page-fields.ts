import { html } from 'hono/html';
import { defaults, type LocalizedText, type Question } from '@liaise/core/survey';
import type { Voice } from './page-frame.ts';
import { contactField, fileField, matrixField, rankingField } from './page-parts.ts';

/** Markup whose data is escaped. */
export type Html = ReturnType<typeof html>;
type Say = (text: LocalizedText | undefined) => string;

const nameOf = ({ id }: Question): string => `answer:${id}`;

/** Choices as buttons of which one or several may be taken. */
function choices(
  question: Question,
  kind: 'radio' | 'checkbox',
  options: readonly { value: string; label: string }[],
  row: boolean,
  chosen: readonly string[],
): Html {
  return html`<div class="${row ? 'scale' : 'list'}">
    ${options.map(
      ({ value, label }) =>
        html`<label
          ><input
            type="${kind}"
            name="${nameOf(question)}"
            value="${value}"
            ${chosen.includes(value) ? 'checked' : ''}
          /><span>${label}</span></label
        >`,
    )}
  </div>`;
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ value: String(from + index), label: String(from + index) }));

/** An answer as the values of a form's fields. */
function valuesOf(answer: unknown): string[] {
  if (answer === null || answer === undefined) return [];
  if (typeof answer === 'boolean') return [answer ? 'yes' : 'no'];
  if (Array.isArray(answer)) return answer.flatMap(valuesOf);
  if (typeof answer === 'object') return 'other' in answer ? ['other:'] : [];
  return typeof answer === 'string' || typeof answer === 'number' ? [String(answer)] : [];
}

/** What was answered in one's own words where no option fitted. */
function otherOf(answer: unknown): string {
  const [found] = (Array.isArray(answer) ? (answer as readonly unknown[]) : [answer]).filter(
    (one): one is { other: unknown } => typeof one === 'object' && one !== null && 'other' in one,
  );
  return typeof found?.other === 'string' ? found.other : '';
}

function control(question: Question, { words, language }: Voice, say: Say, answer: unknown): Html {
  const name = nameOf(question);
  const chosen = valuesOf(answer);
  const [value = ''] = chosen;
  switch (question.type) {
    case 'nps':
    case 'csat':
    case 'ces': {
      const last =
        question.type === 'nps'
          ? 10
          : (question.scale ?? (question.type === 'csat' ? defaults.csatScale : defaults.cesScale));
      return html`${choices(question, 'radio', numbers(question.type === 'nps' ? 0 : 1, last), true, chosen)}
      ${
        question.lowLabel === undefined && question.highLabel === undefined
          ? ''
          : html`<p class="ends"><span>${say(question.lowLabel)}</span><span>${say(question.highLabel)}</span></p>`
      }`;
    }
    case 'single-choice':
    case 'multiple-choice': {
      const options = question.options.map(({ id, label }) => ({ value: id, label: say(label) }));
      const { other = false } = question;
      const label = (typeof other === 'object' ? say(other.label) : '') || words.other;
      const kind = question.type === 'single-choice' ? 'radio' : 'checkbox';
      return html`${choices(question, kind, other === false ? options : [...options, { value: 'other:', label }], false, chosen)}
      ${other === false ? '' : html`<input type="text" name="other:${question.id}" aria-label="${label}" value="${otherOf(answer)}" />`}`;
    }
    case 'short-text':
      return html`<input type="text" name="${name}" aria-labelledby="title-${question.id}" value="${value}" />`;
    case 'long-text':
      return html`<textarea name="${name}" rows="5" aria-labelledby="title-${question.id}">${value}</textarea>`;
    case 'number':
      return html`<input
        type="number"
        step="any"
        name="${name}"
        aria-labelledby="title-${question.id}"
        value="${value}"
      />`;
    case 'date':
      return html`<input type="date" name="${name}" aria-labelledby="title-${question.id}" value="${value}" />`;
    case 'consent': {
      const options = [
        { value: 'yes', label: words.yes },
        { value: 'no', label: words.no },
      ];
      return choices(question, 'radio', options, false, chosen);
    }
    case 'statement':
      return html``;
    case 'ranking': {
      const { other = false } = question;
      const label = (typeof other === 'object' ? say(other.label) : '') || words.other;
      return html`${rankingField(question, say, answer, label)}
      ${other === false ? '' : html`<input type="text" name="other:${question.id}" aria-label="${label}" value="${otherOf(answer)}" />`}`;
    }
    case 'matrix':
      return matrixField(question, say, answer);
    case 'contact':
      return contactField(question, say, answer, language);
    case 'file':
      return fileField(question, answer);
  }
}

/**
 * One question of the page's form.
 *
 * @param answer what stands in it before anybody answers: what a link proposes, or what was answered before
 */
export function field(question: Question, voice: Voice, say: Say, fault: boolean, answer?: unknown): Html {
  const { words } = voice;
  const description = say(question.description);
  return html`<fieldset>
    <legend id="title-${question.id}" dir="auto">${say(question.title)}</legend>
    ${description === '' ? '' : html`<p class="quiet">${description}</p>`}
    ${fault ? html`<p class="fault" role="alert">${question.required === true ? words.required : words.invalid}</p>` : ''}
    ${control(question, voice, say, answer)}
  </fieldset>`;
}

/** An answer as its giver reads it again. */
export function answerInWords(question: Question, answer: unknown, voice: Voice, say: Say): string {
  const { words } = voice;
  if (answer === null || answer === undefined || answer === '') return words.notAnswered;
  if (typeof answer === 'boolean') return answer ? words.yes : words.no;
  if (typeof answer === 'number') return String(answer);
  if (Array.isArray(answer)) return answer.map((one) => answerInWords(question, one, voice, say)).join(', ');
  if (typeof answer === 'string') {
    const option = 'options' in question ? question.options.find(({ id }) => id === answer) : undefined;
    return option ? say(option.label) : answer;
  }
  if (typeof answer !== 'object') return words.notAnswered;
  if ('other' in answer) return String(answer.other);
  return Object.entries(answer)
    .map(([key, value]) => {
      const row = 'rows' in question ? question.rows.find(({ id }) => id === key) : undefined;
      return `${row ? say(row.label) : key}: ${answerInWords(question, value, voice, say)}`;
    })
    .join('; ');
}
