import type { Ports } from '../ports.ts';
import type { Shelves, Transact } from '../storage.ts';

/** Who may send. It lies in the database, so that every transaction can ask whether it still holds. */
interface LeaseRow {
  /** Grows with every holder: the fencing token (Kleppmann 2016, "How to do distributed locking"). */
  token: number;
  /** Nobody's when empty. */
  holder: string;
  /** Grows while the holder lives. */
  beat: number;
  /** The holder has the Web Lock too, so that whoever gets that lock knows it gone. */
  locked: boolean;
}

/** How long a holder may stand still before another takes over, by the other's own clock; and how often it shows that it lives. */
const patience = 30_000;
const pulse = 5000;
/** How long the Web Lock is held at most. */
const longestLock = 20_000;

/** A turn at sending. */
export interface Turn {
  /** Whether it is over: somebody else took over, or the time is up. */
  over(): boolean;
  /** Whether the lease still is this turn's, asked within a transaction that includes `facts`. */
  holds(shelf: Shelves): Promise<boolean>;
}

/** One tab at a time. */
export interface Lease {
  /** Does the work when it is this tab's turn; `undefined` when it is another's. */
  turn<T>(work: (turn: Turn) => Promise<T>): Promise<T | undefined>;
  /** Gives the Web Lock up early, for a page that is left: a held lock keeps it out of the cache of pages. */
  unlock(): void;
}

/**
 * A Web Lock, for a quick change of hands when a tab dies, over a lease in the database, for truth: without Web Locks, with an
 * orphaned lock or with a frozen holder the lease alone decides.
 */
export function createLease(name: string, me: string, ports: Ports, transact: Transact): Lease {
  const { clock } = ports;
  let seen: { token: number; beat: number; since: number } | undefined;
  let giveUp: (() => void) | undefined;
  let left = false;

  const read = async (shelf: Shelves): Promise<LeaseRow> =>
    ((await shelf('facts').get('lease')) as LeaseRow | undefined) ?? { token: 0, holder: '', beat: 0, locked: false };

  const change = (token: number, next: (row: LeaseRow) => LeaseRow): Promise<boolean> =>
    transact(['facts'], 'relaxed', async (shelf) => {
      const row = await read(shelf);
      if (row.token !== token) return false;
      shelf('facts').put(next(row), 'lease');
      return true;
    });

  const claim = (locked: boolean): Promise<number | undefined> =>
    transact(['facts'], 'relaxed', async (shelf) => {
      const row = await read(shelf);
      const { token, beat } = row;
      if (seen?.token !== token || seen.beat !== beat) seen = { token, beat, since: clock.monotonic() };
      const still = clock.monotonic() - seen.since >= patience;
      if (row.holder !== '' && !(locked && row.locked) && !still) return undefined;
      shelf('facts').put({ token: token + 1, holder: me, beat: 0, locked }, 'lease');
      return token + 1;
    });

  const leased = async <T>(locked: boolean, work: (turn: Turn) => Promise<T>): Promise<T | undefined> => {
    const token = await claim(locked);
    if (token === undefined) return undefined;
    const end = clock.monotonic() + longestLock;
    const done = new AbortController();
    let lost = false;
    left = false;
    const beat = async (): Promise<void> => {
      while (!lost) {
        await clock.wait(pulse, done.signal);
        const late = clock.monotonic() >= end;
        lost = !(await change(token, (row) => ({ ...row, beat: row.beat + 1, locked: row.locked && !late })));
        if (late) giveUp?.();
      }
    };
    beat().catch(() => undefined);
    try {
      return await work({
        over: () => lost || left || clock.monotonic() >= end,
        holds: async (shelf) => {
          lost ||= (await read(shelf)).token !== token;
          return !lost;
        },
      });
    } finally {
      done.abort();
      await change(token, (row) => ({ ...row, holder: '' })).catch(() => undefined);
    }
  };

  return {
    unlock: () => {
      left = true;
      giveUp?.();
    },
    turn: async (work) => {
      const { locks } = ports;
      if (!locks) return leased(false, work);
      return new Promise((resolve, reject) => {
        let asked = false;
        const held = (lock: unknown): Promise<void> => {
          const freed = new Promise<void>((free) => {
            giveUp = free;
          });
          asked = true;
          const turn = leased(lock !== null, work);
          turn.then(resolve, reject);
          return Promise.race([freed, turn.then(noop, noop)]);
        };
        locks.request(name, { ifAvailable: true }, held).catch(() => {
          // Web Locks are refused to some embedded pages.
          if (!asked) leased(false, work).then(resolve, reject);
        });
      });
    },
  };
}

const noop = (): undefined => undefined;
