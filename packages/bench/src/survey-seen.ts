/** What runs in the pages of the survey measurements; it is sent to them as text, so that it stands alone. */

declare global {
  /** Milliseconds since the navigation began at which the first question was drawn. */
  var questionSeen: number | undefined;
}

/**
 * Notes when a text is seen: in the document or an open shadow tree, within the window, with a size, and opaque. It is looked for
 * before each frame, and seen when that frame has been drawn.
 */
export function watchFor(title: string): void {
  const textIn = (root: Document | ShadowRoot): Element | undefined => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Element) {
        const inside = node.shadowRoot ? textIn(node.shadowRoot) : undefined;
        if (inside) return inside;
      } else if (node.parentElement?.localName !== 'script' && node.textContent?.includes(title) === true) {
        return node.parentElement ?? undefined;
      }
    }
    return undefined;
  };
  const isSeen = (element: Element): boolean => {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0 || box.bottom <= 0 || box.top >= innerHeight) return false;
    let opacity = 1;
    for (let at: Element | null = element; at !== null;) {
      const style = getComputedStyle(at);
      if (style.visibility === 'hidden') return false;
      opacity *= Number(style.opacity);
      const root: Node = at.getRootNode();
      at = at.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    }
    return opacity >= 0.9;
  };
  const look = (): void => {
    const found = textIn(document);
    if (!found || !isSeen(found)) requestAnimationFrame(look);
    else requestAnimationFrame(() => (globalThis.questionSeen = performance.now()));
  };
  requestAnimationFrame(look);
}

/** From when the first script was asked for until the question was seen, in milliseconds. */
export function sinceScript(): number {
  const scripts = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/main.js'));
  return (globalThis.questionSeen ?? NaN) - (scripts[0]?.startTime ?? NaN);
}
