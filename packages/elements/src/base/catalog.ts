/** The words of an element: English at hand, other languages fetched when a page speaks them. */
export interface Catalog<M> {
  /** The words in a language, as far as they are here; English otherwise. */
  words(tag: string): M;
  /** Fetches a language. Undefined where there is nothing to wait for. Never rejects: without the words it stays English. */
  load(tag: string): Promise<void> | undefined;
}

/**
 * Gathers an element's words.
 *
 * @param english each word or phrase under its key; a function where it takes a value
 * @param others by primary language subtag, a module with the same keys as its default export
 */
export function catalog<M extends object>(
  english: M,
  others: Readonly<Record<string, () => Promise<{ default: M }>>>,
): Catalog<M> {
  const here = new Map([['en', english]]);
  const languageIn = (tag: string): string => tag.replace(/-.*/, '');
  return {
    words: (tag) => here.get(tag) ?? here.get(languageIn(tag)) ?? english,
    load(tag) {
      if (here.has(tag)) return undefined;
      const language = languageIn(tag);
      const fetchWords = !here.has(language) && others[language];
      if (!fetchWords) return undefined;
      return fetchWords()
        .then(
          (module) => module.default,
          () => english,
        )
        .then((words) => void here.set(language, words));
    },
  };
}
