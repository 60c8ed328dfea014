import type { CustomerValue } from '@liaise/core/records/customer-value';
import { LiaiseBeforeEvent, LiaiseEvent, LiaiseSavedEvent } from '../base/event.ts';

export { CustomerOpenedEvent } from '../customer-card/customer-card.events.ts';

type Tier = NonNullable<CustomerValue['tier']>;

/** How a proposal is decided. */
export type Decision = 'approved' | 'refused';

/** A person has opened or closed the customers of a tier. */
export class TierOpenedEvent extends LiaiseEvent {
  static readonly type = 'liaise-tier-opened';

  constructor(
    readonly tier: Tier,
    readonly open: boolean,
  ) {
    super(TierOpenedEvent.type);
  }
}

/** A person is about to decide a proposed downgrade or move of stage. A page may stop it with `preventDefault()`. */
export class BeforeDecisionEvent extends LiaiseBeforeEvent {
  static readonly type = 'liaise-before-decision';

  /** @param approval the proposal's id; @param status how it is to be decided */
  constructor(
    readonly approval: string,
    readonly status: Decision,
  ) {
    super(BeforeDecisionEvent.type);
  }
}

/** A person has decided a proposed downgrade, and it is saved: by the gateway, or on this device until there is a line. */
export class DowngradeDecidedEvent extends LiaiseSavedEvent {
  static readonly type = 'liaise-downgrade-decided';

  /** @param approval the proposal's id; @param delivered false while it waits on this device */
  constructor(
    readonly approval: string,
    readonly status: Decision,
    delivered: boolean,
  ) {
    super(DowngradeDecidedEvent.type, delivered);
  }
}

/** A person has decided a proposed move between stages of life, and it is saved as a decided downgrade is. */
export class StageDecidedEvent extends LiaiseSavedEvent {
  static readonly type = 'liaise-stage-decided';

  /** @param approval the proposal's id; @param delivered false while it waits on this device */
  constructor(
    readonly approval: string,
    readonly status: Decision,
    delivered: boolean,
  ) {
    super(StageDecidedEvent.type, delivered);
  }
}

/** A person is about to save a review of a customer. A page may stop it with `preventDefault()`. */
export class BeforeCustomerReviewEvent extends LiaiseBeforeEvent {
  static readonly type = 'liaise-before-customer-review';

  /** @param customer the customer's id; @param review the id that the review will have */
  constructor(
    readonly customer: string,
    readonly review: string,
  ) {
    super(BeforeCustomerReviewEvent.type);
  }
}

/** A person has reviewed a customer, and it is saved: by the gateway, or on this device until there is a line. */
export class CustomerReviewedEvent extends LiaiseSavedEvent {
  static readonly type = 'liaise-customer-reviewed';

  /** @param customer the customer's id; @param review the review's id; @param delivered false while it waits on this device */
  constructor(
    readonly customer: string,
    readonly review: string,
    delivered: boolean,
  ) {
    super(CustomerReviewedEvent.type, delivered);
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-tier-opened': TierOpenedEvent;
    'liaise-before-decision': BeforeDecisionEvent;
    'liaise-downgrade-decided': DowngradeDecidedEvent;
    'liaise-stage-decided': StageDecidedEvent;
    'liaise-before-customer-review': BeforeCustomerReviewEvent;
    'liaise-customer-reviewed': CustomerReviewedEvent;
  }
}
