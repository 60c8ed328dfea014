import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { CustomerCard } from '@liaise/core/api/customers';
import type { Leaderboard, ScorecardAnswer } from '@liaise/core/api/scorecards';
import type { SurveyResults } from '@liaise/core/api/survey-results';
import { demo } from '@liaise/core/samples';
import { asRep, seen, stage, users } from './stage.ts';

const portal = stage();
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const elements = [
  'liaise-leaderboard',
  'liaise-scorecard',
  'liaise-goals',
  'liaise-value-pyramid',
  'liaise-survey-results',
];
const asManager = { role: 'manager', rep: demo.managers.north } as const;

const quarter = (): string => {
  const now = new Date();
  return `${String(now.getFullYear())}-Q${String(Math.floor(now.getMonth() / 3) + 1)}`;
};

/** Opens the team page for somebody and waits until every element on it has its data. */
async function team(user: string, options: Parameters<typeof portal.person>[0] = {}): Promise<Page> {
  const { page } = await portal.person({ ...options, settings: { language: 'en', user, ...options.settings } });
  await page.goto(`${portal.url}/team.html`);
  for (const name of elements)
    await expect.poll(() => page.locator(`${name}:state(ready)`).count(), { timeout: 30_000, message: name }).toBe(1);
  return page;
}

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const { axe: runner } = globalThis as typeof globalThis & {
      axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[] }> };
    };
    return (await runner.run()).violations;
  });
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} ${JSON.stringify(node.target)} ${node.failureSummary ?? ''}`),
  );
}

describe('the team page', () => {
  it('shows a manager the team: who stands where, its scorecard, goals, targets and the value of its customers', async () => {
    const page = await team(users.manager);
    const board = await portal.ask<Leaderboard>(
      asManager,
      `/v1/leaderboards?model=customer-care&team=${demo.teams.north}&period=${quarter()}`,
    );
    expect(board.items.length).toBeGreaterThan(2);
    for (const { name } of board.items) await seen(page.locator('liaise-leaderboard')).toContain(name);
    await seen(page.locator('liaise-scorecard')).toContain('Retention rate');
    await expect.poll(() => page.locator('liaise-targets:state(ready)').count(), { timeout: 30_000 }).toBe(1);
    await seen(page.locator('liaise-value-pyramid')).toContain('Top');
  });

  it('lets whoever leads choose whose scorecard it shows', async () => {
    const page = await team(users.manager);
    const [, rep] = demo.reps;
    await page.locator('select[name=subject]').selectOption(`rep:${rep}`);
    const { name } = await portal.ask<ScorecardAnswer>(
      asManager,
      `/v1/scorecards?subject=rep:${rep}&period=${quarter()}`,
    );
    await seen(page.locator('liaise-scorecard')).toContain(name);
  });

  it('shows a rep its own scorecard, and no form for targets', async () => {
    const page = await team(users.rep);
    const card = await portal.ask<ScorecardAnswer>(asRep, `/v1/scorecards?subject=rep:${demo.rep}&period=${quarter()}`);
    await seen(page.locator('liaise-scorecard')).toContain(card.name);
    expect(await page.locator('#aims').isVisible()).toBe(false);
    expect(await page.locator('select[name=subject]').isVisible()).toBe(false);
  });

  it('shows a manager what customers answered, whose score it is, what they wrote, and hands it over as a file', async () => {
    const page = await team(users.manager);
    await page.locator('select[name=period]').selectOption('year');
    const voice = page.locator('liaise-survey-results');
    const year = String(new Date().getFullYear());
    const told = await portal.ask<SurveyResults>(
      asManager,
      `/v1/surveys/after-visit/results?period=${year}&teamId=${demo.teams.north}&by=rep`,
    );
    const [score] = told.questions;
    const [low = 0, high = 0] = score?.interval ?? [];
    const whole = (value: number) => String(Math.round(value * 100));
    expect(told.groups?.items.length).toBeGreaterThan(1);
    await seen(voice).toContain(`interval ${whole(low)} to ${whole(high)}`);
    await seen(voice).toContain(`n = ${String(score?.n)}`);
    for (const { name } of told.groups?.items ?? []) await seen(voice).toContain(name ?? 'not said');

    const comments = voice.locator('[part=comments] .comment');
    await expect.poll(() => comments.count()).toBeGreaterThan(0);
    await voice.locator('#writer').selectOption('poor');
    const facts = async () =>
      (await comments.locator('.more').allTextContents()).map((one) => /gave (\d+)/.exec(one)?.[1]);
    await expect.poll(async () => (await facts()).every((gave) => Number(gave) <= 6)).toBe(true);

    const coming = page.waitForEvent('download');
    await voice.locator('.export button').click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe('after-visit.csv');
    const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n');
    expect(lines).toHaveLength(told.responses + 1);
  });

  it('tells a rep what others say about it, by role, and hides what would single somebody out', async () => {
    const page = await team(`rep ${demo.reps[2]}`);
    await page.locator('select[name=survey]').selectOption('colleagues');
    const voice = page.locator('liaise-survey-results');
    await voice.locator('#about').selectOption(demo.reps[2]);
    await seen(voice.locator('[part=report]')).toContain('Raters');
    await seen(voice.locator('[part=report]')).toContain('Self');
    await expect.poll(() => voice.locator('[part=funnel]').count()).toBe(0);
  });

  it('is for the staff only', async () => {
    const { page } = await portal.person({ settings: { language: 'en', user: users.customer } });
    await page.goto(`${portal.url}/team.html`);
    await seen(page.locator('#for-staff')).toContain('for the staff');
    for (const name of elements) expect(await page.locator(name).isVisible(), name).toBe(false);
  });

  it.for([
    { language: 'en', scheme: 'light', width: 1440 },
    { language: 'zh-CN', scheme: 'dark', width: 320 },
  ])('has nothing that axe-core finds: $language, $scheme, $width px', async ({ language, scheme, width }) => {
    const page = await team(users.manager, {
      bypassCSP: true,
      viewport: { width, height: 800 },
      settings: { language, scheme },
    });
    expect(await findings(page)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
});

describe('a customer’s card', () => {
  it('tells what is to be expected as a probability and a window', async () => {
    const { forecast } = await portal.ask<CustomerCard>(asRep, `/v1/customers/${demo.customers.first}/card`);
    expect(forecast?.within.probability).toBeGreaterThan(0);
    const { page } = await portal.portal(users.rep);
    await page.goto(`${portal.url}/#customer=${demo.customers.first}`);
    await seen(page.locator('#card')).toMatch(/within 90 days|90 days/i);
    await seen(page.locator('#card')).toMatch(/\d+(?:\.\d+)?\s?%/);
  });
});
