import { resources } from '@liaise/core/api';
import { demo, type Random } from '@liaise/core/samples';
import { demoWorld } from '@liaise/core/samples/world';
import { identifierFrom } from '@liaise/core/records/identifier';

/** Which resource a field of this name refers to. */
const resourceOfField: Readonly<Record<string, string>> = {
  customerId: 'customers',
  parentId: 'customers',
  contactId: 'contacts',
  surveyId: 'surveys',
  visitId: 'visits',
  teamId: 'teams',
  repId: 'reps',
  ownerId: 'reps',
  requesterId: 'reps',
  approverId: 'reps',
  leaderId: 'reps',
  productId: 'products',
  opportunityId: 'opportunities',
  caseId: 'cases',
  invitationId: 'invitations',
};

const mostFresh = 200;

/** The ids that requests name: of what is there, of what the attack itself made, of the second tenant, and of nothing. */
export class Pools {
  readonly #random: Random;
  readonly #there: Readonly<Record<string, readonly string[]>>;
  readonly #made = new Map<string, string[]>();
  readonly #foreign: readonly string[];
  /** Mail addresses, phone numbers and references under which customers of the demo are found. */
  readonly references: readonly string[];

  constructor(random: Random, today: string, foreign: readonly string[]) {
    this.#random = random;
    this.#foreign = foreign;
    const { tenant: _tenant, history: _history, ...world } = demoWorld({ today });
    this.#there = Object.fromEntries(
      Object.entries<readonly { id: string }[]>(world).map(([name, list]) => [name, list.map(({ id }) => id)]),
    );
    this.references = world.customers
      .slice(0, 40)
      .flatMap(({ externalRefs = [], channels = [] }) => [...externalRefs, ...channels.map(({ value }) => value)]);
  }

  /** A new id. */
  fresh(): string {
    return identifierFrom(Date.UTC(2026, 0, 1) + this.#random.integer(0, 1e9), 0, this.#random.fill);
  }

  /** Remembers what the attack itself made, so that later requests name it. */
  made(resource: string, id: string): void {
    const made = this.#made.get(resource) ?? [];
    made.push(id);
    if (made.length > mostFresh) made.shift();
    this.#made.set(resource, made);
  }

  /** An id of the resource; one time in eight it is of another tenant, of another resource, or of nothing. `lasting` keeps to what the attack itself made. */
  of(resource: string, { lasting = false } = {}): string {
    const random = this.#random;
    const made = this.#made.get(resource) ?? [];
    const there = this.#there[resource] ?? [];
    const kind = random.integer(1, 40);
    if (kind === 1) return this.fresh();
    if (kind <= 4) return random.pick(this.#foreign);
    if (kind === 5) return this.any();
    if (made.length > 0 && (kind <= 15 || there.length === 0 || (lasting && !random.chance(0.002))))
      return random.pick(made);
    if (lasting || there.length === 0) return this.fresh();
    // What the rep of the demo may see comes first in its lists: let half of the names be of those.
    return random.chance(0.5) ? random.pick(there.slice(0, 12)) : random.pick(there);
  }

  /** An id of any record. */
  any(): string {
    return this.#random.pick(this.#there[this.#random.pick(Object.keys(this.#there))] ?? [demo.rep]);
  }

  /** What may stand in a field of this name, or null where the name says nothing of it. */
  forField(name: string): string | null {
    const resource = resourceOfField[name];
    return resource === undefined ? null : this.of(resource);
  }

  /** Which resource a path belongs to. */
  static resourceOf(path: string): string {
    const [, , name = ''] = path.split('/');
    return name === 'subjects' ? 'customers' : Object.hasOwn(resources, name) || name === 'responses' ? name : 'any';
  }
}
