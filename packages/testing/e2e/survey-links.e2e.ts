import { describe, expect, it } from 'vitest';
import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { asRep, stage } from './stage.ts';
import { countInDatabase, definition, newLink, newSurvey, Walk } from './survey-tools.ts';

// What a link shows to whom, on the page that the gateway serves for it.

const portal = stage();
const manager = { role: 'manager', rep: demo.managers.north } as const;

describe('a link that is passed on', () => {
  it('goes on elsewhere without what was typed, and with it by the address made for that', async () => {
    const link = await newLink(portal);
    const mine = await portal.person();
    await mine.page.goto(`${portal.url}/s/${link.token}`);
    const walk = new Walk(mine.page);
    await walk.rate(10);
    await walk.next();
    await walk.write('Words for nobody else');
    await walk.base.locator('textarea').blur();
    await expect
      .poll(async () => (await link.responses())[0]?.answers, { timeout: 60_000 })
      .toMatchObject({
        recommend: 10,
        why: 'Words for nobody else',
      });
    const again = walk.base.getByRole('button', { name: 'Go on on another device' });
    await again.click();
    const address = (await walk.base.locator('a').getAttribute('href')) ?? '';
    expect(address).toMatch(/#device=[\w-]{22}$/);

    const theirs = await portal.person();
    await theirs.page.goto(`${portal.url}/s/${link.token}`);
    await new Walk(theirs.page).base.locator('textarea, input').first().waitFor({ timeout: 60_000 });
    expect(await theirs.page.content()).not.toContain('Words for nobody else');

    const other = await portal.person();
    await other.page.goto(address);
    const field = new Walk(other.page).base.locator('textarea');
    await expect.poll(() => field.inputValue(), { timeout: 60_000 }).toBe('Words for nobody else');
    expect(other.page.url()).toBe(`${portal.url}/s/${link.token}`);
  });
});

describe('the first click in a mail', () => {
  it('shows the score and counts it when the person goes on', async () => {
    const surveyId = await newSurvey(portal, {
      definition: {
        ...definition,
        id: `mail-${newId()}`,
        questions: definition.questions.map((one) => (one.id === 'recommend' ? { ...one, prefill: true } : one)),
      },
    });
    const body = { id: newId(), surveyId, customerId: demo.customers.first };
    const { token } = await portal.ask<{ token: string }>(asRep, '/v1/invitations', body);
    const { page } = await portal.person();
    await page.goto(`${portal.url}/s/${token}?recommend=9`);
    const walk = new Walk(page);
    await expect.poll(() => walk.base.locator('input[value="9"]').isChecked(), { timeout: 60_000 }).toBe(true);
    expect(await countInDatabase(portal.data, surveyId)).toBe(0);
    await walk.next();
    await expect.poll(() => countInDatabase(portal.data, surveyId), { timeout: 60_000 }).toBe(1);
  });
});

describe('a link that serves many, for whom it takes work', () => {
  it('is answered anonymously to the end, with a receipt', async () => {
    const surveyId = await newSurvey(portal, {
      access: 'open',
      proofOfWork: 8,
      definition: { ...definition, id: `open-${newId()}`, anonymous: true },
    });
    const made = await portal.ask<{ token: string }>(manager, `/v1/surveys/${surveyId}/links`, {
      id: newId(),
      limit: 1,
    });
    const { page } = await portal.person();
    await page.goto(`${portal.url}/s/${made.token}`);
    const walk = new Walk(page);
    await walk.rate(10);
    await walk.next();
    await walk.write('Nobody knows');
    await walk.base.getByRole('button', { name: 'Send', exact: true }).click();
    const receipt = walk.base.locator('code');
    await receipt.waitFor({ timeout: 60_000 });
    const body = JSON.stringify({ receipt: await receipt.textContent() });
    const headers = { 'content-type': 'application/json' };
    const byReceipt = async (): Promise<unknown> =>
      (await fetch(`${portal.url}/v1/receipts`, { method: 'POST', headers, body })).json();
    await expect
      .poll(byReceipt, { timeout: 60_000 })
      .toMatchObject({ answers: { recommend: 10, why: 'Nobody knows' } });
    expect(await countInDatabase(portal.data, surveyId)).toBe(1);
    const late = await portal.person();
    await late.page.goto(`${portal.url}/s/${made.token}`);
    await late.page.getByText('This survey has ended').waitFor({ timeout: 60_000 });
  });
});
