import { seededRandom, type Random } from '@liaise/core/samples';
import type { Outbox } from '@liaise/sdk/outbox';
import type { Schedule, Step } from './generate.ts';
import { judge, type Verdict, type Written } from './ledger.ts';
import { Session } from './session.ts';
import { Site, type Lacks } from './site.ts';
import { Tab, requestOf, storageName } from './tab.ts';
import { World } from './world.ts';

const minute = 60_000;
const poison = 'POISON';

/** Runs one schedule from its first step to the end, heals everything, and judges what came of it. */
export class Run {
  readonly schedule: Schedule;
  readonly random: Random;
  readonly world: World;
  readonly site: Site;
  readonly session: Session;
  readonly written: Written[] = [];
  tabs: Tab[] = [];
  /** What happened, for a schedule that has to be understood. */
  readonly notes: string[] = [];
  #number = 0;
  #orphan: (() => void) | undefined;
  #device: { disk: ReturnType<Site['disk']['backup']>; marks: Map<string, string>; at: number } | undefined;
  #gateway: ReturnType<Site['gateway']['backup']> | undefined;
  #restored = false;
  #storageLost = false;
  /** The device was set back: without a line it takes who was signed in then for who is now. */
  #setBack = false;
  #killAt: { tab: Tab; count: number } | undefined;

  constructor(schedule: Schedule) {
    this.schedule = schedule;
    this.random = seededRandom(`run ${schedule.seed}`);
    this.world = new World(this.random.fork('world'));
    this.site = new Site(this.world);
    this.site.gateway.poison = poison;
    this.session = new Session(this.world, this.site.line, 'person-0');
    this.site.disk.disturb = (_step, life) => {
      const kill = this.#killAt;
      if (kill?.tab.page.life === life && (kill.count -= 1) <= 0) {
        this.#killAt = undefined;
        this.world.after(0, () => kill.tab.page.kill());
      }
      return undefined;
    };
  }

  async run(): Promise<Verdict> {
    for (const step of this.schedule.steps) {
      this.note(JSON.stringify(step));
      await this.#do(step);
    }
    return this.#heal();
  }

  note(text: string): void {
    this.notes.push(`${this.world.now.toFixed(0).padStart(9)} ${text}`);
  }

  get #running(): Tab[] {
    this.tabs = this.tabs.filter(({ page }) => page.alive);
    return this.tabs.filter(({ running }) => running);
  }

  #tab(index: number): Tab {
    const running = this.#running;
    return running[index % Math.max(1, running.length)] ?? this.#open({});
  }

  #open(lacks: Lacks): Tab {
    this.#number += 1;
    const tab = Tab.open(this.site, this.session, `tab-${String(this.#number)}`, { ...this.schedule.lacks, ...lacks });
    this.tabs.push(tab);
    return tab;
  }

  async #do(step: Step): Promise<void> {
    const { site, world, session } = this;
    switch (step.do) {
      case 'save':
        await this.#save(this.#tab(step.tab), step);
        return;
      case 'wait':
        await world.pass(step.ms);
        return;
      case 'open':
        this.#open(step.lacks);
        break;
      case 'kill':
        this.#tab(step.tab).page.kill();
        break;
      case 'close':
        this.#tab(step.tab).leave();
        await world.pass(100);
        break;
      case 'kill at step':
        this.#killAt = { tab: this.#tab(step.tab), count: step.count };
        break;
      case 'freeze':
        this.#tab(step.tab).page.freeze();
        break;
      case 'thaw': {
        const frozen = this.tabs.filter(({ page }) => page.life.state === 'frozen');
        frozen[step.tab % Math.max(1, frozen.length)]?.page.thaw();
        break;
      }
      case 'line':
        site.line.down = !step.up;
        if (step.up) for (const { page } of this.tabs) page.happens('line');
        break;
      case 'line says up':
        this.#tab(step.tab).page.happens('line');
        break;
      case 'see':
        this.#tab(step.tab).page.happens('visible');
        break;
      case 'line fault': {
        let left = step.requests;
        site.line.fault = () => ((left -= 1) >= 0 ? step.fault : undefined);
        break;
      }
      case 'disk fault':
        this.#disturb(step);
        break;
      case 'lose connection':
        site.disk.loseConnections(this.#tab(step.tab).page.life);
        break;
      case 'full disk':
        site.disk.quota = step.on ? site.disk.used() + 100 : Infinity;
        break;
      case 'session':
        session.ended = step.is === 'ended';
        session.stale = step.is === 'stale';
        break;
      case 'revoke tokens':
        site.gateway.revokedBefore = site.gateway.now;
        break;
      case 'clock':
        world.wallAhead += step.by;
        break;
      case 'sign in':
        await this.#signIn(`person-${String(step.person)}`);
        break;
      case 'forbid': {
        const customer = this.#customer(step.customer);
        if (step.on) site.gateway.forbidden.add(customer);
        else site.gateway.forbidden.delete(customer);
        break;
      }
      case 'orphan lock':
        this.#orphanLock(step.on);
        break;
      default:
        this.#lose(step.do);
    }
  }

  /** The steps after which something is gone: the gateway's and the device's own never come in one schedule. */
  #lose(what: 'evict' | 'back up device' | 'restore device' | 'back up gateway' | 'restore gateway'): void {
    const { disk, gateway } = this.site;
    if (what === 'back up device')
      this.#device = { disk: disk.backup(), marks: new Map(this.site.marks), at: this.world.now };
    if (what === 'back up gateway') this.#gateway = gateway.backup();
    if (what === 'restore gateway' && this.#gateway && !this.#storageLost) {
      gateway.restore(this.#gateway);
      this.#gateway = gateway.backup();
      this.#restored = true;
      this.note('the gateway stands as it was backed up');
    }
    if (this.#restored) return;
    if (what === 'evict') {
      this.#storageLost = true;
      this.site.evict(false);
    }
    if (what === 'restore device' && this.#device) {
      this.#storageLost = true;
      this.#setBack = true;
      disk.restore(this.#device.disk);
      this.site.marks.clear();
      this.#device.marks.forEach((value, name) => this.site.marks.set(name, value));
      // A device set back as a whole knows nothing of what came after: no promise holds for what it had not sent.
      for (const one of this.written) if ((one.savedAt ?? 0) > this.#device.at) one.memoryOnly = true;
    }
  }

  #disturb(step: Extract<Step, { do: 'disk fault' }>): void {
    const { disk } = this.site;
    const before = disk.disturb;
    let { after, steps } = step;
    disk.disturb = (what, life) => {
      const other = before?.(what, life);
      if ((after -= 1) >= 0 || (steps -= 1) < 0) return other;
      return step.fault;
    };
  }

  #orphanLock(on: boolean): void {
    this.#orphan?.();
    this.#orphan = undefined;
    if (!on) return;
    const request = (this.site.locks.managerFor(undefined) as Pick<LockManager, 'request'>).request;
    void request(`liaise-outbox ${storageName.slice(7)}`, () => new Promise<void>((free) => (this.#orphan = free)));
  }

  /** Somebody signs in at the host's page: every page is loaded again. */
  async #signIn(person: string): Promise<void> {
    if (this.session.person === person) return;
    for (const tab of this.tabs) tab.leave();
    await this.world.pass(100);
    const { session, site } = this;
    session.person = person;
    session.ended = false;
    session.stale = false;
    // Nobody signs in without a line; it may be gone again right after.
    const { down } = site.line;
    site.line.down = false;
    this.#open({});
    await this.world.pass(3000);
    site.line.down = down;
  }

  #customer(index: number): string {
    return id('c', index);
  }

  #write(step: Extract<Step, { do: 'save' }>): { written: Written; kind: 'note' | 'visit' | 'move'; move?: string } {
    const number = this.written.length;
    const person = this.session.person;
    const tag = `${step.poisoned ? poison : 'write'} ${String(number)}`;
    const base = {
      tag,
      person,
      customer: this.#customer(step.customer),
      begunAt: this.world.now,
      memoryOnly: false,
      unowned: false,
      rejected: false,
      held: step.poisoned,
      discarded: false,
    };
    const visit = this.written.findLast(
      (one) =>
        one.on === undefined &&
        one.kind === 'visit' &&
        one.person === person &&
        one.customer === base.customer &&
        one.savedAt !== undefined,
    );
    const moves = this.written.filter((one) => one.on === visit).length;
    const move = ['check-in', 'check-out', 'report'][moves];
    if (step.kind === 'move' && visit && move !== undefined) {
      const key = `${visit.record}/${move}`;
      return { written: { ...base, key, record: visit.record, on: visit, kind: 'move' }, kind: 'move', move };
    }
    const record = id('b', number);
    const kind = step.kind === 'move' ? 'visit' : step.kind;
    return { written: { ...base, key: record, record, kind }, kind };
  }

  async #save(tab: Tab, step: Extract<Step, { do: 'save' }>): Promise<void> {
    const { written, kind, move } = this.#write(step);
    this.written.push(written);
    const request = requestOf(written, kind, move);
    let over = false;
    const once = async (): Promise<void> => {
      try {
        const { memoryOnly } = await (await tab.outbox).add(request);
        written.savedAt ??= this.world.now;
        written.memoryOnly ||= memoryOnly;
        // Saved before this device knew anybody: it belongs to whoever signs in first.
        if (this.#setBack && (this.site.line.down || this.session.ended)) written.unowned = true;
        written.unowned ||= this.#rows().every(({ key, identity }) => key !== written.key || identity === '');
        this.note(`${written.tag} is saved${written.memoryOnly ? ' in memory' : ''}`);
      } catch (error) {
        written.rejected = true;
        this.note(`${written.tag} is not saved: ${String(error)}`);
      }
      over = true;
    };
    const begin = (): void => {
      void once();
      if (step.twice) void once();
    };
    this.world.after(0, begin, tab.page.life);
    const end = this.world.now + 30_000;
    this.world.after(30_000, () => undefined);
    await this.world.until(() => over || !tab.running || this.world.now >= end, 'a save ends');
  }

  async #heal(): Promise<Verdict> {
    const { site, session, world } = this;
    this.note('everything heals');
    site.line.down = false;
    site.line.fault = undefined;
    site.disk.disturb = undefined;
    site.disk.quota = Infinity;
    session.ended = false;
    session.stale = false;
    site.gateway.forbidden.clear();
    this.#killAt = undefined;
    let told = 0;
    for (let person = 0; person < this.schedule.people; person += 1) {
      await this.#signIn(`person-${String(person)}`);
      const tab = this.#open({});
      for (const { page } of this.tabs) page.happens('line');
      told = Math.max(told, await this.#drain(tab));
    }
    for (const { page } of this.tabs) page.thaw();
    await world.pass(2 * minute);
    const shown = new Map(this.#rows().map(({ key, state }) => [key, state]));
    return judge(this.written, site.gateway.effects, shown, told, !this.#restored && !this.#storageLost);
  }

  /** What lies in the queue on the disk, as far as it lies open. */
  #rows(): { key: string; identity: string; state: string }[] {
    const rows = this.site.disk.database(storageName)?.stores.get('outbox')?.rows ?? [];
    return rows.map(({ value }) => value as { key: string; identity: string; state: string });
  }

  /** Lets a page send until nothing of its person waits, or hours have passed; says how much it tells is lost. */
  async #drain(tab: Tab): Promise<number> {
    const { world, session } = this;
    const ask = <T>(work: (box: Outbox) => Promise<T>, what: string): Promise<T> => {
      const asked = new Promise<T>((resolve, reject) => {
        world.after(0, () => void tab.outbox.then(work).then(resolve, reject), tab.page.life);
      });
      return world.result(asked, what, { ms: 10 * minute });
    };
    await world.pass(5000);
    if (this.#restored) await ask((box) => box.reconcile(), 'the outbox is reconciled');
    for (let round = 0; round < 40; round += 1) {
      const mine = this.#rows().filter(({ identity }) => identity === '' || identity.includes(`"${session.person}"`));
      for (const row of mine) {
        if (row.state === 'waiting') continue;
        for (const written of this.written) if (written.key === row.key) written.held = true;
      }
      if (mine.every(({ state }) => state !== 'waiting')) break;
      await world.pass(round < 10 ? 20_000 : 3 * minute);
    }
    const listed = await ask((box) => box.list(), 'the outbox is listed');
    if (listed.length < this.#rows().length) this.note(`the list shows ${String(listed.length)} only`);
    const status = await ask((box) => box.status(), 'the outbox tells its status');
    return status.lost ?? 0;
  }
}

/** An identifier that tells what it stands for. */
const id = (kind: 'b' | 'c', number: number): string =>
  `0193${kind}000-0000-7000-8000-${String(number).padStart(12, '0')}`;
