import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@liaise/core/records/identifier';
import { systemActor } from '../access/directory.ts';
import type { LogEntry } from '../http/log.ts';
import type { Tenant } from '../store/store.ts';
import { openTestStore, type TestStore } from '../store/test-database.ts';
import type { Job } from './job.ts';
import { leaseLength, readJobs, type JobState } from './leases.ts';
import { JobRunner } from './runner.ts';
import { nextRun } from './schedule.ts';

let opened: TestStore;
const start = Date.parse('2026-11-21T09:00:00Z');

beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

async function makeTenant(): Promise<Tenant> {
  const id = newId();
  const tenant = { id, ref: `t-${id.slice(-12)}`, name: 'T', sample: false };
  await opened.store.createTenant(tenant);
  return tenant;
}

const stateOf = async ({ id, ref }: Tenant): Promise<JobState | undefined> =>
  (await opened.store.transact(systemActor({ tenantId: id, tenantRef: ref }), readJobs))[0];

const hourly = (name: string, run: Job['run']): Job => ({ name, summary: name, schedule: { everyMinutes: 60 }, run });

function runnerAt(clock: { now: number }, jobs: readonly Job[] = [], log: LogEntry[] = []): JobRunner {
  return new JobRunner({ store: opened.store, jobs, clock: () => clock.now, log: (entry) => void log.push(entry) });
}

/** Something that one part of a test waits for and another brings about. */
function moment(): { came: Promise<void>; come: () => void } {
  let come = (): void => undefined;
  const came = new Promise<void>((resolve) => {
    come = resolve;
  });
  return { came, come: () => come() };
}

describe('a schedule', () => {
  it('is due each day at its time by the company’s clock', () => {
    const at = { dailyAt: '2:30' } as const;
    const iso = (after: string, zone: string) => new Date(nextRun(at, Date.parse(after), zone)).toISOString();
    expect(iso('2026-11-21T09:00:00Z', 'UTC')).toBe('2026-11-22T02:30:00.000Z');
    expect(iso('2026-11-21T02:29:59Z', 'UTC')).toBe('2026-11-21T02:30:00.000Z');
    expect(iso('2026-11-21T02:30:00Z', 'UTC')).toBe('2026-11-22T02:30:00.000Z');
    expect(iso('2026-11-21T09:00:00Z', 'Asia/Shanghai')).toBe('2026-11-21T18:30:00.000Z');
  });

  it('may repeat after minutes', () => {
    expect(nextRun({ everyMinutes: 5 }, start, 'UTC')).toBe(start + 300_000);
  });
});

describe('the runner', () => {
  it('runs a job that never ran, and then when it is due', async () => {
    const tenant = await makeTenant();
    const clock = { now: start };
    let runs = 0;
    const job = hourly('count', () => Promise.resolve(`run ${String(++runs)}`));
    const runner = runnerAt(clock);
    expect(await runner.run(job, tenant)).toEqual({ outcome: 'done', message: 'run 1' });
    expect(await runner.run(job, tenant)).toEqual({ outcome: 'not-taken' });
    clock.now = start + 3_600_000;
    expect(await runner.run(job, tenant)).toEqual({ outcome: 'done', message: 'run 2' });
    expect(await runner.run(job, tenant, { force: true })).toEqual({ outcome: 'done', message: 'run 3' });
    expect(await stateOf(tenant)).toMatchObject({ job: 'count', outcome: 'done', message: 'run 3', until: null });
  });

  it('runs a job once, however many gateways look at the same moment', async () => {
    const tenant = await makeTenant();
    let runs = 0;
    const job = hourly('once', async ({ write }) => {
      await write(() => Promise.resolve());
      return `run ${String(++runs)}`;
    });
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => runnerAt({ now: start }).run(job, tenant)));
    expect(runs).toBe(1);
    expect(outcomes.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
  });

  it('lets whoever lost the lease write nothing more', async () => {
    const tenant = await makeTenant();
    const clock = { now: start };
    const first = moment();
    const both = moment();
    const stalled = runnerAt(clock).run(
      hourly('slow', async ({ write }) => {
        first.come();
        await both.came;
        await write(() => Promise.reject(new Error('This was written after the lease had passed on.')));
        return 'slow';
      }),
      tenant,
    );
    await first.came;
    expect(
      await runnerAt(clock).run(
        hourly('slow', () => Promise.resolve('early')),
        tenant,
      ),
    ).toEqual({
      outcome: 'not-taken',
    });
    const later = { now: start + leaseLength + 1 };
    expect(
      await runnerAt(later).run(
        hourly('slow', () => Promise.resolve('taken over')),
        tenant,
      ),
    ).toMatchObject({
      outcome: 'done',
    });
    both.come();
    expect(await stalled).toEqual({ outcome: 'given-up' });
    expect(await stateOf(tenant)).toMatchObject({ outcome: 'done', message: 'taken over' });
  });

  it('tries a failed job again after a rest, and logs no message of it', async () => {
    const tenant = await makeTenant();
    const clock = { now: start };
    const log: LogEntry[] = [];
    const job = hourly('fails', () => Promise.reject(new Error('a secret name')));
    const runner = runnerAt(clock, [], log);
    expect(await runner.run(job, tenant)).toMatchObject({ outcome: 'failed' });
    expect(JSON.stringify([log, await stateOf(tenant)])).not.toContain('secret');
    expect(log).toHaveLength(1);
    expect(Date.parse((await stateOf(tenant))?.dueAt ?? '')).toBe(start + 15 * 60_000);
  });

  it('leaves a job due when the gateway stops while it runs', async () => {
    const tenant = await makeTenant();
    const clock = { now: start };
    const runner = runnerAt(clock);
    const begun = moment();
    const running = runner.run(
      hourly('long', ({ signal }) => {
        begun.come();
        return new Promise((_, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
        );
      }),
      tenant,
    );
    await begun.came;
    await runner.stop();
    expect(await running).toEqual({ outcome: 'given-up' });
    expect(await stateOf(tenant)).toMatchObject({ until: null, finishedAt: null });
    const again = await runnerAt(clock).run(
      hourly('long', () => Promise.resolve('done')),
      tenant,
    );
    expect(again).toMatchObject({ outcome: 'done' });
  });

  it('looks at every tenant and every job', async () => {
    const [one, two] = [await makeTenant(), await makeTenant()];
    const seen: string[] = [];
    const note = (name: string): Job =>
      hourly(name, ({ tenant }) => {
        if ([one.id, two.id].includes(tenant.id)) seen.push(`${name} ${tenant.ref}`);
        return Promise.resolve('seen');
      });
    await runnerAt({ now: start }, [note('a'), note('b')]).runDue();
    expect(seen.toSorted()).toEqual([`a ${one.ref}`, `a ${two.ref}`, `b ${one.ref}`, `b ${two.ref}`].toSorted());
  });

  it('takes a job over from a gateway that was killed', async () => {
    const tenant = await makeTenant();
    const child = spawn(
      process.execPath,
      ['--conditions=@liaise/source', fileURLToPath(new URL('test-worker.ts', import.meta.url))],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          LIAISE_TEST_JOB: JSON.stringify({ url: opened.database.url, tenant, now: start }),
        },
      },
    );
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    expect(said.toString()).toContain('begun');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const job = hourly('killed', () => Promise.resolve('taken over'));
    expect(await runnerAt({ now: start }).run(job, tenant)).toEqual({ outcome: 'not-taken' });
    const later = { now: start + leaseLength + 1 };
    expect(await runnerAt(later).run(job, tenant)).toEqual({ outcome: 'done', message: 'taken over' });
  });
});
