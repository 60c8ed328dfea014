import type { AnswerMap, LocalizedText, Question, SurveyDefinition } from './types.ts';
import { isBlank, isObject, own } from './values.ts';

/** What a text is written in, and the tag of that language where it is known. */
export interface ChosenText {
  readonly text: string;
  /** For the `lang` attribute. */
  readonly language: string | undefined;
}

function likely(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return null;
  }
}

/** The offered tag that serves a wanted one best: same tag, then same script and region, same script, same language. */
function match(wanted: string, offered: readonly string[]): string | undefined {
  const exact = offered.find((tag) => tag.toLowerCase() === wanted.toLowerCase());
  if (exact !== undefined) return exact;
  const want = likely(wanted);
  if (want === null) return undefined;
  let best: string | undefined;
  let bestScore = 0;
  for (const tag of offered) {
    const have = likely(tag);
    if (have?.language !== want.language) continue;
    const score = have.script !== want.script ? 1 : have.region !== want.region ? 2 : 3;
    if (score > bestScore) [best, bestScore] = [tag, score];
  }
  return best;
}

/**
 * Chooses the language of a text: the first of `languages` that it has or has a relative of (`zh-CN` takes `zh-Hans`,
 * `zh`, and only then `zh-TW`: by likely subtags, Unicode TR 35), then `fallback`, then whatever there is.
 *
 * @param languages a BCP 47 tag or several, best first; `navigator.languages` serves
 * @param fallback the definition's language
 */
export function localize(
  localized: LocalizedText | undefined,
  languages: string | readonly string[],
  fallback?: string,
): ChosenText {
  if (localized === undefined) return { text: '', language: undefined };
  if (typeof localized === 'string') return { text: localized, language: fallback };
  const offered = Object.keys(localized).filter((tag) => !isBlank(own(localized, tag)));
  for (const wanted of [...(typeof languages === 'string' ? [languages] : languages), fallback]) {
    const tag = wanted === undefined ? undefined : match(wanted, offered);
    if (tag !== undefined) return { text: String(own(localized, tag)), language: tag };
  }
  const [any] = offered;
  return any === undefined ? { text: '', language: undefined } : { text: String(own(localized, any)), language: any };
}

/** The text of {@link localize} alone. */
export function text(
  localized: LocalizedText | undefined,
  languages: string | readonly string[],
  fallback?: string,
): string {
  return localize(localized, languages, fallback).text;
}

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
