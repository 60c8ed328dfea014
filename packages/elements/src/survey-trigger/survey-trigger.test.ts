import { sendKeys } from '@web/test-runner-commands';
import { expect } from '@open-wc/testing';
import type { DataSource, Snapshot } from '@liaise/sdk/source';
import { LiaiseError } from '@liaise/sdk/error';
import { drawn } from '@liaise/testing/data-element-suite';
import { createMemorySource, type MemorySource } from '@liaise/testing/memory-source';
import { provideSource } from '@liaise/testing/provide-source';
import { sampleSurvey } from '@liaise/testing/samples';
import { newId } from '@liaise/core/records/identifier';
import type { Survey, SurveyMode } from '../survey/survey.ts';
import type { SurveyTrigger } from './survey-trigger.ts';
import './survey-trigger.define.ts';
import '../survey/survey.define.ts';

const opened = sampleSurvey();
const name = opened.definition.id;

describe('<liaise-survey-trigger>', () => {
  let place: HTMLElement;
  let source: MemorySource;
  /** Somebody else in each test, so that none knows what the device was asked in another. */
  let person: string;
  /** How many times a survey was about to be offered. */
  let offers: { surveyId: string; own: boolean }[];

  beforeEach(() => {
    person = newId();
    offers = [];
    place = document.createElement('div');
    place.addEventListener('liaise-before-survey-offer', ({ surveyId, own }) => offers.push({ surveyId, own }));
    document.body.append(place);
    source = createMemorySource({ world: { surveys: [opened] } });
  });
  afterEach(() => {
    place.remove();
    scrollTo(0, 0);
  });

  interface Setting {
    attributes?: Record<string, string>;
    mode?: SurveyMode;
    wrap?: (inner: DataSource) => DataSource;
  }
  /** A page with a trigger that waits for `go`, and a survey in its template. */
  function show({ attributes = {}, mode = 'popover', wrap = (inner) => inner }: Setting = {}): SurveyTrigger {
    provideSource(place, wrap(source));
    const trigger = document.createElement('liaise-survey-trigger');
    const all = { event: 'go', person, ...attributes };
    for (const [attribute, value] of Object.entries(all)) trigger.setAttribute(attribute, value);
    const template = document.createElement('template');
    const survey = template.content.ownerDocument.createElement('liaise-survey');
    survey.setAttribute('survey', name);
    survey.setAttribute('mode', mode);
    template.content.append(survey);
    trigger.append(template);
    place.append(trigger);
    return trigger;
  }
  const go = (): boolean => document.dispatchEvent(new Event('go'));
  const survey = (): Survey | null => place.querySelector('liaise-survey');
  const frame = (): Element | null | undefined => survey()?.shadowRoot?.querySelector('dialog, [popover]');
  const isOpen = (): boolean => frame()?.matches(':popover-open, [open]') ?? false;
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  /** As long as it takes; the runner's own limit ends what never comes. */
  async function until(condition: () => boolean): Promise<void> {
    while (place.isConnected && !condition()) await turn();
  }
  /** Time enough for whatever would come to have come. */
  async function quiet(): Promise<void> {
    for (let turns = 0; turns < 10; turns++) await turn();
    const there = survey();
    if (there) await drawn(there);
  }
  const button = (text: RegExp): HTMLButtonElement => {
    const found = [...(survey()?.shadowRoot?.querySelectorAll('button') ?? [])].find((one) =>
      text.test(one.getAttribute('aria-label') ?? one.textContent),
    );
    if (!found) throw new Error(`There is no button ${String(text)}.`);
    return found;
  };

  it('asks for nothing before it is time, and shows nothing itself', async () => {
    const trigger = show();
    await quiet();
    expect(source.asked).to.deep.equal([]);
    expect(trigger.getBoundingClientRect().height).to.equal(0);
    go();
    await until(isOpen);
    expect(offers).to.deep.equal([{ surveyId: name, own: false }]);
    expect(source.asked.map(({ question }) => question)).to.deep.equal([{ survey: name }]);
  });

  it('takes neither focus nor scroll position away', async () => {
    const far = document.createElement('div');
    const focused = document.createElement('button');
    focused.textContent = 'Here I am';
    far.style.blockSize = '4000px';
    place.append(focused, far);
    focused.focus();
    scrollTo(0, 900);
    const before = scrollY;
    expect(before).to.be.greaterThan(0);
    show();
    go();
    await until(isOpen);
    await quiet();
    expect(document.activeElement === focused).to.equal(true);
    expect(scrollY).to.equal(before);
  });

  it('inserts an inline survey where it stands, and takes neither focus nor scroll position', async () => {
    const focused = document.createElement('button');
    place.append(focused);
    focused.focus();
    show({ mode: 'inline' });
    go();
    await until(() => survey()?.state === 'ready');
    expect(document.activeElement === focused).to.equal(true);
  });

  it('opens a dialog by a person’s own act only; otherwise a popover', async () => {
    const press = document.createElement('button');
    press.id = 'feedback';
    press.textContent = 'Feedback';
    place.append(press);
    show({ mode: 'dialog', attributes: { click: '#feedback' } });
    go();
    await until(isOpen);
    expect(frame()?.localName).to.equal('div');
    button(/Close/).click();
    await until(() => !isOpen());
    survey()?.remove();
    press.focus();
    await sendKeys({ press: 'Enter' });
    await until(isOpen);
    expect(frame()?.localName).to.equal('dialog');
    expect(offers.map(({ own }) => own)).to.deep.equal([false, true]);
    expect(source.asked.at(-1)?.question).to.deep.equal({ survey: name, ownAct: true });
  });

  it('offers a survey that stands elsewhere on the page, also one without a gateway', async () => {
    const elsewhere = Object.assign(document.createElement('liaise-survey'), {
      id: 'elsewhere',
      mode: 'popover' as const,
      definition: { id: newId(), questions: [{ id: 'q', type: 'nps' as const, title: 'How?' }] },
    });
    const trigger = document.createElement('liaise-survey-trigger');
    trigger.setAttribute('for', 'elsewhere');
    trigger.setAttribute('event', 'go');
    trigger.setAttribute('person', person);
    place.append(elsewhere, trigger);
    go();
    await until(isOpen);
    expect(offers.map(({ surveyId }) => surveyId)).to.deep.equal([elsewhere.definition.id]);
  });

  describe('does not open', () => {
    /** What keeps a person busy: begun, and ended. */
    const busy: Record<string, () => () => void> = {
      'while a person types in a line': () => typing(document.createElement('input')),
      'while a person types in a text': () => typing(document.createElement('textarea')),
      'while a person types in a page’s own editor': () => {
        const editor = document.createElement('div');
        editor.contentEditable = 'true';
        return typing(editor);
      },
      'while a person types within a shadow tree': () => {
        const host = document.createElement('div');
        const field = document.createElement('input');
        host.attachShadow({ mode: 'open' }).append(field);
        place.append(host);
        field.focus();
        return () => field.blur();
      },
      'while a modal dialog is open': () => {
        const dialog = dialogIn(place);
        dialog.showModal();
        return () => dialog.close();
      },
      'while a modal dialog is open in a shadow tree': () => {
        const host = document.createElement('div');
        place.append(host);
        const dialog = dialogIn(host.attachShadow({ mode: 'open' }));
        dialog.showModal();
        return () => dialog.close();
      },
      'while a dialog is open that is not modal': () => {
        const dialog = dialogIn(place);
        dialog.show();
        dialog.querySelector('button')?.blur();
        return () => dialog.close();
      },
      'while something says that it is modal': () => {
        const box = document.createElement('div');
        box.setAttribute('aria-modal', 'true');
        box.textContent = 'Sign in';
        place.append(box);
        return () => box.remove();
      },
      'while the page says that it is busy': () => {
        document.documentElement.setAttribute('data-liaise-busy', '');
        return () => document.documentElement.removeAttribute('data-liaise-busy');
      },
      'while a form says that it is busy': () => {
        place.setAttribute('data-liaise-busy', 'unsaved');
        return () => place.removeAttribute('data-liaise-busy');
      },
      'while the page says by events that it is busy': () => {
        document.dispatchEvent(new Event('liaise-busy'));
        return () => document.dispatchEvent(new Event('liaise-idle'));
      },
    };
    function typing(field: HTMLElement): () => void {
      place.append(field);
      field.focus();
      return () => field.blur();
    }
    function dialogIn(root: ParentNode): HTMLDialogElement {
      const dialog = document.createElement('dialog');
      dialog.append(document.createElement('button'));
      root.append(dialog);
      return dialog;
    }

    for (const [when, begin] of Object.entries(busy)) {
      it(`${when}, and opens once that has ended`, async () => {
        show();
        const end = begin();
        try {
          go();
          await until(() => offers.length === 1);
          await quiet();
          expect(isOpen()).to.equal(false);
          expect(source.asked).to.deep.equal([]);
        } finally {
          end();
        }
        await until(isOpen);
      });
    }

    it('when the focus only moves on from one field to the next', async () => {
      show();
      const [one, two] = [document.createElement('input'), document.createElement('input')];
      place.append(one, two);
      one.focus();
      go();
      await until(() => offers.length === 1);
      two.focus();
      await quiet();
      expect(isOpen()).to.equal(false);
      two.blur();
      await until(isOpen);
    });

    it('when a person begins to type while the survey is on its way', async () => {
      const field = document.createElement('input');
      place.append(field);
      show({
        wrap: (inner) => ({
          ...inner,
          observe: (kind, question, listener) => {
            field.focus();
            return inner.observe(kind, question, listener);
          },
        }),
      });
      go();
      await until(() => source.asked.length === 1);
      await quiet();
      expect(isOpen()).to.equal(false);
      expect(document.activeElement === field).to.equal(true);
      field.blur();
      await until(isOpen);
    });

    it('when the trigger has left the page meanwhile', async () => {
      const trigger = show();
      place.setAttribute('data-liaise-busy', '');
      go();
      await until(() => offers.length === 1);
      trigger.remove();
      place.removeAttribute('data-liaise-busy');
      await quiet();
      expect(survey() === null).to.equal(true);
    });
  });

  it('is not kept waiting by something modal that is hidden', async () => {
    const box = document.createElement('div');
    box.setAttribute('aria-modal', 'true');
    box.hidden = true;
    place.append(box);
    show();
    go();
    await until(isOpen);
  });

  it('can be stopped by the page, and tries again at the next occasion', async () => {
    let stops = true;
    place.addEventListener('liaise-before-survey-offer', (event) => stops && event.preventDefault());
    show();
    go();
    await until(() => offers.length === 1);
    await quiet();
    expect(survey() === null).to.equal(true);
    stops = false;
    await until(() => go() && isOpen());
  });

  it('asks its share of the visitors, and always the same', async () => {
    show({ attributes: { share: '0' } });
    go();
    await quiet();
    expect(offers).to.deep.equal([]);
    place.replaceChildren();
    show({ attributes: { share: '1' } });
    go();
    await until(isOpen);
  });

  const again = async (attributes = {}): Promise<void> => {
    place.replaceChildren();
    offers.length = 0;
    show({ attributes });
    go();
    await quiet();
  };

  it('is not put a second time on this device within its time', async () => {
    show();
    go();
    await until(isOpen);
    await again();
    expect(offers).to.deep.equal([]);
    await again({ again: '0' });
    await until(isOpen);
  });

  it('comes back on the next page when it was begun, until it is closed', async () => {
    show();
    go();
    await until(isOpen);
    survey()?.shadowRoot?.querySelector<HTMLInputElement>('input[type=radio]')?.click();
    await again();
    await until(isOpen);
    button(/Close/).click();
    await again();
    expect(offers).to.deep.equal([]);
  });

  for (const [text, until_] of [
    [/^\s*Later/, 'until a week from now'],
    [/Don’t ask again/, 'for ever'],
  ] as const) {
    it(`tells the gateway of "${text.source}", ${until_}, and keeps to it on this device`, async () => {
      show();
      go();
      await until(isOpen);
      let said: Date | null | undefined;
      place.addEventListener('liaise-survey-deferred', (event) => (said = event.until));
      const before = Date.now();
      button(text).click();
      await until(() => !isOpen());
      await until(() => source.orders.length === 1);
      const [{ kind, order } = { kind: '', order: {} }] = source.orders;
      expect(kind).to.equal('defer-survey');
      expect(order).to.deep.equal({ token: opened.token, until: said?.toISOString() ?? null });
      if (until_ === 'for ever') expect(said).to.equal(null);
      else expect(said?.getTime()).to.be.within(before + 7 * 86_400_000, Date.now() + 7 * 86_400_000);
      await again({ again: '0' });
      expect(offers).to.deep.equal([]);
    });
  }

  /** How often a source that refuses was asked. */
  let refused: number;
  beforeEach(() => (refused = 0));
  const refusing =
    (answer: Snapshot<never>) =>
    (inner: DataSource): DataSource => ({
      ...inner,
      observe: (_kind, _question, listener) => {
        refused += 1;
        listener(answer);
        return { refresh: () => undefined, close: () => undefined };
      },
    });

  it('stays silent when the gateway says that this person is not to be asked now', async () => {
    const error = new LiaiseError({ code: 'not-now', status: 409 });
    show({ wrap: refusing({ state: 'forbidden', error }) });
    go();
    await until(() => refused === 1);
    await until(() => survey() === null);
    go();
    await quiet();
    expect(offers).to.have.lengthOf(1);
  });

  it('stays silent without a line, and tries again at the next occasion', async () => {
    show({ wrap: refusing({ state: 'offline' }) });
    go();
    await until(() => refused === 1);
    await until(() => survey() === null);
    await until(() => go() && offers.length === 2);
  });

  it('stays silent where the survey was finished before', async () => {
    source.change((world) => world.surveys.forEach((one) => (one.status = 'finished')));
    show();
    go();
    await until(() => source.asked.length === 1);
    await until(() => survey() === null);
  });

  it('offers one survey at a time', async () => {
    show();
    go();
    await until(isOpen);
    const other = show({ attributes: { event: 'other', again: '0' } });
    document.dispatchEvent(new Event('other'));
    await quiet();
    expect(offers).to.have.lengthOf(1);
    expect(place.querySelectorAll('liaise-survey')).to.have.lengthOf(1);
    other.remove();
  });
});

describe('a <liaise-survey> for somebody who is not to be asked now', () => {
  it('shows nothing where it stands', async () => {
    const place = document.createElement('div');
    const inner = createMemorySource();
    provideSource(place, {
      ...inner,
      observe: (_kind, _question, listener) => {
        listener({ state: 'forbidden', error: new LiaiseError({ code: 'not-now', status: 409 }) });
        return { refresh: () => undefined, close: () => undefined };
      },
    });
    const element = Object.assign(document.createElement('liaise-survey'), { survey: name });
    place.append(element);
    document.body.append(place);
    await drawn(element);
    expect(element.shadowRoot?.textContent.trim()).to.equal('');
    expect(element.getBoundingClientRect().height).to.equal(0);
    place.remove();
  });
});
