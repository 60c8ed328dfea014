import { html, nothing, type TemplateResult } from 'lit';
import type { ScoreGroup, SurveyComment } from '@liaise/core/api/survey-results';
import { DataController } from '../base/data-controller.ts';
import { notice } from '../base/notice.ts';
import { inWords, type Drawing, type Host, type Place } from './part.ts';
import { scoreGroups } from './vocabulary.ts';

const written = new Set(['short-text', 'long-text']);
const pageSize = 20;
const most = 500;

/** Whether a survey asks for anything in a person's own words. */
export const asksForWords = ({ questions }: Drawing['data']): boolean =>
  questions.some(({ type, n }) => written.has(type) && n > 0);

/** What people wrote, with filters. */
export class Comments {
  readonly #host: Host;
  readonly #found: DataController<'survey-comments'>;
  readonly #reps = new Map<string, string>();
  #search = '';
  #group: ScoreGroup | undefined;
  #rep = '';
  #question = '';
  #limit = pageSize;
  /** The last page seen stays while more are fetched. */
  #shown: { items: SurveyComment[]; next: string | null } | undefined;

  constructor(host: Host, place: Place) {
    this.#host = host;
    this.#found = new DataController(host, {
      kind: 'survey-comments',
      question: () => {
        const asked = place.asked();
        const data = place.results();
        if (!asked || !data || !asksForWords(data)) return undefined;
        const { question: _main, rep, ...rest } = asked;
        const chosen = this.#rep || rep;
        return {
          ...rest,
          limit: this.#limit,
          ...(chosen && { rep: chosen }),
          ...(this.#search && { search: this.#search }),
          ...(this.#group && { scoreGroup: this.#group }),
          ...(this.#question && { question: this.#question }),
        };
      },
    });
  }

  #narrow(change: () => void): void {
    change();
    this.#limit = pageSize;
    this.#host.requestUpdate();
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const value = (name: string): string => {
      const one = fields.get(name);
      return typeof one === 'string' ? one.trim() : '';
    };
    this.#narrow(() => {
      this.#search = value('search').slice(0, 100);
      this.#group = scoreGroups.find((one) => one === value('writer'));
      this.#rep = value('rep');
      this.#question = value('question');
    });
  };

  readonly #choose = ({ target }: Event): void => (target as HTMLSelectElement).form?.requestSubmit();

  readonly #more = (): void => {
    this.#limit = Math.min(most, this.#limit + pageSize);
    this.#host.requestUpdate();
  };

  draw(drawing: Drawing): TemplateResult | typeof nothing {
    const { data, more, locale } = drawing;
    if (!this.#found.source || !asksForWords(data) || this.#found.state === 'empty') return nothing;
    this.#shown = this.#found.data ?? (this.#found.state === 'loading' ? this.#shown : undefined);
    const { items = [], next = null } = this.#shown ?? {};
    for (const { repId, repName } of items) if (repId && repName) this.#reps.set(repId, repName);
    return html`<section part="comments" class="part" aria-labelledby="comments">
      <h3 id="comments">${more.comments}</h3>
      ${this.#form(drawing)} ${notice(this.#found, more, locale)}
      <p class="more" role="status">
        ${this.#found.data ? (items.length === 0 ? more.noComments : more.found(locale.number(items.length), next !== null)) : nothing}
      </p>
      <ul>
        ${items.map((one) => drawComment(one, drawing))}
      </ul>
      ${
        next !== null && this.#limit < most
          ? html`<div><button type="button" @click=${this.#more}>${more.more}</button></div>`
          : nothing
      }
    </section>`;
  }

  #form({ data, more, main, locale }: Drawing): TemplateResult {
    const select = (name: string, label: string, all: string, options: readonly (readonly [string, string])[]) =>
      options.length < 2
        ? nothing
        : html`<div class="field">
            <label for=${name}>${label}</label>
            <select id=${name} name=${name} @change=${this.#choose}>
              <option value="">${all}</option>
              ${options.map(([value, text]) => html`<option value=${value}>${text}</option>`)}
            </select>
          </div>`;
    const questions = data.questions.filter(({ type }) => written.has(type));
    return html`<form class="bar" role="search" aria-label=${more.comments} @submit=${this.#submit}>
      <div class="field">
        <label for="search">${more.search}</label>
        <input class="text" id="search" name="search" type="search" maxlength="100" autocomplete="off" />
      </div>
      ${
        main && !data.anonymous
          ? select(
              'writer',
              more.writer,
              more.everybody,
              scoreGroups.map((one) => [one, more.writers[one]] as const),
            )
          : nothing
      }
      ${select('rep', more.rep, more.allReps, [...this.#reps])}
      ${select(
        'question',
        more.question,
        more.allQuestions,
        questions.map(({ id, title }) => [id, inWords(title, locale)] as const),
      )}
      <button type="submit">${more.apply}</button>
    </form>`;
  }
}

/** One comment: the words as they were written, and what is known of them. */
export function drawComment(comment: SurveyComment, { data, more, locale }: Drawing): TemplateResult {
  const { text, score, at, customerName, repName, language } = comment;
  const asked = data.questions.find(({ id }) => id === comment.question);
  const facts = [
    score === null ? '' : more.gave(locale.number(score)),
    customerName ?? '',
    repName ?? '',
    at === undefined ? '' : locale.date(at),
    asked ? more.to(inWords(asked.title, locale)) : '',
  ].filter((one) => one !== '');
  return html`<li class="comment">
    <p class="said" dir="auto" lang=${language ?? nothing}>${text}</p>
    <p class="more">${facts.map((fact, at) => html`${at > 0 ? ' · ' : nothing}<bdi>${fact}</bdi>`)}</p>
  </li>`;
}
