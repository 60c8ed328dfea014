import type { Issuer } from '../access/issuers.ts';
import { readIssuers } from '../access/issuers-file.ts';
import { createGateway } from '../gateway.ts';
import { describeFailure, jsonLog, type Log } from '../http/log.ts';
import { jobs } from '../jobs/index.ts';
import { JobRunner } from '../jobs/runner.ts';
import { checkPort, serve as listen } from '../serve.ts';
import { Sender } from '../sending/sender.ts';
import { readSending, SendingSettingsError, type Sending } from '../sending/settings.ts';
import { openStore } from '../store/open.ts';
import { readOptions, tenantRef, UsageError, type Command, type Context } from './command.ts';
import { dataFolder, localIssuer, secretOf } from './data-folder.ts';
import { firstRun } from './first-run.ts';
import { localToken } from './sign-in.ts';

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port >= 0 && port <= 65_535) return port;
  throw new UsageError(`"${text}" is no port: expected a number from 0 to 65535.`);
}

/** Issuers of the host's own sign-in, from the file that `LIAISE_ISSUERS` names. */
function otherIssuers({ env }: Context): Issuer[] {
  const file = env['LIAISE_ISSUERS'];
  return file ? readIssuers(file) : [];
}

/** One line of JSON a request on standard error; `LIAISE_LOG` may ask for failures only, or nothing. */
function logOf({ env, err }: Context): Log {
  const wanted = env['LIAISE_LOG'] ?? 'requests';
  const write = jsonLog((line) => err(line.trimEnd()));
  const quiet = new Set(['static', 'healthz', 'readyz', 'metrics']);
  return (entry) => {
    if (wanted === 'off' || (wanted === 'errors' && entry.level !== 'error')) return;
    if (entry.level === 'info' && quiet.has(entry.route ?? '')) return;
    write(entry);
  };
}

const commaList = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** @throws {UsageError} for a setting of sending that cannot serve */
function sendingOf(env: Context['env'], secret: Uint8Array, publicUrl: string | undefined): Sending {
  try {
    return readSending(env, secret, publicUrl);
  } catch (error) {
    if (error instanceof SendingSettingsError) throw new UsageError(error.message);
    throw error;
  }
}

function untilToldToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => resolve(signal));
    }
  });
}

/** Starts the gateway and runs until it is told to stop. */
export const serve: Command = {
  usage: 'liaise serve [--empty] [--port N] [--data DIR] [--portal DIR] [--origin URL]… [--tenant REF]',
  options: [
    '--empty          start without sample data',
    '--port N         the port (PORT, 8787)',
    '--host HOST      the address to listen on (LIAISE_HOST, this machine only)',
    '--data DIR       the folder for the embedded database and the keys (LIAISE_DATA, .liaise)',
    '--portal DIR     a folder of pages to serve at / (LIAISE_PORTAL)',
    '--assets DIR     the folder of the built elements (LIAISE_ASSETS)',
    '--origin URL     the origin of a page that may call from elsewhere; may be repeated (LIAISE_ORIGINS, with commas)',
    '--public-url URL where the gateway is reached, for links (LIAISE_PUBLIC_URL)',
    '--tenant REF     the tenant that a first start makes (demo; main with --empty)',
    'DATABASE_URL     a PostgreSQL 15 or newer in place of the embedded one',
    'LIAISE_ISSUERS   a JSON file with those who may sign tokens',
    'LIAISE_SECRET    the secret that several gateways over one database share',
    'LIAISE_SMTP_URL  the mail server, smtp://user:password@host:587; with LIAISE_MAIL_FROM and LIAISE_MAIL_BOUNCES',
    'LIAISE_WEBHOOKS  a JSON file with the webhooks that messages go through',
    'LIAISE_PROXIES   how many proxies stand in front (0)',
    'LIAISE_LOG       requests, errors or off',
  ],
  async run(args, context) {
    const { env, out } = context;
    const { values, positionals } = readOptions(args, {
      empty: { type: 'boolean', default: false },
      port: { type: 'string', default: env['PORT'] || '8787' },
      host: { type: 'string', default: env['LIAISE_HOST'] || 'localhost' },
      data: { type: 'string' },
      portal: { type: 'string' },
      assets: { type: 'string' },
      origin: { type: 'string', multiple: true, default: commaList(env['LIAISE_ORIGINS']) },
      'public-url': { type: 'string' },
      tenant: { type: 'string' },
    });
    if (positionals.length > 0) throw new UsageError(`"${positionals[0] ?? ''}" is not understood.`);
    const { host } = values;
    const port = portOf(values.port);
    const ref = values.tenant === undefined ? undefined : tenantRef(values.tenant);
    const folder = dataFolder(context, values.data);
    const secret = secretOf(folder, context);
    const publicUrl =
      values['public-url'] ?? env['LIAISE_PUBLIC_URL'] ?? (port === 0 ? undefined : `http://localhost:${port}`);
    const sending = sendingOf(env, secret, publicUrl);
    await checkPort(port, host);

    const told = untilToldToStop();
    const log = logOf(context);
    process.on('unhandledRejection', (reason) => {
      log({ level: 'error', event: 'unhandled', error: describeFailure(reason) });
    });
    const store = await openStore(folder.location);
    try {
      const done = await firstRun(store, { empty: values.empty, ref });
      if (done === 'sample')
        out('Loaded the sample data: tenant demo, two teams, eight reps, 200 customers, one open survey.');
      const tenants = await store.tenants();
      if (done === 'empty') {
        const made = tenants.at(-1)?.ref ?? 'main';
        out(
          `Made the empty tenant ${made}. A token for its first admin, who makes teams and reps: liaise token --role admin --tenant ${made}`,
        );
      }
      const portal = values.portal ?? env['LIAISE_PORTAL'];
      const assets = values.assets ?? env['LIAISE_ASSETS'];
      const gateway = createGateway({
        database: store,
        issuers: [{ iss: localIssuer, tenants: tenants.map((tenant) => tenant.ref), secret }, ...otherIssuers(context)],
        origins: values.origin,
        secret,
        log,
        sending,
        proxies: Number(env['LIAISE_PROXIES'] ?? 0),
        ...(portal ? { portal } : {}),
        ...(assets ? { assets } : {}),
        ...(publicUrl ? { publicUrl } : {}),
        async signIn({ role, rep }) {
          const sample = (await store.tenants()).find((tenant) => tenant.sample);
          if (!sample) return null;
          try {
            return await localToken({ role, rep, tenant: sample.ref }, secret);
          } catch (error) {
            if (error instanceof UsageError) return null;
            throw error;
          }
        },
      });
      const serving = await listen(gateway, { port, host });
      const runner = new JobRunner({ store, jobs, log });
      const sender = new Sender({ store, sending, log });
      runner.start();
      sender.start();
      out(`Liaise is ready at http://localhost:${serving.port}`);
      await told;
      await sender.stop();
      await runner.stop();
      await serving.stop();
      await gateway.close();
    } finally {
      await store.close();
    }
    return 0;
  },
};
