import { ContextProvider } from '@lit/context';
import { ReactiveElement, css, type PropertyDeclarations, type PropertyValues } from '@lit/reactive-element';
import { kinds, type ElementKinds } from '@liaise/sdk/kinds';
import type { DataSource } from '@liaise/sdk/source';
import type { GetToken } from '@liaise/sdk/token';
import { sourceContext } from '../base/context.ts';

/** The colour schemes an element can be held to; `auto` follows the page. */
export const themes = ['auto', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

type ClosableSource = DataSource & { close(): void };

/**
 * Connects the elements inside it to a gateway, or to a source of the page's own. It shows nothing itself and takes no
 * part in the page's layout. Two on one page do not meet.
 *
 * @customElement liaise-connect
 * @summary Gives the elements inside it their data.
 *
 * @slot - The page's content with Liaise elements anywhere in it, also inside other elements' shadow roots.
 *
 * @attr {string} url - The gateway's address, such as `https://crm.example.com`. May be relative.
 * @attr {string} token-url - An address on the page's own site that answers `{ "token", "expiresAt" }` to a GET with the user's cookies.
 * @attr {string} locale - The language of the elements inside, as a BCP 47 tag; the page's nearest `lang` unless set.
 * @attr {'auto' | 'light' | 'dark'} theme - The colour scheme of the elements inside; `auto` follows the page's `color-scheme`.
 */
export class Connect extends ReactiveElement {
  static override styles = css`
    :host {
      display: contents !important;
    }
    :host([hidden]) {
      display: none !important;
    }
    :host([theme='light']) {
      color-scheme: light;
    }
    :host([theme='dark']) {
      color-scheme: dark;
    }
  `;

  static override properties: PropertyDeclarations = {
    url: {},
    tokenUrl: { attribute: 'token-url' },
    getToken: { attribute: false },
    locale: { reflect: true },
    theme: { reflect: true, useDefault: true },
    source: { attribute: false },
  };

  /** The gateway's address. */
  declare url?: string;

  /** Where the page's own back end hands out the user's token. */
  declare tokenUrl?: string;

  /** Hands out the user's token, where a page does it by script; goes before `token-url`. */
  declare getToken?: GetToken;

  /** The language of the elements inside. */
  declare locale?: string;

  /** The colour scheme of the elements inside. */
  declare theme: Theme;

  /** A source of the page's own, in place of a gateway. */
  declare source?: DataSource;

  readonly #provider = new ContextProvider(this, { context: sourceContext });
  #gateway: ClosableSource | undefined;
  #opening = 0;

  constructor() {
    super();
    this.theme = 'auto';
  }

  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    const root = super.createRenderRoot();
    root.append(document.createElement('slot'));
    return root;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) void this.#connect();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#opening += 1;
    this.#use(undefined);
  }

  protected override updated(changed: PropertyValues<this>): void {
    const connecting = ['source', 'url', 'tokenUrl', 'getToken', 'locale'] as const;
    if (connecting.some((name) => changed.has(name))) void this.#connect();
  }

  async #connect(): Promise<void> {
    const opening = (this.#opening += 1);
    const { source, url, tokenUrl, getToken, locale } = this;
    if (source || url === undefined) {
      // The source of a client was not taught what elements ask.
      (source as { teach?: (taught: ElementKinds) => void } | undefined)?.teach?.(kinds);
      this.#use(source);
      return;
    }
    const sdk = await import('@liaise/sdk/gateway-source').catch(() => undefined);
    if (opening !== this.#opening) return;
    if (!sdk) {
      this.#use(unreachable(() => void this.#connect()));
      return;
    }
    this.#use(
      sdk.createGatewaySource({
        kinds,
        url: new URL(url, document.baseURI).href.replace(/\/$/, ''),
        ...(tokenUrl !== undefined && { tokenUrl }),
        ...(getToken && { getToken }),
        ...(locale !== undefined && { locale }),
      }),
    );
  }

  #use(source: DataSource | ClosableSource | undefined): void {
    const before = this.#gateway;
    this.#gateway = source && source !== this.source && 'close' in source ? source : undefined;
    this.#provider.setValue(source);
    before?.close();
  }
}

/** Stands in where the code that speaks to the gateway could not be fetched. Asking again fetches it again. */
function unreachable(again: () => void): DataSource {
  return {
    observe(_kind, _question, listener) {
      listener({ state: 'offline' });
      return { refresh: again, close: () => undefined };
    },
    submit: () => Promise.reject(new Error('Liaise: there is no connection.')),
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'liaise-connect': Connect;
  }
}
