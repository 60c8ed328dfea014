import { newId } from '@liaise/core/records/identifier';
import type { Generator } from './generate.ts';
import { faultsOf } from './judge.ts';
import { minimise } from './minimise.ts';
import { inWords, type Answer, type AttackRequest } from './request.ts';
import type { StoredWatch, Write } from './stored.ts';
import { patience, Unsendable, type Target } from './target.ts';

/** What a run of requests came to. */
export interface Tally {
  requests: number;
  faults: number;
  /** Answers by status. */
  statuses: Map<number, number>;
  /** The longest that an answer took, in milliseconds, and to what. */
  slowest: { ms: number; request: string };
}

export const emptyTally = (): Tally => ({
  requests: 0,
  faults: 0,
  statuses: new Map(),
  slowest: { ms: 0, request: '' },
});

const chunk = 240;
const atOnce = 8;
/** How many faults are told in full; beyond that they are counted. */
const mostTold = 25;

/** What came of one request: its answer, or why there was none. */
type Outcome = { answer: Answer } | { failure: string };

async function outcomeOf(target: Target, request: AttackRequest): Promise<Outcome | null> {
  try {
    return { answer: await target.send(request) };
  } catch (error) {
    if (error instanceof Unsendable) return null;
    return { failure: error instanceof Error ? `no answer: ${error.message}` : 'no answer' };
  }
}

const faultsIn = (outcome: Outcome | null, request: AttackRequest): string[] =>
  outcome === null ? [] : 'failure' in outcome ? [outcome.failure] : faultsOf(outcome.answer, request);

const idOf = (json: unknown): unknown =>
  typeof json === 'object' && json !== null && 'id' in json ? json.id : undefined;

/** The kind of a fault, by which it is known again. */
const kindOf = (fault: string): string => fault.slice(0, 60);

const reads = new Set(['batch', 'reconcile', 'kpis.sign']);

/** Whether an answer says that something was done, so that something may be stored. */
const mayStore = ({ method, route }: AttackRequest, { status }: Answer): boolean =>
  status < 400 && !['GET', 'HEAD', 'OPTIONS'].includes(method.toUpperCase()) && !reads.has(route?.name ?? '');

/** The request again, with a key of its own, so that it is done and not answered from memory. */
const again = (request: AttackRequest): AttackRequest => ({
  ...request,
  headers: request.headers.map(([name, value]) => [
    name,
    name === 'Idempotency-Key' && value.length === 36 ? newId() : value,
  ]),
});

/** Sends generated requests, many at a time, and judges each answer; between them it looks what was stored, and whether the gateway lives. */
export class Bulk {
  readonly tally = emptyTally();
  readonly #target: Target;
  readonly #watch: StoredWatch;
  readonly #told = new Map<string, number>();
  readonly #say: (text: string) => void;

  constructor(target: Target, watch: StoredWatch, say: (text: string) => void) {
    this.#target = target;
    this.#watch = watch;
    this.#say = say;
  }

  /** Sends requests until there were as many as wanted. */
  async run(generator: Generator, wanted: number): Promise<void> {
    let nextWord = wanted / 10;
    while (this.tally.requests < wanted) {
      const requests = Array.from({ length: Math.min(chunk, wanted - this.tally.requests) }, () => generator.next());
      const answers = await this.#chunk(requests);
      for (const request of requests) {
        const answer = answers.get(request);
        if (answer) generator.learn(request, answer.status, idOf(answer.json));
      }
      if (this.tally.requests >= nextWord && wanted > 10_000) {
        this.#say(`${this.tally.requests} requests, ${this.tally.faults} faults`);
        nextWord += wanted / 10;
      }
    }
  }

  async #chunk(requests: readonly AttackRequest[]): Promise<ReadonlyMap<AttackRequest, Answer>> {
    const answers = new Map<AttackRequest, Answer>();
    const mark = await this.#watch.mark();
    const refused: AttackRequest[] = [];
    let allowed = 0;
    const queue = requests.values();
    const worker = async (): Promise<void> => {
      for (const request of queue) {
        const outcome = await outcomeOf(this.#target, request);
        if (outcome === null) continue;
        this.tally.requests++;
        if ('answer' in outcome) {
          this.#count(request, outcome.answer);
          answers.set(request, outcome.answer);
          if (mayStore(request, outcome.answer)) allowed++;
          else refused.push(request);
        }
        for (const fault of faultsIn(outcome, request)) await this.#fault(fault, request);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    const writes = await this.#watch.writesSince(mark);
    if (writes.length > allowed) await this.#storedTooMuch(writes, allowed, refused);
    await this.#stillLives();
    return answers;
  }

  #count(request: AttackRequest, { status, ms }: Answer): void {
    const { statuses, slowest } = this.tally;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (ms > slowest.ms)
      this.tally.slowest = {
        ms,
        request: `${request.method} ${request.path.slice(0, 120)} (${request.how.slice(0, 80)})`,
      };
  }

  /** Counts a fault and, the first time it is seen at a route, tells it with the request cut down. */
  async #fault(fault: string, request: AttackRequest): Promise<void> {
    this.tally.faults++;
    const name = `${kindOf(fault)} ${request.route?.name ?? ''}`;
    const times = (this.#told.get(name) ?? 0) + 1;
    this.#told.set(name, times);
    if (times > 1 || this.#told.size > mostTold) return;
    const hangs = fault.startsWith('no answer');
    const shows = async (one: AttackRequest): Promise<boolean> => {
      const fresh = again(one);
      return faultsIn(await outcomeOf(this.#target, fresh), fresh).some((other) => kindOf(other) === kindOf(fault));
    };
    const smallest = await minimise(request, shows, hangs ? 4 : 200);
    const outcome = await outcomeOf(this.#target, again(smallest));
    const answer = outcome !== null && 'answer' in outcome ? outcome.answer : null;
    const logged = this.#target.log.findLast(({ error }) => error !== undefined)?.error;
    this.#say(
      [
        `FAULT ${fault}`,
        inWords(smallest),
        ...(answer ? [`    answered ${answer.status} ${answer.text.slice(0, 600)}`] : []),
        ...(fault.startsWith('answered 5') && logged !== undefined ? [`    logged ${logged}`] : []),
      ].join('\n'),
    );
  }

  /** More was stored than was answered with success: which refused request did it? */
  async #storedTooMuch(writes: readonly Write[], allowed: number, refused: readonly AttackRequest[]): Promise<void> {
    this.tally.faults++;
    const guilty: string[] = [];
    for (const request of refused) {
      if (guilty.length >= 3) break;
      const mark = await this.#watch.mark();
      const outcome = await outcomeOf(this.#target, again(request));
      if (outcome !== null && 'answer' in outcome && mayStore(request, outcome.answer)) continue;
      const [write] = await this.#watch.writesSince(mark);
      if (write) guilty.push(`    stored ${write.example}\n${inWords(request)}`);
    }
    const examples = guilty.length > 0 ? guilty : writes.slice(-10).map(({ example }) => `    ${example}`);
    this.#say(
      [`FAULT ${writes.length} transactions wrote, ${allowed} requests were answered with success`, ...examples].join(
        '\n',
      ),
    );
  }

  async #stillLives(): Promise<void> {
    const request: AttackRequest = {
      route: null,
      how: 'is it there',
      method: 'GET',
      path: '/readyz',
      headers: [],
      as: null,
      body: null,
    };
    const outcome = await outcomeOf(this.#target, request);
    if (outcome === null || 'failure' in outcome || outcome.answer.status !== 200) {
      this.tally.faults++;
      this.#say(`FAULT the gateway no longer answers /readyz (within ${patience} ms)`);
    }
  }
}
