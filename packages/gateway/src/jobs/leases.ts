import { sql } from 'kysely';
import { LostLease } from './job.ts';
import type { Work } from '../store/store.ts';

/** How long a lease holds without a sign of life, in milliseconds. */
export const leaseLength = 60_000;

/** A job's row. Instants are RFC 3339. */
export interface JobState {
  job: string;
  dueAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  outcome: 'done' | 'failed' | null;
  message: string | null;
  /** Until when somebody is at it. */
  until: string | null;
}

const iso = (time: number): string => new Date(time).toISOString();

/**
 * Takes a job that is due, or at once with `force`; `false` where it is not due, or somebody is at it. A job that has no
 * row yet is due.
 */
export async function takeLease(
  work: Work,
  { job, holder, now, force = false }: { job: string; holder: string; now: number; force?: boolean },
): Promise<boolean> {
  const { rows } = await sql<{ job: string }>`
    INSERT INTO jobs (tenant_id, job, holder, until, due_at, started_at) VALUES (${work.actor.tenantId}, ${job}, ${holder}, ${iso(now + leaseLength)}, ${iso(now)}, ${iso(now)})
    ON CONFLICT (tenant_id, job) DO UPDATE SET holder = excluded.holder, until = excluded.until, started_at = excluded.started_at
    WHERE (jobs.until IS NULL OR jobs.until < ${iso(now)}::timestamptz) AND (${force}::boolean OR jobs.due_at <= ${iso(now)}::timestamptz)
    RETURNING jobs.job`.execute(work.sql);
  return rows.length === 1;
}

/** Gives a sign of life. @throws {LostLease} where the lease has passed to somebody else */
export async function holdLease(
  work: Work,
  { job, holder, now }: { job: string; holder: string; now: number },
): Promise<void> {
  const { rows } = await sql<{ job: string }>`
    UPDATE jobs SET until = ${iso(now + leaseLength)}::timestamptz WHERE tenant_id = ${work.actor.tenantId} AND job = ${job} AND holder = ${holder}::uuid RETURNING job`.execute(
    work.sql,
  );
  if (rows.length === 0) throw new LostLease(`The job ${job} has passed to another gateway.`);
}

/** Ends a lease. Without an outcome the job stays due. */
export async function endLease(
  work: Work,
  {
    job,
    holder,
    now,
    done,
  }: {
    job: string;
    holder: string;
    now: number;
    done?: { outcome: 'done' | 'failed'; message: string; dueAt: number };
  },
): Promise<void> {
  const mine = sql`tenant_id = ${work.actor.tenantId} AND job = ${job} AND holder = ${holder}::uuid`;
  if (!done) {
    await sql`UPDATE jobs SET holder = NULL, until = NULL WHERE ${mine}`.execute(work.sql);
    return;
  }
  await sql`
    UPDATE jobs SET holder = NULL, until = NULL, finished_at = ${iso(now)}::timestamptz, outcome = ${done.outcome}, message = ${done.message.slice(0, 1000)}, due_at = ${iso(done.dueAt)}::timestamptz WHERE ${mine}`.execute(
    work.sql,
  );
}

/** How the jobs of a tenant stand, of those that ever ran. */
export async function readJobs(work: Work): Promise<JobState[]> {
  const { rows } = await sql<{
    job: string;
    due_at: string;
    started_at: string | null;
    finished_at: string | null;
    outcome: JobState['outcome'];
    message: string | null;
    until: string | null;
  }>`SELECT job, due_at, started_at, finished_at, outcome, message, until FROM jobs WHERE tenant_id = ${work.actor.tenantId} ORDER BY job COLLATE "C"`.execute(
    work.sql,
  );
  return rows.map(({ job, due_at, started_at, finished_at, outcome, message, until }) => ({
    job,
    dueAt: due_at,
    startedAt: started_at,
    finishedAt: finished_at,
    outcome,
    message,
    until,
  }));
}
