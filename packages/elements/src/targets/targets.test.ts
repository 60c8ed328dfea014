import { expect } from '@open-wc/testing';
import { LiaiseError } from '@liaise/sdk/error';
import type { DataSource } from '@liaise/sdk/source';
import { dataElementSuite, drawn, shownText } from '@liaise/testing/data-element-suite';
import { createMemorySource, type MemorySource } from '@liaise/testing/memory-source';
import { provideSource } from '@liaise/testing/provide-source';
import { ids } from '@liaise/testing/samples';
import { sampleGoals, sampleGoalsAnswer, sampleModel, sampleValueWorld, valueIds } from '@liaise/testing/value-samples';
import { Targets } from './targets.ts';
import './targets.define.ts';

const period = '2026-Q4';
const today = '2026-11-21';
const subject = `team:${ids.team}`;
const world = sampleValueWorld();
const nextYear = {
  ...sampleGoals()[3],
  id: '01930b5e-7c00-7000-8000-000000000399',
  period: '2027-Q1',
} as (typeof world.goals)[number];

dataElementSuite({
  tag: 'liaise-targets',
  kind: 'goals',
  world: { ...world, goals: [...world.goals, nextYear] },
  asks: { period, today },
  shows: '3 targets',
  asksOther: { period: '2027-Q1' },
  showsOther: '1 target',
  given: { data: sampleGoalsAnswer(), models: [sampleModel()], today },
  empty: {},
});

describe('<liaise-targets>', () => {
  let place: HTMLElement;
  let source: MemorySource;

  beforeEach(() => {
    place = document.createElement('div');
    place.style.width = '900px';
    document.body.append(place);
    source = createMemorySource({ world: sampleValueWorld() });
  });
  afterEach(() => place.remove());

  async function show(
    properties: Partial<Targets> = {},
    wrap = (inner: DataSource): DataSource => inner,
  ): Promise<Targets> {
    provideSource(place, wrap(source));
    const element = Object.assign(document.createElement('liaise-targets'), { subject, period, today, ...properties });
    place.append(element);
    await drawn(element);
    return element;
  }
  const all = <E extends HTMLElement>(element: Targets, selector: string): E[] => [
    ...element.renderRoot.querySelectorAll<E>(selector),
  ];
  const settled = async (element: Targets): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    await drawn(element);
  };
  const group = (element: Targets, kpi: string): HTMLElement | undefined =>
    all(element, 'button.group').find(({ textContent }) => shown(textContent).startsWith(kpi));
  /** Opens every group that is closed. */
  async function unfold(element: Targets): Promise<void> {
    for (const one of all(element, 'button.group[aria-expanded="false"]')) one.click();
    await settled(element);
  }
  async function press(element: Targets, name: string): Promise<void> {
    const button = all(element, 'button').find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent.trim()) === name,
    );
    if (!button) throw new Error(`There is no button ${name} in: ${shownText(element)}`);
    button.click();
    await settled(element);
  }
  async function write(element: Targets, values: Readonly<Record<string, string>>): Promise<void> {
    for (const [id, value] of Object.entries(values)) {
      const field = all<HTMLInputElement>(element, `#${id}`)[0];
      if (!field) throw new Error(`There is no field ${id} in: ${shownText(element)}`);
      field.value = value;
      field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input', { bubbles: true }));
      await settled(element);
    }
  }
  const shown = (text: string): string => text.replace(/\s+/g, ' ').trim();
  const valueOf = (element: Targets, id: string): string | undefined =>
    all<HTMLInputElement>(element, `#${id}`)[0]?.value;
  const focused = (element: Targets): string => element.shadowRoot?.activeElement?.id ?? '';
  const faults = (element: Targets): string[] => all(element, '[aria-invalid="true"]').map(({ id }) => id);
  const orders = (): unknown[] => source.orders.map(({ order }) => order);
  const mine = 'Change: Retention rate, Lin Yue';

  it('is a class that registers itself only by its define entry', () => {
    expect(customElements.get('liaise-targets') === Targets).to.equal(true);
  });

  it('lists the targets of the team with what is not said yet, and the edition in force', async () => {
    const element = await show();
    await unfold(element);
    const text = shownText(element);
    for (const part of [
      'Targets and weights Q4 2026',
      'Field team North Lacks a wording and a baseline. 92% due Dec 20, 2026',
      'Lin Yue Talk to every customer',
      'Lin Yue Lacks a wording, a baseline, and a due date. 60',
      'Field sales Edition 3, from Jan 1, 2026 · in force',
      'Retention rate weight 50, 50%',
    ]) {
      expect(text).to.include(part);
    }
    expect(text).not.to.include('Nine of ten customers');
  });

  it('groups targets by KPI, closed, with how many there are and what they lack', async () => {
    const element = await show();
    const groups = all(element, 'button.group').map(({ textContent }) => shown(textContent));
    expect(groups).to.deep.equal([
      'Retention rate 2 targets 1 lacks a wording and 1 lacks a baseline',
      'Visits done 1 target 1 lacks a wording, 1 lacks a baseline, and 1 lacks a due date',
    ]);
    expect(shownText(element)).not.to.include('Talk to every customer');
    group(element, 'Retention rate')?.click();
    await settled(element);
    expect(shownText(element)).to.include('Talk to every customer');
    await expect(element).to.be.accessible();
    group(element, 'Retention rate')?.click();
    await settled(element);
    expect(shownText(element)).not.to.include('Talk to every customer');
  });

  it('keeps the group of a target open while it is changed, and what was typed when it is closed', async () => {
    const element = await show();
    await unfold(element);
    await press(element, mine);
    await write(element, { target: 'much' });
    await press(element, 'Save');
    const own = group(element, 'Retention rate');
    expect(own?.getAttribute('aria-disabled')).to.equal('true');
    await expect(element).to.be.accessible();
    own?.click();
    await settled(element);
    expect(own?.getAttribute('aria-expanded')).to.equal('true');
    expect(valueOf(element, 'target')).to.equal('much');
    await press(element, 'Back');
    own?.click();
    await settled(element);
    expect(own?.getAttribute('aria-expanded')).to.equal('false');
    await unfold(element);
    await press(element, mine);
    expect(valueOf(element, 'target')).to.equal('much');
  });

  it('takes as much room loading as a group does', async () => {
    source.set('all', 'loading');
    const element = await show();
    const height = () => all(element, '.groups > li')[0]?.getBoundingClientRect().height;
    const before = height();
    source.set('all', 'ready');
    await drawn(element);
    expect(height()).to.equal(before);
  });

  it('sets a target without any notation, in the unit of its KPI', async () => {
    const told: unknown[] = [];
    place.addEventListener('liaise-goal-saved', ({ delivered }) => told.push(delivered));
    const element = await show();
    await press(element, 'Add a target');
    expect(focused(element)).to.equal('kpi');
    await write(element, {
      kpi: 'retention-rate',
      subject: `rep:${ids.otherRep}`,
      target: '93,5',
      baseline: '90',
      wording: 'Keep the customers of the coast.',
      ownerId: ids.otherRep,
      dueOn: '2026-12-18',
      parentId: valueIds.teamGoal,
    });
    expect(shownText(element)).to.include('Target (%)');
    await expect(element).to.be.accessible();
    await press(element, 'Save');
    const made = source.world.goals.at(-1);
    expect(orders()).to.deep.equal([
      {
        goal: {
          id: made?.id,
          kpi: 'retention-rate',
          subject: `rep:${ids.otherRep}`,
          period,
          target: 0.935,
          baseline: 0.9,
          wording: 'Keep the customers of the coast.',
          ownerId: ids.otherRep,
          dueOn: '2026-12-18',
          parentId: valueIds.teamGoal,
        },
      },
    ]);
    expect(told).to.deep.equal([true]);
    expect(shownText(element)).to.include('93.5% from 90% due Dec 18, 2026');
    expect(shownText(element)).to.include('Saved.');
    expect(focused(element)).to.equal('add');
  });

  it('says all that is wrong at once, each at its field, and the first takes the focus', async () => {
    const element = await show();
    await press(element, 'Add a target');
    await press(element, 'Save');
    expect(faults(element)).to.deep.equal(['kpi', 'subject', 'target']);
    expect(focused(element)).to.equal('kpi');
    await write(element, {
      kpi: 'retention-rate',
      subject: `rep:${ids.rep}`,
      target: 'much',
      baseline: 'x',
      wording: 'More!',
      dueOn: '2027-01-01',
    });
    await press(element, 'Save');
    const text = shownText(element);
    for (const part of [
      'There is a target of this KPI for the same subject already.',
      'Give a number, such as 12.5.',
      'Say in at least 10 characters what is to be reached, or leave it empty.',
      'Give a day within the period.',
    ]) {
      expect(text).to.include(part);
    }
    expect(faults(element)).to.deep.equal(['kpi', 'target', 'baseline', 'wording', 'dueOn']);
    expect(all(element, '#dueOn')[0]?.getAttribute('aria-describedby')).to.equal('dueOn-wrong');
    await expect(element).to.be.accessible();
    expect(orders()).to.deep.equal([]);
    await write(element, { kpi: 'visits-done', subject: `rep:${ids.otherRep}`, target: '50', baseline: '50' });
    await write(element, { wording: 'Visit fifty of them.', dueOn: '2026-12-01' });
    await press(element, 'Save');
    expect(shownText(element)).to.include('The baseline is the target: there is no way to go.');
    await write(element, { baseline: '' });
    await press(element, 'Save');
    expect(orders()).to.have.length(1);
  });

  it('counts a day within the period by the calendar of the company', async () => {
    const settings = { version: 1, timeZone: 'Europe/Berlin', fiscalStartMonth: 4 };
    const element = await show({ data: { ...sampleGoalsAnswer(), settings }, models: [] });
    await unfold(element);
    await press(element, mine);
    await write(element, { dueOn: '2027-03-31' });
    await press(element, 'Save');
    expect(faults(element)).to.deep.equal([]);
  });

  it('changes a target, resting on the version that was seen, and clears what is left empty', async () => {
    const element = await show();
    await unfold(element);
    await press(element, mine);
    expect(valueOf(element, 'target')).to.equal('95');
    expect(valueOf(element, 'baseline')).to.equal('90');
    await write(element, { target: '96', baseline: '' });
    await press(element, 'Save');
    const order = orders()[0] as { version: number; goal: Record<string, unknown> };
    expect(order.version).to.equal(1);
    expect(order.goal).to.deep.include({ id: valueIds.repGoal, target: 0.96, parentId: valueIds.teamGoal });
    expect(order.goal).not.to.have.property('baseline');
    expect(focused(element)).to.equal(`change-${valueIds.repGoal}`);
  });

  it('never loses what was typed: through errors, another form, other data and a way back into the page', async () => {
    const element = await show();
    await press(element, 'Add a target');
    await write(element, { kpi: 'nps', target: '45', wording: 'A better name in town.' });
    await unfold(element);
    await press(element, mine);
    await write(element, { target: '97' });
    await press(element, 'Back');
    await press(element, 'Add a target');
    source.set('set-goal', 'error');
    await write(element, { subject });
    await press(element, 'Save');
    expect(shownText(element)).to.include('Not saved yet. What you wrote is still here; try again.');
    source.change(({ goals }) => void goals.pop());
    element.remove();
    place.append(element);
    await settled(element);
    expect(valueOf(element, 'wording')).to.equal('A better name in town.');
    expect(valueOf(element, 'target')).to.equal('45');
    source.set('set-goal', 'ready');
    await press(element, 'Save');
    expect(source.world.goals.filter(({ kpi }) => kpi === 'nps')).to.have.length(1);
    expect(source.world.goals.at(-1)?.target).to.equal(0.45);
    await unfold(element);
    await press(element, mine);
    expect(valueOf(element, 'target')).to.equal('97');
  });

  it('says when somebody else was first, and rests on what is there now', async () => {
    const element = await show();
    await unfold(element);
    await press(element, mine);
    await write(element, { target: '96' });
    source.change(({ goals }) => {
      const goal = goals.find(({ id }) => id === valueIds.repGoal);
      if (goal) Object.assign(goal, { version: 7, target: 0.9 });
    });
    await settled(element);
    await press(element, 'Save');
    expect(shownText(element)).to.include('This has been changed elsewhere.');
    expect(valueOf(element, 'target')).to.equal('96');
    await press(element, 'Save');
    expect(source.world.goals.find(({ id }) => id === valueIds.repGoal)).to.deep.include({ version: 8, target: 0.96 });
  });

  it('says what the gateway found wrong at the field that it names', async () => {
    const refusing = (inner: DataSource): DataSource => ({
      observe: inner.observe.bind(inner),
      submit: () =>
        Promise.reject(
          new LiaiseError({
            code: 'invalid-body',
            status: 422,
            issues: [{ path: 'body.dueOn', code: 'outside-period', message: 'It is due within 2026-Q4.' }],
          }),
        ),
    });
    const element = await show({}, refusing);
    await unfold(element);
    await press(element, mine);
    await press(element, 'Save');
    expect(shownText(element)).to.include('Not accepted: It is due within 2026-Q4.');
    expect(focused(element)).to.equal('dueOn');
  });

  it('offers only goals above that this one may serve', async () => {
    const element = await show();
    await unfold(element);
    await press(element, 'Change: Retention rate, Field team North');
    const options = all<HTMLOptionElement>(element, '#parentId option').map(({ value }) => value);
    expect(options).to.deep.equal(['', valueIds.companyGoal]);
  });

  it('sends nothing that the page stops, and keeps what was written', async () => {
    const stopped: unknown[] = [];
    place.addEventListener('liaise-before-target-save', (event) => {
      event.preventDefault();
      stopped.push([event.what, event.record]);
    });
    const element = await show();
    await press(element, 'Make a new edition');
    await write(element, { 'weight-0': '60' });
    await press(element, 'Save');
    expect(stopped).to.deep.equal([['model', 'sales']]);
    expect(orders()).to.deep.equal([]);
    expect(valueOf(element, 'weight-0')).to.equal('60');
  });

  it('makes a new edition of the weights, and shows the share of each while it is written', async () => {
    const told: unknown[] = [];
    place.addEventListener('liaise-model-saved', ({ model, edition }) => told.push([model, edition]));
    const element = await show();
    await press(element, 'Make a new edition');
    expect(focused(element)).to.equal('name');
    expect(valueOf(element, 'from')).to.equal('2026-12-01');
    await write(element, { 'weight-0': '60', 'weight-2': '30' });
    expect(all(element, '.row .share').map(({ textContent }) => textContent)).to.deep.equal(['50%', '25%', '25%']);
    await press(element, 'Remove row 2');
    await press(element, 'Add a KPI');
    expect(focused(element)).to.equal('kpi-2');
    await write(element, { 'kpi-2': 'csat', 'weight-2': '10', from: '2027-01-01' });
    await expect(element).to.be.accessible();
    await press(element, 'Save');
    const { version: _, createdAt, updatedAt, ...before } = sampleModel();
    expect(createdAt <= updatedAt).to.equal(true);
    expect(orders()).to.deep.equal([
      {
        model: {
          ...before,
          id: source.world.models.at(-1)?.id,
          edition: 4,
          from: '2027-01-01',
          weights: [
            { kpi: 'retention-rate', weight: 60 },
            { kpi: 'nps', weight: 30 },
            { kpi: 'csat', weight: 10 },
          ],
        },
      },
    ]);
    expect(told).to.deep.equal([['sales', 4]]);
    expect(shownText(element)).to.include('Edition 4, from Jan 1, 2027 · not begun');
    await press(element, 'Change the edition that has not begun');
    await write(element, { name: 'Field' });
    await press(element, 'Save');
    expect(source.world.models.at(-1)).to.deep.include({ edition: 4, version: 2 });
    expect(source.world.models.at(-1)?.name).to.deep.equal({ en: 'Field', 'zh-CN': '外勤销售' });
  });

  it('says what is wrong with weights and bonus, each at its field', async () => {
    const element = await show();
    await press(element, 'Make a new edition');
    await press(element, 'Add a step');
    await write(element, {
      from: '2026-01-01',
      'kpi-1': 'retention-rate',
      'weight-0': '-1',
      minimumCoverage: '120',
      base: '-5',
      'step-from-1': '80',
      'step-share-2': 'all',
      cap: '50',
    });
    await press(element, 'Save');
    expect(faults(element)).to.deep.equal([
      'from',
      'weight-0',
      'kpi-1',
      'minimumCoverage',
      'base',
      'step-share-0',
      'step-from-1',
      'step-share-1',
      'step-from-2',
      'step-share-2',
    ]);
    expect(focused(element)).to.equal('from');
    expect(orders()).to.deep.equal([]);
    await expect(element).to.be.accessible();
  });

  it('makes the first model', async () => {
    source.change((all) => (all.models = []));
    const element = await show();
    expect(shownText(element)).to.include('There is no scorecard model yet.');
    await press(element, 'Make a model');
    await press(element, 'Save');
    expect(shownText(element)).to.include('Add at least one KPI.');
    expect(faults(element)).to.include('model');
    await press(element, 'Add a KPI');
    await write(element, { model: 'field-sales', 'kpi-0': 'nps', 'weight-0': '1' });
    all<HTMLInputElement>(element, '#hasBonus')[0]?.click();
    await settled(element);
    await write(element, { base: '2,5', currency: 'EUR' });
    await press(element, 'Save');
    expect(source.world.models[0]).to.deep.include({ model: 'field-sales', edition: 1, from: '2026-12-01' });
    expect(source.world.models[0]?.bonus).to.deep.equal({
      base: { minor: 250, currency: 'EUR' },
      steps: [{ from: 1, share: 1 }],
      between: 'linear',
    });
  });

  it('speaks Chinese, in its forms too', async () => {
    place.lang = 'zh-CN';
    const element = await show();
    await press(element, '新增目标值');
    await press(element, '保存');
    for (const part of ['目标值与权重', '记分卡权重', '外勤销售', '请选择指标。', '客户保留率'])
      expect(shownText(element)).to.include(part);
  });

  it('keeps within 320 pixels, from right to left too', async () => {
    place.style.width = '320px';
    place.dir = 'rtl';
    const element = await show();
    await press(element, 'Add a target');
    await press(element, 'Make a new edition');
    expect(all(element, '[part="base"]')[0]?.scrollWidth).to.be.at.most(320);
    await expect(element).to.be.accessible();
  });
});
