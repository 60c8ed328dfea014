import { LiaiseEvent } from '../base/event.ts';

/** A person is about to thank a colleague. A page may stop it with `preventDefault()`. */
export class BeforeRecognitionSaveEvent extends LiaiseEvent {
  /** @param recognition the id it will have; @param rep the id of the one who is thanked */
  constructor(
    readonly recognition: string,
    readonly rep: string,
  ) {
    super('liaise-before-recognition-save', { cancelable: true });
  }
}

/** The thanks are saved: by the gateway, or on this device until there is a line. */
export class RecognitionSavedEvent extends LiaiseEvent {
  /** @param recognition its id; @param rep the id of the one who is thanked; @param delivered false while it waits on this device */
  constructor(
    readonly recognition: string,
    readonly rep: string,
    readonly delivered: boolean,
  ) {
    super('liaise-recognition-saved');
  }
}

declare global {
  interface HTMLElementEventMap {
    'liaise-before-recognition-save': BeforeRecognitionSaveEvent;
    'liaise-recognition-saved': RecognitionSavedEvent;
  }
}
