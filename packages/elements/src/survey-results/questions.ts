import { html, nothing, svg, type TemplateResult } from 'lit';
import type { QuestionResult } from '@liaise/core/api/survey-results';
import { interval, percent, written } from './figures.ts';
import { inWords, type Drawing } from './part.ts';

interface Line {
  label: string;
  count: number;
  /** Several answers together. */
  isSum?: boolean;
}

const scored = new Set(['nps', 'csat', 'ces']);
const npsGroups = ['promoters', 'passives', 'detractors'] as const;

/** The answers to a question in the order in which it offers them. */
function linesOf(question: QuestionResult, { more, locale }: Drawing): Line[] {
  const { type, counts, options = [], rows = [], scale = 10 } = question;
  if (Object.keys(counts).length === 0) return [];
  const line = (key: string, label: string): Line => ({ label, count: counts[key] ?? 0 });
  if (scored.has(type)) {
    const low = type === 'nps' ? 0 : 1;
    const values = Array.from({ length: scale - low + 1 }, (_, at) => scale - at);
    return [
      ...(type === 'nps' ? npsGroups.map((group) => ({ ...line(group, more.groups[group]), isSum: true })) : []),
      ...values.map((value) => line(String(value), locale.number(value))),
    ];
  }
  if (type === 'consent') return [line('true', more.yes), line('false', more.no)];
  if (type === 'matrix')
    return rows.flatMap((row) =>
      options.map((option) =>
        line(`${row.id}/${option.id}`, `${inWords(row.label, locale)}: ${inWords(option.label, locale)}`),
      ),
    );
  const offered = options.map(({ id, label }) => line(id, inWords(label, locale)));
  return counts['other'] === undefined ? offered : [...offered, line('other', more.other)];
}

/** Each question with how its answers are spread and who went no further; the main one is open. */
export function drawQuestions(drawing: Drawing): TemplateResult {
  const { data, main, more, locale } = drawing;
  const { leftAtStart } = data;
  return html`<section part="questions" class="part" aria-labelledby="questions">
    <h3 id="questions">${more.questions}</h3>
    ${leftAtStart ? html`<p class="more"><bdi>${more.started(locale.number(leftAtStart))}</bdi></p>` : nothing}
    <div>${data.questions.map((one) => drawQuestion(one, one.id === main?.id, drawing))}</div>
  </section>`;
}

function drawQuestion(question: QuestionResult, isOpen: boolean, drawing: Drawing): TemplateResult {
  const { data, words, more, locale } = drawing;
  const { type, n, score, passed, left } = question;
  const lines = linesOf(question, drawing);
  const figure = scored.has(type)
    ? html`${words.metric[type]} <b><bdi>${written(type, score, locale)}</bdi></b
        >, ${interval(type, question, { words, locale, level: data.level, minimum: data.minimum })}, `
    : nothing;
  const hasFigures = scored.has(type) || type === 'consent' || question.options !== undefined;
  const silence =
    n === 0
      ? words['no-answers']
      : hasFigures
        ? words['below-minimum'](locale.number(data.minimum))
        : more.answered(locale.number(n));
  return html`<details class="question" ?open=${isOpen}>
    <summary>
      <bdi>${inWords(question.title, locale)}</bdi>
      <span class="more"><bdi>${figure}${words.n(locale.number(n))}</bdi></span>
    </summary>
    <div>
      ${
        lines.length > 0
          ? drawLines(lines, n, inWords(question.title, locale), drawing)
          : html`<p class="more"><bdi>${silence}</bdi></p>`
      }
      ${passed === null || left === null ? nothing : html`<p class="more"><bdi>${more.passed(locale.number(left), locale.number(passed))}</bdi></p>`}
    </div>
  </details>`;
}

function drawLines(lines: readonly Line[], n: number, title: string, { more, locale }: Drawing): TemplateResult {
  return html`<table class="counts" aria-label=${title}>
    <thead class="unseen">
      <tr>
        <th scope="col">${more.answer}</th>
        <th scope="col">${more.count}</th>
        <th scope="col">${more.share}</th>
      </tr>
    </thead>
    <tbody>
      ${lines.map(
        ({ label, count, isSum }) =>
          html`<tr class=${isSum ? 'sum' : ''}>
            <th scope="row"><bdi>${label}</bdi></th>
            <td class="number count">${locale.number(count)}</td>
            <td class="number count">${percent(n === 0 ? 0 : count / n, locale)}</td>
            <td class="drawn" aria-hidden="true">${bar(n === 0 ? 0 : count / n)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const bar = (share: number): TemplateResult =>
  html`<svg width="100%" height="10">
    ${svg`<rect width="${(Math.min(1, share) * 100).toFixed(1)}%" height="10"></rect>`}
  </svg>`;
