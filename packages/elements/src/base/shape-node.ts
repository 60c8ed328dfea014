import type { Shape } from '@liaise/core/draw';

/** A drawing as nodes of the page. */
export function toNode({ tag, attributes, children }: Shape): SVGElement {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children.map((child) => (typeof child === 'string' ? child : toNode(child))));
  return node;
}
