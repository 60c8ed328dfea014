import type { ChangeEvent } from '@liaise/core/api/events';
import { changeEvent } from '@liaise/core/wire/events';
import type { Visit } from '@liaise/core/records/visit';
import { createCache } from './cache.ts';
import { openConnection, type Connection, type ConnectionOptions } from './connection.ts';
import { LiaiseError, errorFrom } from './error.ts';
import type { Delivery, Outbox, OutboxOptions } from './outbox.ts';
import { readMark, writeMark } from './marks.ts';
import type { ElementKinds } from './kinds.ts';
import type { GatewayQuery } from './queries/query.ts';
import type { Answer, DataSource, QueryKind, Question, Snapshot } from './source.ts';
import { instantOf } from './retry.ts';
import { openStorage, type QueuedWrite } from './storage.ts';
import { tokenFrom, type GetToken } from './token.ts';

/** How a page's provider reaches its gateway. */
export interface GatewaySourceOptions extends Omit<ConnectionOptions, 'getToken'> {
  getToken?: GetToken | undefined;
  /** Where the page's own back end gives the token: `GET`, same-origin, answers `{ "token", "expiresAt" }`. */
  tokenUrl?: string | undefined;
  /** Whether changes are told as they happen; true unless said. */
  live?: boolean;
  /** An open line to use instead of opening one. */
  connection?: Connection;
  /** What elements ask and order: `kinds` of `@liaise/sdk/kinds`. `liaise-connect` teaches it to a source that came without. */
  kinds?: ElementKinds;
}

/** A source over a gateway, and what else a page may want of it. */
export interface GatewaySource extends DataSource {
  readonly connection: Connection;
  /** Teaches the source what elements ask and order; what it was taught before it keeps. */
  teach(kinds: ElementKinds): void;
  /** The outbox, fetched and opened when first asked for. */
  outbox(): Promise<Outbox>;
  /** Ends streams and closes the storage; questions under way are given up. */
  close(): void;
}

/** Whoever is told so is shown nothing, also not what is kept from earlier. */
const refusals: readonly string[] = ['forbidden', 'not-found', 'link-unusable', 'not-now'];

/** How many writes that arrived are remembered until an answer shows them. */
const mostLanded = 200;
/** Changes are gathered for so long before what they concern is asked again. */
const gathering = 400;

/** One running question, shared by all who asked the same. */
interface Shared {
  listeners: Set<(snapshot: Snapshot<never>) => void>;
  snapshot: Snapshot<unknown>;
  load: () => void;
  overlay: () => void;
  concerns: (event: ChangeEvent) => boolean;
  abort: () => void;
}

/** Opens a source over a gateway. Nothing is sent until an element asks. */
export function createGatewaySource(options: GatewaySourceOptions): GatewaySource {
  const { tokenUrl, getToken, live = true, connection: given, kinds: first, ...line } = options;
  const fetch: typeof globalThis.fetch =
    options.fetch ?? options.ports?.fetch ?? ((...request) => globalThis.fetch(...request));
  const asks = getToken ?? (tokenUrl === undefined ? undefined : tokenFrom(tokenUrl, fetch));
  const connection = given ?? openConnection(asks ? { ...line, getToken: asks } : line);
  const { clock, ports } = connection;
  const storage = openStorage(`liaise ${connection.url}`, ports);
  const cache = createCache(storage, () => clock.now());
  const shared = new Map<string, Shared>();
  const visits = new Map<string, Visit>();
  const mark = `liaise-waiting ${connection.url}`;
  let waiting: QueuedWrite[] = [];
  /** Writes that arrived, with the turn they did: an answer asked for before that does not know of them yet. */
  let landed: { write: QueuedWrite; turn: number }[] = [];
  let turn = 0;
  let opening: Promise<Outbox> | undefined;
  let stopLive: (() => void) | undefined;
  let closed = false;
  let kinds = first;

  /** What the source was taught. */
  const taught = async (): Promise<ElementKinds> => kinds ?? Promise.reject(new LiaiseError({ code: 'unsupported' }));

  connection.onIdentity((identity) => {
    void cache.belongTo(identity.key);
    if (live && !stopLive) void listen();
  });

  const outbox = (): Promise<Outbox> => {
    opening ??= import('./outbox.ts').then(async ({ openOutbox }) => {
      const write: OutboxOptions['write'] = async (...order) => (await kinds?.orders())?.writeOf(...order);
      const opened = openOutbox(connection, storage, { write });
      let told: Delivery[] = [];
      let again = false;
      let following: Promise<void> | undefined;
      /** What is told while the list is read is seen together, with the next one. */
      const follow = async (): Promise<void> => {
        const arrived = told.filter((one) => 'answer' in one);
        told = [];
        again = false;
        waiting = await opened.list().catch(() => []);
        if (arrived.length > 0) {
          turn += 1;
          const writes = arrived.flatMap(({ write }) => (write ? [{ write, turn }] : []));
          landed = [...landed, ...writes].slice(-mostLanded);
        }
        writeMark(ports.marks, mark, waiting.length > 0 ? '1' : undefined);
        shared.forEach((one) => one.overlay());
        if (arrived.length > 0) refreshSome(() => true);
      };
      const next = (): void => {
        following ??= follow().finally(() => {
          following = undefined;
          if (again) next();
        });
      };
      opened.onChange((delivery) => {
        if (delivery) told.push(delivery);
        again = true;
        next();
      });
      next();
      await following;
      return opened;
    });
    return opening;
  };
  // A page without anything waiting need not open its storage.
  const ready = readMark(ports.marks, mark) === undefined ? Promise.resolve() : outbox().then(() => undefined);

  let due: ReturnType<typeof setTimeout> | undefined;
  const pending = new Set<Shared>();
  const refreshSome = (which: (one: Shared) => boolean): void => {
    shared.forEach((one) => {
      if (which(one)) pending.add(one);
    });
    due ??= setTimeout(() => {
      due = undefined;
      const again = [...pending];
      pending.clear();
      again.forEach((one) => one.load());
    }, gathering);
  };

  const listen = async (): Promise<void> => {
    stopLive = () => undefined;
    const { openLive } = await import('./live.ts');
    if (closed) return;
    const stream = openLive(connection, changeEvent);
    stream.onChange((event) => refreshSome((one) => one.concerns(event)));
    stopLive = () => stream.close();
  };

  const onLine = (): void => refreshSome((one) => one.snapshot.state !== 'ready');
  const stopLine = ports.onLine(onLine);

  const learn = (data: unknown): void => {
    if (Array.isArray(data)) data.forEach(learn);
    else if (typeof data === 'object' && data !== null) {
      if ('moves' in data && 'status' in data && 'id' in data) visits.set((data as Visit).id, data as Visit);
      else if ('visits' in data) learn(data.visits);
    }
  };

  const start = <K extends QueryKind>(key: string, kind: K, question: Question<K>): Shared => {
    type Data = Answer<K>;
    let query: GatewayQuery<K> | undefined;
    let known: { data: Data; asOf: string } | undefined;
    let running: AbortController | undefined;
    let ended = false;
    let knows = 0;

    const emit = (snapshot: Snapshot<Data>): void => {
      const seen = overlaid(snapshot);
      one.snapshot = seen;
      one.listeners.forEach((listener) => (listener as (snapshot: Snapshot<Data>) => void)(seen));
    };
    const overlaid = (snapshot: Snapshot<Data>): Snapshot<Data> => {
      const missing = landed.filter((one) => one.turn > knows).map(({ write }) => write);
      const ahead = [...missing, ...waiting];
      if (!query?.withQueued || ahead.length === 0 || snapshot.state === 'loading') return snapshot;
      const repId = connection.identity()?.repId ?? '';
      const data = query.withQueued('data' in snapshot ? snapshot.data : undefined, question, ahead, repId);
      if (data === undefined) return snapshot;
      learn(data);
      if ('data' in snapshot) return { ...snapshot, data };
      if (snapshot.state === 'offline') return { state: 'stale', data, asOf: instantOf(clock), offline: true };
      return snapshot;
    };
    let last: Snapshot<Data> = { state: 'loading' };
    const show = (snapshot: Snapshot<Data>): void => {
      last = snapshot;
      emit(snapshot);
    };

    const fail = (cause: unknown): void => {
      const error = errorFrom(cause, 'unknown');
      if (error.code === 'aborted') return;
      if (refusals.includes(error.code)) {
        known = undefined;
        void cache.delete(key);
        show({ state: 'forbidden', error });
      } else if (known) show({ state: 'stale', ...known, error, offline: error.code === 'offline' });
      else if (error.code === 'offline') show({ state: 'offline' });
      else show({ state: 'error', error });
    };

    const remember = async (): Promise<void> => {
      query = await (await taught()).query(kind);
      const { kept } = query;
      if (!kept) return;
      const before = await cache.get(key);
      const parsed = kept.safeParse(before?.body);
      if (ended || known || !before || !parsed.success) return;
      known = { data: parsed.data, asOf: before.asOf };
      learn(parsed.data);
      if (last.state === 'loading') show({ state: 'stale', ...known });
      else if (last.state === 'offline') show({ state: 'stale', ...known, offline: true });
      else if (last.state === 'error') show({ state: 'stale', ...known, error: last.error });
    };

    const load = async (): Promise<void> => {
      running?.abort();
      const mine = new AbortController();
      running = mine;
      const asked = turn;
      try {
        query = await (await taught()).query(kind);
        await ready;
        const data = await query.ask(connection, question, mine.signal);
        if (mine.signal.aborted) return;
        const asOf = instantOf(clock);
        known = { data, asOf };
        knows = asked;
        learn(data);
        show({ state: 'ready', data, asOf });
        if (query.kept) void cache.put(key, data, asOf);
        const { leadsTo } = query;
        if (leadsTo)
          void (await taught())
            .orders()
            .then(({ prepare }) => prepare(leadsTo))
            .catch(() => undefined);
      } catch (cause) {
        if (!mine.signal.aborted) fail(cause);
      }
    };

    const one: Shared = {
      listeners: new Set(),
      snapshot: last,
      load: () => void load(),
      overlay: () => {
        if (query?.withQueued) emit(last);
      },
      concerns: (event) => query?.concerns?.(event, question, known?.data) ?? false,
      abort: () => {
        ended = true;
        running?.abort();
      },
    };
    void remember().catch(() => undefined);
    void load();
    return one;
  };

  return {
    connection,
    outbox,
    teach: (given) => {
      kinds ??= given;
    },
    observe: (kind, question, listener) => {
      const key = `${kind} ${JSON.stringify(question)}`;
      let one = shared.get(key);
      if (one) listener(one.snapshot as never);
      else {
        one = start(key, kind, question);
        shared.set(key, one);
        listener({ state: 'loading' });
      }
      const mine = one;
      mine.listeners.add(listener);
      return {
        refresh: mine.load,
        close: () => {
          mine.listeners.delete(listener);
          if (mine.listeners.size > 0 || shared.get(key) !== mine) return;
          shared.delete(key);
          mine.abort();
        },
      };
    },
    submit: async (kind, order, { signal } = {}) => {
      if (signal?.aborted) throw new LiaiseError({ code: 'aborted' });
      const { carryOut } = await (await taught()).orders();
      const receipt = await carryOut(kind, order, { connection, outbox, visit: (id) => visits.get(id) });
      learn(receipt.result);
      return receipt;
    },
    close: () => {
      closed = true;
      clearTimeout(due);
      stopLine();
      stopLive?.();
      shared.forEach((one) => one.abort());
      shared.clear();
      const quiet = opening?.then((box) => box.close()).catch(() => undefined) ?? Promise.resolve();
      void quiet.then(() => storage.close());
    },
  };
}
