import { type Shape, shapeTags } from './shape.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const unfit = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;
const special = /[&<>"']/g;
/** Nothing in it needs care. */
const plain = /^[ !#-%(-;=?-~]*$/;
const attributeName = /^(?!on)[a-zA-Z][a-zA-Z-]*[12]?$/;
const allowed = new Set<string>(shapeTags);

/** Escapes a text; what XML 1.0 cannot hold (controls, noncharacters, halves of surrogate pairs) becomes U+FFFD. */
function escape(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(unfit, '\ufffd').replace(special, (character) => entities[character] ?? '');
}

function write(shape: Shape, root: boolean): string {
  const { tag, attributes, children } = shape;
  if (!allowed.has(tag)) throw new TypeError(`A drawing has no <${tag}>: use one of ${shapeTags.join(', ')}.`);
  let out = root ? `<${tag} xmlns="http://www.w3.org/2000/svg"` : `<${tag}`;
  for (const name in attributes) {
    const value = attributes[name] ?? '';
    if (!attributeName.test(name)) throw new TypeError(`A drawing has no attribute "${name}".`);
    out += ` ${name}="${typeof value === 'number' ? value : escape(value)}"`;
  }
  if (children.length === 0) return `${out}/>`;
  out += '>';
  for (const child of children) out += typeof child === 'string' ? escape(child) : write(child, false);
  return `${out}</${tag}>`;
}

/**
 * A drawing as SVG text, escaped: whatever stands in its texts, only its own shapes come out.
 *
 * @throws TypeError for a tag or an attribute that a drawing does not have
 */
export function toSvg(drawing: Shape): string {
  return write(drawing, true);
}
