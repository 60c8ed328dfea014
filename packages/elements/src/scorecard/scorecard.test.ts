import { expect } from '@open-wc/testing';
import { createMemorySource, type MemorySource } from '@liaise/testing/memory-source';
import { dataElementSuite, drawn, shownText } from '@liaise/testing/data-element-suite';
import { provideSource } from '@liaise/testing/provide-source';
import { ids, sampleScorecard, sampleSources } from '@liaise/testing/samples';
import type { Me } from '@liaise/sdk/scorecard-kinds';
import { Scorecard } from './scorecard.ts';
import './scorecard.define.ts';

const subject = `rep:${ids.rep}`;
const asks = { subject, period: '2026-Q4' };
const rep: Me = { tenant: 'demo', role: 'rep', repId: ids.rep, teamIds: [ids.team] };
const manager: Me = { tenant: 'demo', role: 'manager', repId: ids.otherRep, teamIds: [ids.team] };

dataElementSuite({
  tag: 'liaise-scorecard',
  kind: 'scorecard',
  world: {
    scorecards: [sampleScorecard(), sampleScorecard({ subject: `rep:${ids.otherRep}`, name: 'Maria Keller' })],
    me: rep,
  },
  asks,
  shows: 'Lin Yue',
  asksOther: { subject: `rep:${ids.otherRep}` },
  showsOther: 'Maria Keller',
  given: { data: sampleScorecard() },
  empty: { data: sampleScorecard({ lines: [] }) },
});

describe('<liaise-scorecard>', () => {
  let place: HTMLElement;
  let source: MemorySource;

  beforeEach(() => {
    place = document.createElement('div');
    place.style.width = '900px';
    document.body.append(place);
  });
  afterEach(() => place.remove());

  async function show(properties: Partial<Scorecard> = asks): Promise<Scorecard> {
    const card = Object.assign(document.createElement('liaise-scorecard'), properties);
    place.append(card);
    await drawn(card);
    return card;
  }
  async function showTo(me: Me, card = sampleScorecard()): Promise<Scorecard> {
    source = createMemorySource({
      world: { scorecards: [card], sources: [sampleSources(3)], me },
      rep: me.repId ?? '',
      now: () => '2026-11-21T09:00:00Z',
    });
    provideSource(place, source);
    return show();
  }
  const all = (card: Scorecard, selector: string): HTMLElement[] => [
    ...(card.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
  ];
  const one = (card: Scorecard, selector: string): HTMLElement => {
    const found = all(card, selector)[0];
    if (!found) throw new Error(`There is no ${selector}.`);
    return found;
  };
  /** Focus moves in the frame after the drawing. */
  const focused = async (card: Scorecard): Promise<string> => {
    await drawn(card);
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return card.shadowRoot?.activeElement?.id ?? '';
  };
  /** Presses the button whose text begins so. */
  async function press(card: Scorecard, text: string): Promise<void> {
    const found = all(card, 'button').find((button) => button.textContent.trim().startsWith(text));
    if (!found) throw new Error(`There is no button "${text}".`);
    found.click();
    await drawn(card);
  }
  async function write(card: Scorecard, selector: string, value: string): Promise<void> {
    const field = one(card, selector) as HTMLInputElement;
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await drawn(card);
  }

  it('is a class that registers itself only by its define entry', () => {
    expect(customElements.get('liaise-scorecard')).to.equal(Scorecard);
    expect(() => new (class extends Scorecard {})()).to.throw(TypeError);
  });

  it('shows the score, what it covers, each figure with its weight, and the bonus', async () => {
    const text = shownText(await show({ data: sampleScorecard() }));
    for (const part of [
      'Q4 2026 · Field sales, version 3, from Jan 1, 2026',
      'Score 90.9% +3.8 pp up',
      '90% of the weight has data',
      'Retention rate 92.4% close to target 95% 97.3% 40% 43.2%',
      'Time to close 52 hr close to target 48 hr 91.7% 20% 20.4%',
      'NPS – no data',
      'Bonus at this score €1,824 From a score of 80 %',
    ]) {
      expect(text).to.include(part);
    }
  });

  it('says why there is no score', async () => {
    const data = sampleScorecard({
      score: null,
      reason: 'too-little-covered',
      coveredWeight: 30,
      minimumCoverage: 0.5,
    });
    const text = shownText(await show({ data }));
    expect(text).to.include(
      'No score: too little of the weight has data. 30% of the weight has data · a score needs 50%',
    );
  });

  it('takes as much room loading as loaded, and nothing can be opened meanwhile', async () => {
    source = createMemorySource({ world: { scorecards: [sampleScorecard({ bonus: undefined })] } });
    provideSource(place, source);
    source.set('all', 'loading');
    const card = await show();
    const table = (): number => one(card, '[part="lines"]').offsetHeight;
    const head = (): number => one(card, '[part="header"]').offsetHeight;
    const before = [head(), table()];
    expect(all(card, 'button:enabled').length).to.equal(0);
    source.set('all', 'ready');
    await drawn(card);
    expect([head(), table()]).to.deep.equal(before);
  });

  it('explains a figure with its formula, all that belongs to it, and its source rows', async () => {
    const card = await showTo(rep);
    const placed = (): number =>
      source.asked.filter(({ kind, question }) => kind === 'kpi' && 'peers' in (question as object)).length;
    expect(placed()).to.equal(0);
    await press(card, 'Retention rate');
    expect(placed()).to.equal(1);
    expect(one(card, '.kpi button').getAttribute('aria-expanded')).to.equal('true');
    const text = shownText(card);
    for (const part of ['Customers held at the start', 'Rank 2 of 8 in the team', 'Median of peers 91%']) {
      expect(text).to.include(part);
    }
    await press(card, 'Source rows');
    expect(all(card, '.sources li').length).to.equal(3);
    await expect(card).to.be.accessible();
    await press(card, 'Retention rate');
    expect(all(card, '.sources').length).to.equal(0);
    expect(source.running).to.equal(2);
    await press(card, 'NPS');
    expect(shownText(card)).to.include('There are too few cases for a figure.');
  });

  it('leaves a scorecard that is handed in as it is', async () => {
    source = createMemorySource({ world: { scorecards: [sampleScorecard()] } });
    provideSource(place, source);
    const data = sampleScorecard();
    const lines = data.lines.map((line) => {
      const { rank: _rank, peers: _peers, ...value } = line.value;
      return { ...line, value };
    });
    const card = await show({ data: { ...data, lines } });
    await press(card, 'Time to close');
    expect(source.asked.map(({ kind }) => kind)).to.not.include('kpi');
    expect(shownText(card)).to.not.include('Median of peers');
  });

  it('says what the score and the bonus would be, and keeps nothing of it', async () => {
    const card = await showTo(rep);
    await press(card, 'What if');
    await expect(card).to.be.accessible();
    expect(one(card, '.result').textContent.replace(/\s+/g, ' ')).to.include(
      'The score would be 90.9% (0 pp) · the bonus would be €1,818',
    );
    await write(card, '[aria-label="Attainment of NPS, in per cent"]', '120');
    expect(one(card, '.result').textContent.replace(/\s+/g, ' ')).to.include('The score would be 93.8% (+2.9 pp)');
    await write(card, '[aria-label="Weight of NPS"]', '0');
    expect(one(card, '.result').textContent).to.include('90.9%');
    await press(card, 'Back to what is');
    expect((one(card, '[aria-label="Weight of NPS"]') as HTMLInputElement).value).to.equal('10');
    expect(source.orders).to.deep.equal([]);
  });

  describe('to the rep', () => {
    it('offers an appeal against a figure, once it says what is wrong', async () => {
      const card = await showTo(rep);
      const told: unknown[] = [];
      place.addEventListener('liaise-scorecard-saved', ({ act, delivered }) => told.push([act, delivered]));
      await press(card, 'Time to close');
      await press(card, 'Appeal this figure');
      expect(await focused(card)).to.equal('appeal-text');
      expect((one(card, '#appeal-kpi') as HTMLSelectElement).value).to.equal('time-to-close');
      await press(card, 'Send the appeal');
      expect(one(card, '#appeal-text').getAttribute('aria-invalid')).to.equal('true');
      expect(await focused(card)).to.equal('appeal-text');
      await expect(card).to.be.accessible();
      expect(source.orders).to.deep.equal([]);
      await write(card, '#appeal-text', 'The factory was closed.');
      await press(card, 'Send the appeal');
      await drawn(card);
      expect(source.orders.map(({ order }) => order)).to.have.nested.property('[0].kpi', 'time-to-close');
      expect(told).to.deep.equal([['appeal', true]]);
      expect(all(card, '.appeals .list > li').length).to.equal(3);
      expect(shownText(card)).to.include('Saved.');
      expect((one(card, '#appeal-text') as HTMLTextAreaElement).value).to.equal('');
    });

    it('keeps what was written where an appeal is not taken, and tries the same one again', async () => {
      const card = await showTo(rep);
      await press(card, 'Appeals');
      await write(card, '#appeal-text', 'The factory was closed.');
      source.set('appeal', 'error');
      await press(card, 'Send the appeal');
      await drawn(card);
      expect(shownText(card)).to.include('Not saved yet.');
      expect((one(card, '#appeal-text') as HTMLTextAreaElement).value).to.equal('The factory was closed.');
      source.set('appeal', 'offline');
      await press(card, 'Send the appeal');
      await drawn(card);
      expect(shownText(card)).to.include('Saved on this device.');
    });

    it('offers no second appeal against a figure while one waits', async () => {
      const card = await showTo(rep);
      await press(card, 'Visits done');
      expect(shownText(card)).not.to.include('Appeal this figure');
      await press(card, 'Appeals');
      expect(all(card, '#appeal-kpi option').map(({ textContent }) => textContent)).to.deep.equal([
        'Retention rate',
        'Time to close',
        'NPS',
      ]);
    });

    it('lets a page stop what is about to be saved', async () => {
      const card = await showTo(rep);
      place.addEventListener('liaise-before-scorecard-save', (event) => event.preventDefault());
      await press(card, 'Appeals');
      await press(card, 'Withdraw');
      expect(source.orders).to.deep.equal([]);
    });

    it('shows how an appeal was decided, and takes one back', async () => {
      const card = await showTo(rep);
      await press(card, 'Appeals');
      expect(shownText(card)).to.include('Refused');
      expect(shownText(card)).to.include('Reason Waiting for the factory counts for every rep alike.');
      expect(all(card, '[id^="reason-"]').length).to.equal(0);
      await press(card, 'Withdraw');
      await drawn(card);
      expect(shownText(card)).to.include('Visits done Withdrawn');
    });

    it('shows its own view beside the superior’s, what others say, and takes the acknowledgement', async () => {
      const card = await showTo(rep);
      expect(shownText(card)).to.include('Reviews 2 to acknowledge');
      await press(card, 'Reviews');
      const text = shownText(card);
      for (const part of [
        "Superior's view",
        'Results 4 of 5 4 of 5 Above plan since October.',
        'Colleagues 4.2 5',
        'Customers – hidden: too few raters –',
      ]) {
        expect(text).to.include(part);
      }
      await expect(card).to.be.accessible();
      await write(card, '#acknowledgement', 'Agreed.');
      await press(card, 'I have read this review');
      await drawn(card);
      expect(shownText(card)).to.include('Acknowledged on Nov 21, 2026. “Agreed.”');
      expect(all(card, '#acknowledgement').length).to.equal(0);
    });

    it('writes its own view: a draft first, then shared once every topic is rated', async () => {
      const card = await showTo(rep, sampleScorecard({ reviews: [], raters: undefined }));
      await press(card, 'Reviews');
      await press(card, 'Write your own view');
      await expect(card).to.be.accessible();
      one(card, '#rating-results-4').click();
      await press(card, 'Keep as a draft');
      await drawn(card);
      expect(shownText(card)).to.include('Draft: only you see it.');
      await press(card, 'Go on writing');
      expect((one(card, '#rating-results-4') as HTMLInputElement).checked).to.equal(true);
      await press(card, 'Share');
      expect(await focused(card)).to.equal('rating-customers-1');
      expect(shownText(card)).to.include('Choose a rating');
      for (const topic of ['customers', 'teamwork', 'development']) one(card, `#rating-${topic}-3`).click();
      await press(card, 'Share');
      await drawn(card);
      expect(shownText(card)).to.include('Shared on Nov 21, 2026.');
      expect(source.orders.map(({ kind }) => kind)).to.deep.equal(['save-review', 'save-review']);
      expect(all(card, 'form').length).to.equal(0);
    });
  });

  describe('to a leader', () => {
    it('gives an appeal to decide, with a reason', async () => {
      const card = await showTo(manager);
      expect(shownText(card)).to.include('Appeals 2 1 to decide');
      await press(card, 'Appeals');
      expect(all(card, 'form').length).to.equal(0);
      await press(card, 'Approve');
      expect(shownText(card)).to.include('Say why: the one who asked reads it.');
      expect(await focused(card)).to.match(/^reason-/);
      await expect(card).to.be.accessible();
      await write(card, '[id^="reason-"]', 'Checked with the office.');
      await press(card, 'Approve');
      await drawn(card);
      expect(shownText(card)).to.include('Visits done Approved');
      expect(shownText(card)).to.include('Reason Checked with the office.');
      expect(await focused(card)).to.match(/^appeal-/);
    });

    it('offers no appeal, and a review of its own', async () => {
      const card = await showTo(manager, sampleScorecard({ reviews: [] }));
      await press(card, 'Retention rate');
      expect(shownText(card)).not.to.include('Appeal this figure');
      await press(card, 'Reviews');
      await press(card, 'Write a review');
      expect(all(card, 'fieldset').length).to.equal(4);
    });
  });

  describe('what is shown and never scored', () => {
    it('opens on a press, with a sentence that none of it counts', async () => {
      const card = await showTo(rep);
      expect(shownText(card)).to.not.include('Key account');
      const score = one(card, '[part="score"]').textContent;
      await press(card, 'Shown, not scored');
      const text = one(card, '.shown').textContent.replace(/\s+/g, ' ');
      for (const part of [
        'Nothing of it counts towards the score or the bonus',
        'Grade Senior',
        'Product basics, level 1',
        'Key account, level 2 valid to the end of Mar 31, 2027',
        'First aid, level 1 expired after Jun 30, 2026',
        'Customers held 24 of 36',
        'Open tasks 5',
        'Open cases 2',
      ]) {
        expect(text).to.include(part);
      }
      expect(one(card, '[part="score"]').textContent).to.equal(score);
      expect(one(card, '[part="lines"]').textContent).to.not.include('Customers held');
      await expect(card).to.be.accessible();
      await press(card, 'Shown, not scored');
      expect(all(card, '.shown').length).to.equal(0);
    });

    it('moves neither the score nor what it could be, however it is', async () => {
      const shown = { workload: { customers: 900, capacity: 1, openTasks: 0, openCases: 80 } };
      const scores: (string | null)[] = [];
      for (const change of [{}, { shown }, { shown: undefined }]) {
        const card = await show({ data: sampleScorecard(change) });
        await press(card, 'What if');
        scores.push(one(card, '[part="score"]').textContent + one(card, '.result').textContent);
        card.remove();
      }
      expect(new Set(scores).size).to.equal(1);
    });

    it('leaves out what is not known, and offers nothing where nothing is', async () => {
      const workload = { customers: 1200, openTasks: 0, openCases: 0 };
      const card = await show({ data: sampleScorecard({ shown: { workload } }) });
      await press(card, 'Shown, not scored');
      const terms = all(card, '.shown dt').map(({ textContent }) => textContent);
      expect(terms).to.deep.equal(['Customers held', 'Open tasks', 'Open cases']);
      expect(one(card, '.shown dd').textContent.trim()).to.equal('1,200');
      card.data = sampleScorecard({ shown: undefined });
      await drawn(card);
      expect(shownText(card)).to.not.include('Shown, not scored');
    });
  });

  it('has neither reviews nor appeals for a team', async () => {
    const data = sampleScorecard({ subject: `team:${ids.team}`, name: 'Field team North' });
    expect(
      all(await show({ data }), '[part="actions"] button').map((button) => button.textContent.trim()),
    ).to.deep.equal(['What if']);
  });

  it('closes what is open when another scorecard is to be shown', async () => {
    const card = await showTo(rep);
    await press(card, 'Appeals');
    card.subject = `rep:${ids.otherRep}`;
    await drawn(card);
    card.subject = subject;
    await drawn(card);
    expect(all(card, '[part="panel"]').length).to.equal(0);
  });

  it('speaks Chinese where the page does, also in what is opened later', async () => {
    place.lang = 'zh-CN';
    const card = await showTo(rep);
    for (const part of ['得分', '外勤销售，第 3 版', '90% 的权重有数据', '客户保留率', '无数据'.slice(1)]) {
      expect(shownText(card)).to.include(part);
    }
    for (const name of ['假设测算', '评估', '申诉', '仅展示，不计分', '客户保留率']) await press(card, name);
    const text = shownText(card);
    for (const part of [
      '得分将为',
      '自评',
      '上级评价',
      '同事 4.2',
      '待决定',
      '提交申诉',
      '均不计入得分和奖金',
      '职级 高级',
      '团队内第 2 名',
    ]) {
      expect(text).to.include(part);
    }
    await expect(card).to.be.accessible();
  });

  for (const [direction, width] of [
    ['ltr', 320],
    ['rtl', 320],
    ['rtl', 900],
  ] as const) {
    it(`fits into ${width} pixels from ${direction} with everything open`, async () => {
      place.style.width = `${width}px`;
      place.dir = direction;
      const card = await showTo(rep);
      for (const name of ['Retention rate', 'What if', 'Reviews', 'Appeals', 'Shown, not scored'])
        await press(card, name);
      expect(one(card, '[part="base"]').scrollWidth).to.be.at.most(width);
      for (const bidi of all(card, '.value bdi')) expect(getComputedStyle(bidi).direction).to.equal('ltr');
      await expect(card).to.be.accessible();
    });
  }
});
