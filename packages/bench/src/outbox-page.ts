import { openDB } from 'idb';
import { newId } from '@liaise/core/records/identifier';
import { createGatewaySource } from '@liaise/sdk/gateway-source';
import { kinds } from '@liaise/sdk/kinds';
import type { NewWrite } from '@liaise/sdk/outbox';

/** What runs in the page of the outbox's measurements. Each function answers milliseconds. */
const token = (): string => {
  const part = (value: object): string => btoa(JSON.stringify(value)).replace(/=+$/, '');
  const claims = { iss: 'host', sub: 'rep', tenant: 'demo', role: 'rep', exp: Math.floor(Date.now() / 1000) + 3600 };
  return `${part({ alg: 'none' })}.${part(claims)}.`;
};

const offline: typeof fetch = () => Promise.reject(new TypeError('There is no line.'));
let line: typeof fetch = offline;

const sourceOf = (name: string) =>
  createGatewaySource({
    kinds,
    url: `${location.origin}/${name}`,
    fetch: (...request) => line(...request),
    getToken: () => Promise.resolve(token()),
    live: false,
  });

const visit = (customerId = newId()): NewWrite => {
  const body = {
    id: newId(),
    customerId,
    type: 'regular',
    plannedStart: '2026-11-24T09:00:00Z',
    notes: 'x'.repeat(400),
  };
  const { id: key } = body;
  return { key, kind: 'create-visit', order: body, method: 'POST', path: '/v1/visits', body, customer: customerId };
};

const photo = (bytes: number): Blob => {
  const all = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(all.subarray(at, Math.min(bytes, at + 65_536)));
  return new Blob([all], { type: 'image/jpeg' });
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** Saving a visit with photos, and the same bytes through bare `idb`, in turns. */
export async function saving(rounds: number, size: number): Promise<{ ours: number[]; bare: number[] }> {
  line = offline;
  const source = sourceOf(`saving-${newId()}`);
  const box = await source.outbox();
  const database = await openDB(`bare ${newId()}`, 1, {
    upgrade: (made) => {
      made.createObjectStore('writes', { autoIncrement: true });
      made.createObjectStore('photos', { autoIncrement: true });
    },
  });
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const photos = [photo(size), photo(size), photo(size)];
    const write = visit();
    const customerId = write.customer ?? '';
    const files = photos.map((bytes) => ({ id: newId(), name: 'photo.jpg', customerId, bytes }));
    ours.push(await timed(() => box.add({ ...write, files })));
    bare.push(
      await timed(async () => {
        const buffers = await Promise.all(photos.map((bytes) => bytes.arrayBuffer()));
        const transaction = database.transaction(['writes', 'photos'], 'readwrite', { durability: 'strict' });
        void transaction.objectStore('writes').put(write);
        for (const bytes of buffers) void transaction.objectStore('photos').put(bytes);
        await transaction.done;
      }),
    );
  }
  source.close();
  database.close();
  return { ours, bare };
}

/** How many writes are under way at once: as many as the outbox sends. */
const width = 4;

/** Sending what waits, of as many customers, and a plain loop of fetches with the same bodies and headers. */
export async function sending(count: number): Promise<{ ours: number; bare: number }> {
  line = offline;
  const source = sourceOf(`sending-${newId()}`);
  const box = await source.outbox();
  const writes = Array.from({ length: count }, () => visit());
  await Promise.all(writes.map((write) => box.add(write)));
  let arrived = 0;
  const all = new Promise<void>((resolve) => {
    box.onChange((delivery) => {
      if (delivery && 'answer' in delivery && (arrived += 1) === count) resolve();
    });
  });
  line = (...request) => fetch(...request);
  const ours = await timed(async () => {
    while (arrived < count) {
      const passed = box.send().then(() => new Promise((resolve) => setTimeout(resolve, 20)));
      await Promise.race([all, passed]);
    }
  });
  source.close();
  const url = `${location.origin}/bare-${newId()}`;
  const waiting = Array.from({ length: count }, () => visit());
  const bare = await timed(() =>
    Promise.all(
      Array.from({ length: width }, async () => {
        for (let one = waiting.shift(); one; one = waiting.shift()) {
          const headers = {
            accept: 'application/json',
            authorization: `Bearer ${token()}`,
            'content-type': 'application/json',
            'idempotency-key': one.key,
          };
          const answer = await fetch(url + one.path, { method: 'POST', headers, body: JSON.stringify(one.body) });
          await answer.json();
        }
      }),
    ),
  );
  return { ours, bare };
}

/** Opening the outbox and asking where it stands: with nothing in it and with so many writes, in turns. */
export async function opening(count: number, rounds: number): Promise<{ full: number[]; empty: number[] }> {
  line = offline;
  const names = { full: `full-${newId()}`, empty: `empty-${newId()}` };
  const filling = sourceOf(names.full);
  const box = await filling.outbox();
  await Promise.all(Array.from({ length: count }, () => box.add(visit())));
  filling.close();
  const times: { full: number[]; empty: number[] } = { full: [], empty: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const which of ['full', 'empty'] as const) {
      const source = sourceOf(names[which]);
      times[which].push(await timed(async () => (await source.outbox()).status()));
      source.close();
    }
  }
  return times;
}

Object.assign(globalThis, { saving, sending, opening });
