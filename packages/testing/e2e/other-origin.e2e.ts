import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { demo } from '@liaise/core/samples';
import { root } from './gateway-process.ts';
import { seen, stage, textOf, users } from './stage.ts';

const types: Record<string, string> = {
  '.html': 'text/html',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
};

/** A site of its own: the portal with the gateway elsewhere, and pages that a test brings. As strict as the gateway's own. */
function site(pages: Record<string, string>): Server {
  return createServer((request, response) => {
    void (async () => {
      const gateway = portal.url;
      const { pathname } = new URL(request.url ?? '/', 'http://site');
      const name = pathname === '/' ? '/index.html' : pathname;
      const content =
        pages[pathname] ?? (await readFile(path.join(root, 'examples', 'portal', name), 'utf8').catch(() => undefined));
      response.setHeader(
        'Content-Security-Policy',
        [
          "default-src 'none'",
          `script-src 'self' ${gateway}`,
          "style-src 'self'",
          `connect-src ${gateway}`,
          "img-src 'self' data:",
          "require-trusted-types-for 'script'",
          'trusted-types liaise lit-html',
        ].join('; '),
      );
      response.setHeader('Content-Type', `${types[path.extname(name)] ?? 'text/html'}; charset=utf-8`);
      response.statusCode = content === undefined ? 404 : 200;
      response.end(
        content
          ?.replaceAll('src="/liaise.js"', `src="${gateway}/liaise.js"`)
          .replaceAll('url="/"', `url="${gateway}"`)
          .replaceAll('token-url="/', `token-url="${gateway}/`),
      );
    })();
  });
}

const card = (rep: string) =>
  `<liaise-connect url="/" token-url="/dev/token?role=rep&amp;rep=${rep}"><liaise-customer-card customer="${demo.customers.first}"></liaise-customer-card></liaise-connect>`;
const page = (body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title><link rel="icon" href="data:,"><script type="module" src="/liaise.js"></script></head><body>${body}</body></html>`;

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const { port } = server.address() as AddressInfo;
      resolve(`http://127.0.0.1:${port}`);
    });
  });

const known = site({ '/two': page(card(demo.reps[0]) + card(demo.reps[5])) });
const unknown = site({ '/one': page(card(demo.reps[0])) });
const [allowed, stranger] = await Promise.all([listen(known), listen(unknown)]);
const portal = stage({ LIAISE_ORIGINS: allowed });

afterAll(() => {
  for (const server of [known, unknown]) {
    server.closeAllConnections();
    server.close();
  }
});

describe('a page on another origin than the gateway', () => {
  it('shows customers and logs a visit', async () => {
    const { page: tab } = await portal.person({
      hosts: [portal.url, allowed],
      settings: { language: 'en', user: users.rep },
    });
    await tab.goto(`${allowed}/`);
    await tab.locator('#rows a').first().waitFor();
    await seen(tab.locator('#card')).toContain('Nettlewick');
    const logger = tab.locator('#logger');
    await logger.getByRole('button', { name: 'Plan a visit' }).click();
    await logger.getByLabel('Purpose').fill('From another origin');
    await logger.getByRole('button', { name: 'Plan', exact: true }).click();
    await seen(logger).toContain('Saved.');
    await tab.reload();
    await seen(logger).toContain('From another origin');
    await tab.getByRole('button', { name: 'Make a survey link' }).click();
    await seen(tab.locator('#handed')).toContain('How likely are you to recommend us?');
  });

  it('keeps two providers on one page apart', async () => {
    const { page: tab, faults } = await portal.person({ hosts: [portal.url, allowed] });
    await tab.goto(`${allowed}/two`);
    const cards = tab.locator('liaise-customer-card');
    await seen(cards.first()).toContain('Nettlewick');
    await expect.poll(() => tab.locator('liaise-customer-card:state(forbidden)').count(), { timeout: 20_000 }).toBe(1);
    expect(await textOf(cards.last())).not.toContain('Nettlewick');
    expect(await tab.locator('liaise-customer-card:state(ready)').count()).toBe(1);
    // The browser writes down that the second one was refused.
    expect(faults.every((fault) => /console: .*\b40[34]\b/.test(fault))).toBe(true);
    faults.length = 0;
  });

  it('gets nothing where its origin is not on the list', async () => {
    const { page: tab, faults } = await portal.person({ hosts: [portal.url, stranger] });
    await tab.goto(`${stranger}/one`);
    const refused = tab.locator('liaise-customer-card:state(error), liaise-customer-card:state(offline)');
    await expect.poll(() => refused.count(), { timeout: 20_000 }).toBe(1);
    expect(await textOf(tab.locator('liaise-customer-card'))).not.toContain('Nettlewick');
    expect(faults.some((fault) => fault.includes('CORS'))).toBe(true);
    expect(faults.every((fault) => /CORS|net::ERR_FAILED/.test(fault))).toBe(true);
    faults.length = 0;
  });
});
