import { expect } from '@open-wc/testing';
import { handOver, isHandedOver } from './hand-over.ts';

describe('handing a device over', () => {
  let place: HTMLElement;
  let survey: HTMLElement;

  beforeEach(() => {
    sessionStorage.removeItem('liaise-handed-over');
    place = document.createElement('div');
    place.append(Object.assign(document.createElement('p'), { textContent: 'Secret page' }));
    survey = document.createElement('section');
    survey.textContent = 'Only this';
    place.append(survey);
    document.body.append(place);
  });
  afterEach(() => {
    sessionStorage.removeItem('liaise-handed-over');
    place.remove();
  });

  const part = <E extends Element>(selector: string): E => {
    const found = survey.parentElement?.shadowRoot?.querySelector<E>(selector);
    if (!found) throw new Error(`There is no ${selector}.`);
    return found;
  };
  const enter = (pin: string): void => {
    part<HTMLButtonElement>('.back').click();
    part<HTMLInputElement>('input').value = pin;
    part<HTMLFormElement>('form').requestSubmit();
  };
  const until = async (holds: () => boolean): Promise<void> => {
    for (let turn = 0; turn < 2000 && !holds(); turn += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(holds()).to.equal(true);
  };

  it('shows the survey alone until the PIN, whatever closes it', async () => {
    const given = handOver(survey, { pin: '2468' });
    const dialog = part<HTMLDialogElement>('dialog');
    expect(dialog.matches(':modal')).to.equal(true);
    const box = dialog.getBoundingClientRect();
    expect([box.left, box.top]).to.deep.equal([0, 0]);
    expect(Math.round(box.width) >= document.documentElement.clientWidth).to.equal(true);
    const cancel = new Event('cancel', { cancelable: true });
    dialog.dispatchEvent(cancel);
    expect(cancel.defaultPrevented).to.equal(true);
    const escape = new KeyboardEvent('keydown', { key: 'Escape', cancelable: true });
    dialog.dispatchEvent(escape);
    expect(escape.defaultPrevented).to.equal(true);
    dialog.close();
    await until(() => dialog.open && dialog.matches(':modal'));
    await expect(dialog).to.be.accessible();

    enter('1111');
    expect(part('p').textContent).to.contain('not the PIN');
    expect(isHandedOver()).to.equal(true);
    await until(() => !part<HTMLInputElement>('input').disabled);
    enter('2468');
    await given;
    expect(isHandedOver()).to.equal(false);
    expect(survey.parentElement === place).to.equal(true);
    expect(place.lastElementChild === survey).to.equal(true);
    expect(document.querySelector(':modal') === null).to.equal(true);
  });

  it('keeps no PIN, and goes on after the page was loaded again', async () => {
    const first = handOver(survey, { pin: 'abcd12' });
    expect(sessionStorage.getItem('liaise-handed-over')).not.to.contain('abcd12');
    // As after a reload: the screen is gone, the mark is not.
    const another = document.createElement('section');
    place.append(another);
    expect(isHandedOver()).to.equal(true);
    enter('abcd12');
    await first;
    await expectRefusal(handOver(another));
    for (const pin of ['123', '1'.repeat(13), '12 4']) await expectRefusal(handOver(another, { pin }));
  });

  it('is locked again without a PIN where it was handed over', async () => {
    const first = handOver(survey, { pin: '2468' });
    const kept = sessionStorage.getItem('liaise-handed-over') ?? '';
    enter('2468');
    await first;
    sessionStorage.setItem('liaise-handed-over', kept);
    const again = handOver(survey);
    enter('2468');
    await again;
    expect(survey.parentElement === place).to.equal(true);
  });

  async function expectRefusal(handing: Promise<void>): Promise<void> {
    const refused = await handing.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused instanceof TypeError).to.equal(true);
  }
});
