import { version } from './version.ts';

/** A class as `customElements.define` takes it, with the version it comes from. */
export type ElementClass = CustomElementConstructor & { readonly version?: string };

/**
 * Registers an element once. Where the tag belongs to another class already, that one stays and a warning says so:
 * a tag cannot be given twice, and two versions must not mix unseen.
 */
export function define(tag: string, element: ElementClass, registry: CustomElementRegistry = customElements): void {
  const there: ElementClass | undefined = registry.get(tag);
  if (!there) {
    registry.define(tag, element);
    return;
  }
  if (there === element) return;
  console.warn(
    `Liaise: <${tag}> is registered already, as version ${there.version ?? 'unknown'}; version ${version} is not used. ` +
      'Load Liaise once on a page.',
  );
}
