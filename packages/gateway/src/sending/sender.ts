import { systemActor } from '../access/directory.ts';
import { describeFailure, type Log } from '../http/log.ts';
import type { Job } from '../jobs/job.ts';
import { JobRunner } from '../jobs/runner.ts';
import type { Store } from '../store/store.ts';
import { deliverJob, deliverJobListed } from './deliver.ts';
import { followUpJob, followUpJobListed } from './follow-up.ts';
import { inviteJob, inviteJobListed } from './invite.ts';
import { dueDeliveries } from './outbox.ts';
import type { Sending } from './settings.ts';

/** The jobs of sending. */
export const sendingJobs = (sending: Sending): readonly Job[] => [
  followUpJob(sending),
  inviteJob(sending),
  deliverJob(sending),
];

/** The names of these jobs, with what they do. */
export const listedSendingJobs = [followUpJobListed, inviteJobListed, deliverJobListed] as const;

/** How long changes of a tenant are gathered before they are looked at, in milliseconds. */
const gatherFor = 500;
const afterOthers = 2000;
const lookEvery = 10_000;

/**
 * Runs the jobs of sending beside the others, so that a slow mail server holds nothing else up, and at once where something happened: a low score
 * reaches its owner within moments, whether a page is open or not. What it is woken by is a hint; looking again by the clock is the truth.
 */
export class Sender {
  readonly #store: Store;
  readonly #sending: Sending;
  readonly #runner: JobRunner;
  readonly #log: Log;
  readonly #waiting = new Map<string, NodeJS.Timeout>();
  readonly #looking = new Set<string>();
  readonly #busy = new Set<Promise<void>>();
  #stopHints: (() => void) | null = null;
  #stopped = false;

  constructor({ store, sending, log = () => undefined }: { store: Store; sending: Sending; log?: Log }) {
    this.#store = store;
    this.#sending = sending;
    this.#log = log;
    this.#runner = new JobRunner({ store, jobs: sendingJobs(sending), log, every: lookEvery });
  }

  /** Begins to send, and goes on until `stop`. */
  start(): void {
    this.#runner.start();
    this.#stopHints = this.#store.onChange((tenantId) => this.#wake(tenantId));
  }

  /** Ends what is under way and leaves the rest in the queue. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopHints?.();
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    await this.#runner.stop();
    await Promise.allSettled(this.#busy);
    this.#sending.close();
  }

  /** Looks at a tenant in a moment; while it is being looked at, once more afterwards. */
  #wake(tenantId: string, after = gatherFor): void {
    if (this.#stopped || this.#waiting.has(tenantId)) return;
    const timer = setTimeout(() => {
      if (this.#looking.has(tenantId)) {
        this.#waiting.delete(tenantId);
        this.#wake(tenantId);
        return;
      }
      this.#waiting.delete(tenantId);
      this.#looking.add(tenantId);
      const run = this.#look(tenantId)
        .catch((error: unknown) => this.#log({ level: 'error', event: 'sending', error: describeFailure(error) }))
        .finally(() => {
          this.#looking.delete(tenantId);
          this.#busy.delete(run);
        });
      this.#busy.add(run);
    }, after).unref();
    this.#waiting.set(tenantId, timer);
  }

  async #look(tenantId: string): Promise<void> {
    const tenant = (await this.#store.tenants()).find(({ id }) => id === tenantId);
    if (!tenant) return;
    const run = async (job: Job): Promise<void> => {
      if (this.#stopped) return;
      const { outcome } = await this.#runner.run(job, tenant, { force: true });
      // Somebody is at it who may have looked a moment too early.
      if (outcome === 'not-taken') this.#wake(tenantId, afterOthers);
    };
    await run(followUpJob(this.#sending));
    const actor = systemActor({ tenantId, tenantRef: tenant.ref }, 'job deliver');
    const due = await this.#store.transact(actor, (work) => dueDeliveries(work, new Date(), 1), { readOnly: true });
    if (due.length > 0) await run(deliverJob(this.#sending));
  }
}
