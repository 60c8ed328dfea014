import { expect } from '@open-wc/testing';
import { drawn, shownText } from '@liaise/testing/data-element-suite';
import { createMemorySource, type MemorySource, type OpenSurvey } from '@liaise/testing/memory-source';
import { provideSource } from '@liaise/testing/provide-source';
import { sampleSurvey } from '@liaise/testing/samples';
import type { Survey } from './survey.ts';
import './survey.define.ts';

const definition = {
  id: 'two',
  version: 1,
  language: 'en',
  questions: [
    { id: 'recommend', type: 'nps', required: true, title: 'Would you recommend us?' },
    { id: 'why', type: 'long-text', title: 'Why?' },
  ],
} as const;

describe('<liaise-survey> behind a link', () => {
  let place: HTMLElement;
  let source: MemorySource;

  beforeEach(() => {
    place = document.createElement('div');
    document.body.append(place);
  });
  afterEach(() => place.remove());

  async function show(change: Partial<OpenSurvey> = {}, attributes: Record<string, string> = {}): Promise<Survey> {
    const survey = { ...sampleSurvey(), definition, answers: {}, ...change };
    source = createMemorySource({ world: { surveys: [survey] } });
    provideSource(place, source);
    const element = Object.assign(document.createElement('liaise-survey'), { token: survey.token });
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    place.append(element);
    await drawn(element);
    return element;
  }
  const orders = (kind: string): Record<string, unknown>[] =>
    source.orders
      .filter((one) => one.kind === kind)
      .map(({ order }) => Object.fromEntries(Object.entries(order as object)));
  /** Until something holds; a browser under load may take its time. */
  const until = async (element: Survey, holds: () => unknown): Promise<void> => {
    for (let turn = 0; turn < 3000; turn += 1) {
      await drawn(element);
      if (holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`It never came about: ${shownText(element)}`);
  };
  const find = <E extends Element>(element: Survey, selector: string): E | null =>
    element.renderRoot.querySelector<E>(selector);
  const button = (element: Survey, text: string): HTMLButtonElement | undefined =>
    [...element.renderRoot.querySelectorAll('button')].find((one) => one.textContent.trim() === text);
  const press = async (element: Survey, text: string): Promise<void> => {
    await until(element, () => button(element, text));
    button(element, text)?.click();
    await drawn(element);
  };

  it('shows the score that a mail carried, and saves it once the person goes on', async () => {
    const element = await show({}, { prefill: '{"recommend":9}', fields: '{"campaign":"spring"}' });
    await until(element, () => find<HTMLInputElement>(element, 'input[value="9"]')?.checked);
    expect(orders('answer-survey')).to.deep.equal([]);
    await press(element, 'Next');
    await until(element, () => orders('answer-survey').length === 1);
    expect(orders('answer-survey')[0]).to.deep.include({
      answers: { recommend: 9 },
      final: false,
      fields: { campaign: 'spring' },
    });
    await until(element, () => find(element, 'textarea'));
  });

  it('takes what is no proposal for none', async () => {
    const element = await show({}, { prefill: '<b>', fields: '"x"' });
    await until(element, () => find(element, 'input[value="9"]'));
    expect(element.answers).to.deep.equal({});
  });

  it('sends the secret of the device along', async () => {
    const element = await show({ device: 'd'.repeat(22) });
    await until(element, () => find(element, 'input[value="3"]'));
    find<HTMLInputElement>(element, 'input[value="3"]')?.click();
    await until(element, () => orders('answer-survey').length === 1);
    expect(orders('answer-survey')[0]).to.deep.include({ device: 'd'.repeat(22) });
  });

  it('gives an anonymous answer a receipt, which is shown and sent', async () => {
    const element = await show({
      definition: { ...definition, anonymous: true },
      answers: { recommend: 3, why: null },
    });
    await press(element, 'Send');
    await until(element, () => find(element, 'code'));
    const shown = find(element, 'code')?.textContent ?? '';
    const [order] = orders('answer-survey');
    const tenant = sampleSurvey().token.split('.')[0] ?? '';
    expect(shown).to.equal(`${tenant}.${String(order?.['receipt'])}`);
    expect(String(order?.['receipt'])).to.match(/^[A-Za-z0-9_-]{22}$/);
  });

  it('lets a person correct the answer', async () => {
    const savedAt = '2026-11-20T10:00:00.000Z';
    const element = await show({
      status: 'finished',
      correctable: true,
      savedAt,
      answers: { recommend: 3, why: null },
    });
    await press(element, 'Change my answer');
    await until(element, () => find(element, 'input[value="8"]'));
    find<HTMLInputElement>(element, 'input[value="8"]')?.click();
    await press(element, 'Next');
    expect(orders('answer-survey')).to.deep.equal([]);
    await press(element, 'Send');
    await until(element, () => orders('answer-survey').length === 1);
    expect(orders('answer-survey')[0]).to.deep.include({
      corrects: savedAt,
      final: true,
      answers: { recommend: 8, why: null },
    });
    await until(element, () => button(element, 'Change my answer'));
  });

  it('lets a person take it back, after asking once', async () => {
    const change = { status: 'finished', correctable: true, savedAt: '2026-11-20T10:00:00.000Z' } as const;
    const element = await show({ ...change, answers: { recommend: 3, why: null } });
    await press(element, 'Take my answer back');
    expect(orders('withdraw-answer')).to.deep.equal([]);
    await press(element, 'Delete it for good?');
    await until(element, () => shownText(element).includes('has been taken back'));
    expect(orders('withdraw-answer').length).to.equal(1);
  });

  it('says what was done about it', async () => {
    const outcomes = [{ status: 'solved', text: '<i>New carrier</i>', at: '2026-11-20T10:00:00.000Z' }] as const;
    const element = await show({ status: 'finished', answers: { recommend: 3, why: null }, outcomes: [...outcomes] });
    await until(element, () => shownText(element).includes('<i>New carrier</i>'));
    expect(find(element, 'i')).to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('gives the address to go on elsewhere, also as a picture', async () => {
    const resume = `https://liaise.example/s/demo.x#device=${'d'.repeat(22)}`;
    const element = await show({ resume });
    await until(element, () => find(element, 'input[value="3"]'));
    find<HTMLInputElement>(element, 'input[value="3"]')?.click();
    await press(element, 'Go on on another device');
    await until(element, () => find(element, 'svg[role=img] path'));
    expect(find<HTMLAnchorElement>(element, 'a')?.href).to.equal(resume);
    await expect(element).to.be.accessible();
    await press(element, 'Go on on another device');
    await until(element, () => !find(element, 'a'));
  });
});
