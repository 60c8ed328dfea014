import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core';
import { median, type Line, type Outcome } from './measure.ts';
import { hostedPage } from './survey-hosted.ts';
import { labels, openPages, pages, titles, type PageName } from './survey-pages.ts';
import { sinceScript, watchFor } from './survey-seen.ts';
import { findChromium } from './tools.ts';

const usual = { rounds: 15, slowRounds: 7 };
const few = { rounds: 3, slowRounds: 1 };
const patience = 120_000;

/** A phone on a bad line: a processor four times slower, 1.6 Mbit/s, 150 ms there and back. */
const slow = {
  cpu: 4,
  line: { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 },
};

/** Opens an address in a browser that has never been there, and gives it to work. */
export async function fresh<T>(
  browser: Browser,
  address: string,
  { slowly = false, reducedMotion = 'reduce' }: { slowly?: boolean; reducedMotion?: 'reduce' | 'no-preference' },
  work: (page: Page, session: CDPSession) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 800, height: 900 }, reducedMotion, locale: 'en-GB' });
  try {
    await context.addInitScript(watchFor, titles.recommend);
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    const session = await context.newCDPSession(page);
    if (slowly) {
      await session.send('Network.enable');
      await session.send('Network.emulateNetworkConditions', slow.line);
      await session.send('Emulation.setCPUThrottlingRate', { rate: slow.cpu });
    }
    await page.goto(address, { timeout: patience, waitUntil: 'commit' });
    return await work(page, session);
  } finally {
    await context.close();
  }
}

/** Waits until the first question has been seen. */
export const seen = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => globalThis.questionSeen !== undefined, undefined, { polling: 50 });

/** Bytes of live objects once everything that is not needed has gone. */
async function heapOf(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.enable');
  for (let turn = 0; turn < 3; turn += 1) await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize;
}

type Times = Record<PageName, number[]>;
const noTimes = (): Times => ({ liaise: [], floor: [], surveyjs: [], posthog: [], formbricks: [] });

/** Each page in turn, so often: a busy moment meets all alike. */
async function timesOf(browser: Browser, url: string, count: number, slowly: boolean): Promise<Times> {
  const times = noTimes();
  for (let round = -1; round < count; round += 1) {
    for (const name of pages) {
      const time = await fresh(browser, `${url}/${name}`, { slowly }, async (page) => {
        await seen(page);
        return page.evaluate(sinceScript);
      });
      if (round >= 0) times[name].push(time);
    }
  }
  return times;
}

/** The middle of the ratios of a round's two times. */
export const ratioOf = (mine: readonly number[], peer: readonly number[]): number =>
  median(mine.map((time, index) => time / (peer[index] ?? NaN)));

const milliseconds = (times: readonly number[]): string => `${median(times).toFixed(0)} ms`;

function timeLines(times: Times, where: string): Line[] {
  return [
    {
      title: `first question seen${where}, liaise-survey beside ${labels.floor}`,
      value: ratioOf(times.liaise, times.floor),
      unit: 'x',
      bound: { most: 1.25 },
      detail: `${milliseconds(times.liaise)} and ${milliseconds(times.floor)}`,
    },
    ...(['surveyjs', 'posthog', 'formbricks'] as const).map((name): Line => ({
      title: `the same${where}: ${labels[name]}`,
      value: ratioOf(times[name], times.floor),
      unit: 'x',
      detail: milliseconds(times[name]),
    })),
  ];
}

/**
 * How soon a person sees the first question, from when the page asks for its script, and what it costs in memory: a survey of two
 * questions by `liaise-survey`, by a Lit element written for the page, and by the peers, on the same page, each in a browser that
 * has never seen it. Then the page that the gateway serves, beside the same bytes served as a file.
 *
 * @param options `small`: a few rounds only, to see that it works
 */
export async function surveyFirstQuestion({ small = false } = {}): Promise<Outcome> {
  const { rounds, slowRounds } = small ? few : usual;
  const name = 'survey-first-question';
  const found = await findChromium();
  if ('missing' in found) return { name, lines: [], skipped: `Chromium is missing: ${found.missing}` };
  const site = await openPages();
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  const browser = await chromium.launch({
    executablePath: found.executable,
    args: ['--no-sandbox', '--disable-quic', ...quiet],
  });
  try {
    const lines = timeLines(await timesOf(browser, site.url, rounds, false), '');
    lines.push(
      ...timeLines(
        await timesOf(browser, site.url, slowRounds, true),
        ' with a 4 times slower processor and 1.6 Mbit/s',
      ),
    );
    const empty = await fresh(browser, `${site.url}/empty`, {}, async (page, session) => {
      // Waited for in the same way, since what waits lies in the page too.
      await page.waitForFunction(() => document.readyState === 'complete', undefined, { polling: 50 });
      return heapOf(session);
    });
    for (const one of pages) {
      const used = await fresh(browser, `${site.url}/${one}`, {}, async (page, session) => {
        await seen(page);
        return heapOf(session);
      });
      lines.push({
        title: `heap over an empty page: ${labels[one]}`,
        value: (used - empty) / 1024,
        unit: 'KB',
        ...(one === 'liaise' ? { bound: { most: 400 } } : {}),
        detail: `${String(site.bytes.get(one) ?? 0)} bytes of brotli fetched for the first question`,
      });
    }
    lines.push(await hostedPage(browser, rounds));
    return { name, lines };
  } finally {
    await browser.close();
    site.close();
  }
}
