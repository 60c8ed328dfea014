/** A text in several languages, in a language: its own, that of the same language elsewhere, or else English. */
export function wordsOf(text: Readonly<Record<string, string>>, tag: string): string {
  const language = tag.replace(/-.*/, '');
  const near = Object.keys(text).find((one) => one.replace(/-.*/, '') === language);
  return text[tag] ?? (near === undefined ? undefined : text[near]) ?? text['en'] ?? '';
}
