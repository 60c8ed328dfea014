import type { ReactiveControllerHost } from '@lit/reactive-element';
import type { DataSource } from '@liaise/sdk/source';
import { OpenedForm } from '../base/opened-form.ts';
import { formsMessages, type FormsMessages } from './forms.messages.ts';

/** What the forms of one element share: faults at their fields, the focus, and how saving got on. */
export abstract class FormWork extends OpenedForm<FormsMessages> {
  faults = new Map<string, string>();

  protected readonly refresh: () => void;

  /** @param refresh asks anew for what is changed here */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    source: () => DataSource | undefined,
    refresh: () => void = () => undefined,
  ) {
    super(host, source, formsMessages);
    this.refresh = refresh;
  }

  /** How an order got on, in words. */
  get filed(): FormsMessages['filed'] {
    return this.words.filed;
  }

  /** Shows what is wrong, each at its field; the first takes the focus. Whether anything is. */
  protected show(faults: ReadonlyMap<string, string>): boolean {
    this.faults = new Map(faults);
    if (faults.size > 0) this.focusOn('[aria-invalid="true"]');
    return faults.size > 0;
  }

  /** What the gateway found wrong, each at the field that it names. */
  protected showRefused(fieldOf: (path: string) => string | undefined): void {
    const faults = new Map<string, string>();
    for (const { path, message } of this.filing.faults) {
      const field = fieldOf(path);
      if (field !== undefined && !faults.has(field)) faults.set(field, this.words.refused(message));
    }
    this.show(faults);
  }

  /** What was wrong with a field is forgotten once a person changes it. */
  protected mended(...fields: string[]): void {
    fields.forEach((field) => this.faults.delete(field));
    this.host.requestUpdate();
  }
}
