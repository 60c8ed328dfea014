/** The parts of the outside world that waiting needs; tests bring their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Resolves after so many milliseconds; rejects with the signal's reason when it is aborted. */
  wait: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  /** Uniform in [0, 1). */
  random: () => number;
}

/** The clock of the page or process. */
export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  wait: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const giveUp = (): void => {
        clearTimeout(timer);
        reject(signal?.reason as Error);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', giveUp);
        resolve();
      }, milliseconds);
      signal?.addEventListener('abort', giveUp, { once: true });
    }),
};

/** The time of day as an RFC 3339 instant. */
export const instantOf = (clock: Clock): string => new Date(clock.now()).toISOString();

/** Work that has to be done in time; after that `late` says what comes of it, and what the work itself comes to is nobody's. */
export async function within<T>(
  clock: Clock,
  milliseconds: number,
  work: Promise<T>,
  late: () => T | Promise<T>,
): Promise<T> {
  const over = new AbortController();
  const timer = clock.wait(milliseconds, over.signal).then(late);
  try {
    return await Promise.race([work, timer]);
  } finally {
    over.abort();
    timer.catch(() => undefined);
  }
}

/** Statuses after which the same call may succeed later. */
export const retryableStatuses: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** No wait is longer, whatever a server asks for: five minutes. */
export const longestWait = 300_000;

/**
 * Full jitter (Brooker 2015, "Exponential Backoff and Jitter"): uniform between 0 and `base * 2^attempt`, at most `cap`
 * milliseconds. `attempt` counts from 0.
 */
export function backoff(attempt: number, random: () => number, base = 300, cap = 10_000): number {
  return Math.round(random() * Math.min(cap, base * 2 ** attempt));
}

/**
 * Reads `Retry-After` (RFC 9110 section 10.2.3): seconds or an HTTP date. A date is taken relative to the answer's own
 * `Date`, so that a wrong clock here does no harm. The result lies between 0 and five minutes; `undefined` when there is
 * none or it cannot be read.
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  const within = (milliseconds: number): number => Math.min(longestWait, Math.max(0, milliseconds));
  if (/^-?\d+$/.test(value)) return within(Number(value) * 1000);
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const sent = Date.parse(headers.get('date') ?? '');
  return within(until - (Number.isNaN(sent) ? now : sent));
}
