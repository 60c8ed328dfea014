const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  copy: '©',
};

function entity(whole: string, name: string): string {
  const known = Object.hasOwn(named, name) ? named[name] : undefined;
  if (known !== undefined) return known;
  const code = name.startsWith('#x') ? parseInt(name.slice(2), 16) : name.startsWith('#') ? Number(name.slice(1)) : NaN;
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/** Tags that only part words from words: nothing is lost with them. */
const SILENT = new Set(['p', 'br', 'div', 'span']);
const BREAKING = /^(p|br|div|li|ul|ol|h[1-6]|tr|table|section|blockquote)$/;
const TAG = /<(\/?)([a-z][a-z0-9-]*)([^<>]*)>/gi;

/**
 * The words of a text that may hold HTML. Where there is no tag, the text stays as it is. Blocks become lines, a link
 * keeps its address in brackets, scripts and styles go with their content.
 *
 * @returns the words, and whether markup was lost that a reader would have seen
 */
export function plainText(source: string): { readonly text: string; readonly lost: boolean } {
  let lost = false;
  let text = '';
  let at = 0;
  let address = '';
  let silencedBy = '';
  TAG.lastIndex = 0;
  for (let found = TAG.exec(source); found !== null; found = TAG.exec(source)) {
    const [whole, slash, name = '', attributes = ''] = found;
    const tag = name.toLowerCase();
    const closing = slash === '/';
    if (silencedBy === '') text += source.slice(at, found.index);
    at = found.index + whole.length;
    if (!SILENT.has(tag)) lost = true;
    if (silencedBy !== '') {
      if (closing && tag === silencedBy) silencedBy = '';
    } else if (!closing && (tag === 'script' || tag === 'style')) silencedBy = tag;
    else if (tag === 'a' && !closing)
      address = /\bhref\s*=\s*["']?((?:https?:|mailto:)[^"'\s>]+)/i.exec(attributes)?.[1] ?? '';
    else if (tag === 'a') {
      if (address !== '' && !text.endsWith(address)) text += ` (${address})`;
      address = '';
    } else if (BREAKING.test(tag)) text += '\n';
  }
  if (at === 0) return { text: source.trim(), lost: false };
  if (silencedBy === '') text += source.slice(at);
  const tidy = text
    .replace(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,8});/gi, entity)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
  return { text: tidy, lost };
}
