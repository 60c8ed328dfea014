import { LiaiseEvent } from '../base/event.ts';

/** A person has said how a goal stands, and it is saved: by the gateway, or on this device until there is a line. */
export class GoalCheckedInEvent extends LiaiseEvent {
  static readonly type = 'liaise-goal-checked-in';
  /** The goal's id. */
  readonly goal: string;
  /** The check-in's id. */
  readonly checkIn: string;
  /** False while it waits on this device. */
  readonly delivered: boolean;

  constructor(goal: string, checkIn: string, delivered: boolean) {
    super(GoalCheckedInEvent.type);
    this.goal = goal;
    this.checkIn = checkIn;
    this.delivered = delivered;
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-goal-checked-in': GoalCheckedInEvent;
  }
}
