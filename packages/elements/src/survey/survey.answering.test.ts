import { sendKeys } from '@web/test-runner-commands';
import { expect } from '@open-wc/testing';
import type { SurveyDefinition } from '@liaise/core/survey';
import { drawn, shownText } from '@liaise/testing/data-element-suite';
import type { Survey } from './survey.ts';
import './survey.define.ts';

const definition: SurveyDefinition = {
  id: 'visit',
  language: 'en',
  title: { en: 'Our visit', 'zh-CN': '关于拜访' },
  privacy: 'Your answers go to your rep.',
  thanks: 'Thank you, your rep reads every answer.',
  questions: [
    {
      id: 'recommend',
      type: 'nps',
      required: true,
      title: { en: 'How likely are you to recommend us?', 'zh-CN': '您有多大可能向他人推荐我们?' },
      lowLabel: { en: 'Not at all', 'zh-CN': '完全不可能' },
      highLabel: { en: 'Extremely', 'zh-CN': '非常可能' },
    },
    { id: 'name', type: 'short-text', required: true, maxLength: 5, title: 'Your name?' },
    { id: 'why', type: 'long-text', title: 'Why {{recommend}}, {{name|friend}}?' },
  ],
};

describe('answering a <liaise-survey>', () => {
  let element: Survey;

  async function show(change: Partial<Survey> = {}, lang = 'en'): Promise<void> {
    element = Object.assign(document.createElement('liaise-survey'), { definition, ...change });
    element.lang = lang;
    document.body.append(element);
    await drawn(element);
  }
  afterEach(() => element.remove());

  const find = <E extends HTMLElement = HTMLElement>(selector: string): E | null =>
    element.renderRoot.querySelector<E>(selector);
  const one = <E extends HTMLElement = HTMLElement>(selector: string): E => {
    const found = find<E>(selector);
    if (!found) throw new Error(`Nothing matches ${selector} in: ${shownText(element)}`);
    return found;
  };
  const active = (): Element | null | undefined => element.shadowRoot?.activeElement;
  const press = async (press: string): Promise<void> => {
    await sendKeys({ press });
    await drawn(element);
  };
  const click = async (selector: string): Promise<void> => {
    one(selector).click();
    await drawn(element);
  };
  const next = 'button[type=submit]';
  const back = '.actions button[type=button]';

  it('takes no focus by itself', async () => {
    const before = document.activeElement;
    await show();
    expect(document.activeElement === before).to.equal(true);
  });

  it('is one Tab stop on a scale, moves by arrows and takes the space bar; 0 is an answer', async () => {
    await show();
    const start = document.createElement('button');
    element.before(start);
    start.focus();
    await press('Tab');
    expect((active() as HTMLInputElement).value).to.equal('0');
    await sendKeys({ type: ' ' });
    await drawn(element);
    expect(element.answers).to.deep.equal({ recommend: 0 });
    await press('ArrowRight');
    expect(element.answers).to.deep.equal({ recommend: 1 });
    await press('ArrowLeft');
    expect(element.answers).to.deep.equal({ recommend: 0 });
    await press('Tab');
    expect(active()?.matches(next)).to.equal(true);
    await press('Enter');
    expect(shownText(element)).to.include('Your name?');
    expect(active()?.parentElement?.localName, 'the focus follows to the next question').to.equal('label');
    await press('Tab');
    await sendKeys({ type: 'Lin' });
    await press('Enter');
    expect(shownText(element)).to.include('Why 0, Lin?');
    start.remove();
  });

  it('asks for what is required, marks it and puts the focus there', async () => {
    await show();
    await click(next);
    expect(one('#wrong').textContent).to.include('This question needs an answer.');
    expect(one('#wrong').getAttribute('role')).to.equal('alert');
    const group = one('[role=radiogroup]');
    expect(group.getAttribute('aria-invalid')).to.equal('true');
    expect(group.getAttribute('aria-describedby')).to.equal('wrong');
    expect(active()?.parentElement?.localName).to.equal('legend');
    await expect(element).to.be.accessible();
    await click('input[value="7"]');
    expect(find('#wrong') === null).to.equal(true);
    await click(next);
    const field = one<HTMLInputElement>('input');
    field.value = 'Lin Yue of Hengtong';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await click(next);
    expect(one('#wrong').textContent).to.include('too long');
    expect(active()?.localName).to.equal('input');
    expect(one<HTMLInputElement>('input').value).to.equal('Lin Yue of Hengtong');
    await expect(element).to.be.accessible();
  });

  it('keeps every answer on the way back and forth', async () => {
    await show();
    await click('input[value="3"]');
    await click(next);
    const field = one<HTMLInputElement>('input');
    field.value = '林月';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await click(next);
    await click(back);
    expect(one<HTMLInputElement>('input').value).to.equal('林月');
    await click(back);
    expect(one<HTMLInputElement>('input:checked').value).to.equal('3');
    await click(next);
    await click(next);
    expect(shownText(element)).to.include('Why 3, 林月?');
  });

  it('ignores the second click of a double click', async () => {
    await show({
      definition: {
        ...definition,
        questions: definition.questions.map((question) => ({ ...question, required: false })),
      },
    });
    const button = one(next);
    button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, detail: 1 }));
    button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, detail: 2 }));
    await drawn(element);
    expect(shownText(element)).to.include('Question 2 of 3');
  });

  it('ends with the thanks, and says that it was sent', async () => {
    await show({ definition: { ...definition, questions: definition.questions.slice(0, 1) } });
    const events: string[] = [];
    for (const name of ['liaise-answer', 'liaise-before-survey-finish', 'liaise-survey-finished']) {
      document.body.addEventListener(name, ({ type }) => events.push(type), { once: true });
    }
    await click('input[value="0"]');
    one(next).focus();
    await press('Enter');
    expect(events).to.deep.equal(['liaise-answer', 'liaise-before-survey-finish', 'liaise-survey-finished']);
    expect(shownText(element)).to.include('Thank you, your rep reads every answer.');
    expect((active() as HTMLElement).className).to.equal('end');
    await expect(element).to.be.accessible();
  });

  it("shows markup, emoji and right-to-left marks as typed, and a page's own thanks", async () => {
    const typed = '<b onclick="x()">🙂</b> \u200fשלום {{name}}';
    await show({
      definition: {
        id: 'echo',
        questions: [
          { id: 'a', type: 'short-text', title: 'A?' },
          { id: 'b', type: 'short-text', title: 'You said {{a}}' },
        ],
      },
    });
    const thanks = document.createElement('p');
    thanks.slot = 'thanks';
    element.append(thanks);
    const field = one<HTMLInputElement>('input');
    field.value = typed;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await click(next);
    expect(one('label').textContent).to.include(`You said ${typed}`);
    expect(find('b') === null).to.equal(true);
    await click(next);
    expect(one<HTMLSlotElement>('slot').assignedElements()[0] === thanks).to.equal(true);
  });

  it('speaks Chinese where the page does, and changes with it', async () => {
    await show({}, 'zh-CN');
    expect(shownText(element)).to.include('您有多大可能向他人推荐我们?');
    expect(one(next).textContent).to.include('下一题');
    await expect(element).to.be.accessible();
    element.lang = 'en';
    await new Promise((resolve) => requestAnimationFrame(resolve));
    await drawn(element);
    expect(one(next).textContent).to.include('Next');
  });

  it('is set back and restored with its form', async () => {
    await show();
    const form = document.createElement('form');
    element.name = 'feedback';
    element.before(form);
    form.append(element);
    await drawn(element);
    await click('input[value="0"]');
    expect(new FormData(form).get('feedback')).to.equal('{"recommend":0}');
    const state = JSON.stringify({ recommend: 8, name: 'Lin' });
    element.formStateRestoreCallback(state);
    await drawn(element);
    expect(element.answers).to.deep.equal({ recommend: 8, name: 'Lin' });
    expect(shownText(element)).to.include('Why 8, Lin?');
    form.reset();
    await drawn(element);
    expect(element.answers).to.deep.equal({});
    expect(shownText(element)).to.include('How likely');
    form.remove();
  });

  it('is a guest in a form: Enter in a question does not send the form around it', async () => {
    await show({ definition: { id: 'in-form', questions: [{ id: 'a', type: 'short-text', title: 'A?' }] } });
    const form = document.createElement('form');
    let sent = 0;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      sent += 1;
    });
    element.before(form);
    form.append(element);
    await drawn(element);
    one('input').focus();
    await sendKeys({ type: 'yes' });
    await press('Enter');
    expect(sent).to.equal(0);
    expect(element.matches(':state(finished)')).to.equal(true);
    form.remove();
  });
});
