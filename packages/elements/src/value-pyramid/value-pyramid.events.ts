import type { CustomerValue } from '@liaise/core/records/customer-value';
import { LiaiseEvent } from '../base/event.ts';

export { CustomerOpenedEvent } from '../customer-card/customer-card.events.ts';

/** A person has opened or closed the customers of a tier. */
export class TierOpenedEvent extends LiaiseEvent {
  static readonly type = 'liaise-tier-opened';
  readonly tier: NonNullable<CustomerValue['tier']>;
  readonly open: boolean;

  constructor(tier: NonNullable<CustomerValue['tier']>, open: boolean) {
    super(TierOpenedEvent.type);
    this.tier = tier;
    this.open = open;
  }
}

/** A person has decided a proposed downgrade, and it is saved: by the gateway, or on this device until there is a line. */
export class DowngradeDecidedEvent extends LiaiseEvent {
  static readonly type = 'liaise-downgrade-decided';
  /** The proposal's id. */
  readonly approval: string;
  readonly status: 'approved' | 'refused';
  /** False while it waits on this device. */
  readonly delivered: boolean;

  constructor(approval: string, status: 'approved' | 'refused', delivered: boolean) {
    super(DowngradeDecidedEvent.type);
    this.approval = approval;
    this.status = status;
    this.delivered = delivered;
  }
}

/** A person has reviewed a customer, and it is saved: by the gateway, or on this device until there is a line. */
export class CustomerReviewedEvent extends LiaiseEvent {
  static readonly type = 'liaise-customer-reviewed';
  /** The customer's id. */
  readonly customer: string;
  /** The review's id. */
  readonly review: string;
  /** False while it waits on this device. */
  readonly delivered: boolean;

  constructor(customer: string, review: string, delivered: boolean) {
    super(CustomerReviewedEvent.type);
    this.customer = customer;
    this.review = review;
    this.delivered = delivered;
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-tier-opened': TierOpenedEvent;
    'liaise-downgrade-decided': DowngradeDecidedEvent;
    'liaise-customer-reviewed': CustomerReviewedEvent;
  }
}
