import { html, nothing, type TemplateResult } from 'lit';
import type { CustomerCard as CustomerCardData } from '@liaise/core/api/customers';
import { formatKpi } from '@liaise/core/kpi';
import type { Locale } from '../base/locale.ts';
import type { CustomerCardMessages } from './customer-card.messages.ts';

/** The sections a card knows, in their own order. */
export const customerCardSections = [
  'facts',
  'figures',
  'value',
  'forecast',
  'contacts',
  'visits',
  'tasks',
  'cases',
] as const;

type Outlook = typeof import('./customer-card.outlook.ts').outlook;
type SectionName = (typeof customerCardSections)[number];
/** What a place shows: text, or a bone while the answer is awaited. */
type Shown = string | TemplateResult;

/** How many rows a list shows, and keeps free for what is awaited. */
const rows = { contacts: 3, visits: 3, tasks: 2, cases: 2 } as const;

const units = { nps: 'score', csat: 'share', ces: 'mean' } as const;

const blank = '\u00a0';

/** Stands for a text that is awaited: as high as one, and not read. */
export const bone = html`<span class="bone" aria-hidden="true">${blank}</span>`;

/** One section by its name; a name the card does not know is a slot for the page's own. */
export function section(
  name: string,
  data: CustomerCardData | undefined,
  words: CustomerCardMessages,
  locale: Locale,
  outlook?: Outlook,
): TemplateResult {
  if (!isKnown(name)) return html`<div part="section" class="middle"><slot name=${name}></slot></div>`;
  if (name === 'facts') return html`<dl part="section" class="middle facts">${facts(data, words, locale)}</dl>`;
  if (name === 'figures') return html`<dl part="section" class="middle figures">${figures(data, words, locale)}</dl>`;
  if (isOutlook(name))
    return html`<div part="section" class="deep list outlook">${outlook?.(name, data, locale.tag)}</div>`;
  return list(name, data, words, locale);
}

/** Whether a section is drawn by code of its own, fetched for cards that show it. */
export const isOutlook = (name: string): name is 'value' | 'forecast' => name === 'value' || name === 'forecast';

const isKnown = (name: string): name is SectionName => (customerCardSections as readonly string[]).includes(name);

const pair = (term: string, text: Shown, ...more: readonly string[]): TemplateResult =>
  html`<div>
    <dt part="label">${term}</dt>
    <dd><bdi>${text}</bdi> ${more.map((line) => html`<span class="more"><bdi>${line}</bdi></span> `)}</dd>
  </div>`;

function facts(data: CustomerCardData | undefined, words: CustomerCardMessages, locale: Locale): TemplateResult[] {
  const held = (role: 'holder' | 'deputy'): Shown =>
    data
      ? locale.list(data.assignments.filter((one) => one.role === role).map(({ name }) => name)) || words.nobody
      : bone;
  const when = (instant: string | null | undefined, none: string): [Shown, ...string[]] => {
    if (!data) return [bone, blank];
    return instant ? [locale.date(instant), locale.relative(instant)] : [none, blank];
  };
  return [
    pair(words.holder, held('holder')),
    pair(words.deputy, held('deputy')),
    pair(words.lastContact, ...when(data?.lastContactAt, words.never)),
    pair(words.nextVisit, ...when(data?.nextVisitAt, words.nonePlanned)),
  ];
}

function figures(data: CustomerCardData | undefined, words: CustomerCardMessages, locale: Locale): TemplateResult[] {
  if (!data) {
    return [
      pair(words.purchases, bone, blank, blank),
      ...[words.opportunities, words.openTasks, words.openCases].map((name) => pair(name, bone)),
      pair(words.score, bone, blank, blank),
    ];
  }
  const { purchases, counts, score } = data;
  const totals = locale.list(purchases.totals.map((total) => locale.money(total)));
  const last = purchases.lastAt ? words.lastPurchase(locale.date(purchases.lastAt)) : '';
  return [
    pair(words.purchases, locale.number(purchases.count), totals || blank, last || blank),
    pair(words.opportunities, locale.number(counts.openOpportunities)),
    pair(words.openTasks, locale.number(counts.openTasks)),
    pair(words.openCases, locale.number(counts.openCases)),
    score
      ? pair(
          words.score,
          formatKpi({ value: score.value, unit: units[score.kind] }, locale.tag),
          words.answers(words.scores[score.kind], locale.number(score.n)),
          locale.date(score.at),
        )
      : pair(words.score, '–', words.noAnswers, blank),
  ];
}

type ListName = keyof typeof rows;
type Row = readonly [main: string, more: string, tone?: 'warn' | 'bad' | undefined];

function list(
  name: ListName,
  data: CustomerCardData | undefined,
  words: CustomerCardMessages,
  locale: Locale,
): TemplateResult {
  const all = data ? rowsOf(name, data, words, locale) : undefined;
  const count = data ? countOf(name, data) : 0;
  const most = rows[name];
  return html`<div part="section" class="deep list ${name}">
    <span part="label" id=${name}>${words[name]}${count > 0 ? html` <b>${locale.number(count)}</b>` : nothing}</span>
    <ul aria-labelledby=${name}>
      ${(all ?? Array.from({ length: most }, () => undefined))
        .slice(0, most)
        .map((row) =>
          row
            ? html`<li><span>${row[0]}</span> <span class="more ${row[2] ?? ''}">${row[1]}</span></li>`
            : html`<li>${bone}</li>`,
        )}
      ${all?.length === 0 ? html`<li class="more">${words.noneYet}</li>` : nothing}
      ${
        all && count > Math.min(all.length, most)
          ? html`<li class="more rest">${words.more(locale.number(count - Math.min(all.length, most)))}</li>`
          : nothing
      }
    </ul>
  </div>`;
}

function countOf(name: ListName, { counts }: CustomerCardData): number {
  if (name === 'tasks') return counts.openTasks;
  return name === 'cases' ? counts.openCases : counts[name];
}

function rowsOf(name: ListName, data: CustomerCardData, words: CustomerCardMessages, locale: Locale): Row[] {
  const today = new Date().toISOString();
  const due = (at: string | undefined): [string, ('bad' | undefined)?] => {
    if (!at) return [''];
    const late = at < today.slice(0, at.length);
    const when = locale.date(at, 'short-day');
    return late ? [words.overdue(when), 'bad'] : [words.due(when)];
  };
  switch (name) {
    case 'contacts':
      return data.contacts.map(({ name, role, title }) => [
        name,
        [words.roles[role], title].filter(Boolean).join(' · '),
      ]);
    case 'visits':
      return data.visits.map(({ type, status, outcome, checkedInAt, plannedStart, createdAt }) => [
        `${locale.date(checkedInAt ?? plannedStart ?? createdAt)} · ${words.visitType(type)}`,
        [words.statuses[status], outcome && words.outcomes[outcome]].filter(Boolean).join(' · '),
      ]);
    case 'tasks':
      return data.tasks.map(({ title, dueOn }) => [title, ...due(dueOn)]);
    case 'cases':
      return data.cases.map(({ title, kind, dueAt, openedAt }) => {
        const [when, tone] = dueAt ? due(dueAt) : [locale.date(openedAt, 'short-day')];
        return [title, `${words.caseKinds[kind]} · ${when}`, tone ?? (kind === 'complaint' ? 'warn' : undefined)];
      });
  }
}
