import { expect } from '@open-wc/testing';
import { drawn, shownText } from '@liaise/testing/data-element-suite';
import { createMemorySource } from '@liaise/testing/memory-source';
import { provideSource } from '@liaise/testing/provide-source';
import { ids, sampleCard } from '@liaise/testing/samples';
import { sampleCustomerValue, sampleForecast } from '@liaise/testing/value-samples';
import type { Forecast } from '@liaise/core/records/forecast';
import type { CustomerCard } from './customer-card.ts';
import './customer-card.define.ts';

describe('value and forecast on <liaise-customer-card>', () => {
  let place: HTMLElement;

  beforeEach(() => {
    place = document.createElement('div');
    place.style.width = '900px';
    document.body.append(place);
  });
  afterEach(() => place.remove());

  const { name: _, customerId: __, forecast: ___, stage: ____, ...value } = sampleCustomerValue();
  const full = (change: Partial<Forecast> = {}) => sampleCard({ value, forecast: sampleForecast(change) });

  async function show(properties: Partial<CustomerCard>): Promise<CustomerCard> {
    const card = Object.assign(document.createElement('liaise-customer-card'), properties);
    place.append(card);
    await drawn(card);
    return card;
  }

  it('says what to do, and why', async () => {
    const card = await show({ data: full() });
    const text = shownText(card);
    for (const part of [
      'What to do: Visit Visit, and settle what is open',
      'Changing Value fell by 38 %.',
      '€41,200 in the last 365 days -38% to the year before proposed: Medium tier',
    ]) {
      expect(text).to.include(part);
    }
    await expect(card).to.be.accessible();
  });

  it('says a probability with its interval, a window and what is expected', async () => {
    const text = shownText(await show({ data: full() }));
    for (const part of [
      'Buys within 90 days: 62% 48% to 74%, with 90 % confidence',
      'Next purchase between Dec 3, 2026 and Mar 14, 2027 with a probability of 60 %',
      'still a customer with a probability of 91%',
      'Within 365 days 4.2 purchases 3.1 to 5.6, with 90 % confidence worth €12,300; €8,200 to €17,900',
      'Model BG/NBD, as of Nov 21, 2026',
    ]) {
      expect(text).to.include(part);
    }
  });

  it('never says a bare date: a customer may never buy again', async () => {
    expect(shownText(await show({ data: full({ window: { from: '2027-02-01', to: null } }) }))).to.include(
      'Next purchase after Feb 1, 2027, or never in one of five cases sooner',
    );
    const lost = shownText(await show({ data: full({ window: { from: null, to: null }, alive: 0.04 }) }));
    expect(lost).to.include('May never buy again still a customer with a probability of 4%');
    expect(lost).not.to.include('Next purchase');
  });

  it('says honestly when the data cannot tell whether somebody has left', async () => {
    const { interval: _none, ...within } = sampleForecast().within;
    const card = await show({ data: full({ identified: false, alive: 1, within }) });
    expect(shownText(card)).to.include('no interval: the data do not determine it');
    expect(shownText(card)).to.include('The data cannot tell customers who have left from those who pause');
    const note = { en: 'Everybody buys on, as far as can be seen.', 'zh-CN': '目前看来无人离开。' };
    expect(shownText(await show({ data: full({ identified: false, note }) }))).to.include(note.en);
  });

  it('says so where there is none yet', async () => {
    const card = await show({ data: sampleCard() });
    expect(shownText(card)).to.include('No forecast yet');
    expect(shownText(card)).to.include('Not computed yet');
    await expect(card).to.be.accessible();
  });

  it('takes as much room loading as loaded, and comes with cards that show it only', async () => {
    const source = createMemorySource({ world: { cards: [full()] } });
    provideSource(place, source);
    source.set('all', 'loading');
    const card = await show({ customer: ids.customer });
    const before = card.getBoundingClientRect().height;
    source.set('all', 'ready');
    await drawn(card);
    expect(card.getBoundingClientRect().height).to.equal(before);
    expect(shownText(await show({ data: full(), density: 'panel' }))).not.to.include('Buys within');
    expect(shownText(await show({ data: full(), sections: 'forecast' }))).to.include('Buys within');
  });

  it('speaks Chinese', async () => {
    place.lang = 'zh-CN';
    const text = shownText(await show({ data: full() }));
    for (const part of ['90天内购买的概率：62%', '下次购买在2026年12月3日至2027年3月14日之间', '价值下降 38%。'])
      expect(text).to.include(part);
  });
});
