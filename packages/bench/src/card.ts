import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { demoWorld } from '@liaise/core/samples/world';
import { createGateway } from '@liaise/gateway';
import { signToken } from '@liaise/gateway/access/sign';
import { serve } from '@liaise/gateway/serve';
import { loadWorld } from '@liaise/gateway/store/sample';
import { withStore } from './database.ts';
import { median, type Line, type Outcome } from './measure.ts';

const secret = 'a secret of the measurement, long enough for HS256';
const connections = 16;
const rounds = 7;
const seconds = 3;

type Query = string | pg.QueryConfig;

/** Records what this process sends to the database while work goes on. */
async function recorded(work: () => Promise<unknown>): Promise<Query[]> {
  const queries: Query[] = [];
  const prototype = pg.Client.prototype as { query: (...args: unknown[]) => unknown };
  const send = prototype.query;
  prototype.query = function (this: unknown, ...args: unknown[]) {
    const [first, values] = args;
    if (typeof first === 'string') queries.push(Array.isArray(values) ? { text: first, values } : first);
    else queries.push(first as pg.QueryConfig);
    return send.apply(this, args);
  };
  try {
    await work();
  } finally {
    prototype.query = send;
  }
  return queries;
}

/** The callers, in a process of their own. */
function openCallers(env: Record<string, string>) {
  const program = fileURLToPath(new URL('card-load.ts', import.meta.url));
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    rate: async (time: number): Promise<number> => {
      child.stdin.write(`${JSON.stringify({ seconds: time })}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error('The callers ended early.');
      const { count, elapsed } = JSON.parse(line.value) as { count: number; elapsed: number };
      return count / elapsed;
    },
    close: () => {
      child.stdin.end();
    },
  };
}

/** Runs transactions in loops, each loop on a connection of its own; their rate a second. */
async function bareRate(
  clients: readonly pg.Client[],
  transactions: readonly Query[][],
  time: number,
): Promise<number> {
  const began = performance.now();
  let count = 0;
  const loop = async (client: pg.Client, from: number): Promise<void> => {
    for (let at = from; performance.now() - began < time * 1000; at += clients.length) {
      for (const query of transactions[at % transactions.length] ?? []) await client.query(query);
      count += 1;
    }
  };
  await Promise.all(clients.map(loop));
  return (count / (performance.now() - began)) * 1000;
}

/**
 * Cards by id over HTTP with 16 connections, beside the same SQL transactions run in loops through the bare driver from one
 * Node process: in one loop, and in as many loops as there are connections. The gateway runs in one process, its callers in another.
 * What the gateway sends to the database for one card is taken down and sent again as it was.
 */
export async function card(): Promise<Outcome> {
  return withStore(async ({ store, owner }) => {
    const tenant = { id: newId(), ref: 'demo', name: 'demo', sample: true };
    const world = demoWorld({ today: new Date().toISOString().slice(0, 10) });
    await loadWorld(store, tenant, world);
    const iss = 'https://host.example';
    const plenty = { burst: 1e9, perSecond: 1e9 };
    const gateway = createGateway({
      database: store,
      issuers: [{ iss, tenants: [tenant.ref], secret }],
      limits: { token: plenty, address: plenty },
    });
    await gateway.ready;
    const serving = await serve(gateway, { port: 0, host: '127.0.0.1' });
    const url = `http://127.0.0.1:${String(serving.port)}`;
    const { token } = await signToken({ iss, sub: 'bench', tenant: tenant.ref, role: 'rep', rep: demo.rep }, secret);
    const headers = { authorization: `Bearer ${token}` };
    const mine = (await (await fetch(`${url}/v1/customers?limit=500`, { headers })).json()) as {
      items: { id: string }[];
    };
    const customers = mine.items.map(({ id }) => id);

    const transactions: Query[][] = [];
    const cardOf = async (customer: string): Promise<void> => {
      const answer = await fetch(`${url}/v1/customers/${customer}/card`, { headers });
      if (!answer.ok) throw new Error(`The gateway answered ${String(answer.status)}.`);
      await answer.arrayBuffer();
    };
    for (const customer of customers) transactions.push(await recorded(() => cardOf(customer)));
    const clients = Array.from({ length: connections }, () => new pg.Client(owner));
    await Promise.all(clients.map((client) => client.connect()));
    const callers = openCallers({ LOAD_URL: url, LOAD_TOKEN: token, LOAD_CUSTOMERS: customers.join(',') });
    const rates = { gateway: [] as number[], loops: [] as number[], loop: [] as number[] };
    try {
      for (let round = -1; round < rounds; round += 1) {
        const gatewayRate = await callers.rate(seconds);
        const loops = await bareRate(clients, transactions, seconds);
        const loop = await bareRate(clients.slice(0, 1), transactions, seconds);
        if (round < 0) continue;
        rates.gateway.push(gatewayRate);
        rates.loops.push(loops);
        rates.loop.push(loop);
      }
    } finally {
      callers.close();
      await Promise.all(clients.map((client) => client.end()));
      await serving.stop();
      await gateway.close();
    }
    const ratio = (peer: readonly number[]): number =>
      median(rates.gateway.map((rate, index) => rate / (peer[index] ?? NaN)));
    const a = (list: readonly number[]): string => median(list).toFixed(0);
    const statements = String(transactions[0]?.length ?? 0);
    const lines: Line[] = [
      {
        title: 'cards over HTTP, 16 connections, beside the same transaction in one loop through the bare driver',
        value: ratio(rates.loop),
        unit: 'x',
        bound: { least: 0.5 },
        detail: `${a(rates.gateway)} and ${a(rates.loop)} a second, ${statements} statements each`,
      },
      {
        title: 'the same beside 16 loops on 16 connections',
        value: ratio(rates.loops),
        unit: 'x',
        bound: { least: 0.5 },
        detail: `${a(rates.gateway)} and ${a(rates.loops)} a second`,
      },
    ];
    return { name: 'card', lines };
  });
}
