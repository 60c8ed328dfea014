/** A badge's shadow tree, with the nodes that change. */
export interface BadgeTree {
  base: HTMLElement;
  label: Text;
  value: Text;
  /** How the value stands to its target, and the state, in words. */
  standing: Text;
  moved: HTMLElement;
  change: Text;
  /** Which way the value moved, in words. */
  direction: Text;
}

function make(name: string, part: string, ...children: (Node | string)[]): HTMLElement {
  const node = document.createElement(name);
  if (part) node.setAttribute('part', part);
  node.append(...children);
  return node;
}

const valued = (part: string): HTMLElement => make('span', part, make('span', '', '-'), make('small', '', '-'));

let pattern: HTMLElement | undefined;

/** Makes a tree by copying the first one. */
export function badgeTree(): BadgeTree {
  pattern ??= make(
    'button',
    'base',
    make('span', 'label', make('slot', '', '-')),
    ' ',
    valued('value'),
    ' ',
    valued('trend'),
  );
  const base = pattern.cloneNode(true) as HTMLElement;
  const moved = base.lastChild as HTMLElement;
  const [value, standing] = textsOf(moved.previousElementSibling);
  const [change, direction] = textsOf(moved);
  return { base, label: base.firstChild?.firstChild?.firstChild as Text, value, standing, moved, change, direction };
}

const textsOf = (node: Element | null): [Text, Text] => [
  node?.firstChild?.firstChild as Text,
  node?.lastChild?.firstChild as Text,
];
