import type { QuestionId } from './infer.ts';
import type { ContactQuestion, Issue, MatrixQuestion, Question, SurveyDefinition } from './types.ts';
import { codePoints, isBlank, isDay, isObject, longerThan, own } from './values.ts';
import { defaults } from './vocabulary.ts';

type Report = (code: string, message: string, path?: string | number) => void;
type ChoiceQuestion = Extract<Question, { type: 'single-choice' | 'multiple-choice' | 'ranking' }>;

const formats = {
  email: [/^[^\s@]+@[^\s@]+$/, 'an e-mail address'],
  phone: [/^\+?[\p{Nd} ()./x#*-]{4,40}$/u, 'a telephone number'],
  url: [/^https?:\/\/[^\s/?#]+\S*$/i, 'a web address that starts with https:// or http://'],
} as const;

function checkText(
  value: unknown,
  most: number,
  report: Report,
  least = 0,
  format?: keyof typeof formats,
  path?: string,
): void {
  if (typeof value !== 'string') return report('wrong-type', 'Give text.', path);
  if (longerThan(value, most)) return report('too-long', `Use at most ${most} characters.`, path);
  if (isBlank(value)) return;
  if (codePoints(value) < least) report('too-short', `Use at least ${least} characters.`, path);
  if (value.includes('\0') || /\p{Surrogate}/u.test(value))
    report('bad-character', 'Leave out the zero character and halves of a surrogate pair.', path);
  if (format !== undefined && !formats[format][0].test(value.trim()))
    report('bad-format', `Give ${formats[format][1]}.`, path);
}

function checkNumber(value: unknown, low: number, high: number, whole: boolean, report: Report): void {
  if (typeof value !== 'number' || Number.isNaN(value)) return report('wrong-type', 'Give a number.');
  if (value < low || value > high || !Number.isFinite(value)) {
    const range =
      low === -Infinity ? `at most ${high}` : high === Infinity ? `at least ${low}` : `from ${low} to ${high}`;
    return report(
      'out-of-range',
      low === -Infinity && high === Infinity ? 'Give a finite number.' : `Give a number ${range}.`,
    );
  }
  if (whole && !Number.isInteger(value)) report('not-whole', 'Give a whole number.');
}

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
  else checkText(own(value, 'other'), most, report, 0, undefined, at);
  return ' other';
}

function checkList(value: unknown, least: number, most: number, report: Report): value is readonly unknown[] {
  if (!Array.isArray(value)) report('wrong-type', 'Give a list.');
  else if (value.length > most) report('too-many', `Give at most ${most}.`);
  else {
    if (value.length > 0 && value.length < least) report('too-few', `Give at least ${least}.`);
    return true;
  }
  return false;
}

function checkChoices(
  question: Exclude<ChoiceQuestion, { type: 'single-choice' }>,
  value: unknown,
  report: Report,
): void {
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
}

function checkMatrix(question: MatrixQuestion, value: unknown, report: Report): void {
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
}

function checkContact(question: ContactQuestion, value: unknown, report: Report): void {
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
      else if (!skipped && 'required' in field && field.required === true)
        report('required', 'This is needed.', field.id);
    } else {
      const format = field.id === 'email' || field.id === 'phone' ? field.id : undefined;
      checkText(given, defaults.contact, report, 0, format, field.id);
    }
  }
}

function check(question: Question, value: unknown, report: Report): void {
  switch (question.type) {
    case 'nps':
      return checkNumber(value, 0, 10, true, report);
    case 'csat':
      return checkNumber(value, 1, question.scale ?? defaults.csatScale, true, report);
    case 'ces':
      return checkNumber(value, 1, question.scale ?? defaults.cesScale, true, report);
    case 'single-choice':
      return void checkChoice(question, value, report);
    case 'multiple-choice':
    case 'ranking':
      return checkChoices(question, value, report);
    case 'matrix':
      return checkMatrix(question, value, report);
    case 'short-text':
      return checkText(value, question.maxLength ?? defaults.shortText, report, question.minLength, question.format);
    case 'long-text':
      return checkText(value, question.maxLength ?? defaults.longText, report, question.minLength);
    case 'number':
      return checkNumber(value, question.min ?? -Infinity, question.max ?? Infinity, question.integer === true, report);
    case 'date': {
      const { min = '0000', max = '9999-12-31' } = question;
      if (!isDay(value)) report('not-a-date', 'Give a day that exists, as YYYY-MM-DD.');
      else if (value < min || value > max)
        report('out-of-range', `Give a day from ${question.min ?? 'any'} to ${question.max ?? 'any'}.`);
      return;
    }
    case 'contact':
      return checkContact(question, value, report);
    case 'consent':
      if (typeof value !== 'boolean') report('wrong-type', 'Give true or false.');
      else if (question.mustAccept === true && !value) report('must-accept', 'This has to be accepted to go on.');
      return;
    case 'file':
      if (checkList(value, 0, question.max ?? defaults.files, report))
        value.forEach((entry, at) => {
          if (typeof entry !== 'string' || !/^[\w-]{1,64}$/.test(entry)) report('wrong-type', "Give a file's id.", at);
          else if (value.indexOf(entry) < at) report('repeated', 'Give each file once.', at);
        });
      return;
    case 'statement':
      return report('no-answer', 'A statement takes no answer.');
  }
}

/**
 * Checks one answer against its question, by itself: whether the logic shows the question is for `validateResponse`.
 * `null`, an empty text and an empty list are right for a question that may be skipped. Of a file, its id; what it holds is checked where it is stored.
 * Text is counted in code points and may hold any script, emoji, direction marks and markup.
 *
 * @returns every fault, with a path that starts with the question's id (`topics.2`); an empty list when the answer is right.
 *   Codes: unknown-question, required, wrong-type, out-of-range, not-whole, unknown-option, unknown-row, unknown-field,
 *   repeated, exclusive, too-few, too-many, too-short, too-long, bad-character, bad-format, not-a-date, must-accept,
 *   no-answer
 */
export function validateAnswer<const D extends SurveyDefinition>(
  definition: D,
  questionId: QuestionId<D>,
  value: unknown,
): Issue[] {
  const issues: Issue[] = [];
  const question = definition.questions.find((candidate) => candidate.id === questionId);
  if (question === undefined)
    return [{ path: questionId, code: 'unknown-question', message: 'The survey has no question of this id.' }];
  const report: Report = (code, message, path) =>
    issues.push({ path: path === undefined ? questionId : `${questionId}.${path}`, code, message });
  const required = question.required === true && question.type !== 'statement';
  if (required && isBlank(value)) report('required', 'This question needs an answer.');
  else if (value !== null && value !== undefined) check(question, value, report);
  return issues;
}
