import type { VisitMoveName } from '@liaise/core/records/visit';
import { LiaiseEvent } from '../base/event.ts';

/** What is done to a visit: planned, or moved. */
export type VisitAct = 'plan' | VisitMoveName;

/** A person is about to save a visit or a move of it. A page may stop it with `preventDefault()`. */
export class LiaiseBeforeVisitSaveEvent extends LiaiseEvent {
  /** @param visitId the visit's id; @param act what is done to it */
  constructor(
    readonly visitId: string,
    readonly act: VisitAct,
  ) {
    super('liaise-before-visit-save', { cancelable: true });
  }
}

/** A visit or a move of it is saved: by the gateway, or on this device until there is a line. */
export class LiaiseVisitSavedEvent extends LiaiseEvent {
  /** @param visitId the visit's id; @param act what was done to it; @param delivered false while it waits on this device */
  constructor(
    readonly visitId: string,
    readonly act: VisitAct,
    readonly delivered: boolean,
  ) {
    super('liaise-visit-saved');
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-before-visit-save': LiaiseBeforeVisitSaveEvent;
    'liaise-visit-saved': LiaiseVisitSavedEvent;
  }
}
