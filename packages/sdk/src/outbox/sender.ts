import type { Connection } from '../connection.ts';
import { LiaiseError, errorFrom } from '../error.ts';
import type { Delivery, Why } from '../outbox.ts';
import { backoff, longestWait, within } from '../retry.ts';
import { deliver, type Outcome } from './deliver.ts';
import { deliverFile } from './files.ts';
import { lanesOf } from './lanes.ts';
import type { Lease, Turn } from './lease.ts';
import { whyNone, type Queue, type Settled } from './queue.ts';
import { contentOf, headerOf, isAnonymous, type Content, type QueuedRow } from './rows.ts';

/** How a pass over the queue ended: it came through, the line was gone or busy, or another tab is the one that sends. */
export type Pass = 'through' | 'stopped' | 'elsewhere';

/** How many customers' writes are under way at once. */
const width = 4;
/** How soon it is looked again whether another tab still sends. */
const watching = 2000;
/** How long a pass waits to learn who is signed in. */
const patience = 30_000;
const shortest = 1000;
const longest = 60_000;

/** No pause. */
const none = { until: -Infinity, failures: 0, asked: false };

/** Sends what waits, in lanes, when it is this tab's turn. */
export interface Sender {
  /** Sends now, but for what a gateway asked to wait. */
  send(): Promise<Pass>;
  /** The same, for when something has changed: nobody waits for how it ends. */
  hurry(): void;
  /** Sends no more until there is something new: the page is left. */
  rest(): void;
  /** Forgets that a write has failed. */
  forgive(key: string): void;
  isSending(key: string): boolean;
  why(): Why | undefined;
  /** Whether something waited when it was last looked. */
  waits(): boolean;
  close(): Promise<void>;
}

/** Makes a sender; `tell` is told what came of writes, once that is on the disk. */
export function createSender(
  connection: Connection,
  queue: Queue,
  lease: Lease,
  tell: (deliveries: readonly Delivery[]) => void,
): Sender {
  const { clock, ports } = connection;
  const monotonic = (): number => ports.clock.monotonic();
  const ending = new AbortController();
  const sending = new Set<string>();
  const rest = new Map<string, { until: number; failures: number }>();
  /** Until when nothing is sent at all. `asked`: by the gateway. */
  let pause = none;
  let why: Why | undefined;
  let waits = false;
  let dirty = false;
  let away = false;
  /** The last pass ended before its time. */
  let halted = false;
  let running: Promise<Pass> | undefined;
  let due: { at: number; timer: AbortController } | undefined;

  const isAway = (): boolean => away || ending.signal.aborted;
  const isDirty = (): boolean => dirty;

  const plan = (milliseconds: number): void => {
    const at = monotonic() + milliseconds;
    if (ending.signal.aborted || (due && due.at <= at)) return;
    due?.timer.abort();
    const timer = new AbortController();
    due = { at, timer };
    clock.wait(milliseconds, timer.signal).then(
      () => {
        due = undefined;
        void send().catch(() => undefined);
      },
      () => undefined,
    );
  };

  const signedIn = async (): Promise<string | undefined> =>
    (
      await within(ports.clock, patience, connection.signIn(), () => {
        throw new LiaiseError({ code: 'timeout', retryable: true });
      })
    )?.key;

  const hold = (outcome: Outcome & { type: 'later' }, key: string): void => {
    const { error, all } = outcome;
    const { code, status, retryAfterMs = 0 } = error;
    const failures = all ? pause.failures : (rest.get(key)?.failures ?? 0);
    why =
      code === 'no-token' || status === 401
        ? 'sign-in-needed'
        : status === 429 || (status === 503 && retryAfterMs > 0)
          ? 'busy'
          : (status ?? 0) >= 500 || !all
            ? 'failing'
            : 'offline';
    // Nobody signs in sooner for being asked more often.
    const most = why === 'sign-in-needed' ? longestWait : longest;
    const wait = Math.max(retryAfterMs, backoff(failures, clock.random, shortest, most));
    const until = monotonic() + wait;
    halted ||= all;
    if (all) pause = { until, failures: failures + 1, asked: retryAfterMs > 0 };
    else rest.set(key, { until, failures: failures + 1 });
    plan(wait);
  };

  /** Notes outcomes together: while one transaction is under way the next ones gather. */
  let gathered: (Settled & { done: () => void; failed: (cause: unknown) => void })[] = [];
  let noting: Promise<void> | undefined;
  const note = (one: Settled, turn: Turn): Promise<void> =>
    new Promise((done, failed) => {
      gathered.push({ ...one, done, failed });
      noting ??= noteAll(turn).finally(() => {
        noting = undefined;
      });
    });
  const noteAll = async (turn: Turn): Promise<void> => {
    while (gathered.length > 0) {
      const batch = gathered;
      gathered = [];
      try {
        await queue.settle(batch, turn);
        batch.forEach(({ row, done }) => {
          sending.delete(row.key);
          done();
        });
        tell(batch.flatMap(deliveryOf));
      } catch (cause) {
        batch.forEach(({ row, failed }) => {
          sending.delete(row.key);
          failed(cause);
        });
      }
    }
  };

  /** What was saved before anybody was known belongs to whoever signs in first, and stays theirs. */
  const bind = async (row: QueuedRow, identity: string, content: Content): Promise<QueuedRow> => {
    const next = { ...headerOf(row), identity, ...(await queue.keep(identity, row.key, content)) };
    await queue.change(['outbox'], async (shelf) => {
      const present = await shelf('outbox').find(row.key);
      if (present?.revision === row.revision) shelf('outbox').put(next);
    });
    return next;
  };

  const round = async (turn: Turn, tried: Set<string>): Promise<'through' | 'stopped' | 'again'> => {
    dirty = false;
    const { rows } = await queue.rows();
    const waiting = rows.filter(({ state }) => state === 'waiting');
    waits = waiting.length > 0;
    if (!waits) {
      why = undefined;
      rest.clear();
      pause = none;
      return 'through';
    }
    let identity: string | undefined;
    try {
      identity = (await signedIn()) ?? '';
    } catch (cause) {
      const error = errorFrom(cause, 'no-token');
      hold({ type: 'later', error, all: true }, '');
    }
    const bound = identity;
    const mine = rows.filter((row) => row.identity === '' || row.identity === bound);
    const ready = lanesOf(mine);
    // Only what is first in its lane is waited for.
    const heads = new Set(ready.map(([head]) => head?.key));
    for (const key of rest.keys()) if (!heads.has(key)) rest.delete(key);
    const lanes = ready.filter(([head]) => head && (rest.get(head.key)?.until ?? -Infinity) <= monotonic());
    let stopped = lanes.length === 0 || lanes.length < ready.length || identity === undefined;
    const halt = { all: false };
    let arrived = 0;
    const noted: Promise<void>[] = [];

    const sendOne = async (given: QueuedRow): Promise<boolean> => {
      const content = await queue.open(given);
      if (content.state !== 'waiting') return false;
      const row =
        given.identity === '' && bound && !isAnonymous(content) ? await bind(given, bound, contentOf(content)) : given;
      sending.add(row.key);
      const send = content.kind === 'file' ? deliverFile(connection, queue, row, content, ending.signal) : undefined;
      const outcome = await (send ?? deliver(connection, row, content, ending.signal));
      if (ending.signal.aborted && outcome.type === 'later') {
        sending.delete(row.key);
        return false;
      }
      const settled = note({ row, content, outcome }, turn);
      noted.push(settled);
      settled.catch(() => undefined);
      if (outcome.type === 'acknowledged') {
        arrived += 1;
        rest.delete(row.key);
        pause = none;
        why = undefined;
        return true;
      }
      await settled;
      if (outcome.type === 'later') {
        stopped = true;
        halt.all ||= outcome.all;
        hold(outcome, row.key);
      }
      return outcome.type === 'refused' || outcome.type === 'conflict';
    };

    const work = async (): Promise<void> => {
      for (let lane = lanes.shift(); lane; lane = lanes.shift()) {
        const held = new Set<string>();
        for (const row of lane) {
          if (halt.all || isAway() || turn.over()) return;
          if (held.has(row.record ?? row.key)) continue;
          const form = `${row.key} ${String(row.revision)}`;
          if (tried.has(form)) break;
          tried.add(form);
          const before = arrived;
          const goesOn = await sendOne(row);
          if (!goesOn) break;
          // What depends on a record that was refused waits with it.
          if (arrived === before) held.add(row.record ?? row.key);
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(width, lanes.length) }, work));
    await Promise.all(noted);
    if (halt.all || isAway()) return 'stopped';
    if (turn.over() || isDirty() || arrived > 0) return 'again';
    return stopped ? 'stopped' : 'through';
  };

  const pass = async (): Promise<Pass | 'again'> => {
    const tried = new Set<string>();
    const ended = await lease.turn(async (turn) => {
      for (;;) {
        const end = await round(turn, tried);
        if (end !== 'again' || turn.over()) return end;
      }
    });
    return ended ?? 'elsewhere';
  };

  const sendAll = async (): Promise<Pass> => {
    for (;;) {
      if (isAway() || (pause.asked && pause.until > monotonic())) return 'stopped';
      await queue.heal();
      halted = false;
      const end = await pass();
      if (end === 'again' || (isDirty() && end === 'through')) continue;
      if (end === 'elsewhere') plan(watching);
      return end;
    }
  };

  /** When something is to be tried again by itself; a time may have come while a pass was under way. */
  const next = (): void => {
    const untils = [...rest.values()].map(({ until }) => until);
    // Somebody has signed in, or saved, while it was failing.
    if (isDirty() && !pause.asked) untils.push(monotonic() + shortest);
    if (halted) untils.push(pause.until);
    const least = pause.asked ? pause.until : monotonic();
    if (untils.length > 0 && !isAway()) plan(Math.max(least, Math.min(...untils)) - monotonic());
  };

  const send = (): Promise<Pass> => {
    running ??= sendAll()
      .catch((cause: unknown) => {
        why = whyNone(cause) === 'outdated' ? 'reload-needed' : why;
        plan(longest);
        throw cause;
      })
      .then((end) => {
        if (end === 'stopped') next();
        return end;
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };

  return {
    send: () => {
      away = false;
      rest.clear();
      return send();
    },
    rest: () => {
      away = true;
    },
    hurry: () => {
      away = false;
      waits = true;
      dirty = true;
      rest.clear();
      plan(0);
    },
    forgive: (key) => rest.delete(key),
    isSending: (key) => sending.has(key),
    why: () => why,
    waits: () => waits,
    close: async () => {
      ending.abort();
      due?.timer.abort();
      await running?.catch(() => undefined);
    },
  };
}

function deliveryOf({ row, content, outcome }: Settled): Delivery[] {
  const { key } = row;
  if (outcome.type === 'acknowledged')
    return [{ key, answer: outcome.answer, write: { ...headerOf(row), ...content } }];
  return 'error' in outcome ? [{ key, error: outcome.error }] : [];
}
