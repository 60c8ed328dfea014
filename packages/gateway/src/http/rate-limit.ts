import { Refusal } from './refusal.ts';

/** A token bucket: `burst` requests at once, refilled with `perSecond`. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/**
 * Rates by what a request is counted on. They are generous: they hold off a runaway script, not a busy branch office
 * behind one address.
 */
export interface Rates {
  /** Requests with a valid token, by its subject. */
  token: Rate;
  /** Requests without, by address. */
  address: Rate;
  /** Requests under a survey link, by the link. */
  link: Rate;
  /** Sessions that somebody unknown opens, and receipts tried, by address. */
  open: Rate;
}

export const usualRates: Rates = {
  token: { burst: 20_000, perSecond: 4000 },
  address: { burst: 2000, perSecond: 200 },
  link: { burst: 300, perSecond: 5 },
  open: { burst: 200, perSecond: 2 },
};

interface Bucket {
  left: number;
  at: number;
}

/** Buckets kept in memory; the oldest are forgotten when there are too many. */
export class RateLimiter {
  readonly #rates: Rates;
  readonly #clock: () => number;
  readonly #most: number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rates: Rates, clock: () => number = () => performance.now(), most = 50_000) {
    this.#rates = rates;
    this.#clock = clock;
    this.#most = most;
  }

  /**
   * Counts one request.
   *
   * @returns the `RateLimit` headers of the answer
   * @throws {Refusal} `rate-limited`, with `Retry-After`
   */
  take(kind: keyof Rates, key: string): Record<string, string> {
    const { burst, perSecond } = this.#rates[kind];
    const now = this.#clock();
    const name = `${kind} ${key}`;
    const bucket = this.#buckets.get(name) ?? { left: burst, at: now };
    this.#buckets.delete(name);
    bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond);
    bucket.at = now;
    const allowed = bucket.left >= 1;
    if (allowed) bucket.left -= 1;
    this.#buckets.set(name, bucket);
    if (this.#buckets.size > this.#most) this.#forgetOldest();
    const left = Math.floor(bucket.left);
    const wait = Math.max(1, Math.ceil((1 - bucket.left) / perSecond));
    const headers = {
      'RateLimit-Policy': `"${kind}";q=${burst};w=${Math.ceil(burst / perSecond)}`,
      RateLimit: `"${kind}";r=${left};t=${allowed ? Math.ceil((burst - bucket.left) / perSecond) : wait}`,
    };
    if (allowed) return headers;
    throw new Refusal('rate-limited', {
      detail: `Try again in ${wait} s.`,
      headers: { ...headers, 'Retry-After': String(wait) },
    });
  }

  #forgetOldest(): void {
    const oldest = this.#buckets.keys().next();
    if (!oldest.done) this.#buckets.delete(oldest.value);
  }
}
