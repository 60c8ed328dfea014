/**
 * Registers an element once. Where the tag belongs to another class already, that one stays and a warning says so:
 * a tag cannot be given twice, and two versions must not mix unseen.
 */
export function define(
  tag: string,
  element: CustomElementConstructor,
  registry: CustomElementRegistry = customElements,
): void {
  const there = registry.get(tag);
  if (!there) registry.define(tag, element);
  else if (there !== element) void import('./twice.ts').then(({ warnOfTwo }) => warnOfTwo(tag));
}
