import type { Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { newId } from '@liaise/core/records/identifier';
import type { Person } from './browser.ts';
import { stage } from './stage.ts';
import { expectOnce, newLink, said, Walk, type Link } from './survey-tools.ts';

// A person answers by the hosted page, and everything that can go wrong on the way does: the answer arrives once.

const portal = stage();

const saves = '**/v1/s/*/response';
const noLine = (route: Route): Promise<void> => route.abort('internetdisconnected');
/** What a browser writes of a request that did not get through; these tests cause it. */
const expected = /net::ERR_(?:INTERNET_DISCONNECTED|FAILED|CONNECTION)|status of (?:409|503)/;

async function open(link: Link, more: Parameters<typeof portal.person>[0] = {}): Promise<Person & { walk: Walk }> {
  const person = await portal.person(more);
  await person.page.goto(`${portal.url}/s/${link.token}`);
  const walk = new Walk(person.page);
  await taken(person.page);
  return { ...person, walk };
}

/** Waits until the element has taken over from the page's form. */
const taken = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => Boolean(document.querySelector('liaise-survey')?.shadowRoot?.querySelector('form')));

/** Waits until the code that keeps answers on the device is there. */
const prepared = (page: Page) =>
  expect
    .poll(() =>
      page.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => /answer-survey|outbox/.test(name)).length,
      ),
    )
    .toBeGreaterThanOrEqual(2);

/** Leaves out what these tests caused. */
const forgive = ({ faults }: Person): void => {
  const rest = faults.filter((fault) => !expected.test(fault));
  faults.splice(0, faults.length, ...rest);
};

describe('the answer arrives once', { timeout: 240_000 }, () => {
  /** The steps of a survey: the line may go before any of them. */
  const steps: readonly { name: string; take: (walk: Walk) => Promise<void> }[] = [
    { name: 'the first answer', take: (walk) => walk.rate(said.recommend) },
    { name: 'the second question', take: (walk) => walk.next() },
    { name: 'the second answer', take: (walk) => walk.choose('Price', 'Time') },
    { name: 'the third question', take: (walk) => walk.next() },
    { name: 'the third answer', take: (walk) => walk.write(said.why) },
    { name: 'the end', take: (walk) => walk.send() },
  ];

  it.for(steps.map((step, at) => ({ ...step, at })))('with the line cut before $name', async ({ at }) => {
    const link = await newLink(portal);
    const person = await open(link);
    const { page, context, walk } = person;
    await prepared(page);
    for (const [index, { take }] of steps.entries()) {
      if (index === at) await context.setOffline(true);
      await take(walk);
    }
    await walk.shows('Thank you. We read every answer.');
    await walk.shows('will be sent once you are online');
    expect((await link.responses()).filter(({ final }) => final)).toEqual([]);
    await context.setOffline(false);
    await expectOnce(link, portal.data);
    forgive(person);
  });

  it.for(steps.map((step, at) => ({ ...step, at })))('with the line away for $name only', async ({ at }) => {
    const link = await newLink(portal);
    const person = await open(link);
    const { page, context, walk } = person;
    await prepared(page);
    for (const [index, { take }] of steps.entries()) {
      await context.setOffline(index === at);
      await take(walk);
    }
    await context.setOffline(false);
    await walk.shows('Thank you. We read every answer.');
    await expectOnce(link, portal.data);
    forgive(person);
  });

  it('with every acknowledgement lost once, after the gateway has committed', async () => {
    const link = await newLink(portal);
    const person = await open(link);
    const { context, page, walk } = person;
    await prepared(page);
    const lost = new Set<string>();
    await context.route(saves, async (route) => {
      const key = route.request().headers()['idempotency-key'] ?? '';
      if (lost.has(key)) return route.fallback();
      lost.add(key);
      await route.fetch();
      return noLine(route);
    });
    await walk.toTheEnd();
    await expectOnce(link, portal.data);
    expect(lost.size).toBeGreaterThanOrEqual(1);
    forgive(person);
  });

  it('with the line cut before the survey opens', async () => {
    const link = await newLink(portal);
    const person = await portal.person();
    const { page, context } = person;
    await context.route('**/v1/s/*', noLine);
    await page.goto(`${portal.url}/s/${link.token}`);
    const walk = new Walk(page);
    await expect.poll(() => page.locator('liaise-survey:state(offline)').count()).toBe(1);
    await context.unroute('**/v1/s/*', noLine);
    // The browser says that the line is back.
    await context.setOffline(true);
    await context.setOffline(false);
    await walk.toTheEnd();
    await expectOnce(link, portal.data);
    forgive(person);
  });

  it('with the tab closed after each answer, and no line until the last', async () => {
    const link = await newLink(portal);
    const person = await open(link);
    const { context } = person;
    const next = async (tab: Page): Promise<{ tab: Page; walk: Walk }> => {
      await tab.close();
      const opened = await context.newPage();
      await context.unroute(saves, noLine);
      await opened.goto(`${portal.url}/s/${link.token}`);
      await taken(opened);
      await context.route(saves, noLine);
      return { tab: opened, walk: new Walk(opened) };
    };
    await context.route(saves, noLine);
    await person.walk.rate(said.recommend);
    await person.walk.shows('Saved on this device.');
    let { tab, walk } = await next(person.page);
    await walk.choose('Price', 'Time');
    await walk.shows('Saved on this device.');
    ({ tab, walk } = await next(tab));
    await walk.write(said.why);
    await walk.send();
    await walk.shows('Thank you. We read every answer.');
    await tab.close();
    await context.unroute(saves, noLine);
    const last = await context.newPage();
    await last.goto(`${portal.url}/s/${link.token}`);
    await expectOnce(link, portal.data);
    forgive(person);
  });

  it('with the tab closed while the last words were typed', async () => {
    const link = await newLink(portal);
    const person = await open(link);
    const { context, page, walk } = person;
    await walk.answerAll();
    // A pause in the typing: the words are saved although nobody has left the field.
    await expect.poll(async () => (await link.responses())[0]?.answers['why']).toBe(said.why);
    await page.close();
    const later = await context.newPage();
    await later.goto(`${portal.url}/s/${link.token}`);
    await taken(later);
    const resumed = new Walk(later);
    await resumed.shows('What is the main reason?');
    await expect.poll(() => resumed.base.locator('textarea').inputValue()).toBe(said.why);
    await resumed.send();
    await resumed.shows('Thank you. We read every answer.');
    await expectOnce(link, portal.data);
    forgive(person);
  });

  it('with the storage full: at once where there is a line, and later where there is none', async () => {
    const link = await newLink(portal);
    const person = await portal.person();
    const { context, page } = person;
    const session = await context.newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: portal.url, quotaSize: 1 });
    await page.goto(`${portal.url}/s/${link.token}`);
    await taken(page);
    const walk = new Walk(page);
    await walk.rate(said.recommend);
    await walk.next();
    await expect.poll(async () => (await link.responses()).length).toBe(1);
    await context.route(saves, noLine);
    await walk.choose('Price', 'Time');
    await walk.next();
    await walk.write(said.why);
    await walk.send();
    await walk.shows('Not saved yet. Your answers are still here; try again.');
    await context.unroute(saves, noLine);
    await walk.send();
    await walk.shows('Thank you. We read every answer.');
    await expectOnce(link, portal.data);
    forgive(person);
  });

  it.for([1, -1])('with the clock of the device wrong by %d hour', async (hours) => {
    const link = await newLink(portal);
    const person = await portal.person();
    const { context, page } = person;
    await context.addInitScript((wrong) => {
      const { now } = Date;
      Date.now = () => now() + wrong;
    }, hours * 3_600_000);
    await page.goto(`${portal.url}/s/${link.token}`);
    await taken(page);
    const walk = new Walk(page);
    await walk.rate(said.recommend);
    await walk.next();
    await prepared(page);
    await context.setOffline(true);
    await walk.choose('Price', 'Time');
    await walk.next();
    await walk.write(said.why);
    await walk.send();
    await walk.shows('will be sent once you are online');
    await context.setOffline(false);
    await expectOnce(link, portal.data);
    const [response] = await link.responses();
    // By the gateway's clock, which is this one.
    expect(Math.abs(Date.parse(response?.finishedAt ?? '') - Date.now())).toBeLessThan(1_800_000);
    forgive(person);
  });

  it('from two tabs that finish at the same time', async () => {
    const link = await newLink(portal);
    const person = await open(link);
    const { context, page, walk } = person;
    const second = await context.newPage();
    await second.goto(`${portal.url}/s/${link.token}`);
    await taken(second);
    const other = new Walk(second);
    await walk.rate(3);
    await walk.next();
    await other.rate(4);
    await other.next();
    for (const one of [walk, other]) {
      await one.choose('Price', 'Time');
      await one.next();
      await one.write(said.why);
    }
    // The slower of the two may have heard by then that the survey is finished: there is no button any more.
    const press = (): void =>
      document.querySelector('liaise-survey')?.shadowRoot?.querySelector<HTMLElement>('button[type=submit]')?.click();
    await Promise.all([page.evaluate(press), second.evaluate(press)]);
    await walk.shows('Thank you. We read every answer.');
    await other.shows('Thank you. We read every answer.');
    await expect.poll(async () => (await link.responses()).map(({ final }) => final)).toEqual([true]);
    const [response] = await link.responses();
    expect([3, 4]).toContain(response?.answers['recommend']);
    await expectOnce(link, portal.data, { topics: said.topics, why: said.why });
    await page.reload();
    await walk.shows('Thank you. We read every answer.');
    forgive(person);
  });

  it('when what a browser sent is sent again by somebody else', async () => {
    const link = await newLink(portal);
    const person = await open(link);
    const { context, walk } = person;
    const sent: { headers: Record<string, string>; body: string }[] = [];
    await context.route(saves, async (route) => {
      const request = route.request();
      sent.push({ headers: await request.allHeaders(), body: request.postData() ?? '' });
      return route.fallback();
    });
    await walk.toTheEnd();
    const last = sent.at(-1);
    for (const key of [last?.headers['idempotency-key'] ?? '', newId()]) {
      const headers = { 'content-type': 'application/json', 'idempotency-key': key };
      const url = `${portal.url}/v1/s/${link.token}/response`;
      const again = await fetch(url, { method: 'PUT', headers, body: last?.body ?? '' });
      expect(again.status).toBe(key === last?.headers['idempotency-key'] ? 200 : 409);
    }
    await expectOnce(link, portal.data);
  });
});
