import { sendKeys } from '@web/test-runner-commands';
import { expect } from '@open-wc/testing';
import type { ContactField, Question, SurveyDefinition } from '@liaise/core/survey';
import { drawn, shownText } from '@liaise/testing/data-element-suite';
import type { Survey } from './survey.ts';
import './survey.define.ts';

const hostile = '<b onclick="x()">🙂</b> \u200fשלום & "mark"';
const options = [
  { id: 'price', label: 'Price' },
  { id: 'time', label: hostile },
  { id: 'advice', label: 'Advice' },
  { id: 'none', label: 'Nothing', exclusive: true },
];
const rows = [
  { id: 'delivery', label: 'Delivery' },
  { id: 'service', label: hostile },
];
const fields: ContactField[] = [
  'name',
  'organization',
  'position',
  'email',
  'phone',
  'address',
  'postcode',
  'city',
  'country',
];

describe('the kinds of question of a <liaise-survey>', () => {
  let element: Survey;

  async function show(question: Question, change: Partial<Survey> = {}, lang = 'en'): Promise<void> {
    const definition: SurveyDefinition = {
      id: 'one',
      questions: [question, { id: 'last', type: 'nps', title: 'Last?' }],
    };
    element = Object.assign(document.createElement('liaise-survey'), { definition, ...change });
    element.lang = lang;
    document.body.append(element);
    await drawn(element);
  }
  afterEach(() => element.remove());

  const all = <E extends HTMLElement = HTMLElement>(selector: string): E[] => [
    ...element.renderRoot.querySelectorAll<E>(selector),
  ];
  const one = <E extends HTMLElement = HTMLElement>(selector: string, index = 0): E => {
    const found = all<E>(selector)[index];
    if (!found) throw new Error(`Nothing matches ${selector} in: ${shownText(element)}`);
    return found;
  };
  const active = (): HTMLElement => element.shadowRoot?.activeElement as HTMLElement;
  const press = async (key: string): Promise<void> => {
    await sendKeys(key === ' ' ? { type: ' ' } : { press: key });
    await drawn(element);
  };
  const click = async (selector: string, index = 0): Promise<void> => {
    one(selector, index).click();
    await drawn(element);
  };
  const type = async (field: HTMLInputElement, text: string): Promise<void> => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await drawn(element);
  };
  const wrongText = (): string => one('#wrong').textContent.trim();

  describe('matrix', () => {
    const matrix: Question = {
      id: 'm',
      type: 'matrix',
      required: true,
      title: 'How was it?',
      rows,
      options: options.slice(0, 3),
    };

    it('is a radio group a row, each one Tab stop, named as typed', async () => {
      await show(matrix);
      const groups = all('[role=radiogroup]');
      expect(groups.length).to.equal(2);
      const name = one(`#${CSS.escape(groups[1]?.getAttribute('aria-labelledby') ?? '')}`);
      expect(name.textContent).to.equal(hostile);
      expect(all('b').length).to.equal(0);
      const start = document.createElement('button');
      element.before(start);
      start.focus();
      await press('Tab');
      await press(' ');
      expect(element.answers).to.deep.equal({ m: { delivery: 'price' } });
      await press('ArrowDown');
      expect(element.answers).to.deep.equal({ m: { delivery: 'time' } });
      await press('Tab');
      await press(' ');
      expect(element.answers).to.deep.equal({ m: { delivery: 'time', service: 'price' } });
      await press('Tab');
      expect(active().matches('[type=submit]')).to.equal(true);
      start.remove();
    });

    it('marks the rows that are open, and keeps the others', async () => {
      await show(matrix);
      await click('input[value=advice]');
      await click('[type=submit]');
      expect(wrongText()).to.include('needs an answer');
      expect(all('[role=radiogroup]').map((row) => row.getAttribute('aria-invalid'))).to.deep.equal(['false', 'true']);
      expect(element.answers).to.deep.equal({ m: { delivery: 'advice' } });
      await expect(element).to.be.accessible();
    });

    it('stands in a table where there is room, and stacked where there is not', async () => {
      await show(matrix);
      element.style.inlineSize = '288px';
      expect(getComputedStyle(one('.head')).display).to.equal('none');
      expect(element.scrollWidth).to.be.at.most(288);
      element.style.inlineSize = '720px';
      expect(getComputedStyle(one('.head')).display).to.equal('grid');
      const tops = new Set(
        all('.row label')
          .slice(0, 3)
          .map((label) => label.getBoundingClientRect().top),
      );
      expect(tops.size).to.equal(1);
      await expect(element).to.be.accessible();
    });
  });

  describe('ranking', () => {
    const ranking: Question = {
      id: 'r',
      type: 'ranking',
      required: true,
      title: 'What matters?',
      options,
      other: true,
    };
    const items = (): HTMLElement[] => all('.item');
    const said = (): string => one('.question [role=status]').textContent;

    it('takes options in the order in which they are chosen, and lets them go', async () => {
      await show(ranking);
      await click('[data-key=advice]');
      await click('[data-key=price]');
      expect(element.answers).to.deep.equal({ r: ['advice', 'price'] });
      expect(said()).to.equal('Price, rank 2 of 2');
      await click('[aria-label="Take Advice out of the ranking"]');
      expect(element.answers).to.deep.equal({ r: ['price'] });
      expect(said()).to.equal('Advice, not ranked');
      await click('[aria-label="Take Price out of the ranking"]');
      expect(element.answers).to.deep.equal({ r: null });
      await click('[type=submit]');
      expect(wrongText()).to.include('needs an answer');
      await expect(element).to.be.accessible();
    });

    it('is one Tab stop; keys pick up, move, put down and take out, and it is said', async () => {
      await show(ranking);
      expect(all('.ranking [tabindex="0"]').length).to.equal(1);
      const start = document.createElement('button');
      element.before(start);
      start.focus();
      await press('Tab');
      await press(' ');
      await press('ArrowDown');
      expect(active().dataset['key']).to.equal('time');
      await press('Enter');
      expect(element.answers).to.deep.equal({ r: ['price', 'time'] });
      await press(' ');
      expect(said()).to.equal(`${hostile} picked up, rank 2 of 2`);
      expect(active().getAttribute('aria-pressed')).to.equal('true');
      await press('ArrowUp');
      expect(element.answers).to.deep.equal({ r: ['time', 'price'] });
      expect(active().dataset['key']).to.equal('time');
      await press('ArrowUp');
      expect(element.answers).to.deep.equal({ r: ['time', 'price'] });
      await press('Escape');
      expect(said()).to.equal(`${hostile} put down, rank 1 of 2`);
      await press('Delete');
      expect(element.answers).to.deep.equal({ r: ['price'] });
      expect(all('.ranking [tabindex="0"]').length).to.equal(1);
      await press('Tab');
      expect(active().matches('[type=submit]')).to.equal(true);
      start.remove();
    });

    it('is moved by buttons and by dragging', async () => {
      await show(ranking);
      for (const key of ['price', 'time', 'advice']) await click(`[data-key=${key}]`);
      await click('[aria-label="Move Advice up"]');
      expect(element.answers).to.deep.equal({ r: ['price', 'advice', 'time'] });
      await click('[aria-label="Move Price down"]');
      expect(element.answers).to.deep.equal({ r: ['advice', 'price', 'time'] });
      const grip = one('.grip', 2);
      grip.setPointerCapture = () => undefined;
      const to = (index: number): PointerEventInit => {
        const { top, height, left } = items()[index]?.getBoundingClientRect() ?? new DOMRect();
        return { bubbles: true, composed: true, clientX: left, clientY: top + height / 2, pointerId: 1, button: 0 };
      };
      grip.dispatchEvent(new PointerEvent('pointerdown', to(2)));
      grip.dispatchEvent(new PointerEvent('pointermove', to(1)));
      await drawn(element);
      grip.dispatchEvent(new PointerEvent('pointermove', to(0)));
      await drawn(element);
      grip.dispatchEvent(new PointerEvent('pointerup', to(0)));
      grip.click();
      await drawn(element);
      expect(element.answers).to.deep.equal({ r: ['time', 'advice', 'price'] });
      expect(all('[aria-pressed=true]').length).to.equal(0);
      await expect(element).to.be.accessible();
    });

    it('ranks own words, and an exclusive option alone', async () => {
      await show(ranking);
      await click('[data-key=price]');
      await click('[data-key=" own"]');
      await type(one<HTMLInputElement>('input.text'), hostile);
      expect(element.answers).to.deep.equal({ r: ['price', { other: hostile }] });
      await expect(element).to.be.accessible();
      await click('[data-key=none]');
      expect(element.answers).to.deep.equal({ r: ['none'] });
      await click('[data-key=time]');
      expect(element.answers).to.deep.equal({ r: ['time'] });
    });

    it('speaks Chinese', async () => {
      await show(ranking, {}, 'zh-CN');
      await click('[data-key=price]');
      expect(said()).to.equal('Price，第 1 位，共 1 位');
      await expect(element).to.be.accessible();
    });
  });

  describe('contact', () => {
    it('tells a browser what each field is, and what is wrong at the field', async () => {
      const question: Question = {
        id: 'c',
        type: 'contact',
        title: 'How do we reach you?',
        fields: fields.map((id) => (id === 'email' ? { id, required: true, label: 'Work email' } : id)),
      };
      await show(question);
      expect(all('input').map((input) => input.getAttribute('autocomplete'))).to.deep.equal([
        'name',
        'organization',
        'organization-title',
        'email',
        'tel',
        'street-address',
        'postal-code',
        'address-level2',
        'country-name',
      ]);
      await type(one<HTMLInputElement>('[autocomplete=name]'), hostile);
      await click('[type=submit]');
      expect(all('[aria-invalid=true]').map((field) => field.getAttribute('autocomplete'))).to.deep.equal(['email']);
      expect(active().getAttribute('autocomplete')).to.equal('email');
      await expect(element).to.be.accessible();
      await type(one<HTMLInputElement>('[autocomplete=email]'), 'lin@example.com');
      await type(one<HTMLInputElement>('[autocomplete=name]'), '');
      expect(element.answers).to.deep.equal({ c: { email: 'lin@example.com' } });
      await type(one<HTMLInputElement>('[autocomplete=email]'), '');
      expect(element.answers).to.deep.equal({ c: null });
      await click('[type=submit]');
      expect(shownText(element)).to.include('Last?');
    });

    it('speaks Chinese, but for labels of its own', async () => {
      await show({ id: 'c', type: 'contact', title: '?', fields: ['name', { id: 'email', label: 'E' }] }, {}, 'zh-CN');
      expect(shownText(element)).to.include('姓名').and.to.include('E (选填)');
    });
  });

  describe('file', () => {
    const png = Uint8Array.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', (letter) => letter.charCodeAt(0));
    const file: Question = {
      id: 'f',
      type: 'file',
      required: true,
      title: 'A photo',
      accept: ['image/*'],
      max: 2,
      maxBytes: 100,
    };
    const choose = async (...files: File[]): Promise<void> => {
      const transfer = new DataTransfer();
      for (const each of files) transfer.items.add(each);
      const input = one<HTMLInputElement>('input[type=file]');
      input.files = transfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
      await until(() => !shownText(element).includes('Being added') && settledFiles() === files.length);
    };
    let before = 0;
    /** How many of the files chosen last are settled: added or refused. */
    const settledFiles = (): number => all('.files li').length - before + all('.files [role=status] .wrong').length;
    const until = async (met: () => boolean): Promise<void> => {
      while (!met()) await new Promise((resolve) => requestAnimationFrame(resolve));
    };
    beforeEach(() => (before = 0));

    it('is taken for what it holds, told by name, and removed again', async () => {
      await show(file);
      await choose(new File([png], `${hostile}.png`), new File([png], 'two.png'));
      const ids = (element.answers['f'] ?? []) as string[];
      expect(ids.length).to.equal(2);
      expect(ids.map((id) => element.files.get(id)?.name)).to.deep.equal([`${hostile}.png`, 'two.png']);
      expect(one('bdi').textContent).to.equal(`${hostile}.png`);
      for (const id of ids)
        expect(id).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      await expect(element).to.be.accessible();
      before = 2;
      await choose(new File([png], 'three.png'));
      expect(shownText(element)).to.include('three.png is one file too many.');
      await click('[aria-label="Remove two.png"]');
      expect(element.answers).to.deep.equal({ f: ids.slice(0, 1) });
      expect(element.files.size).to.equal(1);
      await click('[aria-label^="Remove"]');
      expect(element.answers).to.deep.equal({ f: null });
    });

    for (const [why, name, bytes, says] of [
      [
        'of another type than its name says',
        'site.png',
        new Uint8Array([0x4d, 0x5a, 0x90]),
        'of a type that is not taken',
      ],
      ['too large', 'site.png', new Uint8Array([...png, ...new Uint8Array(100)]), 'is too large'],
      ['empty', 'site.png', new Uint8Array(), 'is empty'],
    ] as const)
      it(`is refused when it is ${why}, and nothing else changes`, async () => {
        await show(file);
        await choose(new File([bytes], name));
        expect(shownText(element)).to.include(says);
        expect(element.answers).to.deep.equal({});
        await expect(element).to.be.accessible();
      });

    it('is waited for where it has to be given', async () => {
      await show(file);
      await click('[type=submit]');
      expect(wrongText()).to.include('needs an answer');
      await expect(element).to.be.accessible();
    });
  });

  it('shuffles options and rows from a seed, the same each time, exclusive ones last', async () => {
    const many = Array.from({ length: 12 }, (_, index) => ({ id: `o${index}`, label: `O${index}` }));
    const shuffled: Question = {
      id: 's',
      type: 'single-choice',
      randomOrder: true,
      title: '?',
      options: [{ id: 'none', label: 'None', exclusive: true }, ...many],
    };
    const values = (): string[] => all<HTMLInputElement>('input[type=radio]').map(({ value }) => value);
    await show(shuffled, { seed: 'one' });
    const first = values();
    expect(first.at(-1)).to.equal('none');
    expect(first).to.not.deep.equal([...many.map(({ id }) => id), 'none']);
    element.remove();
    await show(shuffled, { seed: 'one' });
    expect(values()).to.deep.equal(first);
    element.remove();
    await show(shuffled, { seed: 'two' });
    expect(values()).to.not.deep.equal(first);
  });

  it('wants an address where a line has to be one', async () => {
    await show({ id: 'e', type: 'short-text', format: 'email', title: 'Email?' });
    await type(one<HTMLInputElement>('input'), 'nobody');
    await click('[type=submit]');
    expect(wrongText()).to.include('does not fit');
    await type(one<HTMLInputElement>('input'), 'lin@example.com');
    await click('[type=submit]');
    expect(shownText(element)).to.include('Last?');
  });
});
