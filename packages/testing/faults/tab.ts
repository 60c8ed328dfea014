import { createGatewaySource, type GatewaySource } from '@liaise/sdk/gateway-source';
import { kinds } from '@liaise/sdk/kinds';
import type { Outbox } from '@liaise/sdk/outbox';
// Fetched before a world begins: code that arrives has no place in it.
import '@liaise/sdk/commands/create-visit';
import '@liaise/sdk/orders';
import '@liaise/sdk/outbox';
import '@liaise/sdk/outbox/reconcile';
import type { Written } from './ledger.ts';
import type { Session } from './session.ts';
import type { Lacks, Page, Site } from './site.ts';

export const gatewayUrl = 'https://gateway.example';

/** The name under which the SDK keeps what belongs to one gateway. */
export const storageName = `liaise ${gatewayUrl}`;

type NewWrite = Parameters<Outbox['add']>[0];

/** One page with its source and outbox, as elements use them. */
export class Tab {
  readonly page: Page;
  readonly source: GatewaySource;
  /** The outbox, opened with the page as a page does on which something waits. */
  readonly outbox: Promise<Outbox>;

  private constructor(page: Page, source: GatewaySource) {
    this.page = page;
    this.source = source;
    this.outbox = source.outbox();
    this.outbox.catch(() => undefined);
  }

  /** Opens a page of the site, signed in as the session says. */
  static open(site: Site, session: Session, name: string, lacks: Lacks = {}): Tab {
    const page = site.open(name, lacks);
    const getToken = session.getTokenFor(page.life);
    return new Tab(page, createGatewaySource({ kinds, url: gatewayUrl, ports: page.ports, getToken, live: false }));
  }

  get running(): boolean {
    return this.page.life.state === 'running';
  }

  /** The person leaves the page: its code is told, then it is gone. */
  leave(): void {
    this.page.happens('hide');
    this.page.site.world.after(5, () => this.source.close(), this.page.life);
    this.page.site.world.after(50, () => this.page.kill());
  }
}

/** The request of something that a person wrote. */
export function requestOf(written: Written, kind: 'note' | 'visit' | 'move', move = 'check-in'): NewWrite {
  const { tag, key, record, customer } = written;
  if (kind === 'move') {
    const body = { move, reason: tag };
    return { key, kind: 'move-visit', order: body, method: 'POST', path: `/v1/visits/${record}/moves`, body, customer };
  }
  const body =
    kind === 'note'
      ? { id: record, customerId: customer, text: tag }
      : { id: record, customerId: customer, type: 'regular', purpose: tag };
  const path = kind === 'note' ? '/v1/notes' : '/v1/visits';
  return {
    key,
    kind: kind === 'note' ? 'write-note' : 'create-visit',
    order: body,
    method: 'POST',
    path,
    body,
    customer,
  };
}
