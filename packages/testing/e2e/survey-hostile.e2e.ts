import { afterAll, describe, expect, it } from 'vitest';
import {
  differences,
  hostOn,
  hostState,
  makeRoom,
  openHostSite,
  putSurvey,
  strictPolicy,
  surveyLook,
  type Spot,
} from './survey-host.ts';
import { stage } from './stage.ts';
import { expectOnce, newLink, Walk } from './survey-tools.ts';

// Pages as strict and as hostile as pages get. That nothing was reported, the stage checks after each test.

const site = await openHostSite({ hostile: true });
const portal = stage({ LIAISE_ORIGINS: site.origin });
afterAll(() => site.close());

const spots: readonly Spot[] = ['in the page', 'in a foreign shadow root', 'in the open dialog of the host'];

describe('under the strictest policy, over a hostile style sheet', { timeout: 240_000 }, () => {
  it.for(spots)('a survey %s goes from the first question to the thanks', async (spot) => {
    const link = await newLink(portal);
    const { page, context } = await portal.person();
    await page.goto(await hostOn(context, portal.url, { policy: strictPolicy, hostile: true }));
    const walk = new Walk(page);
    await putSurvey(page, { spot, token: link.token, gateway: '/', script: '/liaise.js' });
    await walk.toTheEnd();
    await expectOnce(link, portal.data);
  });

  it.for(spots)('a survey %s changes nothing of the host', async (spot) => {
    const link = await newLink(portal);
    const { page, context } = await portal.person();
    await page.goto(await hostOn(context, portal.url, { policy: strictPolicy, hostile: true }));
    await makeRoom(page, spot);
    const before = await hostState(page);
    await putSurvey(page, { spot, token: link.token, gateway: '/', script: '/liaise.js' });
    const walk = new Walk(page);
    await walk.rate(3);
    await walk.next();
    await walk.shows('What was it about?');
    expect(differences(before, await hostState(page))).toEqual([]);
  });

  it('a survey looks as it does where there is no style sheet at all', async () => {
    const looks: string[][] = [];
    for (const hostile of [false, true]) {
      const link = await newLink(portal);
      const { page, context } = await portal.person();
      await page.goto(await hostOn(context, portal.url, { policy: strictPolicy, hostile }));
      await putSurvey(page, { spot: 'in the page', token: link.token, gateway: '/', script: '/liaise.js' });
      await new Walk(page).rate(3);
      looks.push(await surveyLook(page));
    }
    expect(looks[1]?.filter((line, index) => line !== looks[0]?.[index])).toEqual([]);
    expect(looks[0]?.length).toBeGreaterThan(1000);
    expect(looks[1]?.length).toBe(looks[0]?.length);
  });
});

describe('with the gateway on another origin', { timeout: 240_000 }, () => {
  it('a survey goes from the first question to the thanks', async () => {
    const link = await newLink(portal);
    const { page } = await portal.person({ hosts: [portal.url, site.origin] });
    site.allow(strictPolicy.map((one) => (one.startsWith('connect-src') ? `connect-src 'self' ${portal.url}` : one)));
    await page.goto(site.page);
    const walk = new Walk(page);
    await putSurvey(page, { spot: 'in the page', token: link.token, gateway: portal.url, script: '/liaise/liaise.js' });
    await walk.toTheEnd();
    await expectOnce(link, portal.data);
  });
});

describe('beside a Lit of the host', { timeout: 240_000 }, () => {
  it('a survey works under a policy that allows each of the two names once', async () => {
    const link = await newLink(portal);
    const { page, context } = await portal.person();
    const policy = [...strictPolicy, 'trusted-types lit-html liaise'];
    await page.goto(await hostOn(context, portal.url, { policy, hostile: false, lit: true }));
    await page.evaluate(() => document.querySelector('#main')?.append(document.createElement('host-note')));
    const note = page.locator('host-note b');
    await note.click();
    await putSurvey(page, { spot: 'in the page', token: link.token, gateway: '/', script: '/liaise.js' });
    await new Walk(page).toTheEnd();
    await note.click();
    expect(await note.innerText()).toBe('Clicked 2 times');
    await expectOnce(link, portal.data);
  });

  it('a survey works inside an element that the host draws with it', async () => {
    const link = await newLink(portal);
    const { page, context } = await portal.person();
    const policy = [...strictPolicy, 'trusted-types lit-html liaise'];
    await page.goto(await hostOn(context, portal.url, { policy, hostile: false, lit: true }));
    await page.evaluate(() => {
      const note = document.createElement('host-note');
      const place = document.querySelector('#place');
      place?.replaceWith(note);
      if (place) note.append(place);
    });
    await putSurvey(page, { spot: 'in the page', token: link.token, gateway: '/', script: '/liaise.js' });
    await new Walk(page).toTheEnd();
    await expectOnce(link, portal.data);
  });
});
