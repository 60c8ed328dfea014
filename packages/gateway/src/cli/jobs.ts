import { systemActor } from '../access/directory.ts';
import { describeFailure } from '../http/log.ts';
import { jobs as ownJobs } from '../jobs/index.ts';
import type { Job } from '../jobs/job.ts';
import { readJobs } from '../jobs/leases.ts';
import { JobRunner } from '../jobs/runner.ts';
import { listedSendingJobs, sendingJobs } from '../sending/sender.ts';
import { readSending } from '../sending/settings.ts';
import { openStore } from '../store/open.ts';
import type { Store, Tenant } from '../store/store.ts';
import { readOptions, tenantRef, UsageError, type Command, type Context } from './command.ts';
import { dataFolder, secretOf, type DataFolder } from './data-folder.ts';

/** The names of all jobs, with what they do. */
const listed = [...ownJobs, ...listedSendingJobs];

async function tenantsOf(store: Store, ref: string | undefined): Promise<Tenant[]> {
  const all = await store.tenants();
  if (ref === undefined) return all;
  const found = all.filter((tenant) => tenant.ref === tenantRef(ref));
  if (found.length === 0) throw new Error(`There is no tenant ${ref}.`);
  return found;
}

async function list(store: Store, tenants: readonly Tenant[], { out }: Context): Promise<number> {
  for (const { id, ref } of tenants) {
    const states = await store.transact(systemActor({ tenantId: id, tenantRef: ref }), readJobs, { readOnly: true });
    for (const { name, summary } of listed) {
      const state = states.find(({ job }) => job === name);
      const last = state?.finishedAt
        ? `${state.outcome ?? ''} ${state.finishedAt}: ${state.message ?? ''}`
        : 'never ran';
      out(`${ref}  ${name} (${summary}): ${last}${state ? ` Due ${state.dueAt}.` : ''}`);
    }
  }
  return 0;
}

async function run(
  store: Store,
  jobs: readonly Job[],
  name: string,
  tenants: readonly Tenant[],
  { out, err }: Context,
): Promise<number> {
  const job = jobs.find((one) => one.name === name);
  if (!job) throw new UsageError(`There is no job "${name}": expected ${jobs.map((one) => one.name).join(' or ')}.`);
  const runner = new JobRunner({ store, jobs });
  let failed = 0;
  for (const tenant of tenants) {
    const result = await runner.run(job, tenant, { force: true });
    if (result.outcome === 'done') out(`${tenant.ref}: ${result.message}`);
    else if (result.outcome === 'not-taken') out(`${tenant.ref}: a gateway is at it in this moment.`);
    else {
      failed += 1;
      const why = result.outcome === 'failed' ? describeFailure(result.error) : 'another gateway took it over.';
      err(`${tenant.ref}: ${name} failed: ${why}`);
    }
  }
  return failed === 0 ? 0 : 1;
}

/** Runs a job with what the environment says of sending. */
async function runNamed(
  store: Store,
  name: string,
  tenants: readonly Tenant[],
  context: Context,
  folder: DataFolder,
): Promise<number> {
  const { env } = context;
  const sending = readSending(
    env,
    secretOf(folder, context),
    env['LIAISE_PUBLIC_URL'] ?? `http://localhost:${env['PORT'] || '8787'}`,
  );
  try {
    return await run(store, [...ownJobs, ...sendingJobs(sending)], name, tenants, context);
  } finally {
    sending.close();
  }
}

/** Says how the gateway's own jobs stand, and runs one at once. Works beside a running gateway. */
export const jobsCommand: Command = {
  usage: 'liaise jobs [run NAME] [--tenant REF]',
  options: [
    ...listed.map(({ name, summary }) => `${name.padEnd(17)}${summary}`),
    '--tenant REF     one tenant only',
    '--data DIR       the folder of the gateway (LIAISE_DATA, .liaise)',
  ],
  async run(args, context) {
    const { values, positionals } = readOptions(args, { tenant: { type: 'string' }, data: { type: 'string' } });
    const [verb, name, ...others] = positionals;
    if ((verb !== undefined && (verb !== 'run' || name === undefined)) || others.length > 0)
      throw new UsageError('Say liaise jobs, or liaise jobs run NAME.');
    const folder = dataFolder(context, values.data);
    const { location } = folder;
    const store = await openStore('folder' in location ? { ...location, share: true } : location);
    try {
      const tenants = await tenantsOf(store, values.tenant);
      return name === undefined
        ? await list(store, tenants, context)
        : await runNamed(store, name, tenants, context, folder);
    } finally {
      await store.close();
    }
  },
};
