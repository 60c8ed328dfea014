import { expect } from '@open-wc/testing';
import { newId } from '@liaise/core/records/identifier';
import type { VisitCreate } from '@liaise/core/records/visit';
import { newVisit } from '@liaise/core/visits';
import { createGatewaySource, type GatewaySource } from './gateway-source.ts';
import { kinds } from './kinds.ts';
import { json, playGateway, playToken, until, type Reply } from './testing/line.ts';

// In a real browser: its own IndexedDB, Web Locks and BroadcastChannel.

const repId = newId();
const opened: GatewaySource[] = [];

const sourceOf = (url: string, reply: Reply, sub = 'rep-a') => {
  const gateway = playGateway(reply);
  const token = playToken({ iss: 'host', sub, tenant: 'demo', role: 'rep', rep: repId }, Date.now());
  const source = createGatewaySource({
    kinds,
    url,
    fetch: gateway.fetch,
    getToken: () => Promise.resolve(token),
    attempts: 1,
    live: false,
  });
  opened.push(source);
  return { source, ...gateway };
};

const offline: Reply = () => {
  throw new TypeError('failed to fetch');
};

const planned = (): VisitCreate => ({
  id: newId(),
  customerId: newId(),
  type: 'regular',
  plannedStart: '2026-11-24T09:00:00Z',
});

/** A gateway that keeps what it accepted: by key, so that a repeated write is the same write. */
const keeping = () => {
  const kept = new Map<string, unknown>();
  let repeats = 0;
  const reply: Reply = ({ method, headers, body }) => {
    if (method !== 'POST') return json({ items: [], next: null });
    const key = headers.get('idempotency-key') ?? '';
    if (kept.has(key)) repeats += 1;
    kept.set(key, body);
    return json(newVisit(body as VisitCreate, { repId, now: '2026-11-21T12:00:00Z' }), 201);
  };
  return { kept, reply, repeats: () => repeats };
};

let number = 0;
const freshUrl = (): string => `https://gateway-${String(Date.now())}-${String((number += 1))}.example`;

afterEach(() => {
  opened.splice(0).forEach((source) => source.close());
});

describe('the outbox in a browser', () => {
  it('keeps what was saved without a line through a closed page, and sends it once, in order', async () => {
    const url = freshUrl();
    const orders = [planned(), planned(), planned()];
    const before = sourceOf(url, offline);
    for (const order of orders) {
      const receipt = await before.source.submit('create-visit', order);
      expect(receipt.state).to.equal('queued');
    }
    before.source.close();

    const gateway = keeping();
    const after = sourceOf(url, gateway.reply);
    const box = await after.source.outbox();
    await box.send();
    await until(async () => (await box.list()).length === 0, 'the outbox is empty');
    expect([...gateway.kept.keys()]).to.deep.equal(orders.map(({ id }) => id));
    expect(gateway.repeats()).to.equal(0);
  });

  it('is one for two tabs: what one saved the other may send, and nothing is sent twice', async () => {
    const url = freshUrl();
    const orders = Array.from({ length: 20 }, planned);
    const writer = sourceOf(url, offline);
    for (const order of orders) await writer.source.submit('create-visit', order);
    writer.source.close();

    const gateway = keeping();
    const one = sourceOf(url, gateway.reply);
    const two = sourceOf(url, gateway.reply);
    const boxes = await Promise.all([one.source.outbox(), two.source.outbox()]);
    await Promise.all(boxes.map((box) => box.send()));
    await until(async () => (await boxes[0].list()).length === 0, 'the outbox is empty');
    expect(gateway.kept.size).to.equal(orders.length);
    expect(gateway.repeats()).to.equal(0);
  });

  it('never sends one person’s writes as another', async () => {
    const url = freshUrl();
    const first = sourceOf(url, offline, 'rep-a');
    await first.source.connection.signIn();
    await first.source.submit('create-visit', planned());
    first.source.close();

    const gateway = keeping();
    const second = sourceOf(url, gateway.reply, 'rep-b');
    const box = await second.source.outbox();
    await box.send();
    expect(gateway.kept.size).to.equal(0);
    expect(await box.list()).to.have.length(1);
  });
});
