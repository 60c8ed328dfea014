import { failure } from './records.ts';
import type { Life, World } from './world.ts';

interface Options {
  mode?: 'exclusive' | 'shared';
  ifAvailable?: boolean;
  steal?: boolean;
  signal?: AbortSignal;
}

interface Claim {
  life: Life | undefined;
  options: Options;
  granted: boolean;
  grant: (lock: { name: string; mode: string } | null) => void;
  refuse: (reason: unknown) => void;
}

/** Web Locks of one site, made of memory. A dead page's locks are freed, a frozen page's are not. */
export class Locks {
  readonly #world: World;
  readonly #claims = new Map<string, Claim[]>();

  constructor(world: World) {
    this.#world = world;
  }

  /** `navigator.locks` as one page sees it; without a page, somebody who never dies. */
  managerFor(life: Life | undefined): object {
    type Work = (lock: { name: string; mode: string } | null) => unknown;
    return {
      request: (name: string, given: Options | Work, work?: Work): Promise<unknown> => {
        const options = typeof given === 'function' ? {} : given;
        const callback = typeof given === 'function' ? given : work;
        if (!callback) return Promise.reject(new TypeError('A lock needs a callback.'));
        return new Promise((resolve, reject) => {
          this.#request(
            name,
            { life, options, granted: false, grant: () => undefined, refuse: reject },
            (lock, free) => {
              Promise.resolve(lock).then(callback).finally(free).then(resolve, reject);
            },
          );
        });
      },
    };
  }

  /** Frees what a killed page held and waited for. */
  killed(life: Life): void {
    for (const [name, claims] of this.#claims) {
      for (const claim of claims.filter((one) => one.life === life)) claims.splice(claims.indexOf(claim), 1);
      this.#proceed(name);
    }
  }

  #request(
    name: string,
    claim: Claim,
    begin: (lock: { name: string; mode: string } | null, free: () => void) => void,
  ): void {
    const { life, options } = claim;
    const claims = this.#claims.get(name) ?? [];
    this.#claims.set(name, claims);
    const free = (): void => {
      const index = claims.indexOf(claim);
      if (index >= 0) claims.splice(index, 1);
      this.#proceed(name);
    };
    claim.grant = (lock) =>
      this.#world.after(this.#world.jitter(1), () => begin(lock, lock ? free : () => undefined), life);
    const arrive = (): void => {
      if (options.signal?.aborted) {
        claim.refuse(options.signal.reason);
        return;
      }
      if (options.steal === true) {
        for (const held of claims.filter((one) => one.granted)) {
          claims.splice(claims.indexOf(held), 1);
          this.#world.after(0, () => held.refuse(failure('AbortError', 'The lock was stolen.')), held.life);
        }
        claims.unshift(claim);
      } else if (options.ifAvailable === true && claims.length > 0) {
        claim.grant(null);
        return;
      } else claims.push(claim);
      options.signal?.addEventListener('abort', () => {
        if (claim.granted) return;
        free();
        claim.refuse(options.signal?.reason);
      });
      this.#proceed(name);
    };
    this.#world.after(this.#world.jitter(1), arrive, life);
  }

  #proceed(name: string): void {
    const claims = this.#claims.get(name) ?? [];
    for (const claim of claims) {
      if (claim.granted) {
        if (claim.options.mode !== 'shared') return;
        continue;
      }
      const first = claims.every((one) => one === claim || !one.granted);
      const sharing =
        claim.options.mode === 'shared' && claims.every((one) => !one.granted || one.options.mode === 'shared');
      if (!first && !sharing) return;
      claim.granted = true;
      claim.grant({ name, mode: claim.options.mode ?? 'exclusive' });
      if (!sharing) return;
    }
  }
}
