import { expect } from '@open-wc/testing';
import { dataElementSuite, drawn, shownText } from '@liaise/testing/data-element-suite';
import { createMemorySource } from '@liaise/testing/memory-source';
import { provideSource } from '@liaise/testing/provide-source';
import { ids, sampleCard } from '@liaise/testing/samples';
import { customerCardDensities, type CustomerCard } from './customer-card.ts';
import './customer-card.define.ts';

const other = sampleCard();
other.customer = { ...other.customer, id: ids.otherCustomer, name: 'Kastanje Logistiek B.V.', kind: 'person' };
delete other.customer.externalRefs;
delete other.customer.channels;

dataElementSuite({
  tag: 'liaise-customer-card',
  kind: 'card',
  world: { cards: [sampleCard(), other] },
  asks: { customer: ids.customer },
  shows: 'Hengtong Precision Instruments',
  asksOther: { customer: ids.otherCustomer },
  showsOther: 'Kastanje Logistiek B.V.',
  given: { data: sampleCard() },
  empty: {},
});

describe('<liaise-customer-card>', () => {
  let place: HTMLElement;

  beforeEach(() => {
    place = document.createElement('div');
    place.style.width = '900px';
    document.body.append(place);
  });
  afterEach(() => place.remove());

  async function show(properties: Partial<CustomerCard>): Promise<CustomerCard> {
    const card = Object.assign(document.createElement('liaise-customer-card'), properties);
    place.append(card);
    await drawn(card);
    return card;
  }

  const visible = (card: CustomerCard, selector: string): boolean =>
    [...(card.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? [])].some((one) => one.offsetHeight > 0);

  it('shows who looks after the customer, the figures and the lists', async () => {
    const text = shownText(await show({ data: sampleCard() }));
    for (const part of [
      'Big tier',
      'Retained',
      'Held by Lin Yue',
      'Deputy Maria Keller',
      'Last contact Nov 12, 2026',
      '€186,500 and CN¥420,000.50',
      'last Oct 28, 2026',
      'Latest score 42 NPS, n = 19',
      'Chen Wei Decision maker · Managing director',
      'Regular visit Reported · Agreed',
      'Send the renewal offer',
      'Delivery came late',
    ]) {
      expect(text).to.include(part);
    }
  });

  it('says how many more there are than it lists', async () => {
    expect(shownText(await show({ data: sampleCard() }))).to.include('Visits 9');
    expect(shownText(await show({ data: sampleCard() }))).to.include('7 more');
  });

  it('says what is missing', async () => {
    const data = sampleCard({
      assignments: [],
      contacts: [],
      visits: [],
      tasks: [],
      cases: [],
      score: null,
      lastContactAt: null,
      nextVisitAt: null,
      purchases: { count: 0, totals: [], firstAt: null, lastAt: null, recent: [] },
      counts: { contacts: 0, visits: 0, openTasks: 0, openCases: 0, openOpportunities: 0 },
    });
    const card = await show({ data });
    expect(shownText(card)).to.match(/Held by nobody yet.*none logged.*none planned.*no answers yet.*None yet/);
    await expect(card).to.be.accessible();
  });

  it('finds a customer by what another system or a person calls it', async () => {
    provideSource(place, createMemorySource({ world: { cards: [sampleCard()] } }));
    for (const customer of ['zoho:Accounts/123', 'office@hengtong.example']) {
      expect((await show({ customer })).state, customer).to.equal('ready');
    }
  });

  for (const [width, density] of [
    [180, 'chip'],
    [380, 'panel'],
    [900, 'full'],
  ] as const) {
    it(`shows as much as a ${density} where it is ${width} pixels wide`, async () => {
      place.style.width = `${width}px`;
      const card = await show({ data: sampleCard() });
      expect(visible(card, '.facts')).to.equal(density !== 'chip');
      expect(visible(card, '.contacts')).to.equal(density === 'full');
    });
  }

  for (const density of customerCardDensities) {
    it(`takes as much room loading as loaded, as ${density}`, async () => {
      const source = createMemorySource({ world: { cards: [sampleCard()] } });
      provideSource(place, source);
      source.set('all', 'loading');
      const card = await show({ customer: ids.customer, density });
      const before = card.getBoundingClientRect().height;
      source.set('all', 'ready');
      await drawn(card);
      expect(card.getBoundingClientRect().height).to.equal(before);
      await expect(card).to.be.accessible();
    });
  }

  it('shows the sections a page lists, in its order, with slots for its own', async () => {
    const card = await show({ data: sampleCard(), sections: 'contacts loyalty facts' });
    const own = document.createElement('p');
    own.slot = 'loyalty';
    own.textContent = 'Gold since 2019';
    card.append(own);
    const sections = [...(card.shadowRoot?.querySelectorAll('[part="section"]') ?? [])];
    expect(sections.map((one) => one.querySelector('slot')?.name ?? one.className)).to.deep.equal([
      'deep list contacts',
      'loyalty',
      'middle facts',
    ]);
    expect(own.assignedSlot?.name).to.equal('loyalty');
    await expect(card).to.be.accessible();
  });

  it('tells the page which customer a person chose, by its id', async () => {
    const card = await show({ data: sampleCard() });
    const told: string[] = [];
    place.addEventListener('liaise-customer-opened', ({ customer }) => told.push(customer));
    card.data = sampleCard();
    await drawn(card);
    expect(told).to.deep.equal([]);
    card.shadowRoot?.querySelector<HTMLElement>('[part="name"]')?.click();
    expect(told).to.deep.equal([ids.customer]);
  });

  it('tries again when a person asks for it', async () => {
    const source = createMemorySource({ world: { cards: [sampleCard()] } });
    provideSource(place, source);
    source.set('all', 'offline');
    const card = await show({ customer: ids.customer });
    const before = source.asked.length;
    card.shadowRoot?.querySelector<HTMLElement>('[part="retry"]')?.click();
    expect(source.asked.length).to.equal(before + 1);
  });

  it('keeps figures whole where the page runs from right to left', async () => {
    place.dir = 'rtl';
    const card = await show({
      data: sampleCard({ score: { kind: 'nps', value: -0.42, at: '2026-10-21T10:00:00Z', n: 19 } }),
    });
    const figures = [...(card.shadowRoot?.querySelectorAll('.figures dd > bdi') ?? [])];
    expect(figures.map((one) => one.textContent)).to.include('-42');
    expect(figures.every((one) => getComputedStyle(one).unicodeBidi === 'isolate')).to.equal(true);
    expect(figures.every((one) => getComputedStyle(one).direction === 'ltr')).to.equal(true);
  });

  it('speaks Chinese where the page does', async () => {
    place.lang = 'zh-CN';
    const text = shownText(await show({ data: sampleCard() }));
    for (const part of ['大客户', '保持中', '负责人 Lin Yue', '决策者', '投诉']) expect(text).to.include(part);
  });

  it('shows a name of any length and script as it is, and never as markup', async () => {
    const name = '<img src=x onerror=alert(1)> 上海恒通精密仪器有限公司 '.repeat(5).trim();
    const data = sampleCard();
    data.customer = { ...data.customer, name };
    const card = await show({ data });
    expect(card.shadowRoot?.querySelector('[part="name"]')?.textContent).to.equal(name);
    expect(card.shadowRoot?.querySelector('img')).to.equal(null);
    expect(card.scrollWidth).to.be.at.most(900);
  });
});
