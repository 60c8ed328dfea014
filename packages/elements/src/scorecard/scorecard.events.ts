import { LiaiseEvent } from '../base/event.ts';

/** What a person does on a scorecard. */
export type ScorecardAct = 'appeal' | 'decide' | 'review' | 'acknowledge';

/** A person is about to save an appeal, a decision, a review or its acknowledgement. A page may stop it with `preventDefault()`. */
export class BeforeScorecardSaveEvent extends LiaiseEvent {
  /** @param act what is done; @param record the id of the appeal or review */
  constructor(
    readonly act: ScorecardAct,
    readonly record: string,
  ) {
    super('liaise-before-scorecard-save', { cancelable: true });
  }
}

/** It is saved: by the gateway, or on this device until there is a line. */
export class ScorecardSavedEvent extends LiaiseEvent {
  /** @param act what was done; @param record the id of the appeal or review; @param delivered false while it waits on this device */
  constructor(
    readonly act: ScorecardAct,
    readonly record: string,
    readonly delivered: boolean,
  ) {
    super('liaise-scorecard-saved');
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-before-scorecard-save': BeforeScorecardSaveEvent;
    'liaise-scorecard-saved': ScorecardSavedEvent;
  }
}
