import { css, html, nothing, type TemplateResult } from 'lit';
import type { CheckIn } from '@liaise/core/records/check-in';
import type { Goal } from '@liaise/core/records/goal';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import { icon, type IconName } from '../base/icons.ts';
import type { Locale } from '../base/locale.ts';
import type { CheckInWork } from './check-in-work.ts';
import type { GoalsMessages } from './goals.messages.ts';

/** A goal with what is known of it. */
export interface Known {
  goal: Goal;
  value: KpiValue | undefined;
  /** Newest first. */
  checkIns: readonly CheckIn[];
}

/** What the details of a goal are drawn with. */
export interface DetailsView extends Known {
  /** Of the goal. */
  name: string;
  words: GoalsMessages;
  locale: Locale;
  unit: Pick<KpiValue, 'unit' | 'currency'>;
  /** The owner's name. */
  owner: string | undefined;
  /** The check-ins that a person makes; not there before the first, null where none is to be made. */
  work: CheckInWork | null | undefined;
  /** A figure in the unit of the goal. */
  figure: (amount: number) => string;
  checkIn: () => void;
}

const marks: Record<CheckIn['confidence'], IconName> = {
  'on-track': 'check',
  'at-risk': 'clock',
  'off-track': 'alert',
};

/** What a goal opens to: its wording, pace, owner, due date and check-ins. */
export function details(view: DetailsView): TemplateResult {
  const { goal } = view;
  return html`<div part="details" id="details-${goal.id}">
    ${goal.wording ? html`<p>${goal.wording}</p>` : nothing} ${renderFacts(progressOf(view))}
    ${renderFacts(aboutOf(view))} ${renderSaid(view)}
  </div>`;
}

function progressOf({ value, words, locale, figure }: DetailsView): string[] {
  if (typeof value?.value !== 'number') return [];
  const { attainment, pace, complete } = value;
  return [
    typeof attainment === 'number' && words.way(locale.number(attainment, { style: 'percent' })),
    typeof pace === 'number' && !complete && words.expected(figure(pace)),
  ].filter((fact) => fact !== false);
}

function aboutOf({ goal: { dueOn, baseline }, owner, words, locale, figure }: DetailsView): string[] {
  return [
    owner !== undefined && words.owner(owner),
    dueOn !== undefined && words.due(locale.date(dueOn)),
    baseline !== undefined && words.from(figure(baseline)),
  ].filter((fact) => fact !== false);
}

function renderFacts(facts: readonly string[]): TemplateResult | typeof nothing {
  return facts.length > 0
    ? html`<ul class="facts more">
        ${facts.map((fact) => html`<li>${fact}</li> `)}
      </ul>`
    : nothing;
}

function renderSaid(view: DetailsView): TemplateResult {
  const { goal, checkIns, name, words, locale, unit, work, figure, checkIn } = view;
  const [last, ...earlier] = checkIns;
  const one = (said: CheckIn): TemplateResult =>
    html`<span class="confidence ${said.confidence}"
        >${icon(marks[said.confidence])} ${words.confidences[said.confidence]}</span
      >
      <span class="more"
        >${words.said(locale.date(said.at, 'short-day'))}${
          said.value === undefined ? nothing : ` · ${words.reported(figure(said.value))}`
        }</span
      >
      ${said.note ? html`<span class="note">${said.note}</span>` : nothing}`;
  return html`<div part="check-in">
    <p>${last ? one(last) : html`<span class="more">${words.neverSaid}</span>`}</p>
    ${
      earlier.length > 0
        ? html`<details>
            <summary>${words.earlier(locale.number(earlier.length))}</summary>
            <ul>
              ${earlier.map((said) => html`<li>${one(said)}</li>`)}
            </ul>
          </details>`
        : nothing
    }
    ${
      work === null
        ? nothing
        : work?.goal === goal.id
          ? work.render({ goal, label: words.checkInOn(name), unit, words })
          : html`<div class="acts">
              <button id="check-in-${goal.id}" type="button" aria-label=${words.checkInOn(name)} @click=${checkIn}>
                ${words.checkIn}
              </button>
              ${work?.renderSaid(goal.id) ?? nothing}
            </div>`
    }
  </div>`;
}

/** What only the details need. */
export const detailsStyles = css`
  [part='details'] {
    display: grid;
    gap: var(--_unit);
    padding-inline-start: calc(24px + var(--_unit) * 2);
    padding-block-end: calc(var(--_unit) * 3);
  }
  .facts,
  [part='check-in'] > p,
  details li {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 calc(var(--_unit) * 3);
  }
  .on-track {
    color: var(--_good);
  }
  .at-risk {
    color: var(--_warn);
  }
  .off-track {
    color: var(--_bad);
  }
  .note {
    flex: 1 1 100%;
  }
  [part='check-in'] {
    display: grid;
    gap: var(--_unit);
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_gap);
  }
  summary {
    inline-size: fit-content;
    color: var(--_muted);
    cursor: pointer;
  }
`;
