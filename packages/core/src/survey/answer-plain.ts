import type { AnswerCheck } from './answer.ts';
import { checkList } from './answer-list.ts';
import type { ConsentQuestion, DateQuestion, FileQuestion, StatementQuestion } from './types.ts';
import { isDay } from './values.ts';
import { defaults } from './vocabulary.ts';

/** The check of `date`. */
export const dateAnswer: AnswerCheck<DateQuestion> = ({ min, max }, value, report) => {
  if (!isDay(value)) report('not-a-date', 'Give a day that exists, as YYYY-MM-DD.');
  else if (min !== undefined && value < min) report('out-of-range', `Give a day from ${min} on.`);
  else if (max !== undefined && value > max) report('out-of-range', `Give a day up to ${max}.`);
};

/** The check of `consent`. */
export const consentAnswer: AnswerCheck<ConsentQuestion> = (question, value, report) => {
  if (typeof value !== 'boolean') report('wrong-type', 'Give true or false.');
  else if (question.mustAccept === true && !value) report('must-accept', 'This has to be accepted to go on.');
};

/** The check of `file`: of a file, its id; what it holds is checked where it is stored. */
export const fileAnswer: AnswerCheck<FileQuestion> = (question, value, report) => {
  if (!checkList(value, 0, question.max ?? defaults.files, report)) return;
  value.forEach((entry, at) => {
    if (typeof entry !== 'string' || !/^[\w-]{1,64}$/.test(entry)) report('wrong-type', "Give a file's id.", at);
    else if (value.indexOf(entry) < at) report('repeated', 'Give each file once.', at);
  });
};

/** The check of `statement`. */
export const statementAnswer: AnswerCheck<StatementQuestion> = (_, __, report) =>
  report('no-answer', 'A statement takes no answer.');
