import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { median, type Outcome } from './measure.ts';
import type { opening, saving, sending } from './outbox-page.ts';
import { findChromium } from './tools.ts';

/** How long the played gateway takes over a visit, in milliseconds: about what the real one takes. */
const working = 8;
const photoBytes = 300_000;

/** A site with one page and a played gateway that takes every visit and says so. */
async function openSite(script: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    const send = (type: string, body: string): void => {
      response.writeHead(200, { 'content-type': type }).end(body);
    };
    if (request.url === '/') send('text/html', '<!doctype html><title>Outbox</title><script src="/page.js"></script>');
    else if (request.url === '/page.js') send('text/javascript', script);
    else {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks).toString();
        const answer = body === '' ? {} : { ...(JSON.parse(body) as object), version: 1 };
        setTimeout(() => {
          send('application/json', JSON.stringify(answer));
        }, working);
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The outbox in a real Chromium, beside bare `idb` and beside a plain loop of fetches. */
export async function outbox({ small }: { small: boolean }): Promise<Outcome> {
  const name = 'outbox';
  const browser = await findChromium();
  if ('missing' in browser) return { name, lines: [], skipped: `There is no Chromium: ${browser.missing}` };
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('outbox-page.ts', import.meta.url))],
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    conditions: ['@liaise/source'],
    logLevel: 'error',
  });
  const site = await openSite(outputFiles[0]?.text ?? '');
  const args = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'];
  const chrome = await chromium.launch({ executablePath: browser.executable, args });
  try {
    const page = await chrome.newPage();
    page.setDefaultTimeout(0);
    await page.goto(site.url);
    const [rounds, visits, queued] = small ? [9, 200, 500] : [21, 1000, 5000];
    const call = <T>(code: string): Promise<T> => page.evaluate<T>(code);
    const saved = await call<Awaited<ReturnType<typeof saving>>>(`saving(${String(rounds)}, ${String(photoBytes)})`);
    const sent = await call<Awaited<ReturnType<typeof sending>>>(`sending(${String(visits)})`);
    const opened = await call<Awaited<ReturnType<typeof opening>>>(`opening(${String(queued)}, 7)`);
    const [ours, bare] = [median(saved.ours), median(saved.bare)];
    const [full, empty] = [median(opened.full), median(opened.empty)];
    const ms = (value: number): string => `${value.toFixed(1)} ms`;
    const rate = (time: number): string => String(Math.round((visits / time) * 1000));
    return {
      name,
      lines: [
        {
          title: 'saving a visit with three photos of 300 KB beside the same bytes through bare idb',
          value: ours / bare,
          unit: 'x',
          bound: { most: 2 },
          detail: `${ms(ours)} and ${ms(bare)}; hashed, encrypted and in parts`,
        },
        {
          title: `rate of sending ${String(visits)} queued visits beside a plain loop of fetches, four at once`,
          value: sent.bare / sent.ours,
          unit: 'x',
          bound: { least: 0.8 },
          detail: `${rate(sent.ours)} and ${rate(sent.bare)} a second; a played gateway that takes ${String(working)} ms`,
        },
        {
          title: `opening the outbox with ${String(queued)} queued visits beside opening it with none`,
          value: full / empty,
          unit: 'x',
          bound: { most: 1.5 },
          detail: `${ms(full)} and ${ms(empty)}, until it says where it stands`,
        },
      ],
    };
  } finally {
    await chrome.close();
    site.close();
  }
}
