import { expect } from '@open-wc/testing';
import { drawn } from '@liaise/testing/data-element-suite';
import type { Survey } from './survey.ts';
import './survey.define.ts';

const definition = {
  id: 'visit',
  title: 'Our visit',
  questions: [{ id: 'score', type: 'nps', title: 'Score?' }],
} as const;

describe('a <liaise-survey> beside an anchor', () => {
  let place: HTMLElement;
  let anchor: HTMLButtonElement;
  let element: Survey;
  beforeEach(() => {
    place = document.createElement('div');
    anchor = document.createElement('button');
    anchor.id = 'opener';
    anchor.textContent = 'Tell us';
    anchor.style.cssText = 'position: fixed; top: 40px; left: 60px; width: 120px; height: 44px';
    place.append(anchor);
    document.body.append(place);
  });
  afterEach(() => place.remove());

  const until = async (met: () => boolean): Promise<void> => {
    while (!met()) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  const popover = (): HTMLElement => {
    const found = element.renderRoot.querySelector<HTMLElement>('[popover]');
    if (!found) throw new Error('There is no popover.');
    return found;
  };
  const top = (): number => popover().getBoundingClientRect().top;
  async function show(beside: Survey['anchor'], into: ParentNode & Node = place): Promise<void> {
    element = Object.assign(document.createElement('liaise-survey'), { definition, mode: 'popover', anchor: beside });
    into.append(element);
    await drawn(element);
    element.show();
    await drawn(element);
  }

  for (const [name, beside] of [
    ['the id of an element', () => 'opener'],
    ['an element', () => anchor],
  ] as const)
    it(`stands by ${name}, follows it, and takes no focus`, async () => {
      const before = document.activeElement;
      await show(beside());
      await until(() => top() === 92);
      expect(popover().getBoundingClientRect().left).to.equal(60);
      anchor.style.top = '140px';
      window.dispatchEvent(new Event('resize'));
      await until(() => top() === 192);
      expect(document.activeElement === before).to.equal(true);
      await expect(element).to.be.accessible();
    });

  it('stays inside the window', async () => {
    anchor.style.left = '';
    anchor.style.right = '0';
    await show(anchor);
    await until(() => popover().style.inset !== '');
    expect(popover().getBoundingClientRect().right).to.be.at.most(document.documentElement.clientWidth);
  });

  it('lets go of its anchor when it closes, and when it leaves the page', async () => {
    await show(anchor);
    await until(() => top() === 92);
    element.hide();
    await drawn(element);
    expect(popover().style.inset).to.equal('');
    element.show();
    await drawn(element);
    await until(() => top() === 92);
    const { inset } = popover().style;
    element.remove();
    anchor.style.top = '140px';
    window.dispatchEvent(new Event('resize'));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(popover().style.inset).to.equal(inset);
  });

  it('finds an id in its own tree, and stands in the corner where there is none', async () => {
    const host = document.createElement('section');
    place.append(host);
    const root = host.attachShadow({ mode: 'open' });
    const inner = anchor.cloneNode(true) as HTMLElement;
    inner.style.top = '80px';
    root.append(inner);
    await show('opener', root);
    await until(() => top() === 132);
    element.remove();
    await show('nothing');
    expect(popover().style.inset).to.equal('');
    expect(popover().getBoundingClientRect().bottom).to.be.closeTo(window.innerHeight - 16, 1);
  });
});
