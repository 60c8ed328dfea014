import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { newId } from '@liaise/core/records/identifier';
import type { Invitation, ResponseRecord, SurveyRecord } from '@liaise/core/records/survey';
import { demo } from '@liaise/core/samples';
import { demoWorld } from '@liaise/core/samples/world';
import { systemActor } from '@liaise/gateway/access/directory';
import { createGateway, type Gateway } from '@liaise/gateway';
import { createApp } from '@liaise/gateway/http/app';
import { Cors } from '@liaise/gateway/http/cors';
import { respond } from '@liaise/gateway/http/envelope';
import { Metrics } from '@liaise/gateway/http/metrics';
import { StaticFiles } from '@liaise/gateway/http/static';
import type { Services } from '@liaise/gateway/routes/call';
import { contractRouter } from '@liaise/gateway/routes/table';
import { serve } from '@liaise/gateway/serve';
import { insertMany } from '@liaise/gateway/store/bulk';
import type { OpenedStore } from '@liaise/gateway/store/open';
import { loadWorld } from '@liaise/gateway/store/sample';
import { shown, soundAnswers } from '@liaise/gateway/survey/answering';
import { withStore } from './database.ts';
import { median, type Line, type Outcome } from './measure.ts';
import { connections, tokenOf } from './responses-links.ts';

const rounds = 5;
const seconds = 2;
const most = 200_000;
const plenty = { burst: 1e9, perSecond: 1e9 };
const limits = { token: plenty, address: plenty, link: plenty };

const definition = {
  id: 'lift',
  version: 1,
  language: 'en',
  questions: [
    { id: 'recommend', type: 'nps' as const, required: true, title: 'Would you recommend us?' },
    { id: 'why', type: 'long-text' as const, title: 'What is the main reason?' },
  ],
};

/** The respondents, in a process of their own. */
function openRespondents() {
  const program = fileURLToPath(new URL('responses-load.ts', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let next = 0;
  return {
    rate: async (port: number): Promise<number> => {
      child.stdin.write(`${JSON.stringify({ port, seconds, from: next, to: most })}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error('The respondents ended early.');
      const told = JSON.parse(line.value) as { next: number; count: number; elapsed: number };
      if (told.next >= most) throw new Error('There are too few links for a machine as fast as this one.');
      next = told.next;
      return told.count / told.elapsed;
    },
    close: () => child.stdin.end(),
  };
}

/** The same server, contract and checks without a database: what is sent is parsed, validated, answered, and forgotten. */
function withoutDatabase(survey: SurveyRecord): Gateway {
  const invitation: Invitation = {
    id: newId(),
    version: 1,
    createdAt: survey.createdAt,
    updatedAt: survey.createdAt,
    surveyId: survey.id,
    customerId: demo.customers.first,
    channel: 'link',
    status: 'created',
  };
  const links: Services['links'] = {
    holder: async () => ({
      tenantId: newId(),
      tenantRef: 'demo',
      role: 'link',
      subject: 'link',
      teamIds: [],
      invitationId: newId(),
    }),
  };
  const answers: Services['answers'] = {
    save: async ({ sent }) => {
      if (typeof sent === 'function') throw new TypeError('Nothing is known of what was answered before.');
      const now = new Date();
      const instant = now.toISOString();
      const response: ResponseRecord = {
        id: newId(),
        version: 1,
        createdAt: instant,
        updatedAt: instant,
        surveyId: survey.id,
        surveyVersion: 1,
        answers: soundAnswers(definition, sent.answers, sent.final),
        final: sent.final,
        startedAt: instant,
        finishedAt: instant,
        source: 'link',
      };
      return {
        outcome: { status: 200, body: shown({ invitation, survey, definition, response }, now), etag: null },
        replayed: false,
      };
    },
  };
  const limiter: Pick<Services['limiter'], 'take'> = { take: () => ({}) };
  const authenticator: Pick<Services['authenticator'], 'caller'> = { caller: async () => null };
  const services = { links, answers, limiter, authenticator, clock: Date.now } as Services;
  const cors = new Cors([]);
  const files = new StaticFiles({ assets: undefined, portal: undefined, connect: undefined });
  const router = contractRouter();
  const app = createApp({ services: Promise.resolve(services), router, cors, files, signIn: undefined, version: '0' });
  const envelope = { app, cors, metrics: new Metrics(), log: () => undefined, https: false, proxies: 0 };
  return {
    fetch: (request, connection = {}) => respond(envelope, request, connection),
    ready: Promise.resolve(),
    revoke: async () => undefined,
    endStreams: () => undefined,
    close: async () => undefined,
  };
}

/** Makes as many links as a machine may answer. */
async function makeLinks(store: OpenedStore, tenant: { id: string; ref: string }): Promise<SurveyRecord> {
  const now = new Date().toISOString();
  const envelope = () => ({ id: newId(), version: 1, createdAt: now, updatedAt: now });
  const survey: SurveyRecord = { ...envelope(), name: 'Lift', definition, status: 'open', access: 'invited' };
  const system = systemActor({ tenantId: tenant.id, tenantRef: tenant.ref });
  await store.transact(system, (work) => work.insert('surveys', survey));
  const size = 20_000;
  for (let from = 0; from < most; from += size) {
    const invitations = Array.from({ length: size }, (_, index) => ({
      ...envelope(),
      surveyId: survey.id,
      customerId: demo.customers.first,
      channel: 'link',
      status: 'created',
      tokenHash: createHash('sha256')
        .update(tokenOf(from + index))
        .digest('hex'),
    }));
    await store.transact(system, (work) => insertMany(work, 'invitations', invitations, { quiet: true }));
  }
  return survey;
}

/**
 * Finished surveys a second over 64 connections, row-level security on, every answer acknowledged after its commit; beside the same
 * server without a database, and beside itself with each answer in a transaction of its own. Respondents, gateway and PostgreSQL
 * share the machine.
 */
export async function responses(): Promise<Outcome> {
  return withStore(async ({ store }) => {
    const tenant = { id: newId(), ref: 'demo', name: 'demo', sample: true };
    await loadWorld(store, tenant, demoWorld({ today: new Date().toISOString().slice(0, 10) }));
    const survey = await makeLinks(store, tenant);
    const over = (batching: { most: number; atWork: number }): Gateway =>
      createGateway({ database: store, issuers: [], limits, batching });
    const gateways = {
      batched: over({ most: 64, atWork: 2 }),
      single: over({ most: 1, atWork: connections }),
      bare: withoutDatabase(survey),
    };
    const kinds = Object.keys(gateways) as (keyof typeof gateways)[];
    const respondents = openRespondents();
    const serving = new Map(
      await Promise.all(
        kinds.map(async (kind) => [kind, await serve(gateways[kind], { port: 0, host: '127.0.0.1' })] as const),
      ),
    );
    const rates = { batched: [] as number[], single: [] as number[], bare: [] as number[] };
    try {
      for (let round = -1; round < rounds; round += 1) {
        for (const kind of kinds) {
          const rate = await respondents.rate(serving.get(kind)?.port ?? 0);
          if (round >= 0) rates[kind].push(rate);
        }
      }
    } finally {
      respondents.close();
      for (const one of serving.values()) await one.stop();
      for (const kind of kinds) await gateways[kind].close();
    }
    const ratio = (peer: readonly number[]): number =>
      median(rates.batched.map((rate, index) => rate / (peer[index] ?? NaN)));
    const a = (list: readonly number[]): string => median(list).toFixed(0);
    const lines: Line[] = [
      {
        title: 'finished surveys, 64 connections, beside the same server validating and answering without a database',
        value: ratio(rates.bare),
        unit: 'x',
        bound: { least: 0.6 },
        detail: `${a(rates.batched)} and ${a(rates.bare)} a second`,
      },
      {
        title: 'the same beside itself with each answer in a transaction of its own',
        value: ratio(rates.single),
        unit: 'x',
        bound: { least: 2.5 },
        detail: `${a(rates.batched)} and ${a(rates.single)} a second`,
      },
    ];
    return { name: 'responses', lines };
  });
}
