import type { batch as batchRoute, reconcile as reconcileRoute } from '@liaise/core/api/together';
import { readCards } from '../card/card.ts';
import { Refusal } from '../http/refusal.ts';
import { kpiValues, type KpiRequest } from '../kpi/values.ts';
import type { StoredName, StoredRecord } from '../store/store.ts';
import { Reply, type AnyRequest, type Bound, type Call, type WorkHandler } from './call.ts';
import { fieldsOf } from './common.ts';
import { isId } from './customer-resolver.ts';
import { refusalOf } from './failures.ts';
import { checkedQuestion } from './kpis.ts';
import { callFor, checkRole, perform } from './pipeline.ts';
import { parseParams, parseQuery } from './request.ts';

interface Answer {
  status: number;
  body: unknown;
  etag?: string;
}

type Read = { bound: Bound; request: AnyRequest } | { refusal: Refusal };

/** A read of a batch, parsed and allowed; or why not. */
function prepare(call: Call, path: string): Read {
  try {
    const url = new URL(path, 'http://gateway');
    const match =
      path.includes('#') || !url.pathname.startsWith('/v1/') ? null : call.services.router.match('GET', url.pathname);
    if (!match?.found) throw new Refusal('unknown-route');
    const { route } = match.value;
    if (route.roles === 'anyone' || route.answerType !== undefined) {
      throw new Refusal('unknown-route', { detail: 'A batch takes reads that answer JSON to a caller with a token.' });
    }
    checkRole(route, call.actor);
    return {
      bound: match.value,
      request: { params: parseParams(route, match.params), query: parseQuery(route, url), body: undefined },
    };
  } catch (error) {
    return { refusal: refusalOf(error) };
  }
}

const failed = (refusal: Refusal): Answer => ({ status: refusal.status, body: refusal.document() });

/** The customers that reads name, however they name them. */
function customersOf(reads: readonly Read[]): string[] {
  const references: string[] = [];
  for (const read of reads) {
    if ('refusal' in read) continue;
    const { bound, request } = read;
    const { customerId, subject } = fieldsOf(request.query);
    const id = request.params['id'];
    if (bound.route.path.startsWith('/v1/customers/{id}') && id !== undefined && !isId(id)) references.push(id);
    if (typeof customerId === 'string') references.push(customerId);
    if (typeof subject === 'string' && subject.startsWith('customer:'))
      references.push(subject.slice('customer:'.length));
  }
  return references;
}

/** Reads what many reads need in few queries: records by id, and cards. */
async function readAhead(call: Call, reads: readonly Read[]): Promise<Pick<Call, 'ahead' | 'cards'>> {
  const wanted = new Map<string, Set<string>>();
  const cards = new Set<string>();
  for (const read of reads) {
    if ('refusal' in read) continue;
    const { name, path } = read.bound.route;
    const reference = read.request.params['id'];
    if (reference === undefined) continue;
    const id = path.startsWith('/v1/customers/') ? await call.customers.find(reference).catch(() => null) : reference;
    if (id === null || !isId(id)) continue;
    if (name === 'customers.card') cards.add(id);
    else if (name.endsWith('.read')) {
      const resource = name.slice(0, -'.read'.length);
      wanted.set(resource, (wanted.get(resource) ?? new Set()).add(id));
    }
  }
  const ahead = new Map<string, Map<string, StoredRecord>>();
  for (const [resource, ids] of wanted) {
    const records = await call.work.readMany(resource as StoredName, [...ids]);
    ahead.set(resource, new Map(records.map((record) => [record.id, record])));
  }
  return { ahead, cards: cards.size === 0 ? null : await readCards(call.work, [...cards]) };
}

/**
 * The answers to all reads of KPIs, by their place in the batch: equal ones are computed once, all of them together. A rep's place
 * among its peers takes the figures of all of them, so it is told only where it is asked for.
 */
async function kpiAnswers(call: Call, reads: readonly Read[]): Promise<Map<number, Answer>> {
  const answers = new Map<number, Answer>();
  const asked = new Map<string, { question: KpiRequest; at: number[] }>();
  for (const [index, read] of reads.entries()) {
    if ('refusal' in read || read.bound.route.name !== 'kpis.read') continue;
    const { kpi, subject, period, peers, language } = fieldsOf(read.request.query);
    const question: KpiRequest = {
      kpi: String(kpi),
      subject: String(subject),
      period: String(period),
      peers: peers === 'true',
      language: typeof language === 'string' ? language : undefined,
    };
    const key = JSON.stringify(question);
    const same = asked.get(key) ?? { question, at: [] };
    same.at.push(index);
    asked.set(key, same);
  }
  const distinct = new Map<string, { request: KpiRequest; at: number[] }>();
  for (const [key, { question, at }] of asked) {
    try {
      distinct.set(key, { request: await checkedQuestion(call, question), at });
    } catch (error) {
      const answer = failed(refusalOf(error));
      for (const index of at) answers.set(index, answer);
    }
  }
  if (distinct.size === 0) return answers;
  const groups = [...distinct.values()];
  const values = await kpiValues(
    call.work,
    groups.map(({ request }) => request),
  );
  groups.forEach(({ at }, group) => {
    for (const index of at) answers.set(index, { status: 200, body: values[group] });
  });
  return answers;
}

/** `POST /v1/batch`: all reads in one transaction, those of one kind together. */
export const batchHandler: WorkHandler<typeof batchRoute> = {
  async run(call, { body }) {
    const reads = body.requests.map(({ path }) => prepare(call, path));
    await call.customers.prime(customersOf(reads));
    const ahead = await readAhead(call, reads);
    const inside: Call = { ...callFor(call.services, call.work, ahead), customers: call.customers };
    const kpis = await kpiAnswers(inside, reads);
    const done = new Map<string, Answer>();
    const responses: Answer[] = [];
    for (const [index, read] of reads.entries()) {
      if ('refusal' in read) {
        responses.push(failed(read.refusal));
        continue;
      }
      const path = body.requests[index]?.path ?? '';
      const answer = kpis.get(index) ?? done.get(path) ?? (await one(inside, read.bound, read.request));
      done.set(path, answer);
      responses.push(answer);
    }
    return { responses };
  },
};

async function one(call: Call, bound: Bound, request: AnyRequest): Promise<Answer> {
  try {
    const outcome = await perform(bound, call, request);
    if (outcome instanceof Reply) throw new Refusal('unknown-route');
    const { status, body, etag } = outcome;
    return { status, body, ...(etag === null ? {} : { etag }) };
  } catch (error) {
    // What the database refuses ends the transaction, and with it the batch; what a route refuses is its own answer.
    if (error instanceof Refusal) return failed(error);
    throw error;
  }
}

/** `POST /v1/reconcile`: an id that the caller may not see counts as not held. */
export const reconcileHandler: WorkHandler<typeof reconcileRoute> = {
  async run({ work }, { body }) {
    const ids = [...new Set(body.ids)];
    const held = new Set((await work.readMany(body.resource, ids)).map(({ id }) => id));
    return { held: ids.filter((id) => held.has(id)), missing: ids.filter((id) => !held.has(id)) };
  },
};
