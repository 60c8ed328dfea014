import { LiaiseEvent } from '../base/event.ts';

/** A survey is about to be offered. A page may stop it with `preventDefault()`: it is offered at the next occasion then. */
export class LiaiseBeforeSurveyOfferEvent extends LiaiseEvent {
  /** @param surveyId the survey's id; @param own whether the person asked for it by an act of their own */
  constructor(
    readonly surveyId: string,
    readonly own: boolean,
  ) {
    super('liaise-before-survey-offer', { cancelable: true });
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-before-survey-offer': LiaiseBeforeSurveyOfferEvent;
  }
}
