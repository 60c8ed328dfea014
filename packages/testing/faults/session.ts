import type { GetToken } from '@liaise/sdk/token';
import type { Line } from './line.ts';
import type { Life, World } from './world.ts';

/** Who is signed in at the host's page, and what its back end gives as a token. */
export class Session {
  readonly #world: World;
  readonly #line: Line;
  person: string;
  /** The back end gives none: the session there has ended. */
  ended = false;
  /** Tokens are out of date when they are given: the clocks of host and gateway disagree, or the session was revoked. */
  stale = false;
  /** How long a token is good, in milliseconds. */
  lifetime = 3_600_000;
  asked = 0;
  #number = 0;

  constructor(world: World, line: Line, person: string) {
    this.#world = world;
    this.#line = line;
    this.person = person;
  }

  /** `getToken` as one page has it. */
  getTokenFor(life: Life): GetToken {
    return () =>
      new Promise((resolve, reject) => {
        this.asked += 1;
        const answer = (): void => {
          if (this.#line.down) reject(new TypeError('Failed to fetch'));
          else if (this.ended) reject(new Error('The session at the portal has ended.'));
          else resolve(this.token());
        };
        this.#world.after(this.#world.jitter(40), answer, life);
      });
  }

  /** A token for who is signed in, good from now. */
  token(person = this.person): string {
    this.#number += 1;
    const now = this.#line.gateway.now;
    const exp = Math.floor((this.stale ? now - 60_000 : now + this.lifetime) / 1000);
    const who = { iss: 'host', sub: person, tenant: 'demo', role: 'rep', rep: person };
    const claims = { ...who, jti: String(this.#number), iat: now, exp };
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'HS256' })}.${part(claims)}.signature`;
  }
}
