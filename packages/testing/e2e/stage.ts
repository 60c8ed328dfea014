import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { launch, meet, type Person } from './browser.ts';
import { startGateway, type RunningGateway } from './gateway-process.ts';

/** The first rep of the demo company, as the portal's sign-in names it. */
export const users = {
  rep: `rep ${demo.rep}`,
  east: `rep ${demo.reps[5]}`,
  manager: `manager ${demo.managers.north} ${demo.teams.north}`,
  admin: 'admin',
  customer: 'contact',
} as const;

/** A folder that is gone when the test process ends. */
export const temporaryFolder = (): string => mkdtempSync(path.join(os.tmpdir(), 'liaise-e2e-'));

/** A gateway with a browser before it, for one file of tests. After each test all browsers are closed, and none may have seen a fault. */
export function stage(env: Record<string, string> = {}) {
  const data = temporaryFolder();
  const people: Person[] = [];
  let browser: Browser | undefined;
  let gateway: RunningGateway | undefined;
  let wanted: RunningGateway | undefined;
  const unexpected: string[] = [];

  /** A gateway that ends while nobody told it to is the cause of all that fails after it. */
  const start = async (port?: number): Promise<RunningGateway> => {
    const started = await startGateway({ data, env, ...(port === undefined ? {} : { port }) });
    wanted = started;
    void started.ended.then((code) => {
      if (wanted === started) unexpected.push(`The gateway ended with ${code ?? 'a signal'}: ${started.output()}`);
    });
    return started;
  };

  const running = (): RunningGateway => {
    if (!gateway) throw new Error('The gateway is not running.');
    return gateway;
  };

  beforeAll(async () => {
    [browser, gateway] = await Promise.all([launch(), start()]);
  });
  afterEach(async () => {
    const faults = people.flatMap((person) => person.faults);
    await Promise.all(people.splice(0).map((person) => person.close()));
    expect(unexpected.splice(0)).toEqual([]);
    expect(faults).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    wanted = undefined;
    await gateway?.stop();
    rmSync(data, { recursive: true, force: true });
  });

  return {
    /** The folder of the gateway's database and keys. */
    data,
    get url() {
      return running().url;
    },
    get gateway() {
      return running();
    },
    /** Stops the gateway with a signal, and starts it again over the same data, at the same address. */
    async restart(signal: NodeJS.Signals): Promise<number | null> {
      const { port, stop } = running();
      wanted = undefined;
      const code = await stop(signal);
      gateway = await start(port);
      return code;
    },
    /** Opens a browser for somebody. */
    async person(options: Partial<Parameters<typeof meet>[1]> = {}): Promise<Person> {
      if (!browser) throw new Error('There is no browser.');
      const person = await meet(browser, { hosts: [running().url], ...options });
      people.push(person);
      return person;
    },
    /** Opens the portal for somebody, in English unless told, and waits for the list of customers. */
    async portal(user: string, options: Partial<Parameters<typeof meet>[1]> = {}): Promise<Person> {
      const person = await this.person({ ...options, settings: { language: 'en', user, ...options.settings } });
      await person.page.goto(`${running().url}/`);
      if (user !== users.customer) await person.page.locator('#rows a').first().waitFor();
      return person;
    },
    /** Asks the gateway directly, as a test's own second opinion. */
    async ask<T>(user: { role: string; rep?: string }, route: string, body?: object): Promise<T> {
      const query = new URLSearchParams({ role: user.role, ...(user.rep === undefined ? {} : { rep: user.rep }) });
      const signedIn = await fetch(`${running().url}/dev/token?${query.toString()}`);
      const { token } = (await signedIn.json()) as { token: string };
      const headers: Record<string, string> = { authorization: `Bearer ${token}` };
      if (body) Object.assign(headers, { 'content-type': 'application/json', 'idempotency-key': newId() });
      const init = body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers };
      const answer = await fetch(`${running().url}${route}`, init);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${route} answered ${answer.status}: ${text}`);
      return JSON.parse(text) as T;
    },
  };
}

export type Stage = ReturnType<typeof stage>;

export const asRep = { role: 'rep', rep: demo.rep } as const;

/** What a badge shows, without its name and its marks. */
export const figureOf = (badge: Locator): Locator => badge.locator('[part=value]');

/** The number that a badge shows, once it is there. */
export async function numberIn(badge: Locator): Promise<number> {
  const value = figureOf(badge);
  await expect.poll(() => value.textContent(), { timeout: 20_000 }).toMatch(/\d/);
  return Number.parseFloat(((await value.textContent()) ?? '').replace(/[^\d.-]/g, ''));
}

/** What a person reads in an element, its shadow tree first. */
export const textOf = (locator: Locator): Promise<string> =>
  locator.evaluate((element: HTMLElement) => {
    const base = element.shadowRoot?.querySelector<HTMLElement>('[part=base]');
    return (base ?? element).innerText;
  });

/** Expects what a page shows, and waits for it. */
export const seen = (locator: Locator) => expect.poll(() => textOf(locator), { timeout: 20_000 });

/** Chooses a customer in the table. */
export async function choose(page: Page, customer: string): Promise<void> {
  await page.locator(`#rows a[href="#customer=${customer}"]`).click();
  await expect.poll(() => page.locator('#card').getAttribute('customer')).toBe(customer);
}
