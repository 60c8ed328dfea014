import type { Letter } from './letter.ts';

/** What is handed to an adapter. Whoever gets it twice knows it again by `id`. */
export interface Message {
  /** The same at each attempt. */
  readonly id: string;
  readonly tenant: string;
  /** What it is about, as webhooks name it. */
  readonly type: 'invitation' | 'reminder' | 'case-opened';
  readonly to: { readonly address: string; readonly name: string };
  /** Where answers to the message go. */
  readonly replyTo?: string;
  readonly fromName: string;
  readonly letter: Letter;
  /** The whole message as one short text, for channels that carry no more. */
  readonly short: string;
  /** The link that it is all about, where there is one. */
  readonly url?: string;
  /** Where `List-Unsubscribe` leads. */
  readonly unsubscribeUrl?: string;
  /** When it was put into the queue, RFC 3339. */
  readonly at: string;
  /** Ids of what it is about. */
  readonly ids: Readonly<Record<string, string>>;
}

/**
 * What came of one attempt: taken over; refused for good, perhaps because the address does not exist; or to be tried again. `why` is a
 * sentence without addresses, secrets or the other side's words.
 */
export type Sent =
  | { readonly state: 'sent' }
  | { readonly state: 'refused'; readonly why: string; readonly badAddress?: boolean }
  | { readonly state: 'later'; readonly why: string };

/** A way out. It never throws for what the other side does; it ends soon once the signal is aborted. */
export interface Adapter {
  send(message: Message, signal: AbortSignal): Promise<Sent>;
  close?(): void;
}
