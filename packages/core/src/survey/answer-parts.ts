import type { AnswerCheck } from './answer.ts';
import { checkFormat } from './answer-format.ts';
import { checkText } from './answer-text.ts';
import type { ContactQuestion, MatrixQuestion } from './types.ts';
import { isBlank, isObject, own } from './values.ts';
import { defaults } from './vocabulary.ts';

/** The check of `matrix`. */
export const matrixAnswer: AnswerCheck<MatrixQuestion> = (question, value, report) => {
  if (!isObject(value)) return report('wrong-type', 'Give an object from row id to option id.');
  const keys = Object.keys(value);
  if (keys.length > question.rows.length) return report('too-many', `Give at most ${question.rows.length} rows.`);
  for (const key of keys) {
    if (!question.rows.some((row) => row.id === key)) report('unknown-row', `${question.id} has no such row.`, key);
    else if (!question.options.some((option) => option.id === own(value, key)))
      report('unknown-option', `Give the id of one of the options of ${question.id}.`, key);
  }
  if (question.required === true)
    for (const row of question.rows)
      if (own(value, row.id) === undefined) report('required', 'Answer each row.', row.id);
};

/** The check of `contact`. */
export const contactAnswer: AnswerCheck<ContactQuestion> = (question, value, report) => {
  if (!isObject(value)) return report('wrong-type', 'Give an object with the fields asked for.');
  const asked = question.fields.map((field) => (typeof field === 'string' ? { id: field } : field));
  const keys = Object.keys(value);
  if (keys.length > asked.length) return report('too-many', `Give at most ${asked.length} fields.`);
  for (const key of keys)
    if (!asked.some((field) => field.id === key)) report('unknown-field', 'This was not asked for.', key);
  const skipped = question.required !== true && keys.every((key) => isBlank(own(value, key)));
  for (const field of asked) {
    const given = own(value, field.id);
    if (isBlank(given)) {
      if (given !== undefined && typeof given !== 'string') report('wrong-type', 'Give text.', field.id);
      else if (!skipped && 'required' in field && field.required) report('required', 'This is needed.', field.id);
    } else {
      checkText(given, defaults.contact, report, 0, field.id);
      if (field.id === 'email' || field.id === 'phone') checkFormat(given, field.id, report, field.id);
    }
  }
};
