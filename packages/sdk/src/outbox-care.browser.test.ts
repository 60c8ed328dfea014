import { expect } from '@open-wc/testing';
import { newId } from '@liaise/core/records/identifier';
import type { VisitCreate } from '@liaise/core/records/visit';
import { newVisit } from '@liaise/core/visits';
import type { NewWrite, Outbox } from './outbox.ts';
import { createGatewaySource, type GatewaySource } from './gateway-source.ts';
import { kinds } from './kinds.ts';
import { browserPorts, type Ports } from './ports.ts';
import { json, playGateway, playToken, problem, until, type Reply, type Seen } from './testing/line.ts';

// In a real browser: its own IndexedDB, Web Locks, BroadcastChannel and AES-GCM.

const opened: GatewaySource[] = [];

interface Page {
  source: GatewaySource;
  box: Outbox;
  seen: Seen[];
}

const open = async (url: string, reply: Reply, { sub = 'rep-a', ports }: { sub?: string; ports?: Ports } = {}) => {
  const gateway = playGateway(reply);
  const claims = { iss: 'host', sub, tenant: 'demo', role: 'rep', rep: '0193a000-0000-7000-8000-000000000001' };
  const token = playToken(claims, Date.now());
  const source = createGatewaySource({
    kinds,
    url,
    fetch: gateway.fetch,
    getToken: () => Promise.resolve(token),
    live: false,
    ...(ports ? { ports } : {}),
  });
  opened.push(source);
  await source.connection.signIn();
  return { source, box: await source.outbox(), seen: gateway.seen } satisfies Page;
};

const offline: Reply = () => {
  throw new TypeError('failed to fetch');
};
const accept: Reply = ({ path, body }) =>
  path.endsWith('/reconcile') ? json({ held: [], missing: [] }) : json({ ...(body as object), version: 1 }, 201);

const note = (text: string, customerId = newId()): NewWrite => {
  const body = { id: newId(), customerId, text };
  return {
    key: body.id,
    kind: 'write-note',
    order: body,
    method: 'POST',
    path: '/v1/notes',
    body,
    customer: customerId,
  };
};
const textOf = ({ body }: { body: unknown }): string => (body as { text: string }).text;

let number = 0;
const freshUrl = (): string => `https://care-${String(Date.now())}-${String((number += 1))}.example`;

/** The rows of a store as they lie there, read past the outbox. */
const raw = (url: string, store: string, version?: number): Promise<Record<string, unknown>[]> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(`liaise ${url}`, version);
    request.onerror = () => reject(request.error ?? new Error('open'));
    request.onsuccess = () => {
      const reading = request.result.transaction(store).objectStore(store).getAll();
      reading.onsuccess = () => {
        request.result.close();
        resolve(reading.result as Record<string, unknown>[]);
      };
    };
  });

const empty = (box: Outbox): Promise<void> => until(async () => (await box.list()).length === 0, 'the outbox is empty');

afterEach(() => {
  opened.splice(0).forEach((source) => source.close());
});

describe('what lies on a shared device', () => {
  it('is encrypted, and shown to nobody else', async () => {
    const url = freshUrl();
    const first = await open(url, offline);
    await first.box.add(note('A word in confidence'));
    const { encrypted } = await first.box.status();
    const lying = JSON.stringify(await raw(url, 'outbox'));
    expect(lying).to.contain(encrypted ? 'sealed' : 'content');
    if (encrypted) expect(lying).not.to.contain('confidence');
    expect((await first.box.list()).map(textOf)).to.deep.equal(['A word in confidence']);
    first.source.close();

    const second = await open(url, accept, { sub: 'rep-b' });
    await second.box.send();
    expect(await second.box.list()).to.have.length(1);
    expect(JSON.stringify(await second.box.list())).not.to.contain('confidence');
    expect(await second.box.status()).to.include({ waiting: 0, withheld: 1 });
    expect(second.seen.filter(({ path }) => path === '/v1/notes')).to.have.length(0);
    second.source.close();

    const back = await open(url, accept);
    await empty(back.box);
    expect(back.seen.filter(({ path }) => path === '/v1/notes').map(textOf)).to.deep.equal(['A word in confidence']);
  });

  it('is asked about before somebody signs out', async () => {
    const { box } = await open(freshUrl(), offline);
    expect(await box.signOut()).to.deep.equal({ signedOut: true, waiting: [] });
    await box.add(note('Still here'));
    const asked = await box.signOut();
    expect(asked.signedOut).to.equal(false);
    expect(asked.waiting.map(textOf)).to.deep.equal(['Still here']);
    expect((await box.signOut({ anyway: true })).signedOut).to.equal(true);
    expect((await box.status()).waiting).to.equal(1);
  });
});

describe('versions of the storage', () => {
  const version1 = (url: string, row: object): Promise<void> =>
    new Promise((resolve, reject) => {
      const request = indexedDB.open(`liaise ${url}`, 1);
      request.onupgradeneeded = () => {
        const database = request.result;
        database.createObjectStore('answers', { keyPath: 'key' }).createIndex('usedAt', 'usedAt');
        const outbox = database.createObjectStore('outbox', { keyPath: 'sequence', autoIncrement: true });
        outbox.createIndex('key', 'key', { unique: true });
        database.createObjectStore('facts');
        outbox.add(row);
      };
      request.onerror = () => reject(request.error ?? new Error('open'));
      request.onsuccess = () => {
        request.result.close();
        resolve();
      };
    });

  it('takes over the queue of version 1, and sends it', async () => {
    const url = freshUrl();
    const before = note('From before');
    await version1(url, { ...before, identity: '', savedAt: '2026-11-20T08:00:00Z', attempts: 3, state: 'waiting' });
    const { box, seen } = await open(url, accept);
    await empty(box);
    expect(seen.filter(({ path }) => path === '/v1/notes').map(textOf)).to.deep.equal(['From before']);
  });

  it('quarantines what it cannot read, keeps it, and sends the rest', async () => {
    const url = freshUrl();
    await version1(url, { key: 'junk', nothing: ['that', 'is', 'known'] });
    const { box } = await open(url, accept);
    await box.add(note('Sound'));
    await until(async () => (await box.list()).length === 1, 'the sound one is sent');
    expect((await box.list())[0]).to.include({ key: 'junk', state: 'quarantined' });
    expect(await box.export()).to.contain('that');
    await box.discard('junk');
    expect(await box.list()).to.deep.equal([]);
  });

  it('shows what waits and asks for a reload when a newer page has the storage', async () => {
    const url = freshUrl();
    const older = await open(url, offline);
    await older.box.add(note('Not lost'));
    const newer = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(`liaise ${url}`, 99);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('open'));
    });
    newer.close();
    await older.box.send().catch(() => undefined);
    expect(await older.box.status()).to.include({ waiting: 1, why: 'reload-needed' });
    expect((await older.box.list()).map(textOf)).to.deep.equal(['Not lost']);
    const refused = await older.box.add(note('Nowhere')).catch((cause: unknown) => cause);
    expect(refused).to.include({ code: 'storage-failed' });
  });
});

describe('what the gateway does not take', () => {
  it('is kept, holds up only its own record, and goes when that is given up', async () => {
    const customer = newId();
    const bad = note('too long', customer);
    const move: NewWrite = { ...note('depends', customer), method: 'PATCH', path: `/v1/notes/${bad.key}` };
    const patch = { ...move, body: { text: 'depends' } };
    const { box, seen } = await open(freshUrl(), (one) =>
      JSON.stringify(one.body).includes('too long')
        ? problem(422, 'invalid-body')
        : json({ id: bad.key, ...(one.body as object) }, 200),
    );
    await box.add(bad);
    await until(async () => (await box.status()).refused === 1, 'it is refused');
    await box.add(patch);
    await box.add(note('another', customer));
    await until(() => seen.some((one) => JSON.stringify(one.body).includes('another')), 'the other one goes');
    await until(async () => (await box.list()).length === 2, 'it has arrived');
    expect(await box.status()).to.include({ refused: 1, waiting: 1 });
    expect(JSON.parse(await box.export())).to.have.length(2);
    const refused = (await box.list())[0];
    expect(refused?.lastError).to.include({ code: 'invalid-body', status: 422 });

    await box.discard(bad.key);
    await empty(box);
    expect(seen.at(-1)).to.include({ method: 'PATCH' });
  });

  it('is changed and sent again', async () => {
    const bad: VisitCreate = {
      id: newId(),
      customerId: newId(),
      type: 'regular',
      plannedStart: '2026-11-24T09:00:00Z',
    };
    const { box } = await open(freshUrl(), ({ method, body }) =>
      (body as VisitCreate | undefined)?.type === 'regular' || method !== 'POST'
        ? problem(422, 'invalid-body')
        : json(newVisit(body as VisitCreate, { repId: newId(), now: '2026-11-24T09:00:00Z' }), 201),
    );
    await box.add({ key: bad.id, kind: 'create-visit', order: bad, method: 'POST', path: '/v1/visits', body: bad });
    await until(async () => (await box.status()).refused === 1, 'it is refused');
    await box.amend(bad.id, { ...bad, type: 'service' });
    await empty(box);
    expect((await box.status()).counts).to.include({ saved: 1, refused: 1, acknowledged: 1, discarded: 0 });
  });

  it('is shown in both versions when somebody was quicker, and is what the person chooses', async () => {
    const id = newId();
    const theirs = { id, customerId: newId(), text: 'theirs', colour: 'red', version: 7 };
    const patches: Seen[] = [];
    const { box } = await open(freshUrl(), (one) => {
      if (one.method === 'GET') return json(theirs, 200, { etag: '"7"' });
      patches.push(one);
      return patches.length === 1 ? problem(412, 'version-mismatch') : json({ ...theirs, ...(one.body as object) });
    });
    const body = { text: 'mine', colour: 'red' };
    const path = `/v1/notes/${id}`;
    await box.add({ key: newId(), kind: 'change-note', order: body, method: 'PATCH', path, body, ifMatch: '"6"' });
    await until(async () => (await box.status()).conflicts === 1, 'there is a conflict');
    const [conflict] = await box.list();
    expect(conflict?.conflict).to.deep.equal({ mine: body, theirs, fields: ['text'], etag: '"7"' });
    await box.resolve(conflict?.key ?? '', { text: 'both' });
    await empty(box);
    expect(patches[1]?.body).to.deep.equal({ text: 'both' });
    expect(patches[1]?.headers.get('if-match')).to.equal('"7"');
  });
});

describe('customers', () => {
  it('are served beside each other, at most four, each in order', async () => {
    const customers = Array.from({ length: 6 }, () => newId());
    let now = 0;
    let most = 0;
    const arrived = new Map<string, string[]>();
    const url = freshUrl();
    const before = await open(url, offline);
    for (const round of ['1', '2', '3']) {
      for (const customer of customers) await before.box.add(note(round, customer));
    }
    before.source.close();
    const { box } = await open(url, async (one) => {
      if (one.path !== '/v1/notes') return accept(one);
      now += 1;
      most = Math.max(most, now);
      await new Promise((resolve) => setTimeout(resolve, 3));
      now -= 1;
      const { customerId, text } = one.body as { customerId: string; text: string };
      arrived.set(customerId, [...(arrived.get(customerId) ?? []), text]);
      return accept(one);
    });
    await empty(box);
    expect(most).to.be.within(2, 4);
    expect([...arrived.values()]).to.deep.equal(customers.map(() => ['1', '2', '3']));
  });
});

describe('files', () => {
  const size = 600_000;
  const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 31) % 251);
  const photo = (customerId: string) => ({
    id: newId(),
    name: 'p.jpg',
    type: 'image/jpeg',
    customerId,
    bytes: new Blob([bytes]),
  });

  it('go with their write, in parts, from where they stopped', async () => {
    const url = freshUrl();
    const customer = newId();
    const visit = note('With a photo', customer);
    const file = photo(customer);
    const received = new Map<number, Uint8Array>();
    const ranges: string[] = [];
    let line = 1;
    const reply: Reply = async (one) => {
      if (one.method !== 'PUT') return accept(one);
      if (line <= 0) return offline(one);
      line -= 1;
      const range = one.headers.get('content-range') ?? '';
      ranges.push(range);
      received.set(Number(/\d+/.exec(range)?.[0]), new Uint8Array(await (one.body as Blob).arrayBuffer()));
      const length = [...received.values()].reduce((sum, part) => sum + part.length, 0);
      return json({ id: file.id, complete: length === size });
    };
    const first = await open(url, reply);
    const saved = await first.box.add({ ...visit, files: [file] });
    expect(saved.unsaved).to.deep.equal([]);
    await until(async () => (await first.box.list()).some(({ attempts }) => attempts > 0), 'the line is cut');
    expect((await first.box.list()).map(({ kind }) => kind)).to.deep.equal(['file']);
    const waiting = await first.box.file(file.id);
    expect(waiting?.size).to.equal(size);
    first.source.close();

    line = 10;
    const second = await open(url, reply);
    await empty(second.box);
    expect(ranges).to.deep.equal(['bytes 0-249999/600000', 'bytes 250000-499999/600000', 'bytes 500000-599999/600000']);
    expect([...received.values()].flatMap((part) => [...part])).to.deep.equal([...bytes]);
    const described = [...first.seen, ...second.seen].find(({ path }) => path === '/v1/files');
    expect(described?.body).to.include({ id: file.id, size, type: 'image/jpeg' });
  });

  it('stay behind when the disk has no room for them; the words are kept', async () => {
    const ports = browserPorts();
    const full = new DOMException('There is no room.', 'QuotaExceededError');
    const put = IDBObjectStore.prototype.put;
    const { box } = await open(freshUrl(), offline, { ports });
    const file = photo(newId());
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: [unknown, IDBValidKey?]) {
      if (this.name === 'parts') throw full;
      return put.apply(this, given);
    };
    try {
      const saved = await box.add({ ...note('Only words'), files: [file] });
      expect(saved.unsaved).to.deep.equal([file.id]);
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    expect((await box.list()).map(textOf)).to.deep.equal(['Only words']);
  });
});

describe('a device that lacks something', () => {
  it('has no storage: it says so, and still sends', async () => {
    let line = false;
    const asks: (() => boolean)[] = [];
    const page = browserPorts();
    const ports: Ports = {
      ...page,
      indexedDB: undefined,
      onLeave: (ask) => {
        asks.push(ask);
        return () => undefined;
      },
    };
    const { box } = await open(freshUrl(), (one) => (line ? accept(one) : offline(one)), { ports });
    expect((await box.add(note('In memory'))).memoryOnly).to.equal(true);
    expect(await box.status()).to.include({ memoryOnly: true, waiting: 1 });
    expect(asks.some((ask) => ask())).to.equal(true);
    line = true;
    await box.send();
    await empty(box);
    expect(asks.some((ask) => ask())).to.equal(false);
  });

  it('has no Web Locks and no BroadcastChannel: two tabs, nothing twice', async () => {
    const url = freshUrl();
    const writer = await open(url, offline);
    for (let count = 0; count < 10; count += 1) await writer.box.add(note(String(count)));
    writer.source.close();
    const ports: Ports = { ...browserPorts(), locks: undefined, channel: undefined };
    const keys: string[] = [];
    const reply: Reply = (one) => {
      if (one.path === '/v1/notes') keys.push(one.headers.get('idempotency-key') ?? '');
      return accept(one);
    };
    const [one, two] = await Promise.all([open(url, reply, { ports }), open(url, reply, { ports })]);
    await Promise.all([one.box.send(), two.box.send()]);
    await empty(one.box);
    expect(new Set(keys).size).to.equal(10);
    expect(keys).to.have.length(10);
  });

  it('has a Web Lock that nobody gives back: the lease decides', async () => {
    const url = freshUrl();
    let free = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      free = resolve;
    });
    const locks = (navigator as { locks?: LockManager }).locks;
    await new Promise<void>((resolve) => {
      if (!locks) resolve();
      void locks?.request(`liaise-outbox ${url}`, () => {
        resolve();
        return held;
      });
    });
    const { box } = await open(url, accept);
    await box.add(note('Goes anyway'));
    await empty(box);
    free();
  });
});

describe('a store that was thrown away', () => {
  it('is noticed by what the device noted beside it', async () => {
    const url = freshUrl();
    const before = await open(url, offline);
    await before.box.add(note('one'));
    await before.box.add(note('two'));
    before.source.close();
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase(`liaise ${url}`);
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error ?? new Error('delete'));
    });
    const { box } = await open(url, accept);
    expect(await box.status()).to.include({ waiting: 0, lost: 2 });
  });
});

describe('a gateway that forgot', () => {
  it('is told again what it does not hold any more', async () => {
    const held = new Map<string, unknown>();
    const { box } = await open(freshUrl(), ({ method, path, body }) => {
      if (path.endsWith('/reconcile')) {
        const { ids } = body as { ids: string[] };
        return json({ held: ids.filter((id) => held.has(id)), missing: ids.filter((id) => !held.has(id)) });
      }
      if (method === 'GET') return problem(404, 'not-found');
      held.set((body as { id: string }).id, body);
      return json(body, 201);
    });
    const writes = [note('one'), note('two')];
    for (const write of writes) await box.add(write);
    await empty(box);
    held.delete(writes[1]?.key ?? '');
    expect(await box.reconcile()).to.deep.equal({ asked: 2, again: 1 });
    await empty(box);
    expect([...held.values()].map((body) => textOf({ body }))).to.deep.equal(['one', 'two']);
  });
});
