import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Customer } from '@liaise/core/records/customer';
import type { Visit } from '@liaise/core/records/visit';
import { demo } from '@liaise/core/samples';
import { asRep, choose, numberIn, seen, stage, textOf, users } from './stage.ts';

const portal = stage();

const visitsOf = async (customer: string): Promise<Visit[]> => {
  const route = `/v1/visits?customerId=${customer}&limit=500`;
  return (await portal.ask<{ items: Visit[] }>(asRep, route)).items;
};

/** Waits until the code that keeps a visit on the device is there: a page fetches it right after it has shown the visits. */
const prepared = (page: Page) =>
  expect
    .poll(() =>
      page.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => /(create|move)-visit/.test(name)).length,
      ),
    )
    .toBeGreaterThanOrEqual(2);

describe('without a line', () => {
  it('keeps a visit on this device and delivers it once the line is back', async () => {
    const { page, context } = await portal.portal(users.rep);
    const logger = page.locator('#logger');
    const tile = page.locator('#figures liaise-kpi-badge[kpi="visits-done"]');
    const done = await numberIn(tile);
    await seen(logger).toContain('Check in now');
    const before = await visitsOf(demo.customers.first);

    await prepared(page);
    await context.setOffline(true);
    await logger.getByRole('button', { name: 'Check in now' }).click();
    await seen(logger).toContain('Saved on this device.');
    await logger.getByLabel('Notes').fill('No signal in the cellar.');
    await logger.getByRole('button', { name: 'Check out' }).click();
    await seen(logger).toMatch(/Checked out .*Saved on this device\./s);
    expect(await visitsOf(demo.customers.first)).toHaveLength(before.length);

    await context.setOffline(false);
    const arrived = () =>
      visitsOf(demo.customers.first).then((visits) =>
        visits.filter(({ notes }) => notes === 'No signal in the cellar.'),
      );
    await expect.poll(async () => (await arrived()).map(({ status }) => status)).toEqual(['checked-out']);
    expect((await arrived())[0]?.moves.map(({ move }) => move)).toEqual(['check-in', 'check-out']);
    await expect.poll(() => numberIn(tile)).toBe(done + 1);
  });

  it('keeps one customer’s visit out of another’s panel', async () => {
    const { page, context } = await portal.portal(users.rep);
    const { items } = await portal.ask<{ items: Customer[] }>(asRep, '/v1/customers?limit=500');
    const [one, other] = items.filter(({ id, stage: at }) => id !== demo.customers.first && at === 'retain');
    if (!one || !other) throw new Error('The first rep holds fewer than two retained customers.');
    const logger = page.locator('#logger');
    await choose(page, other.id);
    await seen(logger).toContain('Check in now');
    await choose(page, one.id);
    await seen(logger).toContain('Check in now');
    await prepared(page);
    await context.setOffline(true);
    await logger.getByRole('button', { name: 'Plan a visit' }).click();
    await logger.getByLabel('Purpose').fill('Only for the one');
    await logger.getByRole('button', { name: 'Plan', exact: true }).click();
    await seen(logger).toContain('Saved on this device.');
    await choose(page, other.id);
    await seen(logger).toContain('Check in now');
    expect(await textOf(logger)).not.toContain('Only for the one');
    await choose(page, one.id);
    await seen(logger).toContain('Only for the one');
    await context.setOffline(false);
    await expect
      .poll(async () => (await visitsOf(one.id)).some(({ purpose }) => purpose === 'Only for the one'))
      .toBe(true);
  });

  it('sends from a tab opened later what was saved before the first was closed', async () => {
    const { page, context } = await portal.portal(users.rep);
    const logger = page.locator('#logger');
    await seen(logger).toMatch(/Check in now|Check out|Close the visit/);
    const customer = (await portal.ask<{ items: Customer[] }>(asRep, '/v1/customers?limit=500')).items.find(
      ({ stage: at }) => at === 'build',
    );
    if (!customer) throw new Error('The first rep builds up no customer.');
    await choose(page, customer.id);
    await seen(logger).toContain('Check in now');
    await prepared(page);
    await context.setOffline(true);
    await logger.getByRole('button', { name: 'Plan a visit' }).click();
    await logger.getByLabel('Purpose').fill('Planned in a tunnel');
    await logger.getByRole('button', { name: 'Plan', exact: true }).click();
    await seen(logger).toContain('Saved on this device.');
    await page.close();
    await context.setOffline(false);
    expect((await visitsOf(customer.id)).some(({ purpose }) => purpose === 'Planned in a tunnel')).toBe(false);

    const again = await context.newPage();
    await again.goto(`${portal.url}/`);
    await expect
      .poll(
        async () => (await visitsOf(customer.id)).filter(({ purpose }) => purpose === 'Planned in a tunnel').length,
        {
          timeout: 30_000,
        },
      )
      .toBe(1);
  });
});
