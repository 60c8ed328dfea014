import { LiaiseEvent } from '../base/event.ts';

/** A person has chosen a source row of a figure: the page may lead to its own page of that record. */
export class KpiSourceOpenedEvent extends LiaiseEvent {
  static readonly type = 'liaise-kpi-source-opened';
  /** The route it is read by, such as `purchases`. */
  readonly resource: string;
  /** The record's id. */
  readonly id: string;
  /** The id of the customer it belongs to, where it does. */
  readonly customer: string | undefined;

  constructor({ resource, id, customerId }: { resource: string; id: string; customerId?: string | undefined }) {
    super(KpiSourceOpenedEvent.type);
    this.resource = resource;
    this.id = id;
    this.customer = customerId;
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-kpi-source-opened': KpiSourceOpenedEvent;
  }
}
