import { randomUUID } from 'node:crypto';
import { systemActor } from '../access/directory.ts';
import { describeFailure, type Log } from '../http/log.ts';
import { readCompanySettings } from '../settings/settings.ts';
import type { Store, Tenant, Work } from '../store/store.ts';
import { LostLease, type Job, type JobContext } from './job.ts';
import { endLease, holdLease, leaseLength, takeLease } from './leases.ts';
import { nextRun } from './schedule.ts';

const minute = 60_000;

export interface RunnerOptions {
  store: Store;
  jobs: readonly Job[];
  log?: Log;
  /** Milliseconds since the epoch. */
  clock?: () => number;
  /** How often it is looked whether something is due, in milliseconds; a minute unless said. */
  every?: number;
  /** How long a failed job rests before it is tried again, in milliseconds; a quarter of an hour unless said. */
  rest?: number;
}

/** What came of one job of one tenant. */
export type JobResult =
  | { outcome: 'done'; message: string }
  | { outcome: 'failed'; error: unknown }
  /** Not due, or somebody else is at it. */
  | { outcome: 'not-taken' }
  /** The gateway stopped, or the lease was lost: the job stays due. */
  | { outcome: 'given-up' };

/**
 * Runs jobs when they are due, one after the other. Any number of gateways over one database may each have a runner: a
 * lease in a row says who is at a job, its holder renews it while it works and every write checks it, so a job is done once.
 * Where a gateway is killed another one takes the job over when the lease has run out.
 */
export class JobRunner {
  readonly #store: Store;
  readonly #jobs: readonly Job[];
  readonly #log: Log;
  readonly #clock: () => number;
  readonly #every: number;
  readonly #rest: number;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #busy: Promise<unknown> = Promise.resolve();

  constructor({
    store,
    jobs,
    log = () => undefined,
    clock = Date.now,
    every = minute,
    rest = 15 * minute,
  }: RunnerOptions) {
    this.#store = store;
    this.#jobs = jobs;
    this.#log = log;
    this.#clock = clock;
    this.#every = every;
    this.#rest = rest;
  }

  /** Begins to look whether something is due, first in a moment, and goes on until `stop`. */
  start(): void {
    this.#schedule(Math.min(2000, this.#every));
  }

  /** Ends what is under way, leaves it due, and runs nothing more. */
  async stop(): Promise<void> {
    this.#stopping.abort(new LostLease('The gateway stops.'));
    clearTimeout(this.#timer);
    await this.#busy;
  }

  #schedule(after: number): void {
    this.#timer = setTimeout(() => {
      this.#busy = this.runDue()
        .catch((error: unknown) => this.#log({ level: 'error', event: 'jobs', error: describeFailure(error) }))
        .then(() => {
          if (!this.#stopping.signal.aborted) this.#schedule(this.#every);
        });
    }, after).unref();
  }

  /** Runs whatever is due in any tenant. */
  async runDue(): Promise<void> {
    for (const tenant of await this.#store.tenants()) {
      for (const job of this.#jobs) {
        if (this.#stopping.signal.aborted) return;
        await this.run(job, tenant);
      }
    }
  }

  /** Runs one job of one tenant where it is due, or at once with `force`; never where somebody else is at it. */
  async run(job: Job, tenant: Tenant, { force = false }: { force?: boolean } = {}): Promise<JobResult> {
    const actor = systemActor({ tenantId: tenant.id, tenantRef: tenant.ref }, `job ${job.name}`);
    const lease = { job: job.name, holder: randomUUID() };
    const transact = <T>(work: (work: Work) => Promise<T>): Promise<T> => this.#store.transact(actor, work);
    const now = this.#clock();
    if (!(await transact((work) => takeLease(work, { ...lease, now, force })))) return { outcome: 'not-taken' };
    const lost = new AbortController();
    const signal = AbortSignal.any([this.#stopping.signal, lost.signal]);
    const beat = setInterval(() => {
      transact((work) => holdLease(work, { ...lease, now: this.#clock() })).catch((error: unknown) => {
        if (error instanceof LostLease) lost.abort(error);
      });
    }, leaseLength / 4).unref();
    const context: JobContext = {
      store: this.#store,
      tenant,
      actor,
      now: new Date(now),
      signal,
      read: async (work) => {
        signal.throwIfAborted();
        return this.#store.transact(actor, work, { readOnly: true });
      },
      write: async (run) => {
        signal.throwIfAborted();
        return transact(async (work) => {
          await holdLease(work, { ...lease, now: this.#clock() });
          return run(work);
        });
      },
    };
    let result: JobResult;
    try {
      result = { outcome: 'done', message: await job.run(context) };
    } catch (error) {
      result = error instanceof LostLease || signal.aborted ? { outcome: 'given-up' } : { outcome: 'failed', error };
    } finally {
      clearInterval(beat);
    }
    await this.#end(result, job, tenant, lease, transact);
    return result;
  }

  async #end(
    result: JobResult,
    job: Job,
    tenant: Tenant,
    lease: { job: string; holder: string },
    transact: <T>(work: (work: Work) => Promise<T>) => Promise<T>,
  ): Promise<void> {
    const now = this.#clock();
    if (result.outcome === 'failed')
      this.#log({
        level: 'error',
        event: 'job',
        error: `${job.name} of ${tenant.ref}: ${describeFailure(result.error)}`,
      });
    await transact(async (work) => {
      if (result.outcome !== 'done' && result.outcome !== 'failed') {
        await endLease(work, { ...lease, now });
        return;
      }
      const { timeZone } = await readCompanySettings(work);
      const next = nextRun(job.schedule, now, timeZone);
      const done =
        result.outcome === 'done'
          ? { outcome: 'done' as const, message: result.message, dueAt: next }
          : {
              outcome: 'failed' as const,
              message: describeFailure(result.error),
              dueAt: Math.min(next, now + this.#rest),
            };
      await endLease(work, { ...lease, now, done });
    });
  }
}
