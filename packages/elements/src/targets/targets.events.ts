import { LiaiseEvent } from '../base/event.ts';

/** A person has set or changed a target, and it is saved: by the gateway, or on this device until there is a line. */
export class GoalSavedEvent extends LiaiseEvent {
  static readonly type = 'liaise-goal-saved';
  /** The goal's id. */
  readonly goal: string;
  /** False while it waits on this device. */
  readonly delivered: boolean;

  constructor(goal: string, delivered: boolean) {
    super(GoalSavedEvent.type);
    this.goal = goal;
    this.delivered = delivered;
  }
}

/** A person has written an edition of a scorecard model, and it is saved: by the gateway, or on this device until there is a line. */
export class ModelSavedEvent extends LiaiseEvent {
  static readonly type = 'liaise-model-saved';
  /** The model's short name. */
  readonly model: string;
  readonly edition: number;
  /** False while it waits on this device. */
  readonly delivered: boolean;

  constructor(model: string, edition: number, delivered: boolean) {
    super(ModelSavedEvent.type);
    this.model = model;
    this.edition = edition;
    this.delivered = delivered;
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-goal-saved': GoalSavedEvent;
    'liaise-model-saved': ModelSavedEvent;
  }
}
