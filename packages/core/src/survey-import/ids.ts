/** FNV-1a over UTF-16 units, 32 bits: a short name for words that have no Latin letters. */
function hash(words: string): string {
  let sum = 0x811c9dc5;
  for (let at = 0; at < Math.min(words.length, 10_000); at += 1) {
    sum ^= words.charCodeAt(at);
    sum = Math.imul(sum, 0x01000193);
  }
  return (sum >>> 0).toString(16).padStart(8, '0');
}

/** Lower-case letters, digits and single hyphens, at most 48; for words without any, `prefix` and a hash of them. */
export function slug(words: string, prefix: string): string {
  const made = words
    .slice(0, 200)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 48)
    .replace(/^-|-$/g, '');
  return made === '' ? `${prefix}-${hash(words)}` : made;
}

/**
 * Gives each name an id of its own. The id follows from the name alone, and from the order where two names come out
 * alike: the second is `name-2`.
 */
export class Ids {
  readonly #taken: Set<string>;
  readonly #next = new Map<string, number>();

  constructor(reserved: readonly string[] = []) {
    this.#taken = new Set(reserved);
  }

  reserve(id: string): void {
    this.#taken.add(id);
  }

  make(words: string, prefix: string): string {
    const base = slug(words, prefix);
    let id = base;
    for (let n = this.#next.get(base) ?? 2; this.#taken.has(id); n += 1) {
      id = `${base}-${n}`;
      this.#next.set(base, n + 1);
    }
    this.#taken.add(id);
    return id;
  }
}
