import { html, nothing, type TemplateResult } from 'lit';
import type { CommandKind, DataSource, Order, Receipt, Result } from '@liaise/sdk/source';
import { icon, type IconName } from './icons.ts';

/** How the last order got on. */
export type Filed =
  | 'saving'
  | 'delivered'
  | 'queued'
  | 'failed'
  | 'refused'
  | 'forbidden'
  | 'movedOn'
  | 'unconnected'
  | 'tooMany'
  | 'signIn';

/** What was found wrong in an order: the field's path without `body.`, and the gateway's words. */
export interface OrderFault {
  readonly path: string;
  readonly message: string;
}

/** What filing needs of the element it works for. */
export interface FilingPlace {
  /** Where orders go. */
  readonly source: DataSource | undefined;
  /** Something here has changed. */
  changed(): void;
}

/** Carries a person's orders to the source, one at a time, and remembers how the last one got on and what it was about. */
export class Filing {
  /** What the last order was about: the form that says how it got on. */
  about = '';
  filed: Filed | undefined;
  /** What was found wrong in it, field by field. */
  faults: readonly OrderFault[] = [];
  readonly #place: FilingPlace;

  constructor(place: FilingPlace) {
    this.#place = place;
  }

  /** Submits an order; undefined where it was not taken, with the reason in `filed`, or while another is under way. */
  async submit<K extends CommandKind>(
    about: string,
    kind: K,
    order: Order<K>,
  ): Promise<Receipt<Result<K>> | undefined> {
    if (this.filed === 'saving') return undefined;
    const { source } = this.#place;
    this.about = about;
    this.faults = [];
    if (!source) return this.#tell('unconnected');
    this.#tell('saving');
    try {
      const receipt = await source.submit(kind, order);
      this.#tell(receipt.state);
      return receipt;
    } catch (cause) {
      const { code, issues = [] } = cause as { code?: unknown; issues?: readonly OrderFault[] };
      this.faults = issues.map(({ path, message }) => ({ path: path.replace(/^body\.?/, ''), message }));
      return this.#tell(meaning(code));
    }
  }

  /** Forgets how the last order got on, unless one is under way. */
  forget(): void {
    if (this.filed === 'saving') return;
    this.filed = undefined;
    this.faults = [];
  }

  /** How the last order got on, where it was about this. */
  said(about: string): Filed | undefined {
    return about === this.about ? this.filed : undefined;
  }

  #tell(filed: Filed): undefined {
    this.filed = filed;
    this.#place.changed();
  }
}

function meaning(code: unknown): Filed {
  switch (code) {
    case 'invalid-body':
    case 'invalid-move':
      return 'refused';
    case 'forbidden':
      return 'forbidden';
    case 'conflict':
    case 'already-exists':
    case 'not-found':
    case 'version-mismatch':
      return 'movedOn';
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

const pictures: Partial<Record<Filed, IconName>> = { saving: 'clock', delivered: 'check', queued: 'cloud' };

/** Says how the last order about something got on, in a place that is there from the start, so that it is read aloud. */
export function saying(filing: Filing, about: string, said: Readonly<Record<Filed, string>>): TemplateResult {
  const filed = filing.said(about);
  const picture = filed && pictures[filed];
  return html`<p class="saved ${filed && !picture ? 'failed' : ''}" role="status">
    ${filed ? html`${icon(picture ?? 'alert')}${said[filed]}` : nothing}
  </p>`;
}
