import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';
import { scorecardsOf } from './scorecards.ts';
import { valueOf } from './value.ts';
import { json, playClock, playGateway, type Reply } from './testing/line.ts';

const task = (number: number): object => ({
  id: `01930b5e-7c00-7000-8000-${String(number).padStart(12, '0')}`,
  version: 1,
  createdAt: '2026-11-01T00:00:00Z',
  updatedAt: '2026-11-01T00:00:00Z',
  title: `Task ${number}`,
  status: 'open',
  priority: 'normal',
  ownerId: '01930b5e-7c00-7000-8000-000000000001',
});

const clientOf = (reply: Reply) => {
  const gateway = playGateway(reply);
  return {
    client: createClient({ url: 'https://gateway.example', fetch: gateway.fetch, clock: playClock(), attempts: 1 }),
    ...gateway,
  };
};

describe('a list', () => {
  const pages: Reply = ({ path }) => {
    const cursor = new URL(path, 'https://x').searchParams.get('cursor');
    const start = cursor === null ? 0 : Number(cursor);
    return json({ items: [task(start), task(start + 1)], next: start < 4 ? String(start + 2) : null });
  };

  it('is walked page by page', async () => {
    const { client, seen } = clientOf(pages);
    const titles: string[] = [];
    for await (const one of client.tasks.list({ status: 'open' }, { pageSize: 2 })) titles.push(one.title);
    expect(titles).toEqual([0, 1, 2, 3, 4, 5].map((number) => `Task ${number}`));
    expect(seen[0]?.path).toBe('/v1/tasks?limit=2&status=open');
  });

  it('reads no further than it is walked', async () => {
    const { client, seen } = clientOf(pages);
    expect(await client.tasks.list().toArray({ max: 2 })).toHaveLength(2);
    expect(seen).toHaveLength(1);
  });

  it('fails loudly when a cursor comes again', async () => {
    const { client } = clientOf(() => json({ items: [task(1)], next: 'again' }));
    await expect(client.tasks.list().toArray()).rejects.toMatchObject({ code: 'unreadable-answer' });
  });

  it('can be given up between pages', async () => {
    const abort = new AbortController();
    const { client } = clientOf(pages);
    const walk = async (): Promise<void> => {
      for await (const one of client.tasks.list({}, { signal: abort.signal })) {
        if (one.id !== '') abort.abort();
      }
    };
    await expect(walk()).rejects.toMatchObject({ code: 'aborted' });
  });
});

describe('what is an entry of its own', () => {
  it('asks through the client it is given', async () => {
    const { client, seen } = clientOf(() => json({ items: [], next: null }));
    await scorecardsOf(client).reviews.list().toArray();
    await scorecardsOf(client).checkIns.list().toArray();
    await valueOf(client).tierChanges.list().toArray();
    await valueOf(client).customers({ subject: 'tenant' }).toArray();
    expect(seen.map(({ path }) => path.split('?')[0])).toEqual([
      '/v1/reviews',
      '/v1/check-ins',
      '/v1/tier-changes',
      '/v1/value/customers',
    ]);
  });
});

describe('types', () => {
  it('know the fields of each resource', () => {
    const { client } = clientOf(() => json({}));
    const never = (): void => {
      // @ts-expect-error A task has no colour to filter by.
      client.tasks.list({ colour: 'red' });
      // @ts-expect-error A visit needs its type.
      void client.visits.create({ id: 'x', customerId: 'y' });
      // @ts-expect-error A visit's status changes by moves only.
      void client.visits.change('x', { status: 'reported' });
    };
    expect(never).toBeTypeOf('function');
  });
});
