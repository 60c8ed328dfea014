import { html, nothing, type TemplateResult } from 'lit';
import type { ReportOnRep } from '@liaise/core/api/survey-results';
import { DataController } from '../base/data-controller.ts';
import { notice } from '../base/notice.ts';
import { drawComment } from './comments.ts';
import { inWords, type Drawing, type Host, type Place } from './part.ts';

/** A 360-degree report: means by role and question, as far as nobody can be singled out. */
export class Report {
  about: string | undefined;
  readonly #host: Host;
  readonly #place: Place;
  readonly #told: DataController<'survey-results'>;
  readonly #comments: DataController<'survey-comments'>;

  constructor(host: Host, place: Place) {
    this.#host = host;
    this.#place = place;
    const asked = () => {
      const survey = place.asked()?.survey;
      return survey && this.about ? { survey, about: this.about } : undefined;
    };
    this.#told = new DataController(host, {
      kind: 'survey-results',
      question: asked,
      given: () => (place.asked() ? undefined : place.results()),
    });
    this.#comments = new DataController(host, {
      kind: 'survey-comments',
      question: () => (this.#told.data?.report ? asked() : undefined),
    });
  }

  readonly #choose = ({ target }: Event): void => {
    this.about = (target as HTMLSelectElement).value || undefined;
    this.#host.requestUpdate();
  };

  draw(drawing: Drawing): TemplateResult | typeof nothing {
    const { data, more, locale } = drawing;
    const canChoose = this.#place.asked() !== undefined;
    const { report } = this.#told.data ?? {};
    if (data.reports.length === 0 && !this.about && !report) return nothing;
    const told = report && (!canChoose || report.repId === this.about) ? report : undefined;
    return html`<section part="report" class="part" aria-labelledby="report">
      <h3 id="report">${more.report}</h3>
      ${
        canChoose && data.reports.length > 0
          ? html`<div class="bar">
              <div class="field">
                <label for="about">${more.about}</label>
                <select id="about" @change=${this.#choose}>
                  <option value="" ?selected=${!this.about}>${more.nobody}</option>
                  ${data.reports.map(
                    ({ repId, name }) =>
                      html`<option value=${repId} ?selected=${repId === this.about}>${name}</option>`,
                  )}
                </select>
              </div>
            </div>`
          : nothing
      }
      ${canChoose && this.about ? notice(this.#told, more, locale) : nothing}
      ${told ? this.#table(told, drawing) : nothing}
      ${this.about && this.#told.data && !told && !data.closed ? html`<p class="more">${more.running}</p>` : nothing}
      ${
        told && this.#comments.data && this.#comments.data.items.length > 0
          ? html`<ul>
              ${this.#comments.data.items.map((one) => drawComment(one, drawing))}
            </ul>`
          : nothing
      }
    </section>`;
  }

  #table({ name, roles, overall }: ReportOnRep, { data, more, locale }: Drawing): TemplateResult {
    const questions = data.questions.filter(({ id }) =>
      [...roles, ...(overall ? [overall] : [])].some((one) => one.questions[id]),
    );
    const mean = (value: number | null | undefined): string =>
      value === null || value === undefined
        ? '–'
        : locale.number(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const columns = [
      ...roles.map((one) => ({ ...one, title: more.roles[one.role] })),
      ...(overall ? [{ ...overall, suppressed: null, title: more.overall }] : []),
    ];
    const hidden = columns.filter(({ suppressed }) => suppressed !== null);
    return html`<div class="scroll" tabindex="0" role="group" aria-label="${more.report}: ${name}">
        <table class="report" aria-label="${more.report}: ${name}">
          <thead>
            <tr>
              <td></td>
              ${columns.map(({ title }) => html`<th scope="col" class="number">${title}</th>`)}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">${more.raters}</th>
              ${columns.map(({ n }) => html`<td class="number">${n === null ? more.hidden : locale.number(n)}</td>`)}
            </tr>
            <tr>
              <th scope="row">${more.mean}</th>
              ${columns.map((one) => html`<td class="number"><b>${mean(one.mean)}</b></td>`)}
            </tr>
            ${questions.map(
              ({ id, title }) =>
                html`<tr>
                  <th scope="row" dir="auto">${inWords(title, locale)}</th>
                  ${columns.map((one) => html`<td class="number">${mean(one.questions[id]?.mean)}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="more">
        ${more.scale}
        ${hidden.map(({ title, suppressed }) => html`<br />${title}: ${suppressed ? more.hides[suppressed] : nothing}`)}
      </p>`;
  }
}
