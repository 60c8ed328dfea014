import { expect } from '@open-wc/testing';
import { dataElementSuite, drawn, shownText } from '@liaise/testing/data-element-suite';
import { createMemorySource, type MemorySource } from '@liaise/testing/memory-source';
import { provideSource } from '@liaise/testing/provide-source';
import { ids, sampleKpi } from '@liaise/testing/samples';
import {
  sampleCheckIn,
  sampleGoals,
  sampleGoalsAnswer,
  sampleValueWorld,
  valueIds,
} from '@liaise/testing/value-samples';
import { Goals } from './goals.ts';
import './goals.define.ts';

const period = '2026-Q4';
const subject = `rep:${ids.rep}`;
const world = sampleValueWorld();
const nextYear = {
  ...sampleGoals()[3],
  id: '01930b5e-7c00-7000-8000-000000000399',
  period: '2027-Q1',
  target: 77,
} as (typeof world.goals)[number];

dataElementSuite({
  tag: 'liaise-goals',
  kind: 'goals',
  world: { ...world, goals: [...world.goals, nextYear] },
  asks: { subject, period },
  shows: '92.4% of 95%',
  asksOther: { period: '2027-Q1' },
  showsOther: '– of 77',
  given: { data: sampleGoalsAnswer(), subject },
  empty: { period: '2031' },
});

describe('<liaise-goals>', () => {
  let place: HTMLElement;
  let source: MemorySource;

  beforeEach(() => {
    place = document.createElement('div');
    place.style.width = '900px';
    document.body.append(place);
    source = createMemorySource({ world: sampleValueWorld() });
    provideSource(place, source);
  });
  afterEach(() => place.remove());

  async function show(properties: Partial<Goals> = { subject, period }): Promise<Goals> {
    const element = Object.assign(document.createElement('liaise-goals'), properties);
    place.append(element);
    await drawn(element);
    return element;
  }
  const all = <E extends HTMLElement>(element: Goals, selector: string): E[] => [
    ...element.renderRoot.querySelectorAll<E>(selector),
  ];
  const settled = async (element: Goals): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    await drawn(element);
  };
  const named = (element: Goals, name: string): HTMLElement => {
    const found = all(element, 'button').find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent.replace(/\s+/g, ' ').trim()) === name,
    );
    if (!found) throw new Error(`There is no button ${name} in: ${shownText(element)}`);
    return found;
  };
  async function press(element: Goals, name: string): Promise<void> {
    named(element, name).click();
    await settled(element);
  }
  async function write(element: Goals, id: string, value: string): Promise<void> {
    const field = all<HTMLInputElement>(element, `#${id}`)[0];
    if (!field) throw new Error(`There is no field ${id}.`);
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await settled(element);
  }
  async function choose(element: Goals, id: string): Promise<void> {
    all<HTMLInputElement>(element, `#${id}`)[0]?.click();
    await settled(element);
  }
  const focused = (element: Goals): string => element.shadowRoot?.activeElement?.id ?? '';
  const line = 'Retention rate Lin Yue';
  const mine = 'Check in: Retention rate, Lin Yue';

  it('is a class that registers itself only by its define entry', () => {
    expect(customElements.get('liaise-goals') === Goals).to.equal(true);
  });

  it('shows a line a goal: whose, value of target, and status', async () => {
    const element = await show();
    const text = shownText(element);
    for (const part of [
      'Goals Q4 2026',
      'Retention rate Company 87.1% of 90% behind',
      'Retention rate Field team North 93% of 92% on pace',
      'Retention rate Lin Yue 92.4% of 95% slightly behind',
      'Visits done Lin Yue 41 of 60 on pace',
    ]) {
      expect(text).to.include(part);
    }
    for (const part of ['of the way', 'Owner', 'due', 'Check in', 'Talk to every customer'])
      expect(text).not.to.include(part);
    expect(all(element, '[part="goal"]').every(({ offsetHeight }) => offsetHeight < 48)).to.equal(true);
  });

  it('opens a goal to its pace, owner, due date and how sure the owner is, and remembers it', async () => {
    const element = await show();
    await press(element, line);
    expect(named(element, line).getAttribute('aria-expanded')).to.equal('true');
    const text = shownText(element);
    for (const part of [
      'Talk to every customer who bought less',
      '48% of the way',
      '95% expected by now',
      'Owner: Lin Yue',
      'due Dec 15, 2026',
      'from 90%',
      'At risk checked in Nov 16 · reported: 91% Two customers wait for a new offer.',
    ]) {
      expect(text).to.include(part);
    }
    await expect(element).to.be.accessible();
    element.remove();
    place.append(element);
    await settled(element);
    expect(shownText(element)).to.include('48% of the way');
    await press(element, line);
    expect(shownText(element)).not.to.include('48% of the way');
    await press(element, 'Visits done Lin Yue');
    expect(shownText(element)).to.include('No check-in yet');
  });

  it('unfolds only what leads to the goals of its subject', async () => {
    const element = await show({ subject: `team:${ids.team}`, period });
    expect(shownText(element)).to.include('Field team North');
    expect(shownText(element)).not.to.include(line);
    const below = 'Goals below Retention rate, Field team North: 1';
    expect(named(element, below).getAttribute('aria-expanded')).to.equal('false');
    await press(element, below);
    expect(shownText(element)).to.include(line);
    element.remove();
    expect(shownText(await show({ period }))).not.to.include('Field team North');
  });

  it('takes as much room loading as a line does', async () => {
    source.set('all', 'loading');
    const element = await show();
    const height = () => all(element, '[part="goal"]')[0]?.getBoundingClientRect().height;
    const before = height();
    source.set('all', 'ready');
    await drawn(element);
    expect(height()).to.equal(before);
  });

  it('says whether a goal is on pace, and whether it was reached once its period is over', async () => {
    const data = sampleGoalsAnswer();
    data.values = [
      sampleKpi({
        subject: 'tenant',
        value: 0.95,
        target: 0.9,
        pace: null,
        thresholds: { good: 0.9, warn: 0.8 },
        complete: true,
      }),
      sampleKpi({
        kpi: 'visits-done',
        value: 20,
        unit: 'count',
        target: 60,
        pace: 40,
        thresholds: { good: 60, warn: 54 },
      }),
      sampleKpi({ subject: `team:${ids.team}`, value: null, reason: 'no-data' }),
    ];
    const text = shownText(await show({ data, subject }));
    expect(text).to.match(/95% of 90% reached/);
    expect(text).to.match(/20 of 60 behind/);
    expect(text).to.match(/– of 92% no figure yet/);
    expect(text).to.match(/– of 95% its figure is not shown to you/);
  });

  it('folds what stands below a goal', async () => {
    const element = await show();
    await press(element, 'Goals below Retention rate, Company: 1');
    expect(shownText(element)).not.to.include('Field team North');
    expect(named(element, 'Goals below Retention rate, Company: 1').getAttribute('aria-expanded')).to.equal('false');
    await expect(element).to.be.accessible();
    await press(element, 'Goals below Retention rate, Company: 1');
    expect(shownText(element)).to.include('Field team North');
  });

  it('takes a check-in in the unit of the goal', async () => {
    const told: unknown[] = [];
    place.addEventListener('liaise-goal-checked-in', ({ goal, delivered }) => told.push([goal, delivered]));
    const element = await show();
    await press(element, line);
    await press(element, mine);
    expect(focused(element)).to.equal('on-track');
    await choose(element, 'off-track');
    await write(element, 'value', '91,5');
    await write(element, 'note', 'The offer is out.');
    await expect(element).to.be.accessible();
    await press(element, 'Save the check-in');
    const [made] = source.orders.map(({ order }) => order as Record<string, unknown>);
    expect(made).to.deep.include({
      goalId: valueIds.repGoal,
      confidence: 'off-track',
      value: 0.915,
      note: 'The offer is out.',
    });
    expect(told).to.deep.equal([[valueIds.repGoal, true]]);
    const text = shownText(element);
    expect(text).to.include('Off track');
    expect(text).to.include('Earlier check-ins (1)');
    expect(text).to.include('Saved.');
    expect(focused(element)).to.equal(`check-in-${valueIds.repGoal}`);
  });

  it('sends no check-in that the page stops, and keeps what was written', async () => {
    const stopped: unknown[] = [];
    place.addEventListener('liaise-before-goal-check-in', (event) => {
      event.preventDefault();
      stopped.push([event.goal, event.checkIn.length]);
    });
    const element = await show();
    await press(element, line);
    await press(element, mine);
    await choose(element, 'off-track');
    await write(element, 'note', 'The offer is out.');
    await press(element, 'Save the check-in');
    expect(stopped).to.deep.equal([[valueIds.repGoal, 36]]);
    expect(source.orders).to.deep.equal([]);
    expect(all<HTMLTextAreaElement>(element, '#note')[0]?.value).to.equal('The offer is out.');
  });

  it('says each fault at its field, and keeps what was written', async () => {
    const element = await show();
    await press(element, line);
    await press(element, mine);
    await write(element, 'value', 'ninety');
    await press(element, 'Save the check-in');
    expect(shownText(element)).to.include('Choose one of the three.');
    expect(focused(element)).to.equal('on-track');
    await choose(element, 'at-risk');
    await press(element, 'Save the check-in');
    expect(shownText(element)).to.include('Give a number, such as 12.5, or leave it empty.');
    expect(focused(element)).to.equal('value');
    expect(all<HTMLInputElement>(element, '#value')[0]?.value).to.equal('ninety');
    expect(source.orders).to.deep.equal([]);
    await expect(element).to.be.accessible();
  });

  it('saves as the same check-in after a failed try, without a line too', async () => {
    const element = await show();
    await press(element, line);
    await press(element, mine);
    await choose(element, 'at-risk');
    for (const [condition, words] of [
      ['error', 'Not saved yet.'],
      ['forbidden', 'You may not do this.'],
    ] as const) {
      source.set('check-in', condition);
      await press(element, 'Save the check-in');
      expect(shownText(element)).to.include(words);
    }
    source.set('check-in', 'offline');
    await press(element, 'Save the check-in');
    expect(shownText(element)).to.include('Saved on this device.');
    expect(source.world.checkIns).to.have.length(2);
  });

  it('offers no check-in where the page wants none', async () => {
    const element = await show({ subject, period, readonly: true });
    await press(element, line);
    expect(all(element, '[part="check-in"]')).to.have.length(1);
    expect(all(element, '[part="check-in"] button')).to.have.length(0);
  });

  it('lists earlier check-ins', async () => {
    source.change(({ checkIns }) => {
      const id = '01930b5e-7c00-7000-8000-000000000312';
      checkIns.push(sampleCheckIn({ id, at: '2026-11-02T09:00:00Z', confidence: 'on-track', note: 'A good start.' }));
    });
    const element = await show();
    await press(element, line);
    const text = shownText(element);
    expect(text).to.match(/At risk .*Earlier check-ins \(1\).*On track .*A good start\./);
  });

  it('speaks Chinese', async () => {
    place.lang = 'zh-CN';
    const element = await show();
    await press(element, '客户保留率 Lin Yue');
    for (const part of ['目标', '客户保留率', '负责人：Lin Yue', '存在风险', '完成 48%'])
      expect(shownText(element)).to.include(part);
    await press(element, '跟进：客户保留率, Lin Yue');
    expect(shownText(element)).to.include('您对达成目标有多大把握？');
  });

  it('keeps within 320 pixels, from right to left too', async () => {
    place.style.width = '320px';
    place.dir = 'rtl';
    const element = await show();
    await press(element, line);
    await press(element, mine);
    expect(all(element, '[part="base"]')[0]?.scrollWidth).to.be.at.most(320);
    await expect(element).to.be.accessible();
  });
});
