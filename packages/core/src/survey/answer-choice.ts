import type { AnswerCheck, Report } from './answer.ts';
import { checkList } from './answer-list.ts';
import { checkText } from './answer-text.ts';
import type { MultipleChoiceQuestion, RankingQuestion, SingleChoiceQuestion } from './types.ts';
import { isBlank, isObject, own } from './values.ts';
import { defaults } from './vocabulary.ts';

type ChoiceQuestion = SingleChoiceQuestion | MultipleChoiceQuestion | RankingQuestion;

/** One choice: an option's id, or own words where they are offered. Returns what it is known by, or null. */
function checkChoice(question: ChoiceQuestion, value: unknown, report: Report, path?: number): string | null {
  if (typeof value === 'string') {
    if (question.options.some((option) => option.id === value)) return value;
    report('unknown-option', `Give the id of one of the options of ${question.id}.`, path);
    return null;
  }
  if (!isObject(value) || Object.keys(value).length !== 1 || typeof own(value, 'other') !== 'string') {
    report('wrong-type', "Give an option's id or { other: text }.", path);
    return null;
  }
  const { other = false } = question;
  if (other === false) {
    report('unknown-option', `${question.id} offers no answer in own words.`, path);
    return null;
  }
  const most = (other === true ? undefined : other.maxLength) ?? defaults.other;
  const at = path === undefined ? 'other' : `${path}.other`;
  if (isBlank(own(value, 'other'))) report('required', 'Give the other answer in words.', at);
  else checkText(own(value, 'other'), most, report, 0, at);
  return ' other';
}

/** The check of `single-choice`. */
export const choiceAnswer: AnswerCheck<SingleChoiceQuestion> = (question, value, report) => {
  checkChoice(question, value, report);
};

/** The check of `multiple-choice` and `ranking`. */
export const choicesAnswer: AnswerCheck<MultipleChoiceQuestion | RankingQuestion> = (question, value, report) => {
  const offered = question.options.length + ((question.other ?? false) === false ? 0 : 1);
  const { min = 0, max = offered } = question;
  const alone = (id: string) => question.options.some((option) => option.id === id && option.exclusive === true);
  const single = Array.isArray(value) && value.length === 1 && typeof value[0] === 'string' && alone(value[0]);
  if (!checkList(value, single ? 0 : min, Math.min(max, offered), report)) return;
  const seen = new Set<string>();
  value.forEach((entry, at) => {
    const id = checkChoice(question, entry, report, at);
    if (id === null) return;
    if (seen.has(id)) report('repeated', 'Choose each option once.', at);
    if (value.length > 1 && alone(id)) report('exclusive', `${id} is chosen alone.`, at);
    seen.add(id);
  });
};
