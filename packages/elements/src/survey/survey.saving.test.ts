import { expect } from '@open-wc/testing';
import type { DataSource } from '@liaise/sdk/source';
import { LiaiseError } from '@liaise/sdk/error';
import { drawn, shownText } from '@liaise/testing/data-element-suite';
import { createMemorySource, type MemorySource, type OpenSurvey } from '@liaise/testing/memory-source';
import { provideSource } from '@liaise/testing/provide-source';
import { sampleSurvey } from '@liaise/testing/samples';
import type { Survey } from './survey.ts';
import './survey.define.ts';

type Save = { answers: Record<string, unknown>; final: boolean; language?: string };

describe('<liaise-survey> and its source', () => {
  let place: HTMLElement;
  let source: MemorySource;
  const survey = sampleSurvey();

  beforeEach(() => {
    place = document.createElement('div');
    document.body.append(place);
  });
  afterEach(() => place.remove());

  async function show(
    change: Partial<OpenSurvey> = {},
    wrap = (inner: DataSource): DataSource => inner,
  ): Promise<Survey> {
    source = createMemorySource({ world: { surveys: [{ ...survey, ...change }] } });
    provideSource(place, wrap(source));
    const element = Object.assign(document.createElement('liaise-survey'), { token: survey.token });
    place.append(element);
    await drawn(element);
    return element;
  }

  const one = <E extends HTMLElement>(element: Survey, selector: string): E => {
    const found = element.renderRoot.querySelector<E>(selector);
    if (!found) throw new Error(`Nothing matches ${selector} in: ${shownText(element)}`);
    return found;
  };
  const saves = (): Save[] => source.orders.map(({ order }) => order as Save);
  /** Until what is under way has been answered. */
  const settled = async (element: Survey): Promise<void> => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    await drawn(element);
  };
  const rate = async (element: Survey, value: number): Promise<void> => {
    one<HTMLInputElement>(element, `input[value="${value}"]`).click();
    await settled(element);
  };
  const forward = async (element: Survey): Promise<void> => {
    one<HTMLButtonElement>(element, 'button[type=submit]').click();
    await settled(element);
  };
  const write = async (element: Survey, text: string): Promise<void> => {
    const field = one<HTMLTextAreaElement>(element, 'textarea');
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await settled(element);
  };
  const toTheEnd = async (element: Survey): Promise<void> => {
    await rate(element, 0);
    await forward(element);
    await forward(element);
    await write(element, 'It took too long.');
  };

  it('saves each answer as it is given, a skipped question too, and says so', async () => {
    const element = await show();
    await rate(element, 0);
    expect(saves()).to.deep.equal([{ token: survey.token, answers: { recommend: 0 }, final: false, language: 'en' }]);
    expect(one(element, '.saved').textContent).to.include('Saved.');
    await forward(element);
    await forward(element);
    expect(saves().at(-1)?.answers).to.deep.equal({ recommend: 0, satisfied: null });
  });

  it('sends the end once, however often it is pressed', async () => {
    const element = await show();
    await toTheEnd(element);
    const events: boolean[] = [];
    element.addEventListener('liaise-survey-finished', (event) => events.push(event.delivered));
    const send = one<HTMLButtonElement>(element, 'button[type=submit]');
    send.click();
    send.click();
    send.form?.requestSubmit();
    await settled(element);
    expect(saves().filter(({ final }) => final)).to.deep.equal([
      {
        token: survey.token,
        answers: { recommend: 0, satisfied: null, why: 'It took too long.' },
        final: true,
        language: 'en',
      },
    ]);
    expect(events).to.deep.equal([true]);
    expect(element.matches(':state(finished)')).to.equal(true);
    expect(shownText(element)).to.include('Your answers have arrived.');
    await expect(element).to.be.accessible();
  });

  it('says that answers are kept here while there is no line', async () => {
    const element = await show();
    source.set('answer-survey', 'offline');
    await rate(element, 9);
    expect(one(element, '.saved').textContent).to.include('Saved on this device.');
    await toTheEnd(element);
    const events: boolean[] = [];
    element.addEventListener('liaise-survey-finished', (event) => events.push(event.delivered));
    await forward(element);
    expect(events).to.deep.equal([false]);
    expect(shownText(element)).to.include('will be sent once you are online');
    await expect(element).to.be.accessible();
  });

  it('keeps what was answered when saving fails, and tries again', async () => {
    const element = await show();
    await toTheEnd(element);
    source.set('answer-survey', 'error');
    await forward(element);
    expect(one(element, '.saved').textContent).to.include('Not saved yet');
    expect(one<HTMLTextAreaElement>(element, 'textarea').value).to.equal('It took too long.');
    await expect(element).to.be.accessible();
    source.set('answer-survey', 'ready');
    await forward(element);
    expect(saves().filter(({ final }) => final)).to.have.length(1);
    expect(shownText(element)).to.include('Your answers have arrived.');
  });

  it('goes to the answer that the gateway refuses', async () => {
    const refuse = (inner: DataSource): DataSource => ({
      observe: inner.observe.bind(inner),
      submit: (kind, order, options) =>
        'final' in order && order.final
          ? Promise.reject(
              new LiaiseError({
                code: 'invalid-body',
                status: 422,
                issues: [{ path: 'body.answers.recommend', code: 'out-of-range', message: 'From 0 to 10.' }],
              }),
            )
          : inner.submit(kind, order, options),
    });
    const element = await show({}, refuse);
    await toTheEnd(element);
    await forward(element);
    expect(shownText(element)).to.include('How likely are you to recommend us?');
    expect(one(element, '#wrong').textContent).to.include('does not fit');
    expect(one(element, '.saved').textContent).to.include('not accepted');
    expect(element.answers['why']).to.equal('It took too long.');
    await expect(element).to.be.accessible();
  });

  it('says that a link which was revoked meanwhile cannot be used', async () => {
    const element = await show();
    source.set('answer-survey', 'forbidden');
    await rate(element, 4);
    expect(one(element, '.saved').textContent).to.include('cannot be used any more');
    expect(element.answers['recommend']).to.equal(4);
  });

  it('lets a page stop the end', async () => {
    const element = await show();
    await toTheEnd(element);
    element.addEventListener('liaise-before-survey-finish', (event) => event.preventDefault(), { once: true });
    await forward(element);
    expect(saves().some(({ final }) => final)).to.equal(false);
    await forward(element);
    expect(saves().some(({ final }) => final)).to.equal(true);
  });

  it('resumes at the first question that is not passed, and shows the answers given before', async () => {
    const element = await show({ answers: { recommend: 0, satisfied: null } });
    expect(shownText(element)).to.include('What is the main reason?');
    one<HTMLButtonElement>(element, 'button[type=button]').click();
    await drawn(element);
    one<HTMLButtonElement>(element, 'button[type=button]').click();
    await drawn(element);
    expect(one<HTMLInputElement>(element, 'input:checked').value).to.equal('0');
    expect(saves()).to.deep.equal([]);
  });

  it('shows the thanks for a survey that is finished', async () => {
    const element = await show({ status: 'finished' });
    expect(shownText(element)).to.include('Thank you.');
    expect(element.matches(':state(finished)')).to.equal(true);
  });

  it('says that a survey is closed', async () => {
    const element = await show({ status: 'closed' });
    expect(shownText(element)).to.include('This survey is closed.');
    await expect(element).to.be.accessible();
  });

  it('waits for what is being saved and sends only the newest of what waits', async () => {
    const calls: Save[] = [];
    const gates: (() => void)[] = [];
    const slow = (inner: DataSource): DataSource => ({
      observe: inner.observe.bind(inner),
      async submit(kind, order, options) {
        calls.push(structuredClone(order) as Save);
        await new Promise<void>((resolve) => gates.push(resolve));
        return inner.submit(kind, order, options);
      },
    });
    const element = await show({}, slow);
    for (const value of [1, 2, 3]) await rate(element, value);
    expect(calls.map(({ answers }) => answers['recommend'])).to.deep.equal([1]);
    gates.shift()?.();
    await settled(element);
    expect(calls.map(({ answers }) => answers['recommend'])).to.deep.equal([1, 3]);
    gates.shift()?.();
    await settled(element);
    expect(one(element, '.saved').textContent).to.include('Saved.');
  });

  it('thanks nobody before the end is safe, although the source knows already what waits', async () => {
    let tell: (() => void) | undefined;
    let arrive: (() => void) | undefined;
    const element = await show({}, (inner) => ({
      observe(kind, question, listener) {
        const seen: Parameters<typeof listener>[0][] = [];
        // As a source does whose outbox holds the end: nothing of it has been saved elsewhere.
        tell = () => {
          const last = seen.at(-1);
          if (last?.state === 'ready') listener({ ...last, data: { ...last.data, status: 'finished', savedAt: null } });
        };
        return inner.observe(kind, question, (snapshot) => {
          seen.push(snapshot);
          listener(snapshot);
        });
      },
      async submit(kind, order, options) {
        if ((order as Save).final) await new Promise<void>((resolve) => (arrive = resolve));
        return inner.submit(kind, order, options);
      },
    }));
    await toTheEnd(element);
    await forward(element);
    tell?.();
    await settled(element);
    expect(element.matches(':state(finished)')).to.equal(false);
    expect(shownText(element)).not.to.include('have arrived');
    arrive?.();
    await settled(element);
    expect(element.matches(':state(finished)')).to.equal(true);
    expect(shownText(element)).to.include('have arrived');
  });

  it('fires nothing for what a page does', async () => {
    const seen: string[] = [];
    for (const name of ['liaise-answer', 'liaise-survey-finished', 'liaise-survey-closed']) {
      place.addEventListener(name, () => seen.push(name));
    }
    const element = await show();
    element.show();
    element.hide();
    source.change(({ surveys }) => surveys.forEach((opened) => (opened.answers = { recommend: 7 })));
    await drawn(element);
    expect(element.answers).to.deep.equal({ recommend: 7 });
    expect(seen).to.deep.equal([]);
    await rate(element, 3);
    expect(seen).to.deep.equal(['liaise-answer']);
  });
});
