import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { Secrets } from '../http/secrets.ts';
import type { Adapter } from './adapter.ts';
import { webhookUrl } from './public-address.ts';
import { SmtpAdapter, type MailSettings } from './smtp.ts';
import { templates, unknownPlaceholders } from './template.ts';
import { WebhookAdapter, type Endpoint } from './webhook.ts';
import { webhookKey } from './webhook-signature.ts';

/** What the operator set for sending, ready to use. */
export interface Sending {
  /** Where the gateway is reached, without a slash at the end; null where it was not told: then no link can be sent. */
  readonly publicUrl: string | null;
  readonly secrets: Secrets;
  readonly mail: Adapter | null;
  readonly endpoints: readonly Endpoint[];
  /** The adapter of a webhook. */
  adapterOf(endpoint: Endpoint): Adapter;
  close(): void;
}

const mailAddress = /^[^\s@<>"(),:;\\]+@[A-Za-z0-9.-]+$/;

/** Thrown for a setting that cannot serve. The message names it and holds no secret. */
export class SendingSettingsError extends Error {
  override readonly name = 'SendingSettingsError';
}

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The mail server of `LIAISE_SMTP_URL`, with `LIAISE_MAIL_FROM` and `LIAISE_MAIL_BOUNCES`; null where none is set.
 *
 * @throws {SendingSettingsError}
 */
export function readMailSettings(env: Env): MailSettings | null {
  const { LIAISE_SMTP_URL: url, LIAISE_MAIL_FROM: from, LIAISE_MAIL_BOUNCES: bounces } = env;
  if (!url) return null;
  if (!/^smtps?:\/\//.test(url) || !URL.canParse(url))
    throw new SendingSettingsError('LIAISE_SMTP_URL is no mail server: expected smtp://user:password@host:587.');
  if (!from || !mailAddress.test(from))
    throw new SendingSettingsError(
      'LIAISE_MAIL_FROM says which address mails come from: expected one such as surveys@example.com.',
    );
  if (bounces && !mailAddress.test(bounces))
    throw new SendingSettingsError('LIAISE_MAIL_BOUNCES is no mail address: expected one such as bounces@example.com.');
  return { url, from, ...(bounces ? { bounces } : {}) };
}

const name = z.string().check(z.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'expected lower-case letters, digits and hyphens'));
const endpointShape = z.strictObject({
  name,
  tenants: z.array(z.string()).check(z.minLength(1)),
  url: z.string(),
  secret: z.optional(z.string()),
  private: z.optional(z.boolean()),
  headers: z.optional(
    z.record(z.string().check(z.regex(/^[A-Za-z0-9-]+$/)), z.string().check(z.regex(/^[\t\x20-\x7e]*$/))),
  ),
  template: z.optional(
    z.union([
      z.enum(['slack', 'wecom', 'sms']),
      z.strictObject({ body: z.json(), expect: z.optional(z.record(z.string(), z.json())) }),
    ]),
  ),
  events: z.optional(z.array(z.enum(['case-opened']))),
});

function faultOf(issue: z.core.$ZodIssue | undefined): string {
  const where = issue && issue.path.length > 0 ? issue.path.map(String).join('.') : 'the list';
  const what =
    issue?.code === 'unrecognized_keys'
      ? `there is no setting ${issue.keys.join(', ')}`
      : 'this is not what is expected there';
  return `LIAISE_WEBHOOKS, ${where}: ${what}; docs/sending.md says each setting.`;
}

/**
 * Reads the webhooks of the operator's file: a list of `{ name, tenants, url, secret?, headers?, template?, events?, private? }`.
 *
 * @throws {SendingSettingsError}
 */
export function readEndpoints(text: string): Endpoint[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new SendingSettingsError('The file of LIAISE_WEBHOOKS is no JSON.');
  }
  const parsed = z.safeParse(z.array(endpointShape), json);
  if (!parsed.success) throw new SendingSettingsError(faultOf(parsed.error.issues[0]));
  const seen = new Set<string>();
  return parsed.data.map((given) => {
    const own = given.private === true;
    try {
      for (const tenant of given.tenants) {
        if (seen.has(`${tenant} ${given.name}`)) throw new TypeError('The name is there already.');
        seen.add(`${tenant} ${given.name}`);
      }
      const template = typeof given.template === 'string' ? templates[given.template] : given.template;
      const unknown = template ? unknownPlaceholders(template.body) : [];
      if (unknown.length > 0) throw new TypeError(`There is no placeholder {{${unknown.join('}}, {{')}}}.`);
      return {
        name: given.name,
        tenants: given.tenants,
        url: webhookUrl(given.url, own),
        own,
        key: given.secret === undefined ? null : webhookKey(given.secret),
        headers: given.headers ?? {},
        template: (template as Endpoint['template'] | undefined) ?? null,
        events: given.events ?? [],
      };
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new SendingSettingsError(`LIAISE_WEBHOOKS, ${given.name}: ${error.message}`);
    }
  });
}

/**
 * What the environment says of sending.
 *
 * @throws {SendingSettingsError}
 */
export function readSending(env: Env, secret: string | Uint8Array, publicUrl: string | undefined): Sending {
  const mail = readMailSettings(env);
  const file = env['LIAISE_WEBHOOKS'];
  return sendingWith({
    secret,
    publicUrl,
    mail: mail ? new SmtpAdapter(mail) : null,
    endpoints: file ? readEndpoints(readFileSync(file, 'utf8')) : [],
  });
}

/** Puts together what sending needs. */
export function sendingWith({
  secret,
  publicUrl,
  mail,
  endpoints = [],
}: {
  secret: string | Uint8Array;
  publicUrl?: string | undefined;
  mail: Adapter | null;
  endpoints?: readonly Endpoint[];
}): Sending {
  const adapters = new Map<Endpoint, Adapter>();
  return {
    publicUrl: publicUrl?.replace(/\/$/, '') ?? null,
    secrets: new Secrets(secret),
    mail,
    endpoints,
    adapterOf(endpoint) {
      const known = adapters.get(endpoint) ?? new WebhookAdapter(endpoint);
      adapters.set(endpoint, known);
      return known;
    },
    close() {
      mail?.close?.();
      for (const adapter of adapters.values()) adapter.close?.();
    },
  };
}

/** The webhook of a tenant by its name. */
export const endpointOf = (
  { endpoints }: Sending,
  tenant: string,
  wanted: string | null | undefined,
): Endpoint | undefined => endpoints.find((one) => one.name === wanted && one.tenants.includes(tenant));
