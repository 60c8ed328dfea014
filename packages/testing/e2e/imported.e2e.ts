import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Locator } from 'playwright-core';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Page as ListPage } from '@liaise/core/api/page';
import type { ValuePyramid } from '@liaise/core/api/value';
import type { Customer } from '@liaise/core/records/customer';
import type { CustomerValue } from '@liaise/core/records/customer-value';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import { demo } from '@liaise/core/samples';
import { root } from './gateway-process.ts';
import { asRep, figureOf, stage, textOf, users } from './stage.ts';

const file = path.join(root, '..', 'shared', 'data', 'purchases', 'CDNOW_sample.txt');
const here = existsSync(file);
const day = 86_400_000;
const currency = 'GBP';
const patient = { timeout: 120_000 };

/** Expects what a page shows, and waits for it as long as a slow machine needs. */
const reads = (locator: Locator) => expect.poll(() => textOf(locator), patient);

interface Line {
  customer: string;
  at: number;
  minor: number;
}

/** The purchases of the file, their dates moved so that the last lies on a day. */
function purchases(last: number): Line[] {
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split(/\r?\n/)
    .map((line) => {
      const [customer = '', , date = '', , amount = ''] = line.trim().split(/\s+/);
      const at = Date.parse(date.replace(/(\d{4})(\d\d)(\d\d)/, '$1-$2-$3'));
      return { customer, at, minor: Math.round(Number(amount) * 100) };
    });
  const by = last - Math.max(...lines.map(({ at }) => at));
  return lines.map((line) => ({ ...line, at: line.at + by }));
}

/** Runs `liaise` beside the running gateway. */
async function liaise(data: string, ...args: string[]): Promise<string> {
  const node = path.join(root, 'node_modules', '.bin', 'node');
  const cli = path.join(root, 'packages', 'gateway', 'dist', 'cli.js');
  const { stdout } = await promisify(execFile)(node, [cli, ...args], { env: { ...process.env, LIAISE_DATA: data } });
  return stdout;
}

describe.skipIf(!here)(
  here ? 'imported purchases' : 'imported purchases (the data folder ../shared is not there)',
  { timeout: 600_000 },
  () => {
    const portal = stage();
    const yesterday = Math.floor(Date.now() / day) * day - day;
    const rows = here ? purchases(yesterday) : [];
    // Whoever bought most often, and some who bought once: a rep's customers.
    const counts = new Map<string, number>();
    for (const { customer } of rows) counts.set(customer, (counts.get(customer) ?? 0) + 1);
    const held = [...counts]
      .toSorted(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
      .filter((_, i) => i < 20 || i % 200 === 0)
      .map(([customer]) => customer);
    // Of those who still buy, the one who did so most often.
    const lately = new Set(rows.filter(({ at }) => at > yesterday - 45 * day).map(({ customer }) => customer));
    const most = held.find((customer) => lately.has(customer)) ?? '';

    const list = async (query: string): Promise<CustomerValue[]> =>
      (await portal.ask<ListPage<CustomerValue>>(asRep, `/v1/value/customers?${query}`)).items;
    const valuesOfRep = (): Promise<CustomerValue[]> => list(`subject=rep:${demo.rep}&currency=${currency}&limit=100`);

    beforeAll(async () => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'liaise-import-'));
      try {
        const holders = path.join(folder, 'holders.txt');
        writeFileSync(holders, `${held.join('\n')}\n`);
        const mapping = path.join(folder, 'holders.json');
        writeFileSync(
          mapping,
          JSON.stringify({
            resource: 'assignments',
            separator: 'whitespace',
            header: false,
            externalRef: { system: 'cdnow', collection: 'holders', column: 1 },
            constants: { repId: demo.rep, role: 'holder', from: '2020-01-01' },
            references: { customerId: { system: 'cdnow', collection: 'customers', column: 1 } },
          }),
        );
        // In a currency that no sample customer pays in, so that its pyramid is that of the file alone.
        const usual = path.join(root, 'packages', 'gateway', 'src', 'import', 'mappings', 'cdnow.json');
        const shop = path.join(folder, 'purchases.json');
        const inPounds = {
          ...(JSON.parse(readFileSync(usual, 'utf8')) as object),
          constants: { 'amount.currency': currency },
        };
        writeFileSync(shop, JSON.stringify(inPounds));
        const to = new Date(yesterday).toISOString().slice(0, 10);
        const rejected = ['--rejected', path.join(folder, 'rejected.csv')];
        const told = await liaise(
          portal.data,
          ...['import', '--mapping', shop, '--move-dates-to', to, ...rejected, file],
        );
        expect(told).toContain(`${rows.length.toLocaleString('en')} created`);
        expect(await liaise(portal.data, 'import', '--mapping', mapping, ...rejected, holders)).toContain(
          `${held.length} created`,
        );
        // Where the gateway itself is at the job in this moment, it may have begun before the import: once more.
        await vi.waitFor(
          async () => expect(await liaise(portal.data, 'jobs', 'run', 'value')).toContain('customers with purchases'),
          { timeout: 900_000, interval: 1000 },
        );
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }, 1_500_000);

    it('are counted in the company’s pyramid, every customer once', async () => {
      const pyramid = await portal.ask<ValuePyramid>(
        { role: 'admin' },
        '/v1/value/pyramid?subject=tenant&currency=GBP',
      );
      expect(pyramid.levels.reduce((sum, { customers }) => sum + customers, 0)).toBe(counts.size);
      const today = yesterday + day;
      const year = rows.filter(({ at }) => at > today - 365 * day);
      expect(pyramid.levels.reduce((sum, { value }) => sum + value, 0)).toBe(
        year.reduce((sum, { minor }) => sum + minor, 0),
      );
    });

    it('give each customer of a rep a forecast that fits what it did', async () => {
      const found = await valuesOfRep();
      expect(found.map(({ name }) => name).toSorted()).toEqual(held.map((id) => `Customer ${id}`).toSorted());
      for (const { forecast } of found) {
        expect(forecast?.alive).toBeGreaterThanOrEqual(0);
        expect(forecast?.within.interval).toHaveLength(2);
        const { interval = [0, 0], probability = -1 } = forecast?.within ?? {};
        expect(interval[0] <= probability && probability <= interval[1]).toBe(true);
      }
      const often = found.find(({ name }) => name === `Customer ${most}`);
      const once = found.filter(({ rfm }) => rfm.frequency === 1);
      expect(once.length).toBeGreaterThan(0);
      for (const one of once)
        expect(one.forecast?.expected.purchases).toBeLessThan(often?.forecast?.expected.purchases ?? 0);
    });

    it('show on the card what is to be expected, as a chance and a window', async () => {
      const [value] = (await valuesOfRep()).filter(({ name }) => name === `Customer ${most}`);
      const { page } = await portal.person({ settings: { language: 'en', user: users.rep } });
      await page.goto(`${portal.url}/#customer=${value?.customerId ?? ''}`);
      const card = page.locator('#card');
      await expect.poll(() => card.getAttribute('customer'), patient).toBe(value?.customerId);
      await reads(card).toContain(`Customer ${most}`);
      await reads(card).toMatch(/Buys within 90 days: \d+%/);
      const chance = Math.round((value?.forecast?.within.probability ?? 0) * 100);
      await reads(card).toContain(`Buys within 90 days: ${chance}%`);
      await reads(card).toMatch(/Next purchase (between|after)|May never buy again/);
      await reads(card).toMatch(/£[\d,.]+K? in the last 365 days/);
    });

    it('show on the team page the pyramid in their currency, and each customer behind it', async () => {
      const { page } = await portal.person({ settings: { language: 'en', user: users.rep } });
      await page.goto(`${portal.url}/team.html`);
      const pyramid = page.locator('liaise-value-pyramid');
      await expect.poll(() => page.locator('liaise-value-pyramid:state(ready)').count(), patient).toBe(1);
      await pyramid.locator('.choice select').selectOption(currency);
      await reads(pyramid).toMatch(/£[\d,.]+/);
      const [first] = await valuesOfRep();
      const names = { top: 'Top tier', big: 'Big tier', medium: 'Medium tier', small: 'Small tier' };
      await pyramid.getByRole('button', { name: names[first?.tier ?? 'top'], exact: true }).click();
      await reads(pyramid).toContain(first?.name ?? '');
      await reads(pyramid).toMatch(/Buys within 90 days with a probability of \d+%/);
    });

    it('count in the KPIs of whoever holds the customer', async () => {
      const customers = await portal.ask<ListPage<Customer>>(asRep, '/v1/customers?limit=500');
      const one = customers.items.find(({ name }) => name === `Customer ${most}`);
      const subject = `customer:${one?.id ?? ''}`;
      const value = await portal.ask<KpiValue>(asRep, `/v1/kpis?kpi=spend&subject=${subject}&period=last-90-days`);
      const bought = rows.filter(({ customer, at }) => customer === most && at > yesterday - 85 * day);
      expect(value.value).toBeGreaterThanOrEqual(bought.reduce((sum, { minor }) => sum + minor, 0));
      const { page } = await portal.portal(users.rep);
      const badge = page.locator(`tr[data-customer="${one?.id ?? ''}"] liaise-kpi-badge`);
      await badge.scrollIntoViewIfNeeded();
      await expect.poll(() => figureOf(badge).textContent(), patient).toMatch(/\d/);
    });
  },
);
