import { html, nothing, type TemplateResult } from 'lit';
import type { Visit, VisitMoveName } from '@liaise/core/records/visit';
import { possibleMoves } from '@liaise/core/visits';
import { fieldStyles } from '../base/fields.styles.ts';
import { icon } from '../base/icons.ts';
import { formMessages, type FormMessages } from './form.messages.ts';
import type { VisitLoggerMessages } from './visit-logger.messages.ts';
import type { DraftField, VisitWork } from './visit-work.ts';

export { fieldStyles, formMessages };

const exceptions: readonly VisitMoveName[] = ['skip', 'cancel', 'no-show', 'force-close'];

/** What a form is drawn with. */
export interface FormView {
  work: VisitWork;
  words: FormMessages;
  moves: VisitLoggerMessages['moves'];
  statuses: VisitLoggerMessages['statuses'];
  /** The visit written about; none while one is planned. */
  visit?: Visit;
  /** Whether there are other visits to go back to. */
  hasList: boolean;
  /** Whether a next visit can be planned here. */
  canPlan: boolean;
}

type Kind = 'line' | 'lines' | 'datetime-local' | 'date' | 'outcome';

/** A field with its name, and what to do about it where it is wrong. */
function field({ work, words, visit }: FormView, name: DraftField, kind: Kind, isOptional = true): TemplateResult {
  const value = work.draft(visit)[name];
  const wrong = work.fault?.field === name ? work.fault : undefined;
  const invalid = wrong ? 'true' : 'false';
  const describedBy = wrong ? `${name}-wrong` : nothing;
  const take = ({ target }: Event): void =>
    work.write(visit, name, (target as HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement).value);
  const control =
    kind === 'lines'
      ? html`<textarea
          id=${name}
          .value=${value}
          aria-invalid=${invalid}
          aria-describedby=${describedBy}
          @input=${take}
        ></textarea>`
      : kind === 'outcome'
        ? html`<select id=${name} aria-invalid=${invalid} aria-describedby=${describedBy} @change=${take}>
            <option value="" ?selected=${value === ''}>${words.choose}</option>
            ${Object.entries(words.outcomes).map(
              ([outcome, label]) => html`<option value=${outcome} ?selected=${outcome === value}>${label}</option>`,
            )}
          </select>`
        : html`<input
            id=${name}
            class="text"
            type=${kind === 'line' ? 'text' : kind}
            .value=${value}
            aria-required=${isOptional ? 'false' : 'true'}
            aria-invalid=${invalid}
            aria-describedby=${describedBy}
            @input=${take}
          />`;
  return html`<div class="field">
    <label for=${name}
      >${words.fields[name]} ${isOptional ? html`<span class="mark">(${words.optional})</span>` : nothing}</label
    >
    ${control}
    ${
      wrong
        ? html`<p class="wrong" id="${name}-wrong">
            ${icon('alert')}${wrong.refused ? words.notAccepted(words.fields[name]) : nothing} ${words.mend[name]}
          </p>`
        : nothing
    }
  </div>`;
}

/** A visit to plan: when to go there, and what for. */
export function drawPlan(view: FormView): TemplateResult {
  const { work, words } = view;
  return form(
    () => void work.plan(),
    html`<div class="pair">${field(view, 'when', 'datetime-local', false)} ${field(view, 'purpose', 'line')}</div>
      <div class="actions" part="actions">
        <button class="primary" type="submit">${words.plan}</button>
        <button type="button" @click=${() => work.goTo()}>${words.goBack}</button>
      </div>`,
  );
}

/** A visit, and what can be done with it next. */
export function drawVisit(view: FormView, visit: Visit): TemplateResult {
  const { work, words, moves: names } = view;
  const moves = possibleMoves(visit.status, { role: 'rep' });
  const others = moves.filter((move) => exceptions.includes(move));
  const main = moves.find((move) => !exceptions.includes(move));
  if (moves.length === 0) return drawClosed(view, visit);
  if (work.excepting) return drawExceptions(view, visit, others);
  return form(
    () => void (main && work.move(visit, main)),
    html`${visit.purpose ? html`<p class="said purpose">${visit.purpose}</p>` : nothing}
      ${visit.status === 'planned' ? nothing : drawReport(view)}
      <div class="actions" part="actions">
        ${
          main
            ? html`<button class="primary" type="submit">
                ${main === 'check-in' ? icon('pin') : nothing}${names[main]}
              </button>`
            : nothing
        }
        ${
          others.length > 0
            ? html`<button type="button" @click=${() => work.goTo(visit.id, { excepting: true })}>
                ${words.more}
              </button>`
            : nothing
        }
        ${
          visit.status === 'planned' && view.hasList
            ? html`<button class="plain" type="button" @click=${() => work.goTo()}>${words.goBack}</button>`
            : nothing
        }
      </div>`,
  );
}

function form(act: () => void, content: TemplateResult): TemplateResult {
  const submit = (event: Event): void => {
    event.preventDefault();
    act();
  };
  return html`<form novalidate @submit=${submit}>${content}</form>`;
}

/** What came of it; and after the check-out what happens next. */
function drawReport(view: FormView): TemplateResult {
  return html`${field(view, 'notes', 'lines')} ${field(view, 'outcome', 'outcome')}
  ${
    view.visit?.status === 'checked-in'
      ? nothing
      : html`<div class="pair">${field(view, 'nextTitle', 'line')} ${field(view, 'nextDue', 'date')}</div>`
  }`;
}

/** Why it went another way, and which. */
function drawExceptions(view: FormView, visit: Visit, moves: readonly VisitMoveName[]): TemplateResult {
  const { work, words, moves: names } = view;
  return html`${field(view, 'reason', 'lines', false)}
    <div class="actions" part="actions">
      ${moves.map(
        (move) => html`<button type="button" @click=${() => void work.move(visit, move)}>${names[move]}</button>`,
      )}
      <button class="plain" type="button" @click=${() => work.goTo(visit.id)}>${words.goBack}</button>
    </div>`;
}

function drawClosed({ work, words, statuses, canPlan }: FormView, visit: Visit): TemplateResult {
  return html`<p class="said">${icon('check')} ${visit.status === 'reported' ? words.done : statuses[visit.status]}</p>
    ${
      canPlan
        ? html`<div class="actions" part="actions">
            <button type="button" @click=${() => work.goTo(undefined, { planning: true })}>
              ${icon('calendar')}${words.another}
            </button>
          </div>`
        : nothing
    }`;
}
