import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Adapter, Message, Sent } from './adapter.ts';
import { NotPublic, publicLookup } from './public-address.ts';
import { fillTemplate, isExpected, type Json, type Template } from './template.ts';
import { signWebhook } from './webhook-signature.ts';

/** What of a message goes through webhooks. */
export type WebhookUse = Message['type'];

/** A webhook as the operator's file names it, checked. */
export interface Endpoint {
  readonly name: string;
  readonly tenants: readonly string[];
  readonly url: URL;
  /** Whether it may lie in a network of one's own. */
  readonly own: boolean;
  readonly key: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly template: Template | null;
  /** What is sent to it without being asked for by name. */
  readonly events: readonly WebhookUse[];
}

/** The body that a program of one's own gets: `{ type, timestamp, data }`, as Standard Webhooks has it. */
const standardBody = (values: Readonly<Record<string, string>>, message: Message): Json => ({
  type: message.type,
  timestamp: message.at,
  data: { ...message.ids, ...values },
});

/** What a template may say of a message. */
const valuesOf = ({ id, type, at, to, letter, short, url, unsubscribeUrl }: Message): Record<string, string> => ({
  id,
  type,
  at,
  to: to.address,
  name: to.name,
  language: letter.language,
  subject: letter.subject,
  text: short,
  url: url ?? '',
  unsubscribeUrl: unsubscribeUrl ?? '',
  brand: letter.brand.name,
});

const largestAnswer = 64 * 1024;

interface Answer {
  status: number;
  text: string;
}

/** How long one attempt may take, in milliseconds. */
const usualPatience = 20_000;

/**
 * Posts messages to one webhook: signed where it has a secret, without following redirects, and never into a network that it may not reach.
 * Only 2xx is success; 410 says that nobody is there any more.
 */
export class WebhookAdapter implements Adapter {
  readonly #endpoint: Endpoint;
  readonly #clock: () => number;
  readonly #patience: number;

  constructor(endpoint: Endpoint, { clock = Date.now, patience = usualPatience } = {}) {
    this.#endpoint = endpoint;
    this.#clock = clock;
    this.#patience = patience;
  }

  async send(message: Message, signal: AbortSignal): Promise<Sent> {
    const { key, headers, template } = this.#endpoint;
    const values = valuesOf(message);
    const body = JSON.stringify(template ? fillTemplate(template, values) : standardBody(values, message));
    const signed = key ? signWebhook(key, message.id, this.#clock() / 1000, body) : {};
    try {
      const { status, text } = await this.#post(body, { ...headers, ...signed }, signal);
      if (status === 410) return { state: 'refused', why: 'The webhook answered that it is gone (410).' };
      if (status < 200 || status > 299) return { state: 'later', why: `The webhook answered ${String(status)}.` };
      if (template && !isExpected(template.expect, text))
        return { state: 'later', why: 'The webhook took the message and said that something was wrong with it.' };
      return { state: 'sent' };
    } catch (error) {
      if (error instanceof NotPublic)
        return { state: 'refused', why: 'The webhook leads to an address that is not public.' };
      return { state: 'later', why: 'The webhook could not be reached.' };
    }
  }

  #post(body: string, headers: Readonly<Record<string, string>>, given: AbortSignal): Promise<Answer> {
    const { url, own } = this.#endpoint;
    const signal = AbortSignal.any([given, AbortSignal.timeout(this.#patience)]);
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      const sent = request(
        url,
        {
          method: 'POST',
          signal,
          agent: false,
          headers: {
            'User-Agent': 'Liaise',
            ...headers,
            'Content-Type': 'application/json; charset=utf-8',
            'Content-Length': Buffer.byteLength(body),
          },
          ...(own ? {} : { lookup: publicLookup }),
        },
        (response) => {
          const parts: Buffer[] = [];
          let size = 0;
          response.on('data', (part: Buffer) => {
            size += part.byteLength;
            if (size > largestAnswer) response.destroy(new Error('The answer is too large.'));
            else parts.push(part);
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }),
          );
          response.on('error', reject);
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
