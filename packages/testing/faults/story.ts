import { seededRandom } from '@liaise/core/samples';
import type { Outbox } from '@liaise/sdk/outbox';
import type { Written } from './ledger.ts';
import { ModelGateway, type Effect } from './model-gateway.ts';
import { Session } from './session.ts';
import { Site, type Lacks, type Page } from './site.ts';
import { Tab, requestOf, storageName } from './tab.ts';
import { World } from './world.ts';

export type Request = ReturnType<typeof requestOf>;
export type Listed = Awaited<ReturnType<Outbox['list']>>[number];

/** An identifier that tells what it stands for. */
export const recordId = (number: number): string => `0193b000-0000-7000-8000-${String(number).padStart(12, '0')}`;
export const customerId = (number: number): string => `0193c000-0000-7000-8000-${String(number).padStart(12, '0')}`;

/** A named fault told from beginning to end: one device, one gateway, a time of its own. */
export class Story {
  readonly world: World;
  readonly gateway: ModelGateway;
  readonly site: Site;
  readonly session: Session;
  #number = 0;
  #tabs = 0;

  constructor(name: string, other?: Story) {
    this.world = other?.world ?? new World(seededRandom(name));
    this.gateway = other?.gateway ?? new ModelGateway(this.world);
    this.site = new Site(this.world, this.gateway);
    this.session = new Session(this.world, this.site.line, 'rep-a');
    this.#number = other ? 5000 : 0;
  }

  /** Opens a page of the site. */
  open(lacks: Lacks = {}): Tab {
    this.#tabs += 1;
    return Tab.open(this.site, this.session, `tab-${String(this.#tabs)}`, lacks);
  }

  /** The request of a note or a visit that has not been written before; `text` is what the gateway will show of it. */
  write(text: string, customer = 1, kind: 'note' | 'visit' = 'note'): Request {
    this.#number += 1;
    const record = recordId(this.#number);
    return requestOf({ tag: text, key: record, record, customer: customerId(customer) } as Written, kind);
  }

  /** A move on a visit. */
  move(visit: Request, move: string, text: string): Request {
    const { id, customerId: customer } = visit.body as { id: string; customerId: string };
    return requestOf({ tag: text, key: `${id}/${move}`, record: id, customer } as Written, 'move', move);
  }

  /** Starts something within a page, and gives its promise without waiting for it. */
  start<T>(tab: Tab, work: (box: Outbox) => Promise<T>): Promise<T> {
    const started = new Promise<T>((resolve, reject) => {
      this.world.after(0, () => void tab.outbox.then(work).then(resolve, reject), tab.page.life);
    });
    started.catch(() => undefined);
    return started;
  }

  /** Does something within a page and waits for what it gives. */
  ask<T>(tab: Tab, work: (box: Outbox) => Promise<T>): Promise<T> {
    return this.world.result(this.start(tab, work), 'the page answers', { ms: 600_000 });
  }

  /** Saves writes one after the other, each seen as saved. */
  async save(tab: Tab, ...requests: Request[]): Promise<void> {
    for (const request of requests) await this.ask(tab, (box) => box.add(request));
  }

  list(tab: Tab): Promise<Listed[]> {
    return this.ask(tab, (box) => box.list());
  }

  status(tab: Tab): ReturnType<Outbox['status']> {
    return this.ask(tab, (box) => box.status());
  }

  /** Opens the database as another version of the page does. */
  openRaw(page: Page, version: number, layout?: (database: IDBDatabase) => void): Promise<IDBDatabase> {
    const opening = new Promise<IDBDatabase>((resolve, reject) => {
      const request = page.ports.indexedDB?.open(storageName, version);
      if (!request) throw new Error('The page has no IndexedDB.');
      request.onupgradeneeded = () => layout?.(request.result);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('It did not open.'));
    });
    return this.world.result(opening, 'the database opens');
  }

  /** What took effect at the gateway, in its order, by its text. */
  get arrived(): string[] {
    return this.gateway.effects.map(({ tag }) => tag);
  }

  get effects(): readonly Effect[] {
    return this.gateway.effects;
  }

  /** Lets time pass. */
  pass(milliseconds: number): Promise<void> {
    return this.world.pass(milliseconds);
  }

  /** Waits until so many things took effect. */
  async until(count: number, milliseconds = 3_600_000): Promise<void> {
    await this.world.until(() => this.arrived.length >= count, `${String(count)} arrive`, { ms: milliseconds });
  }

  /** Goes on until the first moment at which the condition holds, looked at after every task. */
  async moment(condition: () => boolean, what: string): Promise<void> {
    await this.world.until(condition, what, { ms: 3_600_000 });
  }
}
