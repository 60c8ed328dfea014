import { sendKeys } from '@web/test-runner-commands';
import { expect } from '@open-wc/testing';
import { drawn, shownText } from '@liaise/testing/data-element-suite';
import type { Survey, SurveyMode } from './survey.ts';
import './survey.define.ts';

const definition = {
  id: 'visit',
  title: 'Our visit',
  questions: [
    { id: 'recommend', type: 'nps', required: true, title: 'How likely are you to recommend us?' },
    { id: 'why', type: 'long-text', title: 'Why?' },
  ],
} as const;

describe('a <liaise-survey> in front of the page', () => {
  let place: HTMLElement;
  let opener: HTMLButtonElement;
  let element: Survey;

  beforeEach(() => {
    place = document.createElement('div');
    opener = document.createElement('button');
    opener.textContent = 'Tell us';
    place.append(opener);
    document.body.append(place);
  });
  afterEach(() => place.remove());

  async function show(mode: SurveyMode, into: ParentNode & Node = place): Promise<void> {
    element = Object.assign(document.createElement('liaise-survey'), { definition, mode });
    into.append(element);
    await drawn(element);
  }
  const frame = (): HTMLElement => {
    const found = element.renderRoot.querySelector<HTMLElement>('dialog, [popover]');
    if (!found) throw new Error(`No frame in: ${shownText(element)}`);
    return found;
  };
  const isOpen = (): boolean => frame().matches(':popover-open, [open]');
  const press = async (press: string): Promise<void> => {
    await sendKeys({ press });
    // A dialog says that it has closed in a task of its own.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    await drawn(element);
  };

  for (const mode of ['dialog', 'popover'] as const) {
    it(`opens as a ${mode} only when it is told to, and closes again`, async () => {
      await show(mode);
      expect(isOpen()).to.equal(false);
      element.show();
      await drawn(element);
      expect(isOpen()).to.equal(true);
      expect(frame().getAttribute('aria-label')).to.equal('Our visit');
      await expect(element).to.be.accessible();
      element.hide();
      await drawn(element);
      expect(isOpen()).to.equal(false);
    });

    it(`gives the focus back when a ${mode} is closed by Escape, and says so once`, async () => {
      await show(mode);
      let closed = 0;
      element.addEventListener('liaise-survey-closed', () => (closed += 1));
      opener.focus();
      element.show();
      await drawn(element);
      element.renderRoot.querySelector('input')?.focus();
      await press('Escape');
      expect(isOpen()).to.equal(false);
      expect(closed).to.equal(1);
      expect(document.activeElement === opener).to.equal(true);
    });

    it(`keeps the answers of a ${mode} that is closed by its button`, async () => {
      await show(mode);
      element.show();
      await drawn(element);
      element.renderRoot.querySelector<HTMLInputElement>('input[value="0"]')?.click();
      element.renderRoot.querySelector<HTMLButtonElement>('.close')?.click();
      await drawn(element);
      expect(isOpen()).to.equal(false);
      element.show();
      await drawn(element);
      expect(element.answers).to.deep.equal({ recommend: 0 });
      expect(element.renderRoot.querySelector<HTMLInputElement>('input:checked')?.value).to.equal('0');
    });
  }

  it('takes the focus into a dialog, to the question', async () => {
    await show('dialog');
    opener.focus();
    element.show();
    await drawn(element);
    expect(element.shadowRoot?.activeElement?.parentElement?.localName).to.equal('legend');
  });

  it('leaves the focus where it is when a popover opens', async () => {
    await show('popover');
    opener.focus();
    element.show();
    await drawn(element);
    expect(document.activeElement === opener).to.equal(true);
  });

  it('opens when it is told to before its code is there', async () => {
    element = Object.assign(document.createElement('liaise-survey'), { definition, mode: 'dialog' as const });
    place.append(element);
    element.show();
    await drawn(element);
    expect(isOpen()).to.equal(true);
    element.hide();
    await drawn(element);
  });

  it("works inside a page's own dialog and another element's shadow tree", async () => {
    const dialog = document.createElement('dialog');
    const host = document.createElement('section');
    dialog.append(host);
    place.append(dialog);
    dialog.showModal();
    await show('dialog', host.attachShadow({ mode: 'open' }));
    element.show();
    await drawn(element);
    expect(isOpen()).to.equal(true);
    await expect(element).to.be.accessible();
    element.renderRoot.querySelector<HTMLButtonElement>('.close')?.click();
    await drawn(element);
    expect(isOpen()).to.equal(false);
    expect(dialog.open).to.equal(true);
    dialog.close();
  });

  it('says nothing of a close when it is finished', async () => {
    await show('popover');
    let closed = 0;
    element.addEventListener('liaise-survey-closed', () => (closed += 1));
    element.show();
    await drawn(element);
    element.renderRoot.querySelector<HTMLInputElement>('input[value="9"]')?.click();
    for (let step = 0; step < 2; step++) {
      element.renderRoot.querySelector<HTMLButtonElement>('[type=submit]')?.click();
      await drawn(element);
    }
    expect(shownText(element)).to.include('Thank you.');
    element.renderRoot.querySelector<HTMLButtonElement>('.close')?.click();
    await drawn(element);
    expect(isOpen()).to.equal(false);
    expect(closed).to.equal(0);
  });
});
