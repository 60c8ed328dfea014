import { html, nothing, type TemplateResult } from 'lit';
import type { CommandKind, DataSource, Order, Result } from '@liaise/sdk/source';
import { icon, type IconName } from './icons.ts';
import type { SendingMessages } from './sending.messages.ts';

/** How the last order got on. */
export type Sending = keyof SendingMessages;

/** What is read of a refusal. */
interface Refusal {
  code?: unknown;
  issues?: readonly { path: string; code?: string; message?: string }[];
}

/** What a gateway found wrong in an order, by the field's path without `body.`. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

const pictures: Partial<Record<Sending, IconName>> = { delivered: 'check', queued: 'cloud', saving: 'clock' };

/**
 * Sends one order at a time and remembers how that got on, and what was found wrong with it. It knows no page: what a person
 * wrote stays with whoever asked, whatever comes of it.
 */
export class Sender {
  state: Sending = 'nothing';
  /** What was being saved, so that the outcome is told where it was asked for. */
  about = '';
  faults: readonly Fault[] = [];
  readonly #changed: () => void;

  /** @param changed called whenever the outcome changes */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get isBusy(): boolean {
    return this.state === 'saving';
  }

  /** Forgets the last outcome, unless one is awaited. */
  reset(): void {
    if (this.isBusy) return;
    this.state = 'nothing';
    this.faults = [];
    this.#changed();
  }

  /**
   * Sends an order, unless another is under way.
   *
   * @param about what it is, such as a record's id
   * @returns what came of it; undefined where nothing is saved
   */
  async send<K extends CommandKind>(
    source: DataSource | undefined,
    kind: K,
    order: Order<K>,
    about = '',
  ): Promise<Result<K> | undefined> {
    if (this.isBusy) return undefined;
    this.about = about;
    this.faults = [];
    if (!source) return this.#end('unconnected');
    this.#end('saving');
    try {
      const { state, result } = await source.submit(kind, order);
      this.#end(state);
      return result;
    } catch (cause) {
      const { code, issues = [] } = (cause ?? {}) as Refusal;
      this.faults = issues.map(({ path, message = '' }) => ({ path: path.replace(/^body\.?/, ''), message }));
      return this.#end(meaningOf(code));
    }
  }

  #end(state: Sending): undefined {
    this.state = state;
    this.#changed();
  }
}

function meaningOf(code: unknown): Sending {
  switch (code) {
    case 'invalid-body':
    case 'invalid-move':
    case 'conflict':
    case 'already-exists':
      return 'refused';
    case 'version-mismatch':
    case 'not-found':
      return 'movedOn';
    case 'forbidden':
      return 'forbidden';
    case 'rate-limited':
      return 'tooMany';
    case 'unauthenticated':
    case 'token-expired':
    case 'token-revoked':
    case 'no-token':
      return 'signIn';
    default:
      return 'failed';
  }
}

/**
 * The place where it is said how saving got on. It is always there, so that it is read out; styled by `fieldStyles`.
 *
 * @param about what this place is for; another order's outcome is not told here
 */
export function sent(sender: Sender, words: SendingMessages, about = sender.about): TemplateResult {
  const state = sender.about === about ? sender.state : 'nothing';
  const isGood = state === 'nothing' || state in pictures;
  return html`<p class="saved ${isGood ? state : 'failed'}" role="status">
    ${state === 'nothing' ? nothing : icon(pictures[state] ?? 'alert')}${words[state]}
  </p>`;
}
