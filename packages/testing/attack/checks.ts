import { newId } from '@liaise/core/records/identifier';
import { faultsOf } from './judge.ts';
import type { Lists } from './lists.ts';
import { inWords, type Answer, type AttackRequest, type Body } from './request.ts';
import type { StoredWatch } from './stored.ts';
import type { Target } from './target.ts';

/** Thrown by a check whose answer was not the one expected; says what came instead. */
export class Unexpected extends Error {
  override readonly name = 'Unexpected';
}

/** One of the bad inputs of the list, and what must come of it. */
export interface Check {
  /** Its number in the list of bad inputs; 0 for what is beside it. */
  input: number;
  name: string;
  /** Sends it and throws where the answer is another than it must be. */
  run(tools: Tools): Promise<void>;
  /** Takes a minute: run beside the others, and at full size only. */
  slow?: boolean;
}

export interface Sending {
  as?: string | null;
  headers?: Readonly<Record<string, string>>;
  body?: Body | null;
}

const isWrite = (method: string): boolean => !['GET', 'HEAD', 'OPTIONS'].includes(method);

/** What the checks share. */
export class Tools {
  readonly target: Target;
  readonly watch: StoredWatch;
  readonly lists: Lists;
  readonly small: boolean;
  requests = 0;

  constructor(target: Target, watch: StoredWatch, lists: Lists, small: boolean) {
    this.target = target;
    this.watch = watch;
    this.lists = lists;
    this.small = small;
  }

  /** Sends a request, as an admin unless said, and holds its answer to what every answer must be. */
  async send(method: string, path: string, { as = 'admin', headers = {}, body = null }: Sending = {}): Promise<Answer> {
    const all: Record<string, string> = {
      ...(body === null
        ? {}
        : { 'Content-Type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }),
      ...(isWrite(method) ? { 'Idempotency-Key': newId() } : {}),
      ...headers,
    };
    const request: AttackRequest = { route: null, how: 'named', method, path, headers: Object.entries(all), as, body };
    this.requests++;
    const answer = await this.target.send(request);
    const [fault] = faultsOf(answer, request);
    if (fault !== undefined)
      throw new Unexpected(`${fault}: ${answer.status} ${answer.text.slice(0, 300)}\n${inWords(request)}`);
    return answer;
  }

  /** Sends JSON. */
  json(method: string, path: string, body: unknown, more: Sending = {}): Promise<Answer> {
    return this.send(method, path, { ...more, body: { text: JSON.stringify(body) } });
  }

  /** Creates a record and answers it. */
  async create(path: string, body: object): Promise<Record<string, unknown>> {
    const answer = await this.json('POST', path, { id: newId(), ...body });
    this.expect(answer, 201);
    return answer.json as Record<string, unknown>;
  }

  /** The answer must have this status, and where it is a refusal this code, and name this path. */
  expect(answer: Answer, status: number | readonly number[], code?: string, path?: string): void {
    const statuses = typeof status === 'number' ? [status] : status;
    const document = (answer.json ?? {}) as { code?: string; issues?: { path: string }[] };
    const named = path === undefined || (document.issues ?? []).some((issue) => issue.path === path);
    if (statuses.includes(answer.status) && (code === undefined || document.code === code) && named) return;
    const wanted = [statuses.join(' or '), code ?? '', path ?? ''].filter((one) => one !== '').join(' ');
    throw new Unexpected(`expected ${wanted}, came ${answer.status} ${answer.text.slice(0, 400)}`);
  }

  /** What is done meanwhile must store nothing. */
  async storesNothing(work: () => Promise<void>): Promise<void> {
    const mark = await this.watch.mark();
    await work();
    const [write] = await this.watch.writesSince(mark);
    if (write) throw new Unexpected(`something was stored: ${write.example}`);
  }
}

/** A check that says what must be true. */
export function must(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new Unexpected(otherwise);
}

/** A request that must be refused, and nothing stored. */
export function refused(
  input: number,
  name: string,
  [method, path, sending]: readonly [method: string, path: string, sending?: Sending],
  status: number | readonly number[],
  code?: string,
  field?: string,
): Check {
  return {
    input,
    name,
    run: (tools) =>
      tools.storesNothing(async () => tools.expect(await tools.send(method, path, sending), status, code, field)),
  };
}
