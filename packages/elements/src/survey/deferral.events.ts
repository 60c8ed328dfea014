import { LiaiseEvent } from './kit.ts';

/** A person wants to be asked later, or not again. */
export class LiaiseSurveyDeferredEvent extends LiaiseEvent {
  /** @param surveyId the definition's id; @param until when they may be asked again; null: not again */
  constructor(
    readonly surveyId: string,
    readonly until: Date | null,
  ) {
    super('liaise-survey-deferred');
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-survey-deferred': LiaiseSurveyDeferredEvent;
  }
}
