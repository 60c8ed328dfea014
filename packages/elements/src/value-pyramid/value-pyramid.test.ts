import { expect } from '@open-wc/testing';
import type { Me } from '@liaise/sdk/scorecard-kinds';
import { dataElementSuite, drawn, shownText } from '@liaise/testing/data-element-suite';
import { createMemorySource, type MemorySource } from '@liaise/testing/memory-source';
import { provideSource } from '@liaise/testing/provide-source';
import { ids } from '@liaise/testing/samples';
import {
  sampleCustomerValue,
  sampleDowngrade,
  samplePyramid,
  sampleStageMove,
  sampleValueWorld,
  valueIds,
} from '@liaise/testing/value-samples';
import { ValuePyramid } from './value-pyramid.ts';
import './value-pyramid.define.ts';

const subject = `rep:${ids.rep}`;
const stageReason = {
  en: 'Is still a customer with a probability of only 7 %.',
  'zh-CN': '很可能已流失。',
};
const leader: Me = { tenant: 'demo', role: 'manager', repId: ids.otherRep, teamIds: [ids.team] };
const other = samplePyramid({ subject: 'tenant', without: 977 });
other.levels[0] = { tier: 'top', customers: 33, share: 0.01, value: 9_900_000_000, valueShare: 0.5, threshold: 1 };

dataElementSuite({
  tag: 'liaise-value-pyramid',
  kind: 'pyramid',
  world: { pyramids: [samplePyramid(), other], approvals: [sampleDowngrade()], me: leader },
  asks: { subject },
  shows: '€314,000',
  asksOther: { subject: 'tenant' },
  showsOther: '€99M',
  given: { data: samplePyramid() },
  empty: {},
});

describe('<liaise-value-pyramid>', () => {
  let place: HTMLElement;
  let source: MemorySource;

  beforeEach(() => {
    place = document.createElement('div');
    place.style.width = '900px';
    document.body.append(place);
    source = createMemorySource({ world: { ...sampleValueWorld(), me: leader } });
    provideSource(place, source);
  });
  afterEach(() => place.remove());

  async function show(properties: Partial<ValuePyramid> = { subject }): Promise<ValuePyramid> {
    const element = Object.assign(document.createElement('liaise-value-pyramid'), properties);
    place.append(element);
    await drawn(element);
    return element;
  }
  const all = <E extends HTMLElement>(element: ValuePyramid, selector: string): E[] => [
    ...element.renderRoot.querySelectorAll<E>(selector),
  ];
  const settled = async (element: ValuePyramid): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    await drawn(element);
  };
  async function press(element: ValuePyramid, label: string): Promise<void> {
    const button = all<HTMLButtonElement>(element, 'button').find(({ textContent }) => textContent.trim() === label);
    if (!button) throw new Error(`There is no button ${label} in: ${shownText(element)}`);
    button.click();
    await settled(element);
  }
  async function write(element: ValuePyramid, id: string, value: string): Promise<void> {
    const field = all<HTMLInputElement>(element, `#${id}`)[0];
    if (!field) throw new Error(`There is no field ${id} in: ${shownText(element)}`);
    field.value = value;
    field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input', { bubbles: true }));
    await settled(element);
  }
  const focused = (element: ValuePyramid): string => element.shadowRoot?.activeElement?.id ?? '';

  it('is a class that registers itself only by its define entry', () => {
    expect(customElements.get('liaise-value-pyramid') === ValuePyramid).to.equal(true);
  });

  it('says how many customers and what share of the value each tier has', async () => {
    const text = shownText(await show());
    for (const part of [
      'Top tier from €120,000 Customers 2 1.7% of all Value €314,000 37.8% of all',
      'Small tier Customers 94 79% of all',
      'Since Oct 1, 2026: 3 moved up, 1 moved down.',
      'Without any purchase so far: 41.',
    ]) {
      expect(text).to.include(part);
    }
  });

  it('is empty where nobody has bought anything, and says so', async () => {
    const levels = samplePyramid().levels.map((level) => ({ ...level, customers: 0, value: 0 }));
    const element = await show({ data: samplePyramid({ levels, asOf: null }) });
    expect(element.state).to.equal('empty');
    expect(shownText(element)).to.include('No customer has bought anything yet');
    await expect(element).to.be.accessible();
  });

  it('takes as much room loading as its tiers do', async () => {
    source.set('all', 'loading');
    const element = await show();
    const before = all(element, '[part="levels"]')[0]?.getBoundingClientRect().height;
    source.set('all', 'ready');
    await drawn(element);
    const after = all(element, '[part="levels"]')[0]?.getBoundingClientRect().height;
    expect(after).to.equal(before);
  });

  it('opens the customers of a tier, each with its reasons and what to do', async () => {
    const told: unknown[] = [];
    place.addEventListener('liaise-tier-opened', ({ tier, open }) => told.push([tier, open]));
    place.addEventListener('liaise-customer-opened', ({ customer }) => told.push(customer));
    const element = await show();
    await press(element, 'Big tier');
    const text = shownText(element);
    for (const part of [
      'Hengtong Precision Instruments',
      'proposed: Medium tier',
      'Value fell by 38 %.',
      'Open complaints: 1.',
      'What to do: Visit.',
      '-38% to the year before',
      'Buys within 90 days with a probability of 62%',
    ]) {
      expect(text).to.include(part);
    }
    await expect(element).to.be.accessible();
    await press(element, 'Hengtong Precision Instruments');
    await press(element, 'Big tier');
    expect(shownText(element)).not.to.include('Hengtong Precision Instruments What');
    expect(told).to.deep.equal([['big', true], ids.customer, ['big', false]]);
    expect(source.asked.filter(({ kind }) => kind === 'value-customers')).to.have.length(1);
  });

  it('shows those for whom one thing is to be done, and more of them when asked', async () => {
    const many = Array.from({ length: 25 }, (_, index) =>
      sampleCustomerValue({ customerId: `customer-${index}`, name: `Customer ${index}` }),
    );
    source.change((world) => (world.customerValues = many));
    const element = await show();
    await press(element, 'Big tier');
    expect(shownText(element)).not.to.include('Customer 20');
    await press(element, 'Show more');
    expect(shownText(element)).to.include('Customer 24');
    const filter = all<HTMLSelectElement>(element, '.filter select')[0];
    if (filter) filter.value = 'leave';
    filter?.dispatchEvent(new Event('change'));
    await settled(element);
    expect(shownText(element)).to.include('No customer here fits this choice.');
  });

  it('takes a review of a customer', async () => {
    const told: unknown[] = [];
    place.addEventListener('liaise-customer-reviewed', ({ customer, delivered }) => told.push([customer, delivered]));
    const element = await show();
    await press(element, 'Big tier');
    await press(element, 'Review');
    expect(focused(element)).to.equal('recommendation');
    await write(element, 'recommendation', 'up-sell');
    await write(element, 'text', 'They plan a second line.');
    await write(element, 'nextOn', '2027-02-01');
    await expect(element).to.be.accessible();
    await press(element, 'Save the review');
    expect(source.orders.map(({ order }) => order)).to.deep.include.members([
      {
        id: source.world.customerReviews[0]?.id,
        customerId: ids.customer,
        period: '2026-Q4',
        recommendation: 'up-sell',
        text: 'They plan a second line.',
        nextOn: '2027-02-01',
      },
    ]);
    expect(told).to.deep.equal([[ids.customer, true]]);
    expect(shownText(element)).to.include('Saved.');
    expect(focused(element)).to.equal(`review-${ids.customer}`);
  });

  it('keeps what was written through a failed try, and saves it as the same review', async () => {
    const element = await show();
    await press(element, 'Big tier');
    await press(element, 'Review');
    await write(element, 'text', 'Worth another look.');
    source.set('review-customer', 'error');
    await press(element, 'Save the review');
    expect(shownText(element)).to.include('Not saved yet.');
    await press(element, 'Back');
    await press(element, 'Review');
    expect(all<HTMLTextAreaElement>(element, '#text')[0]?.value).to.equal('Worth another look.');
    source.set('review-customer', 'offline');
    await press(element, 'Save the review');
    expect(shownText(element)).to.include('Saved on this device.');
    expect(source.world.customerReviews).to.have.length(1);
  });

  it('decides a proposed downgrade; keeping the tier wants a reason', async () => {
    const told: unknown[] = [];
    place.addEventListener('liaise-downgrade-decided', ({ approval, status }) => told.push([approval, status]));
    const element = await show();
    expect(shownText(element)).to.include('To decide 1');
    await press(element, 'Decide');
    expect(focused(element)).to.equal('reason');
    await press(element, 'Keep the tier');
    expect(shownText(element)).to.include('Say why the tier is kept, in a few words.');
    expect(source.orders).to.deep.equal([]);
    await expect(element).to.be.accessible();
    await write(element, 'reason', 'The order of December is agreed.');
    await press(element, 'Keep the tier');
    expect(told).to.deep.equal([[valueIds.downgrade, 'refused']]);
    expect(source.world.approvals[0]?.reason).to.equal('The order of December is agreed.');
    expect(shownText(element)).not.to.include('To decide');
    expect(shownText(element)).to.include('Saved.');
  });

  it('decides a proposed move of stage, with its reason in the language of who reads', async () => {
    const told: unknown[] = [];
    place.addEventListener('liaise-stage-decided', ({ approval, status, delivered }) =>
      told.push([approval, status, delivered]),
    );
    source.change((world) => {
      world.approvals = [sampleStageMove()];
      world.customerValues = [sampleCustomerValue({ proposedStage: 'lost', stageReason })];
    });
    const element = await show();
    const text = shownText(element);
    expect(text).to.include('Hengtong Precision Instruments Retained → Lost');
    expect(text).to.include(stageReason.en);
    await press(element, 'Big tier');
    expect(shownText(element)).to.include(`proposed: Lost. ${stageReason.en}`);
    await press(element, 'Decide');
    await press(element, 'Keep the stage');
    expect(shownText(element)).to.include('Say why the stage is kept, in a few words.');
    await expect(element).to.be.accessible();
    await press(element, 'Move');
    expect(told).to.deep.equal([[valueIds.stageMove, 'approved', true]]);
    expect(source.world.approvals[0]?.status).to.equal('approved');
  });

  it('sends nothing that the page stops, and keeps what was written', async () => {
    const stopped: unknown[] = [];
    place.addEventListener('liaise-before-decision', (event) => {
      event.preventDefault();
      stopped.push([event.approval, event.status]);
    });
    place.addEventListener('liaise-before-customer-review', (event) => {
      event.preventDefault();
      stopped.push([event.customer, event.review.length]);
    });
    const element = await show();
    await press(element, 'Decide');
    await write(element, 'reason', 'They merge.');
    await press(element, 'Downgrade');
    expect(all<HTMLTextAreaElement>(element, '#reason')[0]?.value).to.equal('They merge.');
    await press(element, 'Back');
    await press(element, 'Big tier');
    await press(element, 'Review');
    await write(element, 'text', 'Worth another look.');
    await press(element, 'Save the review');
    expect(all<HTMLTextAreaElement>(element, '#text')[0]?.value).to.equal('Worth another look.');
    expect(stopped).to.deep.equal([
      [valueIds.downgrade, 'approved'],
      [ids.customer, 36],
    ]);
    expect(source.orders).to.deep.equal([]);
  });

  it('names the customer of a proposed downgrade, and why, from the figures', async () => {
    const told: string[] = [];
    place.addEventListener('liaise-customer-opened', ({ customer }) => told.push(customer));
    const element = await show();
    const text = shownText(element);
    expect(text).to.include('Hengtong Precision Instruments Big tier → Medium tier Oct 1, 2026');
    expect(text).to.include('€41,200 in the last 365 days: clearly below €55,000, the least for the big tier.');
    expect(text).not.to.include('stayed more than');
    await press(element, 'Hengtong Precision Instruments');
    expect(told).to.deep.equal([ids.customer]);
  });

  it('shows what somebody proposed in the words of it', async () => {
    source.change(
      ({ approvals }) => void Object.assign(approvals[0] ?? {}, { requesterId: ids.rep, text: 'They merge.' }),
    );
    expect(shownText(await show())).to.include('They merge.');
  });

  it('shows five proposed downgrades, and all of them when asked', async () => {
    const many = Array.from({ length: 27 }, (_, index) =>
      sampleDowngrade({ id: `downgrade-${index}`, customerId: `customer-${index}` }),
    );
    source.change((world) => {
      world.approvals = many;
      world.customerValues = many.map(({ customerId = '' }) => sampleCustomerValue({ customerId, name: customerId }));
    });
    const element = await show();
    const listed = () => all(element, '.proposals > li').length;
    expect(listed()).to.equal(5);
    await press(element, 'Show all (27)');
    expect(listed()).to.equal(27);
    expect(element.shadowRoot?.activeElement?.textContent.trim()).to.equal('customer-5');
    await expect(element).to.be.accessible();
  });

  it('offers no decision to a rep, nor of what one proposed oneself', async () => {
    source.change((world) => (world.me = { ...leader, role: 'rep' }));
    const element = await show();
    expect(shownText(element)).to.include('Somebody else decides these: a manager or an administrator.');
    expect(shownText(element)).to.include('Hengtong Precision Instruments Big tier → Medium tier');
    expect(all(element, '[id^="decide-"]')).to.have.length(0);
    await expect(element).to.be.accessible();
    source.change((world) => {
      world.me = leader;
      Object.assign(world.approvals[0] ?? {}, { requesterId: ids.otherRep });
    });
    await settled(element);
    expect(shownText(element)).not.to.include('Somebody else decides these');
    expect(shownText(element)).to.include('You proposed this: somebody else decides.');
    expect(all(element, '[id^="decide-"]')).to.have.length(0);
  });

  it('leaves the choice of a currency where there are several', async () => {
    const currencies = [
      { currency: 'EUR', customers: 119 },
      { currency: 'CNY', customers: 7 },
    ];
    const yuan = samplePyramid({ currency: 'CNY', currencies });
    source.change((world) => (world.pyramids = [samplePyramid({ currencies }), yuan]));
    const element = await show();
    const choice = all<HTMLSelectElement>(element, '.choice select')[0];
    if (choice) choice.value = 'CNY';
    choice?.dispatchEvent(new Event('change'));
    await settled(element);
    expect(shownText(element)).to.include('¥314,000');
    await expect(element).to.be.accessible();
  });

  it('speaks Chinese, in its opened parts too', async () => {
    place.lang = 'zh-CN';
    const element = await show();
    await press(element, '大客户');
    for (const part of [
      '客户价值',
      '价值下降 38%。',
      '建议: 拜访',
      '90天内购买的概率为62%',
      '待审批',
      '大客户 → 中型客户',
      '明显低于大客户的门槛 €55,000',
    ])
      expect(shownText(element).replace('：', ': ')).to.include(part);
  });

  it('keeps within 320 pixels, from right to left too', async () => {
    place.style.width = '320px';
    place.dir = 'rtl';
    const element = await show();
    await press(element, 'Big tier');
    await press(element, 'Review');
    const base = all(element, '[part="base"]')[0];
    expect(base?.scrollWidth).to.be.at.most(320);
    await expect(element).to.be.accessible();
  });
});
