import { LiaiseBeforeEvent, LiaiseSavedEvent } from '../base/event.ts';

/** A person is about to save a target or an edition of a scorecard model. A page may stop it with `preventDefault()`. */
export class BeforeTargetSaveEvent extends LiaiseBeforeEvent {
  static readonly type = 'liaise-before-target-save';

  /** @param what which of the two; @param record the goal's id, or the model's short name */
  constructor(
    readonly what: 'goal' | 'model',
    readonly record: string,
  ) {
    super(BeforeTargetSaveEvent.type);
  }
}

/** A person has set or changed a target, and it is saved: by the gateway, or on this device until there is a line. */
export class GoalSavedEvent extends LiaiseSavedEvent {
  static readonly type = 'liaise-goal-saved';

  /** @param goal the goal's id; @param delivered false while it waits on this device */
  constructor(
    readonly goal: string,
    delivered: boolean,
  ) {
    super(GoalSavedEvent.type, delivered);
  }
}

/** A person has written an edition of a scorecard model, and it is saved: by the gateway, or on this device until there is a line. */
export class ModelSavedEvent extends LiaiseSavedEvent {
  static readonly type = 'liaise-model-saved';

  /** @param model the model's short name; @param delivered false while it waits on this device */
  constructor(
    readonly model: string,
    readonly edition: number,
    delivered: boolean,
  ) {
    super(ModelSavedEvent.type, delivered);
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-before-target-save': BeforeTargetSaveEvent;
    'liaise-goal-saved': GoalSavedEvent;
    'liaise-model-saved': ModelSavedEvent;
  }
}
