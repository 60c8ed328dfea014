import { createTransport } from 'nodemailer';
import type { Adapter, Message, Sent } from './adapter.ts';
import { htmlOf, oneLine, textOf } from './letter.ts';

/** A mail server, and in whose name it is spoken to. */
export interface MailSettings {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly url: string;
  /** The address that mails come from. */
  readonly from: string;
  /** The mailbox that undelivered mails come back to; the message's id is put before its `@`. */
  readonly bounces?: string;
}

/** The return path of one message: `bounces+ID@domain`, so that what comes back says what it was (variable envelope return path). */
export function returnPath(mailbox: string, id: string): string {
  const at = mailbox.lastIndexOf('@');
  return `${mailbox.slice(0, at)}+${id}${mailbox.slice(at)}`;
}

/** What nodemailer says of a failure. */
interface Failure {
  responseCode?: number;
  command?: string;
  code?: string;
}

const failureOf = (error: unknown): Failure => (typeof error === 'object' && error !== null ? error : {});

/**
 * What a failure means (RFC 5321, 4.2.1): a 5xx at the recipient says that the address does not exist or takes no mail; a 5xx elsewhere refuses
 * this message; a wrong password and everything else may pass.
 */
export function meaningOf(error: unknown): Sent {
  const { responseCode, command, code } = failureOf(error);
  if (code === 'EAUTH') return { state: 'later', why: 'The mail server refused the name or the password.' };
  if (responseCode !== undefined && responseCode >= 500) {
    if (command?.startsWith('RCPT') === true || code === 'EENVELOPE')
      return {
        state: 'refused',
        badAddress: true,
        why: `The mail server refused the address (${String(responseCode)}).`,
      };
    return { state: 'refused', why: `The mail server refused the message (${String(responseCode)}).` };
  }
  if (responseCode !== undefined && responseCode >= 400)
    return { state: 'later', why: `The mail server asked to try again (${String(responseCode)}).` };
  if (code === 'EENVELOPE') return { state: 'refused', badAddress: true, why: 'The address is no mail address.' };
  return { state: 'later', why: 'The mail server could not be reached, or did not answer in time.' };
}

/** Sends mails as plain text and HTML through one mail server. */
export class SmtpAdapter implements Adapter {
  readonly #settings: MailSettings;
  readonly #transport: ReturnType<typeof createTransport>;

  /** @param patience how long the server may take to answer anything, in milliseconds */
  constructor(settings: MailSettings, { patience = 20_000 } = {}) {
    this.#settings = settings;
    this.#transport = createTransport({
      url: settings.url,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
      dnsTimeout: patience,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  async send(message: Message): Promise<Sent> {
    const { from, bounces } = this.#settings;
    const { id, to, replyTo, fromName, letter, unsubscribeUrl } = message;
    const domain = from.slice(from.lastIndexOf('@') + 1);
    try {
      await this.#transport.sendMail({
        from: { name: oneLine(fromName), address: from },
        to: { name: oneLine(to.name), address: to.address },
        ...(replyTo === undefined ? {} : { replyTo }),
        envelope: { from: bounces === undefined ? from : returnPath(bounces, id), to: to.address },
        messageId: `<${id}@${domain}>`,
        date: new Date(message.at),
        subject: oneLine(letter.subject),
        text: textOf(letter),
        html: htmlOf(letter),
        headers: {
          'Auto-Submitted': 'auto-generated',
          'X-Liaise-Message': id,
          ...(unsubscribeUrl === undefined
            ? {}
            : {
                'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
                'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
              }),
        },
      });
      return { state: 'sent' };
    } catch (error) {
      return meaningOf(error);
    }
  }

  close(): void {
    this.#transport.close();
  }
}
