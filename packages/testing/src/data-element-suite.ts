import { expect } from '@open-wc/testing';
import type { QueryKind } from '@liaise/sdk/source';
import { hostileStyles, shieldedProperties } from './hostile-styles.ts';
import { createMemorySource, type Condition, type MemorySource, type World } from './memory-source.ts';
import { provideSource } from './provide-source.ts';

/** An element as the suite sees it. */
export interface DataElement extends HTMLElement {
  readonly state: string;
  readonly updateComplete: Promise<boolean>;
}

/** What the suite has to know of a data element. */
export interface DataElementSpec {
  tag: string;
  /** The kind of question it asks. */
  kind: QueryKind;
  world: Partial<World>;
  /** Properties with which it asks for one record, and text that is then shown. */
  asks: Readonly<Record<string, unknown>>;
  shows: string;
  /** Properties with which it asks for another record, and text that is then shown. */
  asksOther: Readonly<Record<string, unknown>>;
  showsOther: string;
  /** Properties that hand the data in, so that nothing is asked; the same text is shown. */
  given: Readonly<Record<string, unknown>>;
  /** Properties with which there is nothing to show. */
  empty: Readonly<Record<string, unknown>>;
}

/** Every text that an element shows or says, in the order of its shadow tree. */
export function shownText(element: Element): string {
  return (element.shadowRoot?.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** Waits until an element has drawn what it was last told. */
export async function drawn(element: DataElement): Promise<void> {
  while (!(await element.updateComplete)) continue;
}

/**
 * What every element that asks for data has to pass: each state is told, named and accessible; nothing is asked for what
 * was handed in; a question follows its properties and ends with the element; the page and the element do not bend each other.
 */
export function dataElementSuite(spec: DataElementSpec): void {
  describe(`<${spec.tag}> as a data element`, () => {
    let place: HTMLElement;
    let source: MemorySource;

    beforeEach(() => {
      place = document.createElement('div');
      document.body.append(place);
      source = createMemorySource({ world: spec.world });
    });

    afterEach(() => {
      place.remove();
      expect(source.running, 'questions still running after the element left').to.equal(0);
    });

    async function show(
      properties: Readonly<Record<string, unknown>>,
      { provided = true, into = place }: { provided?: boolean; into?: HTMLElement | ShadowRoot } = {},
    ): Promise<DataElement> {
      if (provided) provideSource(place, source);
      const element = Object.assign(document.createElement(spec.tag) as DataElement, properties);
      into.append(element);
      await drawn(element);
      return element;
    }

    function expectState(element: DataElement, state: string): void {
      expect(element.state).to.equal(state);
      const styled = element.matches(`:state(${state})`);
      expect(styled, `the custom state ${state}`).to.equal(true);
    }

    const conditions: readonly (readonly [Condition, string])[] = [
      ['ready', 'ready'],
      ['loading', 'loading'],
      ['stale', 'stale'],
      ['stale-offline', 'stale'],
      ['offline', 'offline'],
      ['forbidden', 'forbidden'],
      ['error', 'error'],
    ];
    for (const [condition, state] of conditions) {
      it(`is ${state} and accessible where the answer is ${condition}`, async () => {
        source.set('all', condition);
        const element = await show(spec.asks);
        expectState(element, state);
        const hasData = state === 'ready' || state === 'stale';
        expect(shownText(element).includes(spec.shows)).to.equal(hasData);
        await expect(element).to.be.accessible();
      });
    }

    it('is empty and accessible where there is nothing to show', async () => {
      const element = await show(spec.empty);
      expectState(element, 'empty');
      await expect(element).to.be.accessible();
    });

    it('goes from loading through an error to the answer', async () => {
      source.set('all', 'loading');
      const element = await show(spec.asks);
      expectState(element, 'loading');
      source.set('all', 'error');
      await drawn(element);
      expectState(element, 'error');
      source.set('all', 'ready');
      await drawn(element);
      expectState(element, 'ready');
      expect(shownText(element)).to.include(spec.shows);
    });

    it('asks nothing for data that is handed in', async () => {
      const element = await show(spec.given);
      expectState(element, 'ready');
      expect(shownText(element)).to.include(spec.shows);
      expect(source.asked.filter(({ kind }) => kind === spec.kind)).to.deep.equal([]);
    });

    it('asks once, anew when it is to show another record, and ends the question when it leaves', async () => {
      const element = await show(spec.asks);
      const count = (): number => source.asked.filter(({ kind }) => kind === spec.kind).length;
      expect(count()).to.equal(1);
      Object.assign(element, spec.asksOther);
      await drawn(element);
      expect(count()).to.equal(2);
      expect(shownText(element)).to.include(spec.showsOther);
      expect(shownText(element)).not.to.include(spec.shows);
      element.remove();
      expect(source.running).to.equal(0);
      place.append(element);
      await drawn(element);
      expectState(element, 'ready');
      expect(count()).to.equal(3);
    });

    it('takes no answer that comes after it has left', async () => {
      source.set('all', 'loading');
      const element = await show(spec.asks);
      element.remove();
      source.set('all', 'ready');
      await drawn(element);
      expect(shownText(element)).not.to.include(spec.shows);
    });

    it('finds a provider that comes after it', async () => {
      const element = await show(spec.asks, { provided: false });
      expectState(element, 'loading');
      provideSource(place, source);
      // Waiting is code of its own, fetched when it is needed, however long that takes on a busy machine.
      while (element.state === 'loading') {
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
      expectState(element, 'ready');
    });

    it("works in another element's shadow tree", async () => {
      const host = document.createElement('section');
      place.append(host);
      const element = await show(spec.asks, { into: host.attachShadow({ mode: 'open' }) });
      expectState(element, 'ready');
      expect(shownText(element)).to.include(spec.shows);
    });

    it('is not bent by the styles of the page', async () => {
      // The room the page gives stays the same: only how things look is to be compared.
      place.style.cssText = 'all: initial !important; display: block !important; inline-size: 900px !important';
      const element = await show(spec.asks);
      const inner = [...(element.shadowRoot?.querySelectorAll('*') ?? [])].filter((one) => !one.closest('svg'));
      const styles = (): string[] =>
        inner.flatMap((one) => {
          const computed = getComputedStyle(one);
          return shieldedProperties.map((name) => `${one.localName} ${name}: ${computed.getPropertyValue(name)}`);
        });
      const before = styles();
      document.adoptedStyleSheets.push(hostileStyles);
      const after = styles();
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== hostileStyles);
      expect(after.filter((line, index) => line !== before[index])).to.deep.equal([]);
    });

    it('does not bend the page', async () => {
      const neighbour = document.createElement('p');
      neighbour.textContent = 'A paragraph of the page';
      // A scroll bar that appears takes width from everything.
      neighbour.style.inlineSize = '300px';
      place.append(neighbour);
      const computed = getComputedStyle(neighbour);
      const styles = (): string[] => [...computed].map((name) => `${name}: ${computed.getPropertyValue(name)}`);
      const before = styles();
      const sheets = document.styleSheets.length;
      await show(spec.asks);
      expect(styles().filter((line, index) => line !== before[index])).to.deep.equal([]);
      expect(document.styleSheets.length).to.equal(sheets);
    });
  });
}
