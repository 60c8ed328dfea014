import { expect } from '@open-wc/testing';
import { createMemorySource, type MemorySource } from '@liaise/testing/memory-source';
import { dataElementSuite, drawn, shownText } from '@liaise/testing/data-element-suite';
import { provideSource } from '@liaise/testing/provide-source';
import { ids } from '@liaise/testing/samples';
import { sampleComments, sampleResults } from '@liaise/testing/survey-results-samples';
import { SurveyResults } from './survey-results.ts';
import './survey-results.define.ts';

const results = sampleResults();
const other = sampleResults({
  surveyId: ids.visit,
  name: 'Once a year',
  questions: [],
  question: null,
  groups: undefined,
});
const asks = { survey: results.surveyId, period: '2026-Q4' };

dataElementSuite({
  tag: 'liaise-survey-results',
  kind: 'survey-results',
  world: { results: [results, other], comments: sampleComments() },
  asks,
  shows: 'After a visit',
  asksOther: { survey: other.surveyId },
  showsOther: 'Once a year',
  given: { data: results },
  empty: {
    data: sampleResults({ responses: 0, partial: 0, invitations: 0, reports: [], report: undefined }),
  },
});

describe('<liaise-survey-results>', () => {
  let place: HTMLElement;
  let source: MemorySource;

  beforeEach(() => {
    place = document.createElement('div');
    place.style.width = '900px';
    document.body.append(place);
    source = createMemorySource({ world: { results: [sampleResults()], comments: sampleComments() } });
    provideSource(place, source);
  });
  afterEach(() => place.remove());

  async function show(properties: Partial<SurveyResults> = asks): Promise<SurveyResults> {
    const element = Object.assign(document.createElement('liaise-survey-results'), properties);
    place.append(element);
    await drawn(element);
    return element;
  }
  const all = (element: SurveyResults, selector: string): HTMLElement[] => [
    ...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
  ];
  const one = (element: SurveyResults, selector: string): HTMLElement => {
    const found = all(element, selector)[0];
    if (!found) throw new Error(`There is no ${selector}.`);
    return found;
  };
  const textOf = (element: SurveyResults, selector: string): string =>
    one(element, selector).textContent.replace(/\s+/g, ' ').trim();
  async function choose(element: SurveyResults, selector: string, value: string): Promise<void> {
    const field = one(element, selector) as HTMLSelectElement;
    field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await drawn(element);
  }
  const comments = (element: SurveyResults): string[] =>
    all(element, '[part="comments"] .said').map(({ textContent }) => textContent);

  it('is a class that registers itself only by its define entry', () => {
    expect(customElements.get('liaise-survey-results')).to.equal(SurveyResults);
    expect(() => new (class extends SurveyResults {})()).to.throw(TypeError);
  });

  it('never shows a score without its interval, the number it rests on, the response rate and what became of it', async () => {
    const element = await show();
    expect(textOf(element, '[part="score"]')).to.equal(
      'NPS 45 95% interval 25 to 62 n = 60 · response rate 40% (33% to 48%) Better than before: +25 (+1 to +48)',
    );
    expect(textOf(element, '[part="funnel"]')).to.equal(
      'Invited 150 Started by invitation 72 Finished by invitation 60 All finished responses 60',
    );
  });

  it('is silent below the minimum, and says that a change is none', async () => {
    const [first] = sampleResults().questions;
    if (!first?.earlier) throw new Error('The sample has no earlier score.');
    const silent = { ...first, n: 3, score: null, interval: null, withheld: 'below-minimum' as const, counts: {} };
    const data = sampleResults({ responseRate: null, responseRateInterval: null });
    const element = await show({ data: { ...data, questions: [silent] } });
    expect(textOf(element, '[part="score"] .figure')).to.equal('NPS – Too few answers for a figure: it takes 5.');
    expect(shownText(element)).to.include('no response rate: nobody was invited in this time');
    const earlier = { ...first.earlier, difference: 0.04, change: 'within-noise' as const };
    element.data = { ...data, questions: [{ ...first, earlier }] };
    await drawn(element);
    expect(shownText(element)).to.include('No clear change: +4');
    element.data = {
      ...data,
      questions: [{ ...first, earlier: { ...earlier, change: null, difference: null, n: 2 } }],
    };
    await drawn(element);
    expect(shownText(element)).to.include('Too few answers before (n = 2)');
  });

  it('draws the course over time, and says the same in a table', async () => {
    const element = await show();
    expect(one(element, '[part="trend"] svg').getAttribute('role')).to.equal('img');
    const rows = all(element, '[part="trend"] tbody tr').map(({ textContent }) =>
      textContent.replace(/\s+/g, ' ').trim(),
    );
    expect(rows).to.deep.equal([
      'Q1 2026 21 -2 to 42 48',
      'Q2 2026 25 3 to 45 52',
      'Q3 2026 – fewer than 5 3',
      'Q4 2026 45 25 to 62 60',
    ]);
  });

  it('shows each question with how its answers are spread and who went no further', async () => {
    const element = await show();
    expect(all(element, '.question').map((node) => (node as HTMLDetailsElement).open)).to.deep.equal([
      true,
      false,
      false,
      false,
    ]);
    const text = textOf(element, '[part="questions"]');
    for (const part of [
      '2 opened the survey and answered nothing.',
      'Promoters (9 to 10) 37 62%',
      '67 came past this question, 3 went no further',
      'Satisfied 86%, 95% interval 75% to 93%, n = 57',
      'Delivery 18 45%',
      'Other 4 10%',
      '31 answered',
    ])
      expect(text).to.include(part);
  });

  it('divides the score by what a person chooses', async () => {
    const element = await show({ ...asks, by: 'rep' });
    expect(textOf(element, '[part="groups"] tbody')).to.equal(
      'Lin Yue 50 24 to 70 34 43% Maria Keller 39 5 to 65 23 38% not said – fewer than 5 3 30%',
    );
    await choose(element, '#by', '');
    expect(all(element, '[part="groups"] table').length).to.equal(0);
    await choose(element, '#by', 'customer');
    expect(textOf(element, '[part="groups"] thead')).to.match(/^Account/);
    expect(source.asked.at(-1)?.question).to.include({ by: 'customer', period: '2026-Q4' });
  });

  it('finds comments by words and by what their writer gave, and shows them as they are', async () => {
    const element = await show();
    expect(comments(element)).to.have.length(4);
    expect(comments(element)[1]).to.include('<b>Not good</b>');
    expect(all(element, '.said b')).to.deep.equal([]);
    expect(one(element, '.comment:nth-child(3) .said').lang).to.equal('zh-CN');
    await choose(element, '#writer', 'poor');
    expect(comments(element)).to.have.length(2);
    (one(element, '#search') as HTMLInputElement).value = 'spare';
    (one(element, '[part="comments"] form') as HTMLFormElement).requestSubmit();
    await drawn(element);
    expect(comments(element)).to.have.length(1);
    expect(textOf(element, '[part="comments"] [role="status"]')).to.equal('1 comment');
    (one(element, '#search') as HTMLInputElement).value = 'nothing of the kind';
    (one(element, '[part="comments"] form') as HTMLFormElement).requestSubmit();
    await drawn(element);
    expect(shownText(element)).to.include('There are no such comments.');
    await expect(element).to.be.accessible();
  });

  it('shows more comments when asked to', async () => {
    source.change(({ comments: held }) => {
      const [first] = held;
      if (first) held.push(...Array.from({ length: 30 }, (_, at) => ({ ...first, id: `more ${String(at)}` })));
    });
    const element = await show();
    expect(comments(element)).to.have.length(20);
    one(element, '[part="comments"] div > button').click();
    await drawn(element);
    expect(comments(element)).to.have.length(34);
  });

  it('opens a 360-degree report in which what is hidden says why', async () => {
    const element = await show();
    await choose(element, '#about', ids.rep);
    const rows = all(element, '[part="report"] tr').map(({ children }) =>
      [...children].map(({ textContent }) => textContent.trim()).join(' | '),
    );
    expect(rows).to.deep.equal([
      ' | Self | Colleagues | Direct reports | Customers | All but self',
      'Raters | 1 | 4 | hidden | hidden | 9',
      'All questions | 4.5 | 3.9 | – | – | 3.7',
      'How satisfied were you with the visit? | 4.5 | 3.9 | – | – | 3.7',
    ]);
    const text = textOf(element, '[part="report"]');
    expect(text).to.include('Quick and friendly.').and.not.to.include('Hengtong');
    expect(text).to.include('Direct reports: hidden, so that another role cannot be worked out.');
    expect(text).to.include('Customers: hidden, since too few answered.');
    await expect(element).to.be.accessible();
  });

  it('shows of a survey that only asks about reps nothing but the reports', async () => {
    const data = sampleResults({ responses: 0, partial: 0, invitations: 0, question: null });
    const element = await show({ data });
    expect(all(element, '[part="funnel"], [part="questions"], [part="groups"]')).to.deep.equal([]);
    expect(all(element, '[part="report"] table').length).to.equal(1);
    await expect(element).to.be.accessible();
  });

  it('says of an anonymous survey how it is told, and divides it by nothing', async () => {
    source.change(({ results: [held] }) => {
      if (held) Object.assign(held, { anonymous: true, leftAtStart: null });
    });
    const element = await show({ ...asks, by: 'rep' });
    expect(shownText(element)).to.include('told in blocks of whole weeks with at least 5 answers each');
    expect(all(element, '[part="groups"]')).to.deep.equal([]);
    expect(all(element, '#writer')).to.deep.equal([]);
  });

  it('hands the responses over as a file, unless the page stops it', async () => {
    const element = await show();
    const told: string[] = [];
    const clicked = HTMLAnchorElement.prototype.click;
    let saved = '';
    HTMLAnchorElement.prototype.click = function click() {
      saved = `${this.download} ${new URL(this.href).protocol}`;
    };
    try {
      element.addEventListener('liaise-results-exported', ({ survey }) => told.push(survey));
      one(element, '.export button').click();
      await drawn(element);
      expect([saved, told]).to.deep.equal(['results.csv blob:', [results.surveyId]]);
      saved = '';
      element.addEventListener('liaise-before-results-export', (event) => event.preventDefault());
      one(element, '.export button').click();
      await drawn(element);
      expect([saved, told.length]).to.deep.equal(['', 1]);
    } finally {
      HTMLAnchorElement.prototype.click = clicked;
    }
  });

  it('says when the file could not be fetched', async () => {
    const element = await show();
    source.set('survey-results-file', 'error');
    one(element, '.export button').click();
    await drawn(element);
    expect(shownText(element)).to.include('The file could not be fetched.');
  });

  it('speaks Chinese where the page does', async () => {
    place.lang = 'zh-CN';
    const element = await show({ ...asks, by: 'rep' });
    for (const part of ['比之前好', '2026年第3季度', '您有多大可能', '推荐者', '回复率', '包含文字', '交付 18'])
      expect(shownText(element)).to.include(part);
    await expect(element).to.be.accessible();
  });

  for (const direction of ['ltr', 'rtl'] as const) {
    it(`fits into 320 pixels from ${direction}`, async () => {
      place.style.width = '320px';
      place.dir = direction;
      const element = await show({ ...asks, by: 'rep', about: ids.rep });
      for (const details of all(element, 'details')) (details as HTMLDetailsElement).open = true;
      expect(one(element, '[part="base"]').scrollWidth).to.be.at.most(320);
      await expect(element).to.be.accessible();
    });
  }
});
