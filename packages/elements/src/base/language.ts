/**
 * The language in which an element speaks: that of the nearest `lang`, or of the nearest `locale` of a `<liaise-connect>`, across shadow
 * roots; the browser's own where the page names none.
 *
 * @returns a BCP 47 tag that `Intl` takes
 */
export function languageOf(element: Element): string {
  let holder: Element | null = null;
  for (let from: Element | undefined = element; from && !holder;) {
    holder = from.closest('[lang],liaise-connect[locale]');
    const root: Node = from.getRootNode();
    from = root instanceof ShadowRoot ? root.host : undefined;
  }
  const tag = holder?.getAttribute('locale') || holder?.getAttribute('lang') || navigator.language;
  try {
    return Intl.getCanonicalLocales(tag.replace('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** Something that speaks. */
export interface Speaker extends Element {
  /** A language somewhere above may have changed. */
  languageMayHaveChanged(): void;
}

/** Those who follow: whoever leaves takes itself out. */
export const speakers = new Set<Speaker>();
let observer: MutationObserver | undefined;
const observed = new WeakSet<Node>();

/** Tells a speaker of changed languages until it leaves. All speakers of a page share one observer. */
export function followLanguage(speaker: Speaker): void {
  speakers.add(speaker);
  observer ??= new MutationObserver(() => speakers.forEach((one) => one.languageMayHaveChanged()));
  for (let root = speaker.getRootNode(); ; root = root.host.getRootNode()) {
    if (!observed.has(root)) {
      observed.add(root);
      observer.observe(root, { attributes: true, subtree: true, attributeFilter: ['lang', 'locale'] });
    }
    if (!(root instanceof ShadowRoot)) return;
  }
}
