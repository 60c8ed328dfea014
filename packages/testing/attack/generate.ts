import * as fc from 'fast-check';
import { routes } from '@liaise/core/api';
import type { Route } from '@liaise/core/api/route';
import { kpis } from '@liaise/core/kpi';
import { seededRandom, type Random } from '@liaise/core/samples';
import type { Lists } from './lists.ts';
import { mutateText, mutateValue } from './mutate.ts';
import { Pools } from './pools.ts';
import type { AttackRequest, Body } from './request.ts';
import { customerMark, idMark, jsonSchemaOf, kpiSubjectMark, pathMark, valuesOf } from './schema.ts';
import { besideTheContract, oddHeaders, oddMethods, oddPaths, oddQueries } from './odd-requests.ts';
import { wellFormed } from './well-formed.ts';

type Draft = { -readonly [K in keyof AttackRequest]: AttackRequest[K] };
type Attack = (draft: Draft) => string;

export interface GeneratorOptions {
  seed: number;
  lists: Lists;
  pools: Pools;
  /** Names of tokens that hold, and of tokens that do not. */
  good: readonly string[];
  bad: readonly string[];
}

const block = 64;

/** Draws from an arbitrary, many at a time. */
class Supply {
  readonly #next: () => unknown[];
  #ready: unknown[] = [];

  constructor(arbitrary: fc.Arbitrary<unknown>, seed: () => number) {
    this.#next = () => fc.sample(arbitrary, { numRuns: block, seed: seed() });
  }

  take(): unknown {
    if (this.#ready.length === 0) this.#ready = this.#next();
    return structuredClone(this.#ready.pop());
  }
}

/**
 * Makes requests over every route of the contract, in turn, and now and then to where there is none. The same seed makes the same
 * requests.
 */
export class Generator {
  readonly #random: Random;
  readonly #options: GeneratorOptions;
  readonly #supplies = new Map<string, Supply>();
  #turn = 0;

  constructor(options: GeneratorOptions) {
    this.#options = options;
    this.#random = seededRandom(`attack ${options.seed}`);
  }

  /** Told of an answer: what was created is named in later requests. */
  learn({ route, method }: AttackRequest, status: number, id: unknown): void {
    if (route !== null && method === 'POST' && status === 201 && typeof id === 'string')
      this.#options.pools.made(Pools.resourceOf(route.path), id);
  }

  /** The next request. */
  next(): AttackRequest {
    const route: Route | undefined = routes[this.#turn++ % routes.length];
    if (!route) throw new RangeError('The contract has no routes.');
    const random = this.#random;
    if (random.chance(0.03)) return besideTheContract(random, this.#options.lists.strings);
    const draft = this.#right(route);
    const attacks: readonly (readonly [Attack | null, number])[] = [
      [null, 22],
      [(draft) => this.#bodyValue(draft), route.body ? 34 : 0],
      [(draft) => this.#bodyText(draft), route.body ? 14 : 0],
      [(draft) => this.#query(draft), 14],
      [(draft) => this.#path(draft), 12],
      [(draft) => this.#headers(draft), 10],
      [(draft) => this.#token(draft), 7],
      [(draft) => this.#method(draft), 2],
    ];
    const attack = random.weighted(attacks);
    if (attack) draft.how = attack(draft);
    if (attack && random.chance(0.15)) {
      const more = random.weighted(attacks);
      if (more) draft.how = `${draft.how}; ${more(draft)}`;
    }
    if (random.chance(0.02)) draft.overHttp = true;
    return draft;
  }

  #supply(name: string, make: () => fc.Arbitrary<unknown>): unknown {
    const found = this.#supplies.get(name) ?? new Supply(make(), () => this.#random.integer(0, 0x7fffffff));
    this.#supplies.set(name, found);
    return found.take();
  }

  /** A request that the route may well take. */
  #right(route: Route): Draft {
    const random = this.#random;
    const { pools, good } = this.#options;
    const query = route.query ? this.#rightQuery(route) : '';
    const headers: (readonly [string, string])[] = [];
    let body: Body | null = null;
    if (route.bodyType === 'bytes') {
      const bytes = new Uint8Array(random.integer(0, 300));
      random.fill(bytes);
      body = { bytes };
      headers.push(['Content-Type', 'application/octet-stream']);
    } else if (route.body) {
      body = { text: JSON.stringify(this.#rightBody(route)) };
      headers.push(['Content-Type', route.bodyType === 'merge' ? 'application/merge-patch+json' : 'application/json']);
    }
    if (route.method !== 'GET' && !(route.method === 'DELETE' && random.chance(0.5)))
      headers.push(['Idempotency-Key', random.chance(0.03) ? 'the-same-key-again' : pools.fresh()]);
    const allowed =
      route.roles === 'anyone'
        ? [null, ...good]
        : good.filter((name) => (route.roles as readonly string[]).includes(name));
    const as =
      random.chance(0.94) && allowed.length > 0
        ? allowed.includes('admin') && random.chance(0.4)
          ? 'admin'
          : random.pick(allowed)
        : random.pick([null, ...good]);
    return {
      route,
      how: 'as the contract says',
      method: route.method,
      path: this.#rightPath(route) + query,
      headers,
      as,
      body,
    };
  }

  #rightPath({ method, path, name }: Route): string {
    const random = this.#random;
    const { pools } = this.#options;
    const lasting = method === 'DELETE' || name === 'subjects.erase' || name === 'files.write-content';
    return path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => {
      if (parameter === 'token')
        return random.pick(['«link»', '«link»', '«link»', '«finished link»', '«foreign link»', '«made-up link»']);
      if (parameter === 'kpi') return random.pick(kpis).id;
      if (path.startsWith('/v1/customers/') && random.chance(0.15))
        return encodeURIComponent(random.pick(pools.references));
      if (path.startsWith('/v1/surveys/') && random.chance(0.3)) return 'after-visit';
      return pools.of(Pools.resourceOf(path), { lasting });
    });
  }

  #rightQuery(route: Route): string {
    const { query } = route;
    if (!query) return '';
    const fields = this.#filled(
      this.#supply(`${route.name} query`, () => valuesOf(jsonSchemaOf(query))),
      '',
    ) as Record<string, unknown>;
    const random = this.#random;
    // All filters at once find nothing: keep what must be there and a few of the others.
    const kept = Object.entries(fields).filter(
      ([name]) => ['kpi', 'subject', 'period', 'signature'].includes(name) || random.chance(0.3),
    );
    const cursor = random.pick([`«cursor ${route.name}»`, '«cursor customers.list»', '«foreign cursor»', 'AAAA']);
    const pairs = kept.map(([name, value]): [string, string] => [
      name,
      name === 'cursor' ? cursor : name === 'signature' && random.chance(0.5) ? '«signature»' : String(value),
    ]);
    return pairs.length === 0
      ? ''
      : `?${pairs.map(([name, value]) => `${name}=${value.startsWith('«') ? value : encodeURIComponent(wellFormed(value))}`).join('&')}`;
  }

  #rightBody(route: Route): unknown {
    const { body } = route;
    if (!body) return undefined;
    const drawn = this.#filled(
      this.#supply(route.name, () => valuesOf(jsonSchemaOf(body))),
      '',
    );
    if (typeof drawn !== 'object' || drawn === null || Array.isArray(drawn)) return drawn;
    const fields = drawn as Record<string, unknown>;
    if ('id' in fields) fields['id'] = this.#options.pools.fresh();
    // Sparse bodies reach further than full ones, where each field may be refused.
    if (this.#random.chance(0.5)) {
      const required = jsonSchemaOf(body).required ?? [];
      const keep = this.#random.some(Object.keys(fields), 3);
      for (const name of Object.keys(fields))
        if (!required.includes(name) && !keep.includes(name)) Reflect.deleteProperty(fields, name);
    }
    return fields;
  }

  /** Puts ids and references where marks stand. */
  #filled(value: unknown, field: string): unknown {
    const { pools } = this.#options;
    const random = this.#random;
    if (value === idMark) return pools.forField(field) ?? pools.any();
    if (value === customerMark) return random.chance(0.2) ? random.pick(pools.references) : pools.of('customers');
    if (value === kpiSubjectMark) {
      return random.pick([
        () => 'tenant',
        () => `rep:${pools.of('reps')}`,
        () => `team:${pools.of('teams')}`,
        () => `customer:${pools.of('customers')}`,
      ])();
    }
    if (value === pathMark) return this.#batchPath();
    if (Array.isArray(value)) return value.map((one) => this.#filled(one, field));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, this.#filled(one, name)]));
  }

  #batchPath(): string {
    const reads: readonly Route[] = routes.filter(({ method }) => method === 'GET');
    const route = this.#random.pick(reads);
    const draft: Draft = {
      route,
      how: '',
      method: 'GET',
      path: this.#rightPath(route) + this.#rightQuery(route),
      headers: [],
      as: null,
      body: null,
    };
    if (this.#random.chance(0.3)) this.#query(draft);
    if (this.#random.chance(0.2)) this.#path(draft);
    return draft.path.startsWith('/v1/') ? draft.path.slice(0, 2000) : `/v1/${draft.path.slice(0, 1900)}`;
  }

  #bodyValue(draft: Draft): string {
    if (!draft.body || !('text' in draft.body)) return this.#headers(draft);
    try {
      let value: unknown = JSON.parse(draft.body.text);
      const all: string[] = [];
      const times = this.#random.weighted([
        [1, 6],
        [2, 2],
        [4, 1],
      ]);
      for (let time = 0; time < times; time++) {
        const done = mutateValue(this.#random, value, this.#options.lists.strings);
        value = done.value;
        all.push(done.how);
      }
      draft.body = { text: JSON.stringify(value) };
      return all.join(', ');
    } catch {
      // A body that an attack made before is no JSON any more, or nested too deep to be written again.
      return this.#bodyText(draft);
    }
  }

  #bodyText(draft: Draft): string {
    const { bodies } = this.#options.lists;
    if (bodies.length > 0 && this.#random.chance(0.25)) {
      const { name, bytes } = this.#random.pick(bodies);
      draft.body = { bytes };
      return `the body ${name}`;
    }
    const { body, how } = mutateText(this.#random, draft.body && 'text' in draft.body ? draft.body.text : '{}');
    draft.body = body;
    return how;
  }

  #query(draft: Draft): string {
    const { lists, pools } = this.#options;
    draft.path = oddQueries(this.#random, draft.path, draft.route, { strings: lists.strings, id: pools.any() });
    return 'an odd query';
  }

  #path(draft: Draft): string {
    draft.path = oddPaths(this.#random, draft.path, [
      ...this.#random.some(this.#options.lists.strings, 2),
      this.#random.pick(this.#options.lists.paths),
    ]);
    return 'an odd path';
  }

  #headers(draft: Draft): string {
    const [name, value] = oddHeaders(this.#random, this.#options.lists.strings);
    draft.headers = [
      ...draft.headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase()),
      ...(value === null ? [] : [[name, value] as const]),
    ];
    return `header ${name}`;
  }

  #token(draft: Draft): string {
    const name = this.#random.pick(this.#options.bad);
    draft.as = name;
    return 'a token that does not hold';
  }

  #method(draft: Draft): string {
    draft.method = this.#random.pick(oddMethods);
    if (draft.method === 'GET' || draft.method === 'HEAD') draft.body = null;
    return 'another method';
  }
}
