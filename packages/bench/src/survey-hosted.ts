import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { newId } from '@liaise/core/records/identifier';
import { systemActor } from '@liaise/gateway/access/directory';
import { createGateway } from '@liaise/gateway';
import { serve } from '@liaise/gateway/serve';
import { demo } from '@liaise/core/samples';
import { demoWorld } from '@liaise/core/samples/world';
import { insertMany } from '@liaise/gateway/store/bulk';
import { loadWorld } from '@liaise/gateway/store/sample';
import { withStore } from './database.ts';
import { median, type Line } from './measure.ts';
import { fresh, ratioOf, seen } from './survey-first-question.ts';
import { titles } from './survey-pages.ts';
import { tokenOf } from './responses-links.ts';

const bundle = fileURLToPath(new URL('../../elements/dist/bundle/', import.meta.url));
const plenty = { burst: 1e9, perSecond: 1e9 };

const definition = {
  id: 'two',
  version: 1,
  language: 'en',
  questions: [
    { id: 'recommend', type: 'nps' as const, required: true, title: titles.recommend },
    { id: 'why', type: 'long-text' as const, title: titles.why },
  ],
};

/** Serves what was fetched once from another server, as it was, from memory. */
async function copyOf(origin: string, pathname: string) {
  const files = new Map<string, { status: number; headers: Record<string, string>; body: Buffer }>();
  const keep = async (name: string): Promise<void> => {
    if (files.has(name)) return;
    const answer = await fetch(`${origin}${name}`, { headers: { 'accept-language': 'en-GB' } });
    const headers = Object.fromEntries(
      [...answer.headers].filter(
        ([key]) => !/^(?:connection|keep-alive|transfer-encoding|content-encoding|content-length|date)$/.test(key),
      ),
    );
    files.set(name, { status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) });
  };
  await keep(pathname);
  const server = createServer((request, response) => {
    void (async () => {
      const name = request.url ?? '/';
      if (!name.startsWith('/v1/')) await keep(name);
      const file = files.get(name);
      response.writeHead(file?.status ?? 404, { ...file?.headers, 'content-length': String(file?.body.length ?? 0) });
      response.end(file?.body);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}${pathname}`,
    bytes: files.get(pathname)?.body.length ?? 0,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The first question of the page behind a survey link, beside the same bytes from a server that holds them in memory. */
export function hostedPage(browser: Browser, rounds: number): Promise<Line> {
  return withStore(async ({ store }) => {
    const tenant = { id: newId(), ref: 'demo', name: 'demo', sample: true };
    await loadWorld(store, tenant, demoWorld({ today: new Date().toISOString().slice(0, 10) }));
    const now = new Date().toISOString();
    const envelope = () => ({ id: newId(), version: 1, createdAt: now, updatedAt: now });
    const system = systemActor({ tenantId: tenant.id, tenantRef: tenant.ref });
    const survey = { ...envelope(), name: 'Two', definition, status: 'open', access: 'invited' };
    await store.transact(system, (work) => work.insert('surveys', survey));
    const invitation = {
      ...envelope(),
      surveyId: survey.id,
      customerId: demo.customers.first,
      channel: 'link',
      status: 'created',
      tokenHash: createHash('sha256').update(tokenOf(0)).digest('hex'),
    };
    await store.transact(system, (work) => insertMany(work, 'invitations', [invitation], { quiet: true }));
    const limits = { token: plenty, address: plenty, link: plenty };
    const assets = existsSync(bundle) ? { assets: bundle } : {};
    const gateway = createGateway({ database: store, issuers: [], limits, ...assets });
    const serving = await serve(gateway, { port: 0, host: '127.0.0.1' });
    const page = `/s/${tokenOf(0)}`;
    const origin = `http://127.0.0.1:${String(serving.port)}`;
    const copy = await copyOf(origin, page);
    const times = { hosted: [] as number[], file: [] as number[] };
    try {
      for (let round = -2; round < rounds; round += 1) {
        for (const [kind, address] of [
          ['hosted', `${origin}${page}`],
          ['file', copy.url],
        ] as const) {
          const time = await fresh(browser, address, {}, async (tab) => {
            await seen(tab);
            return tab.evaluate(() => globalThis.questionSeen ?? NaN);
          });
          if (round >= 0) times[kind].push(time);
        }
      }
    } finally {
      copy.close();
      await serving.stop();
      await gateway.close();
    }
    return {
      title: 'first question of the page behind a link, from the click, beside the same bytes served as a file',
      value: ratioOf(times.hosted, times.file),
      unit: 'x',
      bound: { most: 1.2 },
      detail: `${median(times.hosted).toFixed(0)} and ${median(times.file).toFixed(0)} ms, ${String(copy.bytes)} bytes`,
    };
  });
}
