import { html, nothing, type TemplateResult } from 'lit';
import { resultDivisions } from './vocabulary.ts';
import type { ResultDivision, ResultGroup } from '@liaise/core/api/survey-results';
import { DataController } from '../base/data-controller.ts';
import { notice } from '../base/notice.ts';
import { percent, range, written } from './figures.ts';
import type { Drawing, Host, Place } from './part.ts';

/** The main score by rep, account and so on. */
export class Groups {
  by: ResultDivision | undefined;
  readonly #host: Host;
  readonly #place: Place;
  readonly #divided: DataController<'survey-results'>;

  constructor(host: Host, place: Place) {
    this.#host = host;
    this.#place = place;
    this.#divided = new DataController(host, {
      kind: 'survey-results',
      question: () => {
        const asked = place.asked();
        return asked && this.by && place.results()?.anonymous === false ? { ...asked, by: this.by } : undefined;
      },
      given: () => (place.asked() ? undefined : place.results()),
    });
  }

  readonly #choose = ({ target }: Event): void => {
    const { value } = target as HTMLSelectElement;
    this.by = resultDivisions.find((one) => one === value);
    this.#host.requestUpdate();
  };

  draw(drawing: Drawing): TemplateResult | typeof nothing {
    const { data, main, more, words, locale } = drawing;
    const given = data.groups;
    const canChoose = this.#place.asked() !== undefined;
    if (!main || data.anonymous || (!canChoose && !given)) return nothing;
    const { groups } = this.#divided.data ?? {};
    const by = canChoose ? this.by : given?.by;
    return html`<section part="groups" class="part" aria-labelledby="groups">
      <h3 id="groups">${more.divided}</h3>
      ${
        canChoose
          ? html`<div class="bar">
              <div class="field">
                <label for="by">${more.by}</label>
                <select id="by" @change=${this.#choose}>
                  <option value="" ?selected=${!by}>${more.nothing}</option>
                  ${resultDivisions.map(
                    (one) => html`<option value=${one} ?selected=${one === by}>${more.divisions[one]}</option>`,
                  )}
                </select>
              </div>
            </div>`
          : nothing
      }
      ${by && canChoose ? notice(this.#divided, more, locale) : nothing}
      ${
        by && groups
          ? groups.items.length === 0
            ? html`<p class="more">${more.noGroups}</p>`
            : html`<div class="scroll" tabindex="0" role="group" aria-labelledby="groups">
                  <table class="divided" aria-labelledby="groups">
                    <thead>
                      <tr>
                        <th scope="col">${more.divisions[by]}</th>
                        <th scope="col" class="number">${words.columns.score}</th>
                        <th scope="col">${words.columns.interval}</th>
                        <th scope="col" class="number">${words.columns.n}</th>
                        <th scope="col" class="number">${more.rate}</th>
                      </tr>
                    </thead>
                    <tbody>
                      ${groups.items.map((one) => this.#row(one, drawing))}
                    </tbody>
                  </table>
                </div>
                ${groups.more ? html`<p class="more">${more.onlyMost}</p>` : nothing}`
          : nothing
      }
    </section>`;
  }

  #row(group: ResultGroup, { data, main, more, locale }: Drawing): TemplateResult {
    const type = main?.type ?? '';
    const { name, score, n, responseRate: rate } = group;
    return html`<tr>
      <th scope="row"><bdi>${name ?? more.unnamed}</bdi></th>
      <td class="number">
        <b><bdi>${written(type, score, locale)}</bdi></b>
      </td>
      <td><bdi>${range(type, group, { more, locale, minimum: data.minimum })}</bdi></td>
      <td class="number">${locale.number(n)}</td>
      <td class="number">${rate === null ? '–' : percent(rate, locale)}</td>
    </tr>`;
  }
}
