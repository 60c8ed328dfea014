import { Refusal, bodyRefusal } from '../http/refusal.ts';
import type { Work } from '../store/store.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a reference is an id already. */
export const isId = (reference: string): boolean => uuid.test(reference);

/** Finds customers as callers name them, each reference once a transaction. */
export class CustomerResolver {
  readonly #work: Work;
  readonly #found = new Map<string, string | null>();
  readonly #ambiguous = new Set<string>();

  constructor(work: Work) {
    this.#work = work;
  }

  /** Looks up many references in one query. */
  async prime(references: Iterable<string>): Promise<void> {
    const missing = [...new Set(references)].filter((one) => !this.#found.has(one) && !this.#ambiguous.has(one));
    if (missing.length === 0) return;
    const { found, ambiguous } = await this.#work.resolveCustomers(missing);
    for (const reference of missing) {
      if (ambiguous.has(reference)) this.#ambiguous.add(reference);
      else this.#found.set(reference, found.get(reference) ?? null);
    }
  }

  /**
   * The id of the one visible customer with this reference, or null.
   *
   * @throws {Refusal} `ambiguous-customer` where it names several
   */
  async find(reference: string): Promise<string | null> {
    await this.prime([reference]);
    if (this.#ambiguous.has(reference)) {
      throw new Refusal('ambiguous-customer', { detail: 'Name the customer by its id.' });
    }
    return this.#found.get(reference) ?? null;
  }

  /** The id for a path: an id is taken as it is, since reading it tells whether it is there. */
  async ofPath(reference: string): Promise<string> {
    if (isId(reference)) return reference;
    const id = await this.find(reference);
    if (id === null) throw new Refusal('not-found');
    return id;
  }

  /**
   * The id for a field of a body.
   *
   * @throws {Refusal} `invalid-body` that names the field, where no visible customer or several are meant
   */
  async ofBody(reference: string, path: string): Promise<string> {
    await this.prime([reference]);
    if (this.#ambiguous.has(reference)) {
      throw bodyRefusal(path, 'ambiguous-customer', 'This names more than one customer: name it by its id.');
    }
    const id = this.#found.get(reference);
    if (id === undefined || id === null) {
      throw bodyRefusal(path, 'unknown-customer', 'There is no such customer, or you may not see it.');
    }
    return id;
  }
}
