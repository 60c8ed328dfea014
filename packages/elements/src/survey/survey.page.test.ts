import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { Question, SurveyDefinition } from '@liaise/core/survey';
import { drawn, shownText } from '@liaise/testing/data-element-suite';
import { createMemorySource } from '@liaise/testing/memory-source';
import { LiaiseError } from '@liaise/sdk/error';
import { provideSource } from '@liaise/testing/provide-source';
import { sampleSurvey } from '@liaise/testing/samples';
import type { Survey } from './survey.ts';
import './survey.define.ts';

const options = [
  { id: 'a', label: 'A' },
  { id: 'b', label: 'B' },
];
const definition: SurveyDefinition = {
  id: 'whole',
  title: 'Our visit',
  privacy: 'Your answers go to your rep.',
  questions: [
    { id: 'score', type: 'nps', required: true, title: 'Score?' },
    { id: 'why', type: 'long-text', title: 'Why so few?', showIf: ['<=', ['answer', 'score'], 6] },
    { id: 'choice', type: 'single-choice', title: 'Choice?', options },
    { id: 'rank', type: 'ranking', title: 'Rank?', options },
    { id: 'matrix', type: 'matrix', title: 'Matrix?', rows: options, options },
    { id: 'reach', type: 'contact', title: 'Reach?', fields: ['name', 'email'] },
    { id: 'name', type: 'short-text', required: true, title: 'Name?' },
  ],
};

describe('a <liaise-survey> that asks all on a page', () => {
  let place: HTMLElement;
  let element: Survey;
  beforeEach(() => {
    place = document.createElement('div');
    document.body.append(place);
  });
  afterEach(() => place.remove());

  async function show(change: Partial<Survey> = {}): Promise<void> {
    element = Object.assign(document.createElement('liaise-survey'), { definition, layout: 'page', ...change });
    place.append(element);
    await drawn(element);
  }
  const all = <E extends HTMLElement = HTMLElement>(selector: string): E[] => [
    ...element.renderRoot.querySelectorAll<E>(selector),
  ];
  const one = <E extends HTMLElement = HTMLElement>(selector: string): E => {
    const found = all<E>(selector)[0];
    if (!found) throw new Error(`Nothing matches ${selector} in: ${shownText(element)}`);
    return found;
  };
  const click = async (selector: string): Promise<void> => {
    one(selector).click();
    await drawn(element);
  };
  const write = async (selector: string, text: string): Promise<void> => {
    const field = one<HTMLInputElement>(selector);
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await drawn(element);
  };

  it('shows every question, and those that an answer brings where they belong', async () => {
    await show();
    expect(shownText(element)).to.include('Score?').and.to.include('Name?').and.to.not.include('Why so few?');
    await click('[name=answer-score][value="3"]');
    expect(shownText(element).indexOf('Why so few?')).to.be.within(
      shownText(element).indexOf('Score?'),
      shownText(element).indexOf('Choice?'),
    );
    await write('#answer-why', 'Late');
    await click('[name=answer-score][value="9"]');
    expect(shownText(element)).to.not.include('Why so few?');
    await click('[name=answer-score][value="2"]');
    expect(one<HTMLTextAreaElement>('#answer-why').value, 'what was hidden is not lost').to.equal('Late');
  });

  it('keeps its ids and names apart, is accessible, and fits a phone', async () => {
    place.style.inlineSize = '288px';
    await show();
    const ids = all('[id]').map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    await expect(element).to.be.accessible();
    expect(element.scrollWidth).to.be.at.most(288);
    place.dir = 'rtl';
    await expect(element).to.be.accessible();
  });

  it('says at each question what is wrong, goes to the first, and ends when all is right', async () => {
    await show();
    await click('[name=answer-choice][value=a]');
    await click('[type=submit]');
    expect(all('.wrong').map(({ id }) => id)).to.deep.equal(['wrong-score', 'wrong-name']);
    expect(element.shadowRoot?.activeElement?.parentElement?.localName).to.equal('legend');
    await expect(element).to.be.accessible();
    await click('[name=answer-score][value="10"]');
    expect(all('.wrong').map(({ id }) => id)).to.deep.equal(['wrong-name']);
    await write('#answer-name', 'Lin');
    await click('[type=submit]');
    expect(element.matches(':state(finished)')).to.equal(true);
    expect(element.answers).to.deep.equal({
      score: 10,
      choice: 'a',
      rank: null,
      matrix: null,
      reach: null,
      name: 'Lin',
    });
  });

  it('shows what the gateway does not take at its questions, and keeps the rest', async () => {
    const survey = { ...sampleSurvey(), definition, answers: {} };
    const source = createMemorySource({ world: { surveys: [survey] } });
    const issues = [
      { path: 'body.answers.reach.email', code: 'bad-format', message: '' },
      { path: 'body.answers.name', code: 'too-long', message: '' },
    ];
    provideSource(place, {
      observe: (kind, question, listener) => source.observe(kind, question, listener),
      submit: () => Promise.reject(new LiaiseError({ code: 'invalid-body', status: 422, issues })),
    });
    element = Object.assign(document.createElement('liaise-survey'), { token: survey.token, layout: 'page' });
    place.append(element);
    await drawn(element);
    await click('[name=answer-score][value="10"]');
    await write('#answer-name', 'Lin');
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    await drawn(element);
    expect(all('.wrong').map(({ id }) => id)).to.deep.equal(['wrong-reach', 'wrong-name']);
    expect(one<HTMLInputElement>('#answer-name').value).to.equal('Lin');
    expect(element.answers).to.deep.equal({ score: 10, name: 'Lin' });
    expect(shownText(element)).to.include('was not accepted');
    await expect(element).to.be.accessible();
  });

  it('says how far a person has come, and never too little', async () => {
    await show({ layout: 'steps' });
    const label = (): string => one('progress').getAttribute('aria-label') ?? '';
    expect(label()).to.equal('Question 1 of at most 7');
    await click('[name=answer][value="9"]');
    await click('[type=submit]');
    expect(label()).to.equal('Question 2 of at most 6');
    expect(one<HTMLProgressElement>('progress').position).to.be.closeTo(1 / 6, 0.001);
    await expect(element).to.be.accessible();
  });

  it('loses no answer on any way back and forth, and resumes as it was, whichever way it asks', async () => {
    const questions: Question[] = [
      { id: 'q0', type: 'nps', title: '0' },
      { id: 'q1', type: 'csat', title: '1', showIf: ['>', ['answer', 'q0'], 3] },
      { id: 'q2', type: 'nps', title: '2', goTo: [{ when: ['==', ['answer', 'q2'], 1], to: 'q4' }] },
      { id: 'q3', type: 'ces', title: '3' },
      { id: 'q4', type: 'nps', title: '4' },
    ];
    const act = fc.oneof(fc.constant('back'), fc.constant('on'), fc.constant('switch'), fc.integer({ min: 1, max: 5 }));
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), async (acts) => {
        await show({ definition: { id: 'random', questions }, layout: 'steps' });
        const given: Record<string, unknown> = {};
        for (const each of acts) {
          if (element.matches(':state(finished)')) break;
          if (each === 'switch') element.layout = element.layout === 'page' ? 'steps' : 'page';
          else if (each === 'back') all('.actions [type=button]')[0]?.click();
          else if (each === 'on') one('[type=submit]').click();
          else one(`input[value="${String(each)}"]`).click();
          await drawn(element);
          const changed = Object.keys(given).filter((id) => element.answers[id] !== given[id]);
          expect(changed.length, changed.join()).to.be.at.most(typeof each === 'number' ? 1 : 0);
          for (const [id, value] of Object.entries(element.answers)) if (value !== null) given[id] = value;
        }
        const stored = JSON.stringify(element.answers);
        const { layout } = element;
        const isOver = element.matches(':state(finished)');
        place.replaceChildren();
        await show({ definition: { id: 'random', questions }, layout });
        element.formStateRestoreCallback(stored);
        await drawn(element);
        expect(JSON.stringify(element.answers)).to.equal(stored);
        if (!isOver) expect(all('form').length).to.equal(1);
        place.replaceChildren();
      }),
      { numRuns: 25 },
    );
  });
});
