import { LiaiseEvent } from '../base/event.ts';

/** A person is about to take the responses away as a file. A page may stop it with `preventDefault()`. */
export class BeforeResultsExportEvent extends LiaiseEvent {
  /** @param survey the survey's id */
  constructor(readonly survey: string) {
    super('liaise-before-results-export', { cancelable: true });
  }
}

/** The file has been handed to the browser. */
export class ResultsExportedEvent extends LiaiseEvent {
  /** @param survey the survey's id */
  constructor(readonly survey: string) {
    super('liaise-results-exported');
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-before-results-export': BeforeResultsExportEvent;
    'liaise-results-exported': ResultsExportedEvent;
  }
}
