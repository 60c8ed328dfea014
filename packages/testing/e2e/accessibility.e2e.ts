import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demo } from '@liaise/core/samples';
import { choose, seen, stage, users } from './stage.ts';

const portal = stage();
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  id: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

/** What axe-core finds against WCAG 2.2 AA and its own good practice: a line for each place. */
async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe: runner } = globalThis as typeof globalThis & { axe: { run(): Promise<{ violations: Finding[] }> } };
    return (await runner.run()).violations;
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} ${JSON.stringify(node.target)} ${node.failureSummary ?? ''}`),
  );
}

const looks = (['en', 'zh-CN'] as const).flatMap((language) =>
  (['light', 'dark'] as const).map((scheme) => ({ language, scheme })),
);

describe('accessibility', () => {
  it.for(looks)('of the portal in $language, $scheme', async ({ language, scheme }) => {
    // The checker is put into the page from outside, which the page's policy forbids to everybody else.
    const { page } = await portal.portal(users.rep, { bypassCSP: true, settings: { language, scheme } });
    await seen(page.locator('#card')).toContain('Nettlewick');
    await page.locator('#make-link').click();
    await seen(page.locator('#handed')).toMatch(/推荐|recommend/);
    await expect.poll(() => page.locator('liaise-kpi-badge:state(loading)').count(), { timeout: 20_000 }).toBe(0);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
    expect(await findings(page)).toEqual([]);
  });

  it.for(looks)('of the customer’s side in $language, $scheme', async ({ language, scheme }) => {
    const { page } = await portal.portal(users.customer, { bypassCSP: true, settings: { language, scheme } });
    await seen(page.locator('#survey')).toMatch(/推荐|recommend/);
    expect(await findings(page)).toEqual([]);
    await page.goto((await page.locator('#page').getAttribute('href')) ?? '');
    await seen(page.locator('liaise-survey')).toMatch(/推荐|recommend/);
    expect(await findings(page)).toEqual([]);
  });

  it('of a customer on a phone, right to left', async () => {
    const { page } = await portal.portal(users.rep, {
      bypassCSP: true,
      viewport: { width: 320, height: 640 },
      settings: { direction: 'rtl' },
    });
    await choose(page, demo.customers.first);
    await seen(page.locator('#card')).toContain('Nettlewick');
    await seen(page.locator('#logger')).toContain('Check in now');
    expect(await findings(page)).toEqual([]);
  });
});
