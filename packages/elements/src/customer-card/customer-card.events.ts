import { LiaiseEvent } from '../base/event.ts';

/** A person has chosen the customer on a card: the page may lead to its own page of that customer. */
export class CustomerOpenedEvent extends LiaiseEvent {
  static readonly type = 'liaise-customer-opened';
  /** The customer's id. */
  readonly customer: string;

  constructor(customer: string) {
    super(CustomerOpenedEvent.type);
    this.customer = customer;
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-customer-opened': CustomerOpenedEvent;
  }
}
