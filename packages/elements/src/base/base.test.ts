import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { baseMessages, type BaseMessages } from './base.messages.ts';
import { catalog, type Catalog } from './catalog.ts';
import { define } from './define.ts';
import { LiaiseEvent } from './event.ts';
import { languageOf } from './language.ts';
import { LiaiseElement } from './liaise-element.ts';
import { localeOf } from './locale.ts';
import type { ElementState } from './state.ts';

const words = catalog<BaseMessages>(baseMessages, {
  zh: () => import('./base.messages.zh.ts').then(({ baseMessagesZh }) => ({ default: baseMessagesZh })),
  xx: () => Promise.reject(new Error('gone')),
});

class Example extends LiaiseElement {
  protected override get catalog(): Catalog<BaseMessages> {
    return words;
  }
  protected override currentState(): ElementState {
    return 'ready';
  }
  protected override render(): unknown {
    return html`<p part="base">${this.words.retry} ${this.locale.number(1234.5)}</p>`;
  }
}
customElements.define('liaise-example', Example);

describe('the base of elements', () => {
  let place: HTMLElement;

  beforeEach(() => {
    place = document.createElement('div');
    document.body.append(place);
  });
  afterEach(() => place.remove());

  async function show(parent: Node = place): Promise<Example> {
    const element = new Example();
    parent.appendChild(element);
    await element.updateComplete;
    return element;
  }
  const text = (element: Element): string => (element.shadowRoot?.textContent ?? '').trim();

  it('speaks the nearest language, across shadow trees, and follows its changes', async () => {
    place.lang = 'en-GB';
    const host = document.createElement('section');
    place.append(host);
    const element = await show(host.attachShadow({ mode: 'open' }));
    expect(text(element)).to.equal('Try again 1,234.5');
    place.lang = 'zh-CN';
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
    expect(text(element)).to.equal('重试 1,234.5');
    host.lang = 'de';
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
    expect(text(element)).to.equal('Try again 1.234,5');
  });

  it('takes the language anew when it is moved', async () => {
    const element = await show();
    const chinese = document.createElement('div');
    chinese.lang = 'zh-Hans';
    place.append(chinese);
    chinese.append(element);
    element.requestUpdate();
    await element.updateComplete;
    expect(text(element)).to.include('重试');
  });

  it('stays English where the words of a language cannot be fetched', async () => {
    place.lang = 'xx';
    expect(text(await show())).to.include('Try again');
  });

  for (const [lang, tag] of [
    ['zh_CN', 'zh-CN'],
    ['EN-us', 'en-US'],
    ['not a language', 'en'],
    ['constructor', 'en'],
  ] as const) {
    it(`reads lang="${lang}" as ${tag}`, () => {
      place.lang = lang;
      expect(languageOf(place)).to.equal(tag);
    });
  }

  it('registers a tag once, and says when another class has it', async () => {
    const said: string[] = [];
    const real = console.warn;
    console.warn = (message: string) => said.push(message);
    try {
      define('liaise-example', Example);
      await import('./twice.ts');
      expect(said).to.deep.equal([]);
      define('liaise-example', class extends HTMLElement {});
      await import('./twice.ts');
      await new Promise((resolve) => setTimeout(resolve));
    } finally {
      console.warn = real;
    }
    expect(said.length).to.equal(1);
    expect(said[0]).to.match(/<liaise-example> is registered already.*Load Liaise once/);
    expect(customElements.get('liaise-example')).to.equal(Example);
  });

  it('has events that bubble and cross shadow trees, and can be stopped where it says so', async () => {
    const element = await show();
    let heard: Event | undefined;
    place.addEventListener('liaise-before-test', (event) => {
      heard = event;
      event.preventDefault();
    });
    const went = element.shadowRoot
      ?.querySelector('p')
      ?.dispatchEvent(new LiaiseEvent('liaise-before-test', { cancelable: true }));
    expect(heard?.target).to.equal(element);
    expect(went).to.equal(false);
  });

  it('is never smaller than 12 pixels, and else as large as its place', async () => {
    const element = await show();
    const size = (): string => {
      const base = element.shadowRoot?.querySelector('[part="base"]');
      return base ? getComputedStyle(base).fontSize : '';
    };
    place.style.fontSize = '6px';
    expect(size()).to.equal('12px');
    place.style.fontSize = '19px';
    expect(size()).to.equal('19px');
  });

  it('takes font, direction and language from its place', async () => {
    place.style.fontFamily = 'Georgia, serif';
    place.dir = 'rtl';
    const element = await show();
    const base = element.shadowRoot?.querySelector('[part="base"]') ?? element;
    expect(getComputedStyle(base).fontFamily).to.equal('Georgia, serif');
    expect(getComputedStyle(base).direction).to.equal('rtl');
  });
});

describe('Locale', () => {
  it('writes money in its minor units, whole amounts without cents', () => {
    const locale = localeOf('en');
    expect(locale.money({ minor: 123_450, currency: 'EUR' })).to.equal('€1,234.50');
    expect(locale.money({ minor: 120_000, currency: 'EUR' })).to.equal('€1,200');
    expect(locale.money({ minor: 1200, currency: 'JPY' })).to.equal('¥1,200');
    expect(locale.money({ minor: -50, currency: 'USD' })).to.equal('-$0.50');
  });

  it('writes a day as it is, in every time zone, and an instant in the reader’s', () => {
    expect(localeOf('en').date('2026-11-21')).to.equal('Nov 21, 2026');
    expect(localeOf('zh-CN').date('2026-11-21')).to.equal('2026年11月21日');
    const instant = '2026-11-21T23:30:00Z';
    expect(localeOf('en').date(instant)).to.equal(
      new Date(instant).toLocaleDateString('en', { year: 'numeric', month: 'short', day: 'numeric' }),
    );
    expect(localeOf('en').date('soon')).to.equal('soon');
  });

  it('says how far an instant lies away, in the largest unit that fits', () => {
    const now = Date.parse('2026-11-21T12:00:00Z');
    const locale = localeOf('en');
    expect(locale.relative('2026-11-21T11:59:50Z', now)).to.equal('this minute');
    expect(locale.relative('2026-11-21T09:00:00Z', now)).to.equal('3 hours ago');
    expect(locale.relative('2026-11-24T12:00:00Z', now)).to.equal('in 3 days');
    expect(localeOf('zh-CN').relative('2026-11-20T11:00:00Z', now)).to.equal('昨天');
  });

  it('knows the plural forms of its language', () => {
    const forms = { one: 'one', few: 'few', other: 'other' };
    expect([1, 2, 5].map((count) => localeOf('pl').plural(count, forms))).to.deep.equal(['one', 'few', 'other']);
    expect(localeOf('zh').plural(1, forms)).to.equal('other');
  });
});
