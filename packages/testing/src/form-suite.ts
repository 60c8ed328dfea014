import { expect } from '@open-wc/testing';

/** A form control as the suite sees it. */
export interface FormControl extends HTMLElement {
  readonly updateComplete: Promise<boolean>;
  name: string;
  disabled: boolean;
  required: boolean;
  readonly validity: ValidityState;
  checkValidity(): boolean;
}

/** What the suite has to know of a form control. */
export interface FormControlSpec {
  tag: string;
  /** Properties to begin with, beside `name`. */
  properties?: Readonly<Record<string, unknown>>;
  /** Answers it as a person would. */
  answer(control: FormControl): Promise<void> | void;
  /** What the form then holds under the control's name. */
  value: string;
}

/** What every form control has to pass: its value goes with the form, it is valid or says so, and it is reset and disabled with the form. */
export function formSuite(spec: FormControlSpec): void {
  describe(`<${spec.tag}> as a form control`, () => {
    let form: HTMLFormElement;
    let control: FormControl;

    beforeEach(async () => {
      form = document.createElement('form');
      control = Object.assign(document.createElement(spec.tag) as FormControl, spec.properties);
      control.setAttribute('name', 'answer');
      form.append(control);
      document.body.append(form);
      await control.updateComplete;
    });

    afterEach(() => form.remove());

    const value = (): FormDataEntryValue | null => new FormData(form).get('answer');

    it('gives the form nothing before it is answered, and its value afterwards', async () => {
      expect(value()).to.equal(null);
      await spec.answer(control);
      await control.updateComplete;
      expect(value()).to.equal(spec.value);
    });

    it('is invalid while it is required and not answered', async () => {
      control.required = true;
      await control.updateComplete;
      expect(control.validity.valueMissing).to.equal(true);
      expect(form.checkValidity()).to.equal(false);
      await spec.answer(control);
      await control.updateComplete;
      expect(form.checkValidity()).to.equal(true);
    });

    it('is set back with its form', async () => {
      await spec.answer(control);
      form.reset();
      await control.updateComplete;
      expect(value()).to.equal(null);
    });

    it('gives nothing while it is disabled, by itself or by a fieldset', async () => {
      await spec.answer(control);
      control.disabled = true;
      await control.updateComplete;
      expect(value()).to.equal(null);
      control.disabled = false;
      const fieldset = document.createElement('fieldset');
      fieldset.disabled = true;
      form.append(fieldset);
      fieldset.append(control);
      await control.updateComplete;
      expect(value()).to.equal(null);
      await expect(control).to.be.accessible();
    });
  });
}
