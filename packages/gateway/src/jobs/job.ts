import type { Actor } from '../access/actor.ts';
import type { Store, Tenant, Work } from '../store/store.ts';
import type { Schedule } from './schedule.ts';

/** What a job at work has: one tenant, and a lease on it. */
export interface JobContext {
  readonly store: Store;
  readonly tenant: Tenant;
  /** The gateway itself. */
  readonly actor: Actor;
  /** When the job began. */
  readonly now: Date;
  /** Aborted when the gateway stops or the lease is lost; a job then ends soon, with an error. */
  readonly signal: AbortSignal;
  /** A transaction that reads; others may run the job meanwhile. */
  read<T>(work: (work: Work) => Promise<T>): Promise<T>;
  /** A transaction that writes, and does so only while the lease is held. @throws {LostLease} */
  write<T>(work: (work: Work) => Promise<T>): Promise<T>;
}

/** Something that is done for each tenant from time to time, by one gateway of those over a database. */
export interface Job {
  readonly name: string;
  /** One line for `liaise jobs`. */
  readonly summary: string;
  readonly schedule: Schedule;
  /** Does it. @returns what was done, in a sentence without personal data */
  run(context: JobContext): Promise<string>;
}

/** Thrown to a job whose lease has passed to another gateway, or ended with the gateway. */
export class LostLease extends Error {
  override readonly name = 'LostLease';
}
