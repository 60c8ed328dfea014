import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type CDPSession, type Page } from 'playwright-core';
import { count, defineHandBadge, putHand, putLiaise, ready, type Question } from './badges-page.ts';
import { median, type Outcome } from './measure.ts';
import { findChromium } from './tools.ts';

const bundle = fileURLToPath(new URL('../../elements/dist/bundle/', import.meta.url));
const rounds = 9;
const warming = 3;

const html = (badges: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Badges</title>
<script type="module" src="/liaise.js"></script>
<liaise-connect url="/gateway" token-url="/token"><main id="room">${badges}</main></liaise-connect></html>`;

const id = (index: number): string => `01930b5e-7c00-7000-8000-${String(index).padStart(12, '0')}`;
const subjects = Array.from({ length: count }, (_, index) => `customer:${id(index)}`);
const badge = (subject: string): string =>
  `<liaise-kpi-badge kpi="retention-rate" subject="${subject}" period="2026-Q4"></liaise-kpi-badge>`;

/** A value as a gateway answers it, different for each subject. */
const valueOf = (question: Question): object => {
  const share = (Number(question.subject.slice(-4)) % 1000) / 1000;
  const figures = {
    value: share,
    previous: 1 - share,
    target: 0.8,
    numerator: share * 1000,
    denominator: 1000,
    n: 1000,
  };
  return {
    ...question,
    ...figures,
    unit: 'share',
    direction: 'higher',
    attainment: share / 0.8,
    thresholds: { good: 0.8, warn: 0.6 },
    asOf: '2026-11-21T00:00:00Z',
    complete: false,
    formula: 'Customers kept by customers held at the beginning',
    sources: [{ resource: 'purchases', count: 1000 }],
  };
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const token = (): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 3600;
  return `${part({ alg: 'none' })}.${part({ iss: 'host', sub: 'rep', tenant: 'demo', role: 'rep', exp })}.`;
};

/** A site with the built bundle and a played gateway that answers KPIs at once; `asked` are the requests the gateway got. */
async function openSite() {
  const asked: string[] = [];
  const one = (asking: string): object => {
    const query = new URL(asking, 'http://gateway').searchParams;
    const given = (name: string): string => query.get(name) ?? '';
    return valueOf({ kpi: given('kpi'), subject: given('subject'), period: given('period') });
  };
  const server = createServer((request, response) => {
    const url = request.url ?? '/';
    const send = (type: string, body: string | Buffer, status = 200): void => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-cache' }).end(body);
    };
    const json = (body: object): void => {
      send('application/json', JSON.stringify(body));
    };
    if (url.startsWith('/gateway/')) {
      asked.push(`${request.method ?? ''} ${url.slice(8).split('?')[0] ?? ''}`);
      if (url.startsWith('/gateway/v1/batch')) {
        void bodyOf(request).then((body) => {
          const { requests } = JSON.parse(body) as { requests: { path: string }[] };
          json({ responses: requests.map(({ path: asking }) => ({ status: 200, body: one(asking) })) });
        });
      } else if (url.startsWith('/gateway/v1/events')) {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
      } else json(one(url));
      return;
    }
    const file = path.join(bundle, url);
    if (url === '/token') json({ token: token() });
    else if (url === '/full') send('text/html', html(subjects.map(badge).join('')));
    else if (url === '/empty') send('text/html', html(badge(`customer:${id(1)}`)));
    else if (url.endsWith('.js') && existsSync(file)) send('text/javascript', readFileSync(file));
    else send('text/plain', 'There is nothing here.', 404);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    url: `http://127.0.0.1:${String(port)}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** How long scripts ran while work went on, in seconds, as the browser counts it. */
async function scriptTime(session: CDPSession, work: () => Promise<unknown>): Promise<number> {
  const read = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? NaN;
  };
  await session.send('HeapProfiler.collectGarbage');
  const before = await read();
  await work();
  return (await read()) - before;
}

async function requestsOf(page: Page, site: Awaited<ReturnType<typeof openSite>>): Promise<string[]> {
  site.asked.length = 0;
  await page.goto(`${site.url}/full`);
  await page.evaluate(ready);
  return [...site.asked];
}

/**
 * A thousand badges on one page in Chromium: the requests a gateway gets for them, and how long scripts run to put them up,
 * beside as many hand-written elements with the same shadow tree, which ask for the same values with one `fetch` and write
 * them with `Intl`. Both in the same page, in turns, when the code is warm.
 */
export async function badges(): Promise<Outcome> {
  const name = 'badges';
  if (!existsSync(bundle)) return { name, lines: [], skipped: 'The bundle is not built.' };
  const found = await findChromium();
  if ('missing' in found) return { name, lines: [], skipped: `Chromium is missing: ${found.missing}` };
  const site = await openSite();
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  const browser = await chromium.launch({
    executablePath: found.executable,
    args: ['--no-sandbox', '--disable-quic', ...quiet],
  });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(120_000);
    const cold = await requestsOf(page, site);
    const warm = await requestsOf(page, site);
    await page.goto(`${site.url}/empty`);
    await page.evaluate(ready);
    await page.evaluate(defineHandBadge);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const times = { liaise: [] as number[], hand: [] as number[] };
    for (let round = -warming; round < rounds; round += 1) {
      const liaise = await scriptTime(session, () => page.evaluate(putLiaise, subjects));
      const hand = await scriptTime(session, () => page.evaluate(putHand, subjects));
      if (round < 0) continue;
      times.liaise.push(liaise);
      times.hand.push(hand);
    }
    const most = [cold, warm].sort((a, b) => b.length - a.length)[0] ?? [];
    const milliseconds = (list: readonly number[]): string => `${(median(list) * 1000).toFixed(0)} ms`;
    return {
      name,
      lines: [
        {
          title: 'requests for 1,000 badges on one page',
          value: most.length,
          unit: 'requests',
          bound: { most: 3 },
          detail: most.join(', '),
        },
        {
          title: 'script time of 1,000 badges beside 1,000 hand-written elements, warm',
          value: median(times.liaise.map((time, index) => time / (times.hand[index] ?? NaN))),
          unit: 'x',
          bound: { most: 2 },
          detail: `${milliseconds(times.liaise)} and ${milliseconds(times.hand)}`,
        },
      ],
    };
  } finally {
    await browser.close();
    site.close();
  }
}
