import { sendKeys } from '@web/test-runner-commands';
import { expect } from '@open-wc/testing';
import { watchTriggers, type Triggers } from './watch.ts';

describe('watchTriggers', () => {
  const home = location.href;
  let place: HTMLElement;
  let stop: AbortController;
  /** What was told: whether each was a person's own act. */
  let told: boolean[];
  let more: () => void;

  beforeEach(() => {
    place = document.createElement('div');
    document.body.append(place);
    stop = new AbortController();
    told = [];
    more = () => undefined;
  });
  afterEach(() => {
    stop.abort();
    place.remove();
    if (location.href !== home) history.replaceState(null, '', home);
    scrollTo(0, 0);
  });

  const watch = (triggers: Triggers): void =>
    watchTriggers(
      triggers,
      (own) => {
        told.push(own);
        more();
      },
      stop.signal,
    );
  /** Resolves once something more has been told. */
  const next = (): Promise<void> => {
    const before = told.length;
    return new Promise((resolve) => {
      more = () => told.length > before && resolve();
      more();
    });
  };
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

  it('tells nothing by itself', async () => {
    watch({});
    await turn();
    expect(told).to.deep.equal([]);
  });

  it('hears events of the page, wherever they are dispatched and whether they bubble', () => {
    watch({ event: ['order-placed', 'call-ended'] });
    document.dispatchEvent(new Event('order-placed'));
    window.dispatchEvent(new Event('call-ended'));
    place.dispatchEvent(new CustomEvent('order-placed'));
    place.dispatchEvent(new Event('another'));
    expect(told).to.deep.equal([false, false, false]);
  });

  it('hears of a visit that is checked out, and of a case that is closed', () => {
    watch({ after: ['visit', 'case'] });
    place.dispatchEvent(Object.assign(new Event('liaise-visit-saved', { bubbles: true }), { act: 'check-in' }));
    expect(told).to.deep.equal([]);
    place.dispatchEvent(Object.assign(new Event('liaise-visit-saved', { bubbles: true }), { act: 'check-out' }));
    place.dispatchEvent(new Event('liaise-case-closed', { bubbles: true }));
    expect(told).to.deep.equal([false, false]);
  });

  it('takes a press for a person’s own act only when a person did it, also within a shadow tree', async () => {
    watch({ click: '.feedback' });
    const host = document.createElement('div');
    const button = document.createElement('button');
    button.className = 'feedback';
    button.innerText = 'Feedback';
    host.attachShadow({ mode: 'open' }).append(button);
    place.append(host);
    button.click();
    document.body.click();
    expect(told).to.deep.equal([false]);
    button.focus();
    await Promise.all([next(), sendKeys({ press: 'Enter' })]);
    expect(told).to.deep.equal([false, true]);
  });

  it('tells after a time on the page, once', async () => {
    watch({ delay: 0.001 });
    await next();
    await turn();
    expect(told).to.deep.equal([false]);
  });

  it('tells no more after it was ended, of a time that runs either', async () => {
    watch({ delay: 0, event: ['order-placed'] });
    stop.abort();
    document.dispatchEvent(new Event('order-placed'));
    await turn();
    await turn();
    expect(told).to.deep.equal([]);
  });

  it('tells when enough of the page was scrolled past', async () => {
    place.style.blockSize = '5000px';
    watch({ scroll: 0.5 });
    const scrolled = new Promise((resolve) => document.addEventListener('scroll', resolve, { once: true }));
    scrollTo(0, 10);
    await scrolled;
    expect(told).to.deep.equal([]);
    const told50 = next();
    scrollTo(0, 4500);
    await told50;
    expect(told[0]).to.equal(false);
  });

  it('tells when the pointer leaves by the upper edge, and by no other', () => {
    watch({ exit: true });
    const leave = (init: MouseEventInit): boolean =>
      document.documentElement.dispatchEvent(new MouseEvent('mouseout', { bubbles: true, ...init }));
    leave({ clientY: 300 });
    leave({ clientY: -1, relatedTarget: document.body });
    expect(told).to.deep.equal([]);
    leave({ clientY: -1 });
    expect(told).to.deep.equal([false]);
  });

  it('tells at once where the address is one of those named', () => {
    watch({ url: ['/nowhere', `*${location.pathname.slice(-6)}`] });
    expect(told).to.deep.equal([false]);
  });

  it('takes dots and marks of an address as they are', () => {
    history.replaceState(null, '', '/axb/c');
    watch({ url: ['/a.b/c', '/ax?b/c', '/a(x)b/c', '/a[x]b/c'] });
    expect(told).to.deep.equal([]);
    watch({ url: ['/a*/c'] });
    expect(told).to.deep.equal([false]);
  });

  const arrive = (url: string): void => {
    history.pushState(null, '', url);
    // A router draws what belongs to the address.
    place.append(document.createElement('p'));
  };

  for (const api of ['the browser’s own way', 'events and what is drawn'] as const) {
    it(`follows addresses that a script changes, by ${api}, and tells each arrival once`, async () => {
      const own = Object.getOwnPropertyDescriptor(window, 'navigation');
      if (api !== 'the browser’s own way')
        Object.defineProperty(window, 'navigation', { value: undefined, configurable: true });
      try {
        watch({ url: ['/shop/*/thanks', '/done?ok=*'] });
      } finally {
        if (own) Object.defineProperty(window, 'navigation', own);
        else if (api !== 'the browser’s own way') Reflect.deleteProperty(window, 'navigation');
      }
      arrive('/shop/7/basket');
      await turn();
      expect(told).to.deep.equal([]);
      const first = next();
      arrive('/shop/7/thanks');
      await first;
      place.append(document.createElement('p'));
      await turn();
      expect(told).to.deep.equal([false]);
      const second = next();
      arrive('/done?ok=1#top');
      await second;
      expect(told).to.deep.equal([false, false]);
    });
  }
});
