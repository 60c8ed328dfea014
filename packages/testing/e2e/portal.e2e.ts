import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Customer } from '@liaise/core/records/customer';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { ResponseRecord } from '@liaise/core/records/survey';
import type { Visit } from '@liaise/core/records/visit';
import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { asRep, choose, figureOf, numberIn, seen, stage, textOf, users } from './stage.ts';

const portal = stage();

interface Listed<T> {
  items: T[];
}

const customersOf = async (user: { role: string; rep?: string }): Promise<Customer[]> =>
  (await portal.ask<Listed<Customer>>(user, '/v1/customers?limit=500')).items;

const rowCount = (page: Page) =>
  expect.poll(() => page.locator('#rows tr[data-customer]').count(), { timeout: 20_000 });

/** A new survey link for the first customer. */
const newLink = async (): Promise<string> => {
  const body = { id: newId(), surveyId: demo.survey, customerId: demo.customers.first };
  return (await portal.ask<{ token: string }>(asRep, '/v1/invitations', body)).token;
};

const answersOf = async (customer: string): Promise<ResponseRecord[]> => {
  const route = `/v1/responses?customerId=${customer}&limit=500`;
  return (await portal.ask<Listed<ResponseRecord>>(asRep, route)).items;
};

describe('a rep', () => {
  it('sees real customers in all four elements', async () => {
    const { page } = await portal.portal(users.rep);
    const customers = await customersOf(asRep);
    await rowCount(page).toBe(customers.length);
    const first = await portal.ask<Customer>(asRep, `/v1/customers/${demo.customers.first}`);

    await seen(page.locator('#note liaise-customer-card')).toContain(first.name);
    await seen(page.locator('#card')).toContain(first.name);
    await seen(page.locator('#logger')).toContain('Check in now');
    const query = `kpi=visits-done&subject=rep:${demo.rep}&period=last-30-days`;
    const { value } = await portal.ask<KpiValue>(asRep, `/v1/kpis?${query}`);
    expect(await numberIn(page.locator('#note liaise-kpi-badge').first())).toBe(value);
    for (const customer of customers.slice(0, 5)) {
      const badge = page.locator(`tr[data-customer="${customer.id}"] liaise-kpi-badge`);
      await expect.poll(() => figureOf(badge).innerText()).toMatch(/\d|–/);
    }

    await page.getByRole('button', { name: 'Make a survey link' }).click();
    await seen(page.locator('#handed')).toContain('How likely are you to recommend us?');
    await expect.poll(() => page.locator('#link').getAttribute('href')).toMatch(/\/s\/demo\.[\w-]{22}$/);
  });

  it('chooses a customer, logs a visit, and sees the KPI move', async () => {
    const { page, context } = await portal.portal(users.rep);
    await context.grantPermissions(['geolocation']);
    await context.setGeolocation({ latitude: 53.54944, longitude: 9.98059, accuracy: 20 });
    const tile = page.locator('#figures liaise-kpi-badge[kpi="visits-done"]');
    const before = await numberIn(tile);
    const customer = (await customersOf(asRep)).find(
      ({ id, stage: at }) => id !== demo.customers.first && at === 'retain',
    );
    if (!customer) throw new Error('The first rep holds one retained customer only.');
    await choose(page, customer.id);
    await seen(page.locator('#card')).toContain(customer.name);

    const logger = page.locator('#logger');
    await logger.getByRole('button', { name: 'Plan a visit' }).click();
    await logger.getByLabel('Purpose').fill('Show the quiet machine');
    await logger.getByRole('button', { name: 'Plan', exact: true }).click();
    await seen(logger).toContain('Saved.');
    await logger.getByRole('listitem').filter({ hasText: 'Show the quiet machine' }).getByRole('button').click();
    await logger.getByRole('button', { name: 'Check in', exact: true }).click();
    await seen(logger).toMatch(/Checked in .*Saved\./s);
    await logger.getByLabel('Notes').fill('They want two.');
    await logger.getByLabel('Outcome').selectOption('agreed');
    await logger.getByRole('button', { name: 'Check out' }).click();
    await seen(logger).toMatch(/Checked out .*Saved\./s);
    await logger.getByLabel('Next step').fill('Send an offer');
    await logger.getByRole('button', { name: 'Close the visit' }).click();
    await seen(logger).toMatch(/The visit is closed\..*Saved\./s);

    await expect.poll(() => numberIn(tile), { timeout: 20_000 }).toBe(before + 1);
    const { items } = await portal.ask<Listed<Visit>>(asRep, `/v1/visits?customerId=${customer.id}&limit=500`);
    const made = items.find(({ purpose }) => purpose === 'Show the quiet machine');
    expect(made).toMatchObject({ status: 'reported', notes: 'They want two.', outcome: 'agreed', repId: demo.rep });
    expect(made?.moves.map(({ move }) => move)).toEqual(['check-in', 'check-out', 'report']);
    expect(made?.moves[0]?.position).toMatchObject({ latitude: 53.54944, longitude: 9.98059 });

    await choose(page, demo.customers.first);
    await seen(logger).not.toContain('The visit is closed.');
    expect(await textOf(logger)).not.toContain('Show the quiet machine');
  });

  it('finds a customer by its place, changes the figure, and follows links by the address', async () => {
    const { page } = await portal.portal(users.rep);
    await page.getByLabel('Search by name or place').fill('hamburg');
    const hamburg = (await customersOf(asRep)).filter(({ site }) => site?.city === 'Hamburg');
    await expect.poll(() => page.locator('#rows tr:visible').count()).toBe(hamburg.length);
    await page.getByLabel('Search by name or place').fill('nowhere at all');
    await seen(page.locator('#rows')).toContain('No customer matches.');
    await page.getByLabel('Search by name or place').fill('');
    await page.locator('[name=figure]').selectOption({ label: 'Visits, 90 days' });
    const badge = page.locator(`tr[data-customer="${demo.customers.first}"] liaise-kpi-badge`);
    const query = `kpi=visits-done&subject=customer:${demo.customers.first}&period=last-90-days`;
    const { value } = await portal.ask<KpiValue>(asRep, `/v1/kpis?${query}`);
    expect(await numberIn(badge)).toBe(value);
    await page.goto(`${portal.url}/#customer=${hamburg.at(-1)?.id ?? ''}`);
    await seen(page.locator('#card')).toContain(hamburg.at(-1)?.name);
  });

  it('works on a phone: the customer covers the list and gives it back', async () => {
    const { page } = await portal.portal(users.rep, {
      viewport: { width: 320, height: 640 },
      isMobile: true,
      hasTouch: true,
    });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    expect(await page.locator('#side').isVisible()).toBe(false);
    await choose(page, demo.customers.first);
    await seen(page.locator('#card')).toContain('Nettlewick');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('side-title');
    expect(await page.locator('#side').evaluate((side) => side.scrollWidth)).toBeLessThanOrEqual(320);
    await page.goBack();
    await expect.poll(() => page.locator('#side').isVisible()).toBe(false);
  });
});

describe('a manager', () => {
  it('sees the figures of the team, and the customers of the team only', async () => {
    const { page } = await portal.portal(users.manager);
    const manager = { role: 'manager', rep: demo.managers.north };
    const customers = await customersOf(manager);
    const ofEast = await customersOf({ role: 'rep', rep: demo.reps[5] });
    const everyone = await customersOf({ role: 'admin' });
    expect(everyone).toHaveLength(200);
    expect(customers.length).toBeLessThan(200);
    await rowCount(page).toBe(customers.length);
    const listed = await page.locator('#rows tr').evaluateAll((rows) => rows.map((row) => row.dataset['customer']));
    expect([...listed].sort()).toEqual(customers.map(({ id }) => id).sort());
    const hidden = ofEast.filter(({ id }) => !listed.includes(id));
    expect(hidden.length).toBeGreaterThan(0);
    const month = new Date().toISOString().slice(0, 7);
    const query = `kpi=visits-done&subject=team:${demo.teams.north}&period=${month}`;
    const { value } = await portal.ask<KpiValue>(manager, `/v1/kpis?${query}`);
    expect(await numberIn(page.locator('#figures liaise-kpi-badge[kpi="visits-done"]'))).toBe(value);
  });

  it('becomes somebody else by the sign-in, and nothing of the first stays', async () => {
    const { page } = await portal.portal(users.manager);
    await page.getByLabel('Signed in as').selectOption(users.east);
    const ofEast = await customersOf({ role: 'rep', rep: demo.reps[5] });
    await rowCount(page).toBe(ofEast.length);
    await seen(page.locator('#card')).toContain(ofEast.find(({ tier }) => tier === 'top')?.name ?? ofEast[0]?.name);
    await page.getByLabel('Signed in as').selectOption(users.admin);
    await rowCount(page).toBe(200);
    await expect
      .poll(() => page.locator('#rows liaise-kpi-badge:state(ready), #rows liaise-kpi-badge:state(empty)').count(), {
        timeout: 30_000,
      })
      .toBe(200);
  });
});

describe('the language switch', () => {
  it('turns the whole page, rows included, after it is loaded', async () => {
    const { page } = await portal.portal(users.rep);
    await page.locator('#rows [data-customer]').first().waitFor();
    await page.locator('select[name="language"]').selectOption('zh-CN');
    await seen(page.locator('#build-title')).not.toContain('What a page needs');
    await seen(page.locator('#rows')).toMatch(/成长中/);
  });
});

describe('a customer', () => {
  const phone = { viewport: { width: 375, height: 667 }, isMobile: true, hasTouch: true };

  it('answers on the page, without an account', async () => {
    const { page } = await portal.portal(users.customer);
    await seen(page.locator('#survey')).toContain('How likely are you to recommend us?');
    expect(await page.locator('#staff').isVisible()).toBe(false);
  });

  it('answers on a phone, by the link', async () => {
    const token = await newLink();
    const before = await answersOf(demo.customers.first);
    const { page } = await portal.person(phone);
    await page.goto(`${portal.url}/s/${token}`);
    // The form of the page comes first; the element takes over where scripts run.
    await page.waitForFunction(() =>
      Boolean(document.querySelector('liaise-survey')?.shadowRoot?.querySelector('input')),
    );
    const survey = page.locator('liaise-survey');
    await survey.getByRole('radio', { name: '9', exact: true }).check({ force: true });
    await survey.getByRole('button', { name: 'Next' }).click();
    await survey.getByRole('radio').nth(3).check({ force: true });
    await survey.getByRole('button', { name: 'Next' }).click();
    await survey.getByRole('textbox').fill('Always on time.');
    await survey.getByRole('button', { name: 'Send' }).click();
    await seen(survey).toContain('Thank you.');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    const after = await answersOf(demo.customers.first);
    expect(after).toHaveLength(before.length + 1);
    const mine = after.find(({ id }) => !before.some((other) => other.id === id));
    expect(mine).toMatchObject({ final: true, answers: { recommend: 9, satisfaction: 4, why: 'Always on time.' } });
    await page.reload();
    await seen(survey).toContain('Your rep reads every answer.');
  });

  it('answers without JavaScript', async () => {
    const token = await newLink();
    const before = await answersOf(demo.customers.first);
    const { page } = await portal.person({ ...phone, javaScriptEnabled: false });
    await page.goto(`${portal.url}/s/${token}`);
    await page.getByRole('radio', { name: /^3/ }).check({ force: true });
    await page.getByRole('button').click();
    await page.getByRole('radio').nth(1).check({ force: true });
    await page.getByRole('textbox').fill('The machine was late.');
    await page.getByRole('button').click();
    await expect.poll(() => page.locator('main').innerText()).toContain('Thank you');
    expect(await page.locator('main').innerText()).toContain('The machine was late.');
    const mine = (await answersOf(demo.customers.first)).find(({ id }) => !before.some((other) => other.id === id));
    expect(mine).toMatchObject({ final: true, answers: { recommend: 3, improve: 'The machine was late.' } });
  });

  it('is told the same of every link that cannot be used', async () => {
    const { page } = await portal.person(phone);
    const refused = await page.request.get(`${portal.url}/s/demo.aaaaaaaaaaaaaaaaaaaaaa`);
    expect(refused.status()).toBe(404);
    expect(await refused.text()).toContain('This link cannot be used');
  });
});
