import type { BaseMessages } from './base.messages.ts';
import { LeanElement } from './lean-element.ts';
import { localeOf, type Locale } from './locale.ts';

/** A visible element that writes numbers, money and dates, and has the words for every state. */
export abstract class LiaiseElement<M extends BaseMessages = BaseMessages> extends LeanElement<M> {
  /** How numbers, money and dates are written here. */
  protected get locale(): Locale {
    return localeOf(this.language);
  }
}
