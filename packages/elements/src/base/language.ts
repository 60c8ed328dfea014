const languageHolders = '[lang],liaise-connect[locale]';

/**
 * The language in which an element speaks: that of the nearest `lang`, or of the nearest `locale` of a `<liaise-connect>`, across shadow
 * roots; the browser's own where the page names none.
 *
 * @returns a BCP 47 tag that `Intl` takes
 */
export function languageOf(element: Element): string {
  for (let from: Element | undefined = element; from;) {
    const holder: Element | null = from.closest(languageHolders);
    if (holder) return canonical(holder.getAttribute('lang') || holder.getAttribute('locale') || navigator.language);
    const root: Node = from.getRootNode();
    from = root instanceof ShadowRoot ? root.host : undefined;
  }
  return canonical(navigator.language);
}

function canonical(tag: string): string {
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

const speakers = new Set<Speaker>();
const observedRoots = new WeakSet<Node>();
let observer: MutationObserver | undefined;

/** Tells a speaker of changed languages until it leaves. All speakers of a page share one observer. */
export function followLanguage(speaker: Speaker): void {
  speakers.add(speaker);
  observer ??= new MutationObserver(() => {
    for (const one of speakers) one.languageMayHaveChanged();
  });
  for (let root = speaker.getRootNode(); !observedRoots.has(root);) {
    observedRoots.add(root);
    observer.observe(root, { attributes: true, subtree: true, attributeFilter: ['lang', 'locale'] });
    if (!(root instanceof ShadowRoot)) break;
    root = root.host.getRootNode();
  }
}

export function leaveLanguage(speaker: Speaker): void {
  speakers.delete(speaker);
}
