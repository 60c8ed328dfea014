/** A text with the five characters that mean something in HTML written as references, and control characters left out. */
export const escapeHtml = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .replace(/[&<>"']/g, (character) => `&#${String(character.codePointAt(0))};`);

/** An element of a mail's HTML. Texts among the children are plain text. */
export interface Element {
  readonly tag: 'html' | 'head' | 'meta' | 'title' | 'body' | 'div' | 'p' | 'a' | 'h1' | 'span' | 'hr';
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}
export type Node = Element | string;

const empty = new Set(['meta', 'hr']);

export const element = (
  tag: Element['tag'],
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Node[]
): Element => ({ tag, attributes, children });

/**
 * Writes elements as HTML. Every text and every attribute passes {@link escapeHtml}; there is no way to hand in markup.
 *
 * @throws {TypeError} for a link that leads anywhere but to http or https
 */
export function writeHtml(node: Node): string {
  if (typeof node === 'string') return escapeHtml(node).replaceAll('\n', '<br>');
  const { tag, attributes, children } = node;
  const written = Object.entries(attributes).map(([name, value]) => {
    if (name === 'href' && !/^https?:\/\//.test(value)) throw new TypeError('A link of a mail leads to http or https.');
    return ` ${name}="${escapeHtml(value)}"`;
  });
  const opened = `<${tag}${written.join('')}>`;
  return empty.has(tag) ? opened : `${opened}${children.map(writeHtml).join('')}</${tag}>`;
}
