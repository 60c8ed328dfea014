import { LiaiseBeforeEvent, LiaiseSavedEvent } from '../base/event.ts';

/** A person is about to say how a goal stands. A page may stop it with `preventDefault()`. */
export class BeforeGoalCheckInEvent extends LiaiseBeforeEvent {
  static readonly type = 'liaise-before-goal-check-in';

  /** @param goal the goal's id; @param checkIn the id that the check-in will have */
  constructor(
    readonly goal: string,
    readonly checkIn: string,
  ) {
    super(BeforeGoalCheckInEvent.type);
  }
}

/** A person has said how a goal stands, and it is saved: by the gateway, or on this device until there is a line. */
export class GoalCheckedInEvent extends LiaiseSavedEvent {
  static readonly type = 'liaise-goal-checked-in';

  /** @param goal the goal's id; @param checkIn the check-in's id; @param delivered false while it waits on this device */
  constructor(
    readonly goal: string,
    readonly checkIn: string,
    delivered: boolean,
  ) {
    super(GoalCheckedInEvent.type, delivered);
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-before-goal-check-in': BeforeGoalCheckInEvent;
    'liaise-goal-checked-in': GoalCheckedInEvent;
  }
}
