import path from 'node:path';
import { build } from 'esbuild';
import type { Page, Route } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@liaise/core/records/identifier';
import type { Note } from '@liaise/core/records/note';
import { demo } from '@liaise/core/samples';
import type { Person } from './browser.ts';
import type {} from './fault-page.ts';
import { asRep, stage } from './stage.ts';

// Real pages, killed as a browser kills them, over the real gateway and its database.

const portal = stage();
let script = '';

beforeAll(async () => {
  const built = await build({
    entryPoints: [path.join(import.meta.dirname, 'fault-page.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['@liaise/source'],
    write: false,
  });
  script = built.outputFiles[0]?.text ?? '';
});

/** A browser whose pages under `/faults` hold the SDK and nothing else. */
async function device(): Promise<Person> {
  const person = await portal.person();
  await person.context.route('**/faults/page*', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><script type="module" src="/faults/code"></script>',
    }),
  );
  await person.context.route('**/faults/code', (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  );
  return person;
}

async function open(person: Person): Promise<Page> {
  const page = await person.context.newPage();
  await page.goto(`${portal.url}/faults/page?rep=${demo.rep}`);
  await page.waitForFunction(() => globalThis.liaiseClient !== undefined);
  return page;
}

/** Ends a page as a crash does: nothing in it runs any more. */
async function kill(person: Person, page: Page): Promise<void> {
  const session = await person.context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => undefined);
  await crashed;
}

const writes = '**/v1/notes';
const offline = (route: Route): Promise<void> => route.abort('internetdisconnected');

/** The write of a note. */
function noteOf(text: string, id = newId()) {
  const body = { id, customerId: demo.customers.first, text };
  const { customerId: customer } = body;
  return { key: id, kind: 'write-note', order: body, method: 'POST', path: '/v1/notes', body, customer };
}

const add = (page: Page, write: ReturnType<typeof noteOf>): Promise<string> =>
  page.evaluate(async (given) => {
    try {
      await globalThis.liaiseClient?.outbox.add(given);
      return 'saved';
    } catch (error) {
      return String(error);
    }
  }, write);

const waiting = (page: Page): Promise<number> =>
  page.evaluate(async () => (await globalThis.liaiseClient?.outbox.list())?.length ?? -1);

/** Notes at the gateway whose text begins so, in the order of their arrival. */
async function arrived(beginning: string): Promise<string[]> {
  const route = `/v1/notes?customerId=${demo.customers.first}&limit=500`;
  const { items } = await portal.ask<{ items: Note[] }>(asRep, route);
  return items
    .filter(({ text }) => text.startsWith(beginning))
    .sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
    .map(({ text }) => text.slice(0, 40));
}

const patient = { timeout: 45_000 };

describe('faults in a real browser, over the real gateway', () => {
  it('F2 a page killed after saving and before sending: sent at the next start', async () => {
    const person = await device();
    await person.context.route(writes, offline);
    const page = await open(person);
    expect(await add(page, noteOf('F2 one'))).toBe('saved');
    expect(await add(page, noteOf('F2 two'))).toBe('saved');
    await kill(person, page);
    await person.context.unroute(writes, offline);
    expect(await arrived('F2')).toEqual([]);
    const next = await open(person);
    await next.evaluate(() => globalThis.liaiseClient?.outbox.send());
    await expect.poll(() => arrived('F2'), patient).toEqual(['F2 one', 'F2 two']);
  });

  it('F3 a page killed while it waits for an answer that the gateway has committed: one row', async () => {
    const person = await device();
    const swallow = async (route: Route): Promise<void> => void (await route.fetch());
    await person.context.route(writes, swallow);
    const page = await open(person);
    expect(await add(page, noteOf('F3 one'))).toBe('saved');
    await expect.poll(() => arrived('F3'), patient).toEqual(['F3 one']);
    await kill(person, page);
    await person.context.unroute(writes, swallow);
    const next = await open(person);
    expect(await waiting(next)).toBe(1);
    await next.evaluate(() => globalThis.liaiseClient?.outbox.send());
    await expect.poll(() => waiting(next), patient).toBe(0);
    expect(await arrived('F3')).toEqual(['F3 one']);
  });

  it('F4 the answer is lost after the commit, twice: one row', async () => {
    const person = await device();
    let left = 2;
    await person.context.route(writes, async (route) => {
      left -= 1;
      if (left < 0) return route.fallback();
      await route.fetch();
      return offline(route);
    });
    const page = await open(person);
    expect(await add(page, noteOf('F4 one'))).toBe('saved');
    await expect.poll(() => waiting(page), patient).toBe(0);
    expect(left).toBeLessThan(0);
    expect(await arrived('F4')).toEqual(['F4 one']);
  });

  it('F13 the browser throws the storage away: the next page says how many writes are gone', async () => {
    const person = await device();
    await person.context.route(writes, offline);
    const page = await open(person);
    for (const text of ['F13 one', 'F13 two', 'F13 three']) expect(await add(page, noteOf(text))).toBe('saved');
    const session = await person.context.newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', { origin: portal.url, storageTypes: 'indexeddb' });
    await kill(person, page);
    const next = await open(person);
    const lost = await next.evaluate(async () => (await globalThis.liaiseClient?.outbox.status())?.lost);
    expect(lost).toBe(3);
    expect(await arrived('F13')).toEqual([]);
  });

  it('F15 two tabs that come back on line at once: nothing doubled, in order', async () => {
    const person = await device();
    await person.context.route(writes, offline);
    const pages = [await open(person), await open(person)] as const;
    const texts = Array.from({ length: 30 }, (_, number) => `F15 ${String(number).padStart(2, '0')}`);
    for (const [number, text] of texts.entries())
      expect(await add(pages[number % 2 ? 1 : 0], noteOf(text))).toBe('saved');
    await person.context.unroute(writes, offline);
    const sent: string[] = [];
    await person.context.route(writes, (route) => {
      sent.push(route.request().headers()['idempotency-key'] ?? '');
      return route.fallback();
    });
    await Promise.all(pages.map((page) => page.evaluate(() => globalThis.liaiseClient?.outbox.send())));
    await expect.poll(() => waiting(pages[0]), patient).toBe(0);
    expect(await arrived('F15')).toEqual(texts);
    expect(new Set(sent).size).toBe(sent.length);
  });

  it('F33 one write tapped twice in two tabs: one row', async () => {
    const person = await device();
    const pages = [await open(person), await open(person)] as const;
    const write = noteOf('F33 one');
    await Promise.all([add(pages[0], write), add(pages[0], write), add(pages[1], write)]);
    await expect.poll(() => waiting(pages[0]), patient).toBe(0);
    expect(await arrived('F33')).toEqual(['F33 one']);
  });
});
