import { likely, text } from './text.ts';
import type { AnswerMap, Question, SurveyDefinition } from './types.ts';
import { isBlank, isObject, own } from './values.ts';

/** What piping may draw on. */
export interface PipeContext {
  readonly answers?: AnswerMap;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Given, choices are written with their labels; else with their ids. */
  readonly definition?: SurveyDefinition;
  readonly languages?: string | readonly string[];
}

/** Matches `{{key}}` and `{{key|words where there is nothing}}`. */
export const pipePattern = /\{\{([^{}|]+)(?:\|([^{}]*))?\}\}/g;

function inWords(value: unknown, question: Question | undefined, context: PipeContext): string {
  const { languages = [], definition } = context;
  if (Array.isArray(value)) {
    const parts = value.map((entry) => inWords(entry, question, context)).filter((part) => part !== '');
    return new Intl.ListFormat(definition === undefined ? undefined : languageTag(languages, definition), {
      type: 'conjunction',
    }).format(parts);
  }
  if (isObject(value)) return typeof own(value, 'other') === 'string' ? String(own(value, 'other')) : '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return '';
  const option =
    question !== undefined && 'options' in question ? question.options.find(({ id }) => id === value) : undefined;
  return option === undefined ? value : text(option.label, languages, definition?.language);
}

function languageTag(languages: string | readonly string[], definition: SurveyDefinition): string | undefined {
  const first = (typeof languages === 'string' ? languages : languages[0]) ?? definition.language;
  return first !== undefined && likely(first) !== null ? first : undefined;
}

/**
 * Fills `{{customer.name}}` from hidden fields and `{{why}}`, `{{reach-you.name}}` from earlier answers; with nothing
 * there, the words after a bar: `{{customer.name|friend}}`. The result is plain text and is not read again, so an
 * answer that holds braces stays as typed.
 */
export function pipe(source: string, context: PipeContext): string {
  return source.replace(pipePattern, (_, key: string, otherwise: string | undefined) => {
    const name = key.trim();
    const [head = '', ...rest] = name.split('.');
    const value =
      own(context.fields, name) ?? own(context.answers, name) ?? own(own(context.answers, head), rest.join('.'));
    const question = context.definition?.questions.find(({ id }) => id === head);
    return isBlank(value) ? (otherwise ?? '') : inWords(value, question, context);
  });
}
