import { LiaiseEvent } from '../base/event.ts';

/** A person answered a question, changed the answer or took it back. The answer itself stays in the element's `answers`. */
export class LiaiseAnswerEvent extends LiaiseEvent {
  /** @param surveyId the definition's id; @param questionId the question's id */
  constructor(
    readonly surveyId: string,
    readonly questionId: string,
  ) {
    super('liaise-answer');
  }
}

/** A person is about to send. A page may stop it with `preventDefault()`. */
export class LiaiseBeforeSurveyFinishEvent extends LiaiseEvent {
  /** @param surveyId the definition's id */
  constructor(readonly surveyId: string) {
    super('liaise-before-survey-finish', { cancelable: true });
  }
}

/** The answers are sent, or safe on this device until there is a line. */
export class LiaiseSurveyFinishedEvent extends LiaiseEvent {
  /** @param surveyId the definition's id; @param delivered false while the answers wait on this device */
  constructor(
    readonly surveyId: string,
    readonly delivered: boolean,
  ) {
    super('liaise-survey-finished');
  }
}

/** A person closed the survey without finishing it. */
export class LiaiseSurveyClosedEvent extends LiaiseEvent {
  /** @param surveyId the definition's id */
  constructor(readonly surveyId: string) {
    super('liaise-survey-closed');
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-answer': LiaiseAnswerEvent;
    'liaise-before-survey-finish': LiaiseBeforeSurveyFinishEvent;
    'liaise-survey-finished': LiaiseSurveyFinishedEvent;
    'liaise-survey-closed': LiaiseSurveyClosedEvent;
  }
}
