import type { LocalizedText } from './types.ts';
import { isBlank, own } from './values.ts';

/** What a text is written in, and the tag of that language where it is known. */
export interface ChosenText {
  readonly text: string;
  /** For the `lang` attribute. */
  readonly language: string | undefined;
}

/** A tag with its likely script and region, or null where it is none. */
export function likely(tag: string): Intl.Locale | null {
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
