import { expect } from '@open-wc/testing';
import { createMemorySource, type MemorySource } from '@liaise/testing/memory-source';
import { dataElementSuite, drawn, shownText } from '@liaise/testing/data-element-suite';
import { provideSource } from '@liaise/testing/provide-source';
import { ids, sampleLeaderboard } from '@liaise/testing/samples';
import { Leaderboard } from './leaderboard.ts';
import './leaderboard.define.ts';

const asks = { kpi: 'retention-rate', period: '2026-Q4' };
const me = { tenant: 'demo', role: 'rep' as const, repId: ids.rep, teamIds: [ids.team] };
const other = sampleLeaderboard({
  kpi: 'visits-done',
  title: { en: 'Visits done', 'zh-CN': '完成拜访' },
  rule: { en: 'The more visits, the better.', 'zh-CN': '拜访越多越好。' },
  unit: 'count',
  outliers: [],
  recognitions: [],
});

dataElementSuite({
  tag: 'liaise-leaderboard',
  kind: 'leaderboard',
  world: { leaderboards: [sampleLeaderboard(), other], me },
  asks,
  shows: 'The higher the retention rate',
  asksOther: { kpi: 'visits-done' },
  showsOther: 'The more visits',
  given: { data: sampleLeaderboard() },
  empty: { data: sampleLeaderboard({ items: [] }) },
});

describe('<liaise-leaderboard>', () => {
  let place: HTMLElement;
  let source: MemorySource;

  beforeEach(() => {
    place = document.createElement('div');
    place.style.width = '900px';
    document.body.append(place);
    source = createMemorySource({ world: { leaderboards: [sampleLeaderboard()], me }, rep: ids.rep });
  });
  afterEach(() => place.remove());

  async function show(properties: Partial<Leaderboard> = asks): Promise<Leaderboard> {
    const board = Object.assign(document.createElement('liaise-leaderboard'), properties);
    place.append(board);
    await drawn(board);
    return board;
  }
  const all = (board: Leaderboard, selector: string): HTMLElement[] => [
    ...(board.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
  ];
  const one = (board: Leaderboard, selector: string): HTMLElement => {
    const found = all(board, selector)[0];
    if (!found) throw new Error(`There is no ${selector}.`);
    return found;
  };
  const rows = (board: Leaderboard): string[] =>
    all(board, 'tbody tr').map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim());
  async function press(board: Leaderboard, selector: string): Promise<void> {
    one(board, selector).click();
    await drawn(board);
    await drawn(board);
  }
  async function write(board: Leaderboard, selector: string, value: string): Promise<void> {
    const field = one(board, selector) as HTMLInputElement;
    field.value = value;
    field.dispatchEvent(new Event(field.localName === 'select' ? 'change' : 'input', { bubbles: true }));
    await drawn(board);
  }
  const focused = async (board: Leaderboard): Promise<string> => {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    return board.shadowRoot?.activeElement?.id ?? '';
  };

  it('is a class that registers itself only by its define entry', () => {
    expect(customElements.get('liaise-leaderboard')).to.equal(Leaderboard);
    expect(() => new (class extends Leaderboard {})()).to.throw(TypeError);
  });

  it('ranks by a rule in words, with shared places and who is not ranked', async () => {
    const board = await show({ data: sampleLeaderboard() });
    expect(rows(board).map((row) => row.replace(/(up|down|unchanged)\S*$/, '$1'))).to.deep.equal([
      '1 Maria Keller 96.2% n = 80 2 up',
      '2 Chen Jing shared with 1 other 92.4% n = 81 unchanged',
      '2 Lin Yue shared with 1 other 92.4% n = 119 2 up',
      '4 Tom Brandt 88.1% n = 82 3 down',
      '5 Wang Fang 64% n = 83 unchanged',
      '– Aleksandra Wiśniewska-Kowalczyk – not ranked: too few cases',
    ]);
    expect(shownText(board)).to.include('The period is still running, so places may change.');
    expect(all(board, 'button').length).to.equal(0);
  });

  it('ranks by a model as well, by the score', async () => {
    const { kpi: _kpi, unit: _unit, ...rest } = sampleLeaderboard();
    const model = { model: 'sales', version: 3, from: '2026-01-01' };
    source.change((world) =>
      world.leaderboards.push({ ...rest, model, title: { en: 'Field sales', 'zh-CN': '外勤销售' } }),
    );
    provideSource(place, source);
    const board = await show({ model: 'sales', period: '2026-Q4' });
    expect(shownText(board)).to.match(/^Field sales .*96\.2%/);
  });

  it('marks the reader’s own line in words too', async () => {
    provideSource(place, source);
    const board = await show();
    expect(all(board, '[part="own"]').map(({ textContent }) => textContent.replace(/\s+/g, ' '))).to.have.length(1);
    expect(one(board, '[part="own"]').textContent).to.match(/Lin Yue\s+you/);
  });

  it('takes as much room loading as loaded, in its head and in each row', async () => {
    source.change(({ leaderboards: [first] }) => {
      if (first) first.rule = { en: 'The higher, the better.', 'zh-CN': '越高越好。' };
    });
    provideSource(place, source);
    source.set('all', 'loading');
    const board = await show();
    const sizes = (): number[] => ['[part="header"]', 'tbody tr'].map((part) => one(board, part).offsetHeight);
    const before = sizes();
    source.set('all', 'ready');
    await drawn(board);
    expect(sizes()).to.deep.equal(before);
  });

  it('says to leaders whom to learn from and whom to help, and nothing to others', async () => {
    const board = await show({ data: sampleLeaderboard() });
    expect(shownText(board)).to.include('Learn from Maria Keller by Retention rate Help Wang Fang by Retention rate');
    board.data = sampleLeaderboard({ outliers: undefined });
    await drawn(board);
    expect(all(board, '[part="outliers"]').length).to.equal(0);
  });

  it('thanks a colleague, once it says whom and what for', async () => {
    provideSource(place, source);
    const board = await show();
    const told: unknown[] = [];
    place.addEventListener('liaise-recognition-saved', ({ rep, delivered }) => told.push([rep, delivered]));
    await press(board, '[part="recognitions"] > button');
    await expect(board).to.be.accessible();
    const choices = all(board, '#whom option').map(({ textContent }) => textContent);
    expect(choices).to.include('Maria Keller').and.not.to.include('Lin Yue');
    await press(board, 'form .primary');
    expect(await focused(board)).to.equal('whom');
    await write(board, '#whom', ids.otherRep);
    await press(board, 'form .primary');
    expect(await focused(board)).to.equal('text');
    expect(shownText(board)).to.include('Say what it is for.');
    await expect(board).to.be.accessible();
    await write(board, '#text', 'For the quiet help in October.');
    source.set('recognise', 'error');
    await press(board, 'form .primary');
    expect(shownText(board)).to.include('Not saved yet.');
    source.set('recognise', 'ready');
    await press(board, 'form .primary');
    expect(told).to.deep.equal([[ids.otherRep, true]]);
    expect(shownText(board)).to.include('Maria Keller For the quiet help in October. from Lin Yue');
    expect((one(board, '#text') as HTMLTextAreaElement).value).to.equal('');
    expect(source.orders.length).to.equal(1);
  });

  it('lets a page stop the thanks', async () => {
    provideSource(place, source);
    place.addEventListener('liaise-before-recognition-save', (event) => event.preventDefault());
    const board = await show();
    await press(board, '[part="recognitions"] > button');
    await write(board, '#whom', ids.otherRep);
    await write(board, '#text', 'Thanks.');
    await press(board, 'form .primary');
    expect(source.orders).to.deep.equal([]);
  });

  it('shows what people wrote as it is, and never as markup', async () => {
    const data = sampleLeaderboard();
    for (const recognition of data.recognitions) recognition.text = '<img src=x onerror=alert(1)>';
    const board = await show({ data });
    expect(shownText(board)).to.include('<img src=x');
    expect(all(board, 'img')).to.deep.equal([]);
  });

  it('speaks Chinese where the page does', async () => {
    place.lang = 'zh-CN';
    provideSource(place, source);
    const board = await show();
    await press(board, '[part="recognitions"] > button');
    for (const part of ['客户保留率越高', '与另外 1 名并列', '上升 2 名', '未排名：样本太少', '值得学习', '表扬谁']) {
      expect(shownText(board)).to.include(part);
    }
    await expect(board).to.be.accessible();
  });

  for (const direction of ['ltr', 'rtl'] as const) {
    it(`fits into 320 pixels from ${direction}`, async () => {
      place.style.width = '320px';
      place.dir = direction;
      provideSource(place, source);
      const board = await show();
      await press(board, '[part="recognitions"] > button');
      expect(one(board, '[part="base"]').scrollWidth).to.be.at.most(320);
      for (const bidi of all(board, '.value bdi')) expect(getComputedStyle(bidi).direction).to.equal('ltr');
      await expect(board).to.be.accessible();
    });
  }
});
