import type { Call, CommonCalls } from '@liaise/core/wire/call';
import { assignments } from '@liaise/core/wire/assignments';
import { cases } from '@liaise/core/wire/cases';
import { contacts } from '@liaise/core/wire/contacts';
import { customers, listHistory, readCard } from '@liaise/core/wire/customers';
import { files } from '@liaise/core/wire/files';
import { goals } from '@liaise/core/wire/goals';
import { interactions } from '@liaise/core/wire/interactions';
import { readKpi } from '@liaise/core/wire/kpis';
import { readMe } from '@liaise/core/wire/me';
import { opportunities } from '@liaise/core/wire/opportunities';
import { purchases } from '@liaise/core/wire/purchases';
import { reps } from '@liaise/core/wire/reps';
import type { RouteInput } from '@liaise/core/api/route';
import { eraseSubject, exportSubject } from '@liaise/core/wire/subjects';
import { invitations, responses, surveys } from '@liaise/core/wire/surveys';
import { tasks } from '@liaise/core/wire/tasks';
import { teams } from '@liaise/core/wire/teams';
import { moveVisit, visits } from '@liaise/core/wire/visits';
import type { KpiDefinition } from '@liaise/core/kpi';
import type { SurveyDefinition } from '@liaise/core/survey/types';
import { openConnection, type CallOptions, type ConnectionOptions } from './connection.ts';
import { readBytes, sendBytes } from './bytes.ts';
import { createGatewaySource } from './gateway-source.ts';
import { LiaiseError } from './error.ts';
import { eventsOf, outboxOf } from './lazy.ts';
import { listOf, resourceOf, type Filters, type ListOptions, type Resource, type ResourceRoutes } from './resource.ts';

export type { KpiDefinition, SurveyDefinition };

/** How a read may be given up. */
export interface ReadOptions {
  signal?: AbortSignal;
}

/** How a client reaches its gateway. */
export interface ClientOptions extends ConnectionOptions {
  /** Where answers and waiting writes are kept: in the browser's storage (`device`), or nowhere (`none`). */
  storage?: 'device' | 'none';
}

/** What a call takes. */
type InputOf<C> = C extends Call<infer R> ? RouteInput<R> : never;
/** The query that a call takes. */
export type QueryOf<C> = InputOf<C> extends { query?: infer Query } ? NonNullable<Query> : never;
/** The body that a call takes. */
export type BodyOf<C> = InputOf<C> extends { body: infer Body } ? Body : never;
/** The route for which a call stands. */
export type RouteOf<C> = C extends Call<infer R> ? R : never;
type KpiQuestion = Omit<QueryOf<typeof readKpi>, 'peers'> & { peers?: boolean };

/** A typed client of one gateway. */
export type Client = ReturnType<typeof createClient>;

/**
 * Opens a client: a member for each resource, `outbox` for writes made offline, and `events` for changes as they happen.
 * Every read takes an `AbortSignal`, lists are async iterators, every failure is a `LiaiseError`. Nothing is sent until
 * something is asked for; the outbox and the stream of events are fetched when they are first used.
 */
export function createClient(options: ClientOptions) {
  const { storage = 'device', ...line } = options;
  const connection = openConnection(line);
  const source = createGatewaySource({ url: connection.url, connection, live: false });
  const { call } = connection;
  const outbox = (): ReturnType<typeof source.outbox> =>
    storage === 'none' ? Promise.reject(new LiaiseError({ code: 'storage-failed' })) : source.outbox();
  const events = eventsOf(connection);
  const resource = <R extends ResourceRoutes>(routes: CommonCalls<R>): Resource<R> => resourceOf(connection, routes);

  return {
    connection,
    customers: {
      ...resource(customers),
      /** All that a card shows, in one round trip. `customer` may be any reference of a customer. */
      card: (customer: string, read?: ReadOptions) => call(readCard, { params: { id: customer } }, read),
      /** Changes of tier, stage and holder, oldest first. */
      history: (customer: string, read?: ListOptions) =>
        listOf(
          connection,
          { ...listHistory, path: `/v1/customers/${encodeURIComponent(customer)}/history` },
          undefined,
          read,
        ),
    },
    contacts: resource(contacts),
    reps: resource(reps),
    teams: resource(teams),
    visits: {
      ...resource(visits),
      /** Makes one move of a visit's state machine. */
      move: (id: string, body: BodyOf<typeof moveVisit>, write?: CallOptions) =>
        call(moveVisit, { params: { id }, body }, write),
    },
    interactions: resource(interactions),
    tasks: resource(tasks),
    purchases: resource(purchases),
    opportunities: resource(opportunities),
    cases: resource(cases),
    goals: resource(goals),
    assignments: resource(assignments),
    files: {
      ...resource(files),
      /** Sends a file's bytes, whole; its description was created before. Repeating it changes nothing. */
      write: (id: string, bytes: Blob, read: ReadOptions = {}) => sendBytes(connection, id, bytes, read),
      /** Reads a file's bytes. */
      content: (id: string, read: ReadOptions = {}) => readBytes(connection, id, read),
    },
    kpis: {
      /** One value with all that explains it; with `peers` also where the subject stands among its peers (`rank`, `peers`). */
      read: ({ peers = false, ...question }: KpiQuestion, read?: ReadOptions) =>
        call(readKpi, { query: { ...question, peers: peers ? 'true' : 'false' } }, read),
    },
    surveys: resource(surveys),
    invitations: resource(invitations),
    responses: {
      list: (filters?: Filters<RouteOf<typeof responses.list>>, read?: ListOptions) =>
        listOf(connection, responses.list, filters, read),
      read: (id: string, read?: ReadOptions) => call(responses.read, { params: { id } }, read),
      /** Records a response that came by telephone, on paper or from another system. */
      create: (body: BodyOf<typeof responses.create>, write?: CallOptions) => call(responses.create, { body }, write),
    },
    subjects: {
      /** Everything kept about one person or customer. */
      export: (id: string, read?: ReadOptions) => call(exportSubject, { params: { id } }, read),
      /** Erases one person or customer and all that is kept about them. */
      erase: (id: string, body: BodyOf<typeof eraseSubject> = {}, write?: CallOptions) =>
        call(eraseSubject, { params: { id }, body }, write),
    },
    /** Who the token says the caller is. */
    me: (read?: ReadOptions) => call(readMe, {}, read),
    /** Writes made offline. */
    outbox: outboxOf(outbox),
    /** Changes as they happen. */
    events,
    /** The same gateway as elements see it, with the answers kept on this device. */
    source,
    /** Ends streams and closes the storage. */
    close: () => {
      events.close();
      source.close();
    },
  };
}
