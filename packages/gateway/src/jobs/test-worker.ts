import { openStore } from '../store/open.ts';
import type { Tenant } from '../store/store.ts';
import { JobRunner } from './runner.ts';

/** A gateway that begins a job and never ends it, for the test that kills it. */
const { url, tenant, now } = JSON.parse(process.env['LIAISE_TEST_JOB'] ?? '') as {
  url: string;
  tenant: Tenant;
  now: number;
};
const store = await openStore({ url }, { connections: 2 });
const keepAlive = setInterval(() => undefined, 1000);
await new JobRunner({ store, jobs: [], clock: () => now }).run(
  {
    name: 'killed',
    summary: 'killed',
    schedule: { everyMinutes: 60 },
    run: () => {
      process.stdout.write('begun\n');
      return new Promise<string>(() => undefined);
    },
  },
  tenant,
);
clearInterval(keepAlive);
