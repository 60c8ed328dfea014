import { expect } from '@open-wc/testing';
import { LiaiseError } from '@liaise/sdk/error';
import type { DataSource } from '@liaise/sdk/source';
import type { Visit } from '@liaise/core/records/visit';
import { drawn, shownText } from '@liaise/testing/data-element-suite';
import { createMemorySource, type MemorySource } from '@liaise/testing/memory-source';
import { provideSource } from '@liaise/testing/provide-source';
import { ids, sampleVisit } from '@liaise/testing/samples';
import type { VisitLogger } from './visit-logger.ts';
import './visit-logger.define.ts';

type Order = { id?: string; visit?: string; move?: Record<string, unknown>; [field: string]: unknown };

/** A device that is always at the same place. */
const device: Pick<Geolocation, 'getCurrentPosition'> = {
  getCurrentPosition: (found) =>
    found({ coords: { latitude: 53.55, longitude: 9.99, accuracy: 12 } } as GeolocationPosition),
};
const lost: Pick<Geolocation, 'getCurrentPosition'> = {
  getCurrentPosition: (_, failed) => failed?.({ code: 1, message: '' } as GeolocationPositionError),
};

describe('logging with <liaise-visit-logger>', () => {
  let place: HTMLElement;
  let source: MemorySource;
  let element: VisitLogger;

  beforeEach(() => {
    place = document.createElement('div');
    document.body.append(place);
  });
  afterEach(() => place.remove());

  async function show(
    visits: Visit[] = [],
    change: Partial<VisitLogger> = {},
    wrap = (inner: DataSource): DataSource => inner,
  ): Promise<void> {
    source = createMemorySource({ world: { visits } });
    provideSource(place, wrap(source));
    const properties = { customer: ids.customer, geolocation: device, ...change };
    element = Object.assign(document.createElement('liaise-visit-logger'), properties);
    place.append(element);
    await drawn(element);
  }
  /** Until what is under way has been answered. */
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    await drawn(element);
  };
  const all = <E extends HTMLElement>(selector: string): E[] => [...element.renderRoot.querySelectorAll<E>(selector)];
  const press = async (label: string): Promise<void> => {
    const button = all('button').find(({ textContent }) => textContent.trim() === label);
    if (!button) throw new Error(`There is no button ${label} in: ${shownText(element)}`);
    button.click();
    await settled();
  };
  const write = async (id: string, value: string): Promise<void> => {
    const field = all<HTMLInputElement>(`#${id}`)[0];
    if (!field) throw new Error(`There is no field ${id} in: ${shownText(element)}`);
    field.value = value;
    field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input', { bubbles: true }));
    await drawn(element);
  };
  const valueOf = (id: string): string | undefined => all<HTMLInputElement>(`#${id}`)[0]?.value;
  const orders = (): Order[] => source.orders.map(({ order }) => order as Order);
  const status = (): string => all('.saved')[0]?.textContent.trim().replace(/\s+/g, ' ') ?? '';

  it('plans a visit', async () => {
    await show();
    const events: string[] = [];
    place.addEventListener('liaise-before-visit-save', ({ act }) => events.push(`before ${act}`));
    place.addEventListener('liaise-visit-saved', ({ act, delivered }) => events.push(`${act} ${delivered}`));
    await press('Plan a visit');
    expect(valueOf('when')).to.match(/^\d{4}-\d\d-\d\dT\d\d:00$/);
    await expect(element).to.be.accessible();
    await write('when', '2026-12-01T10:00');
    await write('purpose', 'Talk about the new line');
    await press('Plan');
    const [order] = orders();
    expect(order).to.deep.include({
      customerId: ids.customer,
      type: 'regular',
      plannedStart: new Date('2026-12-01T10:00').toISOString(),
      purpose: 'Talk about the new line',
    });
    expect(events).to.deep.equal(['before plan', 'plan true']);
    expect(status()).to.equal('Saved.');
    expect(shownText(element)).to.include('Talk about the new line');
  });

  it('says what is missing, where it is missing', async () => {
    await show();
    await press('Plan a visit');
    await write('when', '');
    await press('Plan');
    expect(shownText(element)).to.include('Say when: a day and a time.');
    expect(all('#when')[0]?.getAttribute('aria-describedby')).to.equal('when-wrong');
    expect(element.shadowRoot?.activeElement?.id).to.equal('when');
    expect(orders()).to.deep.equal([]);
    await expect(element).to.be.accessible();
  });

  it('checks in now with a position, reports, and agrees a next step', async () => {
    await show();
    await press('Check in now');
    const [created, checkedIn] = orders();
    expect(created?.['plannedStart']).to.equal(undefined);
    expect(checkedIn?.visit).to.equal(created?.id);
    expect(checkedIn?.move).to.deep.include({
      move: 'check-in',
      position: { latitude: 53.55, longitude: 9.99, accuracy: 12 },
    });
    expect(status()).to.equal('Saved.');
    await expect(element).to.be.accessible();
    await write('notes', 'They want the larger size.');
    await press('Check out');
    expect(orders()[2]?.move).to.deep.include({ move: 'check-out', notes: 'They want the larger size.' });
    expect(valueOf('notes')).to.equal('They want the larger size.');
    await write('outcome', 'agreed');
    await write('nextTitle', 'Send the offer');
    await write('nextDue', '2026-12-04');
    await expect(element).to.be.accessible();
    await press('Close the visit');
    expect(orders()[3]?.move).to.deep.include({
      move: 'report',
      outcome: 'agreed',
      nextStep: { title: 'Send the offer', dueOn: '2026-12-04' },
    });
    expect(shownText(element)).to.include('The visit is closed.');
    await expect(element).to.be.accessible();
    await press('Plan the next visit');
    expect(valueOf('purpose')).to.equal('');
  });

  it('checks in without a position where there is none, and says so', async () => {
    await show([], { geolocation: lost });
    await press('Check in now');
    expect(orders()[1]?.move).not.to.have.property('position');
    expect(status()).to.include('No position');
  });

  it('asks for no position where the page wants none', async () => {
    let asked = 0;
    const counting = { getCurrentPosition: () => (asked += 1) };
    await show([], { position: 'off', geolocation: counting });
    await press('Check in now');
    expect(asked).to.equal(0);
    expect(status()).to.equal('Saved.');
  });

  it('checks in once, however often it is pressed', async () => {
    await show();
    const button = all('button').find(({ textContent }) => textContent.includes('Check in now'));
    button?.click();
    button?.click();
    await settled();
    expect(orders()).to.have.length(2);
  });

  it('tries again as the same visit and the same move, with what was written', async () => {
    await show();
    source.set('move-visit', 'error');
    await press('Check in now');
    expect(status()).to.equal('Not saved yet. What you wrote is still here; try again.');
    await expect(element).to.be.accessible();
    source.set('move-visit', 'ready');
    await press('Check in now');
    const created = orders().filter(({ customerId }) => customerId);
    expect(new Set(created.map(({ id }) => id)).size).to.equal(1);
    expect(source.world.visits).to.have.length(1);
  });

  it('keeps the time of a move through failed tries', async () => {
    const tried: Order[] = [];
    const failing = (inner: DataSource): DataSource => ({
      observe: inner.observe.bind(inner),
      submit(kind, order, options) {
        tried.push(order);
        if (tried.length < 3) return Promise.reject(new LiaiseError({ code: 'unavailable', status: 503 }));
        return inner.submit(kind, order, options);
      },
    });
    await show([sampleVisit()], {}, failing);
    await press('Check in…');
    for (let attempt = 0; attempt < 3; attempt++) await press('Check in');
    const times = tried.map(({ move }) => move?.['at']);
    expect(times).to.have.length(3);
    expect(new Set(times).size).to.equal(1);
    expect(shownText(element)).to.include('Checked in');
  });

  for (const [label, move] of [
    ['Skip the visit', 'skip'],
    ['Cancel the visit', 'cancel'],
    ['Nobody was there', 'no-show'],
  ] as const) {
    it(`wants a reason for ${move}`, async () => {
      await show([sampleVisit()]);
      await press('Check in…');
      await press('Something else happened');
      await press(label);
      expect(shownText(element)).to.include('Say why, in a few words.');
      expect(element.shadowRoot?.activeElement?.id).to.equal('reason');
      expect(orders()).to.deep.equal([]);
      await expect(element).to.be.accessible();
      await write('reason', 'They are closed today.');
      await press(label);
      expect(orders()[0]?.move).to.deep.include({ move, reason: 'They are closed today.' });
    });
  }

  it('does not lose the day of a next step that has no words yet', async () => {
    await show([sampleVisit({ status: 'checked-out', checkedInAt: '2026-11-24T09:00:00Z' })]);
    await write('nextDue', '2026-12-04');
    await press('Close the visit');
    expect(shownText(element)).to.include('Say what the next step is, in one line.');
    expect(orders()).to.deep.equal([]);
    expect(valueOf('nextDue')).to.equal('2026-12-04');
  });

  it('resumes a visit that is open', async () => {
    await show([sampleVisit({ status: 'checked-in', checkedInAt: '2026-11-24T09:00:00Z', notes: 'So far.' })]);
    expect(shownText(element)).to.include('Checked in');
    expect(valueOf('notes')).to.equal('So far.');
  });

  it('logs while there is no line, and says where it is kept', async () => {
    await show();
    source.set('all', 'offline');
    await drawn(element);
    expect(element.state).to.equal('offline');
    await press('Check in now');
    expect(status()).to.equal('Saved on this device. It will be sent once you are online.');
    expect(shownText(element)).to.include('Checked in');
    await expect(element).to.be.accessible();
  });

  it('logs while an earlier state is shown', async () => {
    await show([sampleVisit()]);
    source.set('visits', 'stale-offline');
    await drawn(element);
    await press('Check in…');
    await press('Check in');
    expect(status()).to.equal('Saved.');
  });

  it('names the field that the gateway refuses, and keeps what was written', async () => {
    const refuse =
      (path: string, code: 'invalid-body' | 'invalid-move' = 'invalid-body') =>
      (inner: DataSource) => ({
        observe: inner.observe.bind(inner),
        submit: () =>
          Promise.reject(new LiaiseError({ code, status: 422, issues: [{ path, code: 'x', message: 'x' }] })),
      });
    const open = sampleVisit({ status: 'checked-out', checkedInAt: '2026-11-24T09:00:00Z' });
    await show([open], {}, refuse('body.nextStep.dueOn'));
    await write('notes', 'A long talk');
    await write('nextTitle', 'Call');
    await press('Close the visit');
    expect(shownText(element)).to.include('“Due on” was not accepted. Give a day that exists.');
    expect(element.shadowRoot?.activeElement?.id).to.equal('nextDue');
    expect(valueOf('notes')).to.equal('A long talk');
    expect(status()).to.include('not accepted');
    await expect(element).to.be.accessible();
  });

  it('shows where a visit stands that was changed elsewhere', async () => {
    await show([sampleVisit({ status: 'checked-in', checkedInAt: '2026-11-24T09:00:00Z' })]);
    await write('notes', 'Mine');
    const { world } = source;
    const [visit] = world.visits;
    if (visit) world.visits[0] = { ...visit, status: 'checked-out', checkedOutAt: '2026-11-24T10:00:00Z' };
    await press('Check out');
    expect(status()).to.include('changed elsewhere');
    expect(shownText(element)).to.include('Checked out');
    expect(valueOf('notes')).to.equal('Mine');
  });

  it('lets a page stop what is about to be saved', async () => {
    await show();
    place.addEventListener('liaise-before-visit-save', (event) => event.preventDefault(), { once: true });
    await press('Check in now');
    expect(orders()).to.deep.equal([]);
    await press('Check in now');
    expect(orders()).to.have.length(2);
  });

  it('keeps what is written about each visit, and forgets another customer', async () => {
    const first = sampleVisit({ status: 'checked-in', checkedInAt: '2026-11-24T09:00:00Z' });
    await show([first]);
    await write('notes', 'Half a thought');
    element.customer = ids.otherCustomer;
    await drawn(element);
    expect(shownText(element)).not.to.include('Checked in');
    element.customer = ids.customer;
    await drawn(element);
    expect(valueOf('notes')).to.equal('Half a thought');
  });

  it('logs one visit alone, by its id or as data of the page', async () => {
    const visit = sampleVisit({ status: 'checked-in', checkedInAt: '2026-11-24T09:00:00Z' });
    await show([visit], { visit: visit.id });
    expect(source.asked.map(({ kind }) => kind)).to.deep.equal(['visit']);
    await press('Check out');
    expect(orders()).to.have.length(1);
    place.replaceChildren();
    const alone = Object.assign(document.createElement('liaise-visit-logger'), { data: visit });
    document.body.append(alone);
    element = alone;
    await drawn(element);
    await press('Check out');
    expect(status()).to.include('Not connected');
    alone.remove();
  });
});

describe('how <liaise-visit-logger> looks', () => {
  let place: HTMLElement;
  beforeEach(() => {
    place = document.createElement('div');
    document.body.append(place);
  });
  afterEach(() => place.remove());

  const statuses = ['planned', 'checked-in', 'checked-out', 'reported'] as const;
  for (const status of statuses) {
    for (const [lang, dir, scheme] of [
      ['en', 'ltr', 'light'],
      ['zh-CN', 'ltr', 'dark'],
      ['ar', 'rtl', 'light'],
    ] as const) {
      it(`is accessible, whole and within thumb reach: ${status}, ${lang}, ${dir}, ${scheme}`, async () => {
        Object.assign(place, { lang, dir });
        place.style.inlineSize = '288px';
        place.style.colorScheme = scheme;
        place.style.background = scheme === 'dark' ? '#000' : '#fff';
        const data = sampleVisit({ status, checkedInAt: '2026-11-24T09:00:00Z' });
        const element = Object.assign(document.createElement('liaise-visit-logger'), { data, customer: ids.customer });
        place.append(element);
        await drawn(element);
        await expect(element).to.be.accessible();
        expect(element.renderRoot.querySelectorAll('[style]').length).to.equal(0);
        const { left, right } = element.getBoundingClientRect();
        for (const target of element.renderRoot.querySelectorAll('button, input, textarea, select')) {
          const box = target.getBoundingClientRect();
          expect(box.height, target.id || target.textContent).to.be.at.least(44);
          expect(box.left).to.be.at.least(left);
          expect(box.right).to.be.at.most(right);
        }
        if (lang === 'zh-CN') expect(shownText(element)).to.include('拜访');
      });
    }
  }
});
