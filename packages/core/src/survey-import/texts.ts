import type { LocalizedText } from '../survey/types.ts';
import { isObject, own } from '../survey/values.ts';
import { plainText } from './plain-text.ts';
import { join, type Report } from './report.ts';

const LANGUAGE = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/;
const MOST_LANGUAGES = 200;
const MOST_CHARACTERS = 10_000;

/** A language tag as BCP 47 writes it, or nothing: `pt_br` is `pt-BR`. */
export function languageTag(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 35) return undefined;
  const tag = value.replaceAll('_', '-');
  if (!LANGUAGE.test(tag)) return undefined;
  try {
    const [canonical = tag] = Intl.getCanonicalLocales(tag);
    return canonical.length <= 35 && LANGUAGE.test(canonical) ? canonical : tag;
  } catch {
    return tag;
  }
}

/** Where a text of the source says something that only the answers know, and how to write it here. */
export interface Tokens {
  /** Finds them; global, without nested repetition. */
  readonly pattern: RegExp;
  /** What stands in a token's place: `{{id}}`, other words, or the token as it was. */
  replace(match: readonly string[], path: string): string;
}

/** Braces that the source meant as braces must not be taken for piping. */
const literal = (piece: string): string => piece.replaceAll('\0', '').replace(/\{(?=\{)/g, '{ ');

/** Turns the texts of a source into texts of a definition: plain words, by language, with piping. */
export class Texts {
  readonly language: string;
  readonly #report: Report;
  readonly #tokens: Tokens;

  constructor(language: string, report: Report, tokens: Tokens) {
    this.language = language;
    this.#report = report;
    this.#tokens = tokens;
  }

  #words(source: string, path: string): string {
    const { text, lost } = plainText(source.slice(0, 10 * MOST_CHARACTERS));
    if (lost) this.#report.left(path, 'Markup', 'Texts are plain here: the words and the addresses of links are kept.');
    let result = '';
    let at = 0;
    for (const match of text.matchAll(this.#tokens.pattern)) {
      result += literal(text.slice(at, match.index)) + this.#tokens.replace(match, path);
      at = match.index + match[0].length;
    }
    result += literal(text.slice(at));
    if (result.length <= MOST_CHARACTERS && source.length <= 10 * MOST_CHARACTERS) return result.trim();
    this.#report.left(path, 'The end of a text', `A text holds at most ${MOST_CHARACTERS} characters.`);
    return result
      .slice(0, MOST_CHARACTERS)
      .replace(/[\uD800-\uDBFF]$/, '')
      .trim();
  }

  /** A text, or a map of language to text with `default` for the survey's own; undefined when there are no words. */
  of(source: unknown, path: string): LocalizedText | undefined {
    if (typeof source === 'number' || typeof source === 'boolean') return String(source);
    if (typeof source === 'string') return this.#words(source, path) || undefined;
    if (!isObject(source)) return undefined;
    const found = new Map<string, string>();
    for (const key of Object.keys(source).slice(0, MOST_LANGUAGES)) {
      const value = own(source, key);
      if (typeof value !== 'string' || value.trim() === '') continue;
      const tag = key === 'default' ? this.language : languageTag(key);
      if (tag === undefined) {
        this.#report.left(join(path, key), value, 'The key is no language tag, so nobody would be shown this text.');
        continue;
      }
      if (tag === this.language && key !== 'default' && typeof own(source, 'default') === 'string') continue;
      const said = this.#words(value, join(path, key));
      if (said !== '') found.set(tag, said);
    }
    const [any] = found;
    if (any === undefined) return undefined;
    if (!found.has(this.language)) {
      this.#report.left(path, this.language, `There is no text in ${this.language}: the one in ${any[0]} stands in.`);
      found.set(this.language, any[1]);
    }
    return found.size === 1 ? found.get(this.language) : Object.fromEntries(found);
  }
}

/** Two texts one under the other, in each language that either has. */
export function stacked(
  upper: LocalizedText | undefined,
  lower: LocalizedText | undefined,
  language: string,
): LocalizedText | undefined {
  if (upper === undefined || lower === undefined) return upper ?? lower;
  const say = (text: LocalizedText, tag: string): string =>
    typeof text === 'string' ? text : (text[tag] ?? text[language] ?? '');
  const both = (tag: string): string => `${say(upper, tag)}\n${say(lower, tag)}`.slice(0, MOST_CHARACTERS);
  const tags = [upper, lower].flatMap((text) => (typeof text === 'string' ? [] : Object.keys(text)));
  return tags.length === 0 ? both(language) : Object.fromEntries([language, ...tags].map((tag) => [tag, both(tag)]));
}
