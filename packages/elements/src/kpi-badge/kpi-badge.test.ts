import { expect } from '@open-wc/testing';
import { kpis } from '@liaise/core/kpi';
import type { DataSource } from '@liaise/sdk/source';
import { createMemorySource, type MemorySource } from '@liaise/testing/memory-source';
import { dataElementSuite, drawn, shownText } from '@liaise/testing/data-element-suite';
import { provideSource } from '@liaise/testing/provide-source';
import { ids, sampleKpi, sampleSources } from '@liaise/testing/samples';
import { kpiBadgeMessages } from './kpi-badge.messages.ts';
import { KpiBadge, kpiBadgeVariants } from './kpi-badge.ts';
import './kpi-badge.define.ts';

const subject = `rep:${ids.rep}`;
const asks = { kpi: 'retention-rate', subject, period: '2026-Q4' };

dataElementSuite({
  tag: 'liaise-kpi-badge',
  kind: 'kpi',
  world: { kpis: [sampleKpi(), sampleKpi({ kpi: 'visits-done', value: 41, unit: 'count', previous: 38 })] },
  asks,
  shows: '92.4%',
  asksOther: { kpi: 'visits-done' },
  showsOther: '41',
  given: { data: sampleKpi() },
  empty: { data: sampleKpi({ value: null, reason: 'no-data' }) },
});

describe('<liaise-kpi-badge>', () => {
  let place: HTMLElement;

  beforeEach(() => {
    place = document.createElement('div');
    document.body.append(place);
  });
  afterEach(() => place.remove());

  async function show(properties: Partial<KpiBadge>): Promise<KpiBadge> {
    const badge = Object.assign(document.createElement('liaise-kpi-badge'), properties);
    place.append(badge);
    await drawn(badge);
    return badge;
  }

  const button = (badge: KpiBadge): HTMLElement => badge.shadowRoot?.querySelector('button') ?? badge;

  it('is a class that registers itself only by its define entry', () => {
    expect(customElements.get('liaise-kpi-badge')).to.equal(KpiBadge);
    expect(() => new (class extends KpiBadge {})()).to.throw(TypeError);
  });

  it('names the figure, its value, its status and its trend in its text', async () => {
    const badge = await show({ data: sampleKpi({ thresholds: { good: 0.9, warn: 0.8 }, pace: null }) });
    expect(shownText(badge)).to.match(/Retention rate 92\.4% on target \+2\.4 pp up better than before/);
  });

  for (const [change, words] of [
    [{ value: 0.92, previous: 0.95 }, /down worse than before/],
    [{ value: 0.92, previous: 0.95, direction: 'lower' }, /down better than before/],
    [{ value: 0.92, previous: 0.95, direction: 'neutral' }, /down(?!.*(better|worse))/],
    [{ value: 0.92, previous: 0.92 }, /unchanged/],
  ] as const) {
    it(`says "${words.source}" for ${JSON.stringify(change)}`, async () => {
      expect(shownText(await show({ data: sampleKpi(change) }))).to.match(words);
    });
  }

  it('shows a dash for a missing value, and why when pressed', async () => {
    const badge = await show({ data: sampleKpi({ value: null, reason: 'below-minimum' }) });
    expect(shownText(badge)).to.include('–');
    await opened(badge);
    expect(shownText(badge)).to.include('too few cases');
  });

  for (const variant of kpiBadgeVariants) {
    it(`shows target and drawing as they belong to a ${variant}`, async () => {
      const badge = await show({ data: sampleKpi(), variant });
      const root = badge.shadowRoot;
      expect(shownText(badge).includes('Target 95%')).to.equal(variant !== 'badge');
      expect(root?.querySelectorAll('[part="chart"] svg').length).to.equal(variant === 'badge' ? 0 : 1);
      await expect(badge).to.be.accessible();
    });

    it(`takes as much room loading as loaded, as a ${variant}`, async () => {
      const source = createMemorySource({ world: { kpis: [sampleKpi()] } });
      provideSource(place, source);
      source.set('all', 'loading');
      const badge = await show({ ...asks, variant });
      const before = badge.getBoundingClientRect().height;
      source.set('all', 'ready');
      await drawn(badge);
      expect(badge.getBoundingClientRect().height).to.equal(before);
    });
  }

  async function opened(badge: KpiBadge): Promise<HTMLElement> {
    const heard = new Promise<Event>((resolve) => badge.addEventListener('liaise-kpi-opened', resolve, { once: true }));
    button(badge).click();
    await heard;
    const panel = badge.shadowRoot?.querySelector<HTMLElement>('[part="why"]');
    if (!panel) throw new Error('No panel was opened.');
    return panel;
  }

  it('opens what is behind the figure, and says so to the page with ids only', async () => {
    const badge = await show({ data: sampleKpi() });
    let told: unknown;
    place.addEventListener('liaise-kpi-opened', ({ kpi, subject, period }) => (told = { kpi, subject, period }));
    const panel = await opened(badge);
    expect(panel.matches(':popover-open')).to.equal(true);
    expect(told).to.deep.equal({ kpi: 'retention-rate', subject, period: '2026-Q4' });
    const text = shownText(badge);
    for (const part of [
      'Customers held at the start',
      '110 of 119',
      '86.3% to 95.9%',
      'Q4 2026',
      '119 customers',
      'Same period last year 87% (+5.4 pp)',
      'Rank 2 of 8 in the team, shared with 1 other',
      'Median of peers 91% (8 in the team)',
    ]) {
      expect(text).to.include(part);
    }
    expect(button(badge).getAttribute('aria-expanded')).to.equal('true');
    await expect(badge).to.be.accessible();
    button(badge).click();
    await new Promise((resolve) => panel.addEventListener('toggle', resolve, { once: true }));
    expect(panel.matches(':popover-open')).to.equal(false);
    expect(button(badge).getAttribute('aria-expanded')).to.equal('false');
  });

  const peersAsked = (source: MemorySource): unknown[] =>
    source.asked.flatMap(({ kind, question }) =>
      kind === 'kpi' && (question as { peers?: boolean }).peers ? [question] : [],
    );
  /** Where each row of the panel begins and how high it is, and the panel's own size. */
  const layout = (panel: HTMLElement): number[] => {
    const { top } = panel.getBoundingClientRect();
    const rows = [...panel.querySelectorAll('dt, dd, .sources')].map((row) => row.getBoundingClientRect());
    return [panel.offsetWidth, panel.offsetHeight, ...rows.flatMap((row) => [row.top - top, row.height])];
  };
  const row = (panel: HTMLElement, term: string): string | undefined =>
    [...panel.querySelectorAll('dt')]
      .find((one) => one.textContent === term)
      ?.nextElementSibling?.textContent.replace(/\s+/g, ' ')
      .trim();

  for (const ties of [1, 2]) {
    it(`asks for the place among peers when it is opened, and nothing jumps when that comes: ${ties} on it`, async () => {
      const value = sampleKpi();
      const rank = value.rank && { ...value.rank, ties };
      const source = createMemorySource({ world: { kpis: [{ ...value, ...(rank && { rank }) }] } });
      provideSource(place, holdingPeers(source));
      const badge = await show(asks);
      expect(peersAsked(source)).to.deep.equal([]);
      const panel = await opened(badge);
      expect(shownText(badge)).to.include('Same period last year 87% (+5.4 pp)');
      expect([row(panel, 'Rank'), row(panel, 'Median of peers')]).to.deep.equal(['Loading', 'Loading']);
      await expect(badge).to.be.accessible();
      const before = layout(panel);
      held.splice(0).forEach((tell) => tell());
      await drawn(badge);
      expect(row(panel, 'Rank')).to.equal(`2 of 8 in the team${ties > 1 ? ', shared with 1 other' : ''}`);
      expect(row(panel, 'Median of peers')).to.equal('91% (8 in the team)');
      expect(layout(panel)).to.deep.equal(before);
      expect(peersAsked(source)).to.deep.equal([{ ...asks, peers: true }]);
      await expect(badge).to.be.accessible();
      button(badge).click();
      await new Promise((resolve) => panel.addEventListener('toggle', resolve, { once: true }));
      expect(source.running, 'nobody looks at the place any more').to.equal(1);
    });
  }

  /** Answers about peers that wait to be told. */
  const held: (() => void)[] = [];
  /** A source whose answers about peers come when they are let. */
  const holdingPeers = (source: MemorySource): DataSource => ({
    submit: source.submit,
    observe: (kind, question, listener) => {
      if (!('peers' in question)) return source.observe(kind, question, listener);
      listener({ state: 'loading' });
      return source.observe(kind, question, (snapshot) => held.push(() => listener(snapshot)));
    },
  });

  it('shows a dash where there is no place among peers, and no row where there can be none', async () => {
    const { rank: _rank, peers: _peers, ...alone } = sampleKpi();
    const source = createMemorySource({ world: { kpis: [alone] } });
    provideSource(place, source);
    const badge = await show(asks);
    const panel = await opened(badge);
    await drawn(badge);
    expect([row(panel, 'Rank'), row(panel, 'Median of peers')]).to.deep.equal(['–', '–']);
    source.change(({ kpis: [value] }) => value && Object.assign(value, { direction: 'neutral' }));
    await drawn(badge);
    expect([row(panel, 'Rank'), row(panel, 'Median of peers')]).to.deep.equal([undefined, '–']);
    const asked = peersAsked(source).length;
    source.change(({ kpis: [value] }) => value && Object.assign(value, { subject: 'tenant' }));
    badge.subject = 'tenant';
    await drawn(badge);
    expect([row(panel, 'Rank'), row(panel, 'Median of peers')]).to.deep.equal([undefined, undefined]);
    expect([peersAsked(source).length, source.running]).to.deep.equal([asked, 1]);
  });

  it('leaves data that is handed in as it is', async () => {
    const source = createMemorySource({ world: { kpis: [sampleKpi()] } });
    provideSource(place, source);
    const { rank: _rank, peers: _peers, ...data } = sampleKpi();
    const badge = await show({ data });
    const panel = await opened(badge);
    await drawn(badge);
    expect([row(panel, 'Rank'), row(panel, 'Median of peers')]).to.deep.equal([undefined, undefined]);
    expect(source.asked).to.deep.equal([]);
  });

  it('asks for the place anew when it is opened again, and no more once it has left the page', async () => {
    const source = createMemorySource({ world: { kpis: [sampleKpi()] } });
    provideSource(place, source);
    const badge = await show(asks);
    await opened(badge);
    expect(source.running).to.equal(2);
    badge.remove();
    expect(source.running).to.equal(0);
    place.append(badge);
    await drawn(badge);
    expect([source.running, peersAsked(source).length]).to.deep.equal([1, 1]);
    await opened(badge);
    expect(peersAsked(source).length).to.equal(2);
    badge.remove();
  });

  it('lists the rows behind the figure, page after page, and tells the page which one a person chose', async () => {
    const source = createMemorySource({ world: { kpis: [sampleKpi()], sources: [sampleSources(25)] } });
    provideSource(place, source);
    const badge = await show(asks);
    const panel = await opened(badge);
    const all = (selector: string): HTMLElement[] => [...panel.querySelectorAll<HTMLElement>(selector)];
    const asked = (): number => source.asked.filter(({ kind }) => kind === 'kpi-sources').length;
    expect(asked()).to.equal(0);
    all('.sources > button').at(0)?.click();
    await drawn(badge);
    expect(all('.sources li').length).to.equal(20);
    expect(shownText(badge)).to.include('Customer · Oct 1, 2026 counted in the denominator');
    await expect(badge).to.be.accessible();
    all('.sources > button').at(-1)?.click();
    await drawn(badge);
    expect(all('.sources li').length).to.equal(25);
    expect(all('.sources > button').length).to.equal(1);
    expect(shownText(badge)).to.include('2 more rows that you may not see');
    expect(asked()).to.equal(2);
    let told: unknown;
    place.addEventListener('liaise-kpi-source-opened', ({ resource, customer }) => (told = { resource, customer }));
    all('.sources li button').at(0)?.click();
    expect(told).to.deep.equal({ resource: 'customers', customer: ids.customer });
    badge.remove();
    expect(source.running).to.equal(0);
  });

  it('offers no rows where there is nobody to ask', async () => {
    const badge = await show({ data: sampleKpi() });
    await opened(badge);
    expect(badge.shadowRoot?.querySelector('.sources')).to.equal(null);
  });

  it('keeps a sign before its number and turns its drawing where the page runs from right to left', async () => {
    place.dir = 'rtl';
    const badge = await show({ data: sampleKpi(), variant: 'tile' });
    const root = badge.shadowRoot;
    const bidi = [...(root?.querySelectorAll('[part="value"] > span, [part="trend"] > span') ?? [])];
    expect(bidi.map((one) => getComputedStyle(one).unicodeBidi)).to.deep.equal(['plaintext', 'plaintext']);
    const drawing = root?.querySelector('[part="chart"] svg');
    expect(drawing && getComputedStyle(drawing).scale).to.equal('-1 1');
    place.dir = 'ltr';
    expect(drawing && getComputedStyle(drawing).scale).to.equal('none');
  });

  it('says nothing to the page when the page sets something', async () => {
    let told = 0;
    place.addEventListener('liaise-kpi-opened', () => (told += 1));
    const badge = await show({ data: sampleKpi() });
    badge.data = sampleKpi({ value: 0.5 });
    await drawn(badge);
    expect(told).to.equal(0);
  });

  it('offers to try again after a failure', async () => {
    const source = createMemorySource({ world: { kpis: [sampleKpi()] } });
    provideSource(place, source);
    source.set('all', 'error');
    const badge = await show(asks);
    const panel = await opened(badge);
    source.set('kpi', 'ready');
    await drawn(badge);
    expect(badge.state).to.equal('ready');
    source.set('kpi', 'error');
    await drawn(badge);
    const asked = source.asked.length;
    panel.querySelector<HTMLElement>('[part="retry"]')?.click();
    expect(source.asked.length).to.equal(asked + 1);
  });

  it('tells the formula in the language of its place, asked for when it is opened', async () => {
    place.lang = 'zh-CN';
    const source = createMemorySource({ world: { kpis: [sampleKpi()] } });
    provideSource(place, source);
    const badge = await show(asks);
    const panel = await opened(badge);
    await drawn(badge);
    const told = kpis.find(({ id }) => id === asks.kpi)?.formula['zh-CN'];
    expect(panel.querySelector('p')?.textContent).to.equal(told);
    expect(source.asked.filter(({ kind }) => kind === 'kpi').at(-1)?.question).to.deep.equal({
      ...asks,
      peers: true,
      language: 'zh-CN',
    });
  });

  it('speaks the language of its place, and follows it', async () => {
    place.lang = 'zh-CN';
    const badge = await show({ data: sampleKpi() });
    expect(shownText(badge)).to.include('客户保留率');
    place.lang = 'en';
    await new Promise((resolve) => setTimeout(resolve));
    await drawn(badge);
    expect(shownText(badge)).to.include('Retention rate');
  });

  it('has the catalogue’s Chinese names', async () => {
    await kpiBadgeMessages.load('zh-CN');
    for (const { id, name } of kpis) {
      expect(kpiBadgeMessages.words('zh-CN').name(id), id).to.equal(name['zh-CN']);
    }
  });

  it('takes the page’s own name from its content', async () => {
    const badge = await show({ data: sampleKpi() });
    badge.textContent = 'Staying with us';
    const slot = badge.shadowRoot?.querySelector('slot');
    expect(slot?.assignedNodes().map((node) => node.textContent)).to.deep.equal(['Staying with us']);
  });
});
