import { openStore } from '../store/open.ts';
import type { Tenant } from '../store/store.ts';
import { JobRunner } from '../jobs/runner.ts';
import type { Adapter } from './adapter.ts';
import { deliverJob } from './deliver.ts';
import { sendingWith } from './settings.ts';
import { SmtpAdapter } from './smtp.ts';

/** A gateway that sends one mail and never comes to note it, for the test that kills it. */
const { url, mail, tenant, secret, publicUrl } = JSON.parse(process.env['LIAISE_TEST_SENDER'] ?? '') as {
  url: string;
  mail: string;
  tenant: Tenant;
  secret: string;
  publicUrl: string;
};
const keepAlive = setInterval(() => undefined, 1000);
const store = await openStore({ url }, { connections: 2 });
const smtp = new SmtpAdapter({ url: mail, from: 'surveys@company.example' });
const stalled: Adapter = {
  async send(message) {
    await smtp.send(message);
    process.stdout.write('sent\n');
    return new Promise(() => undefined);
  },
};
await new JobRunner({ store, jobs: [] }).run(deliverJob(sendingWith({ secret, publicUrl, mail: stalled })), tenant, {
  force: true,
});
clearInterval(keepAlive);
