import { expect } from '@open-wc/testing';
import type { Question, SurveyDefinition } from '@liaise/core/survey';
import { drawn, shownText } from '@liaise/testing/data-element-suite';
import { hostileStyles } from '@liaise/testing/hostile-styles';
import type { Survey } from './survey.ts';
import './survey.define.ts';

const options = [
  { id: 'price', label: 'Price' },
  { id: 'time', label: { en: 'Time of delivery', 'zh-CN': '交货时间' } },
  { id: 'none', label: 'Nothing', exclusive: true },
];
const ends = { lowLabel: 'Not at all', highLabel: 'Very much' };
const questions: Record<string, Question> = {
  nps: { id: 'q', type: 'nps', required: true, title: 'Would you recommend us?', ...ends },
  'csat in numbers': { id: 'q', type: 'csat', title: 'Satisfied?', description: 'With the last visit.', ...ends },
  'csat in stars': { id: 'q', type: 'csat', look: 'stars', title: 'Satisfied?', ...ends },
  'csat in faces': { id: 'q', type: 'csat', look: 'faces', title: 'Satisfied?' },
  'csat in thumbs': { id: 'q', type: 'csat', look: 'thumbs', scale: 2, title: 'Satisfied?' },
  ces: { id: 'q', type: 'ces', title: 'Easy?', ...ends },
  'single-choice': { id: 'q', type: 'single-choice', title: 'What was it?', options, other: true },
  'multiple-choice': { id: 'q', type: 'multiple-choice', title: 'What was it?', options, other: true },
  'short-text': { id: 'q', type: 'short-text', title: 'Your name?', placeholder: 'Name' },
  'long-text': { id: 'q', type: 'long-text', title: 'Why?', description: 'In your own words.' },
  number: { id: 'q', type: 'number', title: 'How many?', unit: 'pieces', min: 1 },
  date: { id: 'q', type: 'date', title: 'When?' },
  consent: { id: 'q', type: 'consent', title: 'May we call you?' },
  'consent that has to be given': { id: 'q', type: 'consent', mustAccept: true, title: 'Terms', label: 'I agree' },
  statement: { id: 'q', type: 'statement', title: 'Thank you for your time so far.' },
  ranking: { id: 'q', type: 'ranking', title: 'What matters most?', options, other: true },
  matrix: {
    id: 'q',
    type: 'matrix',
    title: 'How was it?',
    rows: [
      { id: 'delivery', label: 'Delivery of what was ordered' },
      { id: 'advice', label: { en: 'Advice', 'zh-CN': '咨询' } },
    ],
    options: ['bad', 'fair', 'good', 'excellent'].map((id) => ({ id, label: id })),
  },
  contact: {
    id: 'q',
    type: 'contact',
    title: 'How do we reach you?',
    fields: ['name', { id: 'email', required: true }],
  },
  file: { id: 'q', type: 'file', title: 'Send a photo' },
};

const last: Question = { id: 'last', type: 'short-text', title: 'Anything else?' };
const of = (question: Question): SurveyDefinition => ({ id: 'one', language: 'en', questions: [question, last] });

describe('how a <liaise-survey> looks', () => {
  let place: HTMLElement;
  let element: Survey;

  beforeEach(() => {
    place = document.createElement('div');
    document.body.append(place);
  });
  afterEach(() => place.remove());

  async function show(definition: SurveyDefinition): Promise<void> {
    element = Object.assign(document.createElement('liaise-survey'), { definition });
    place.append(element);
    await drawn(element);
  }
  const all = <E extends HTMLElement>(selector: string): E[] => [...element.renderRoot.querySelectorAll<E>(selector)];
  const click = async (selector: string, index = 0): Promise<void> => {
    all(selector)[index]?.click();
    await drawn(element);
  };

  for (const [name, question] of Object.entries(questions)) {
    it(`draws ${name}, accessible, at any width and in the dark`, async () => {
      place.style.inlineSize = '288px';
      await show(of(question));
      expect(shownText(element)).to.include(question.title);
      await expect(element).to.be.accessible();
      expect(all('[style]').length).to.equal(0);
      const { right } = element.getBoundingClientRect();
      for (const target of all('label:has(input), input.text, textarea, button')) {
        const box = target.getBoundingClientRect();
        expect(box.height, `${target.localName} ${target.className}`).to.be.at.least(44);
        expect(box.width, `${target.localName} ${target.className}`).to.be.at.least(44);
        expect(box.right).to.be.at.most(right);
      }
      element.remove();
      place.style.colorScheme = 'dark';
      place.style.background = '#000';
      await show(of(question));
      await expect(element).to.be.accessible();
    });
  }

  it('breaks eleven points into rows that are whole on a narrow phone', async () => {
    place.style.inlineSize = '288px';
    await show(of(questions['nps'] as Question));
    const tops = new Set(all('.points label').map((label) => label.offsetTop));
    expect(all('.points label').length).to.equal(11);
    expect(tops.size).to.be.greaterThan(1);
  });

  it('runs from right to left where the page does', async () => {
    place.dir = 'rtl';
    await show(of(questions['nps'] as Question));
    const [zero, ten] = [all('.points label').at(0), all('.points label').at(10)];
    expect(zero?.getBoundingClientRect().left ?? 0).to.be.greaterThan(ten?.getBoundingClientRect().left ?? 0);
    await expect(element).to.be.accessible();
  });

  it('draws on the page only what it says itself, whatever the page says of everything', async () => {
    await show(of(questions['csat in stars'] as Question));
    const sizes = (): string[] =>
      all('label, button').map((one) => {
        const { width, height } = one.getBoundingClientRect();
        return `${one.localName} ${Math.round(width)}x${Math.round(height)} ${getComputedStyle(one).color}`;
      });
    const wholesale = new CSSStyleSheet();
    wholesale.replaceSync(
      '* { all: unset !important } button, fieldset, label { padding: 90px; border: 9px solid red }',
    );
    element.style.width = '400px';
    place.style.width = '400px';
    const before = sizes();
    document.adoptedStyleSheets.push(wholesale, hostileStyles);
    const text = shownText(element);
    const colours = sizes().map((line) => line.split(' rgb')[1]);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(
      (one) => one !== wholesale && one !== hostileStyles,
    );
    expect(colours).to.deep.equal(before.map((line) => line.split(' rgb')[1]));
    expect(text).to.include('Satisfied?');
    expect(sizes()).to.deep.equal(before);
  });

  it('gives and takes back choices: exclusive ones alone, own words kept', async () => {
    await show(of(questions['multiple-choice'] as Question));
    await click('input[type=checkbox]', 0);
    await click('input[type=checkbox]', 1);
    expect(element.answers).to.deep.equal({ q: ['price', 'time'] });
    await click('input[type=checkbox]', 2);
    expect(element.answers).to.deep.equal({ q: ['none'] });
    await click('input[type=checkbox]', 3);
    const own = all<HTMLInputElement>('input.text')[0];
    if (!own) throw new Error('There is no field for own words.');
    own.value = 'The weather';
    own.dispatchEvent(new Event('input', { bubbles: true }));
    await drawn(element);
    expect(element.answers).to.deep.equal({ q: [{ other: 'The weather' }] });
    await click('[type=submit]');
    await click('.actions [type=button]');
    expect(all<HTMLInputElement>('input.text')[0]?.value).to.equal('The weather');
    await click('input[type=checkbox]', 3);
    expect(element.answers).to.deep.equal({ q: null });
  });

  it('takes a number when it is whole, and says when it is none', async () => {
    await show(of(questions['number'] as Question));
    const field = all<HTMLInputElement>('input')[0];
    if (!field) throw new Error('There is no field for the number.');
    field.value = '1.05';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await drawn(element);
    expect(element.answers).to.deep.equal({ q: 1.05 });
    field.value = '0';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await click('[type=submit]');
    expect(shownText(element)).to.include('does not fit');
    expect(field.value).to.equal('0');
  });

  it('asks for a consent that has to be given, and takes a no where one may be given', async () => {
    await show(of(questions['consent that has to be given'] as Question));
    await click('input');
    expect(element.answers).to.deep.equal({ q: true });
    place.replaceChildren();
    await show(of(questions['consent'] as Question));
    await click('input', 1);
    expect(element.answers).to.deep.equal({ q: false });
  });

  it('reads each point of a picture scale out as a number', async () => {
    await show(of(questions['csat in faces'] as Question));
    const names = all('.points label').map((label) => label.textContent.trim());
    expect(names).to.deep.equal(['1 of 5', '2 of 5', '3 of 5', '4 of 5', '5 of 5']);
    expect(all('svg:not([aria-hidden=true])').length).to.equal(0);
  });
});
