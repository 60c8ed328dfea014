import { html, nothing, type TemplateResult } from 'lit';
import type { ScorecardAnswer } from '@liaise/core/api/scorecards';
import type { Review } from '@liaise/core/records/review';
import { saying } from '../base/filing.ts';
import type { Panel, PanelHost } from './panel.ts';
import { reviewForm, type ReviewForm } from './scorecard.review-form.ts';
import { reviewMessages, type ReviewMessages } from './scorecard.reviews.messages.ts';

export { reviewMessages as panelMessages };

/** Reviews of a rep side by side, what others say, and for their authors a form; the rep acknowledges a superior's. */
export function open(host: PanelHost): Panel {
  let form: ReviewForm | undefined;
  let acknowledgement = '';
  /** The review that the line at the end speaks of. */
  let told = '';

  const close = (): void => {
    form = undefined;
    host.lead('.reviews .foot button, .reviews .scroll');
  };
  const write = (kind: Review['kind'], before?: Review): void => {
    form = reviewForm(host, kind, before, close);
    told = form.id;
    host.lead('.reviews form input');
  };
  const acknowledge = async (review: Review): Promise<void> => {
    told = review.id;
    const text = acknowledgement.trim();
    const order = { review: review.id, ...(text && { acknowledgement: text }) };
    if (await host.save('acknowledge', review.id, 'acknowledge-review', order)) acknowledgement = '';
    host.changed();
  };

  function draw(): TemplateResult {
    const { data, isOwn, leads, me } = host;
    const words = reviewMessages.words(host.locale.tag);
    const reviews = [...data.reviews].sort((a, b) => (a.kind === b.kind ? 0 : a.kind === 'self' ? -1 : 1));
    // Whoever writes one is a rep by name, a manager among them.
    const kind = isOwn ? 'self' : leads && me?.repId !== undefined ? 'superior' : undefined;
    const mine = reviews.find((one) => one.kind === kind && (isOwn || (one.authorId ?? me?.repId) === me?.repId));
    const waiting = isOwn ? reviews.find((one) => one.kind === 'superior' && one.status === 'shared') : undefined;
    return html`${reviews.length > 0 ? sideBySide(reviews, host, words) : html`<p class="more">${words.none}</p>`}
      ${data.raters?.length ? raters(data.raters, host, words) : nothing}
      ${
        waiting
          ? html`<div class="field">
                <label for="acknowledgement">${words.acknowledgement}</label>
                <textarea
                  id="acknowledgement"
                  .value=${acknowledgement}
                  @input=${({ target }: Event) => (acknowledgement = (target as HTMLTextAreaElement).value)}
                ></textarea>
              </div>
              <div class="actions">
                <button class="primary" type="button" @click=${() => void acknowledge(waiting)}>
                  ${words.acknowledge}
                </button>
              </div>`
          : nothing
      }
      ${form ? form.draw() : nothing}
      <div class="actions foot">
        ${
          form || !kind || (mine && mine.status !== 'draft')
            ? nothing
            : html`<button type="button" @click=${() => write(kind, mine)}>
                ${mine ? words.edit : words.write[kind]}
              </button>`
        }
        ${saying(host.filing, told, words.filed)}
      </div>`;
  }
  return { draw };
}

function sideBySide(reviews: readonly Review[], { locale }: PanelHost, words: ReviewMessages): TemplateResult {
  const topics = [...new Set(reviews.flatMap(({ ratings }) => ratings.map(({ topic }) => topic)))];
  const standing = ({ status, sharedAt, acknowledgedAt, updatedAt }: Review): string =>
    status === 'draft'
      ? words.draft
      : status === 'shared'
        ? words.shared(locale.date(sharedAt ?? updatedAt))
        : words.acknowledged(locale.date(acknowledgedAt ?? updatedAt));
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${words.table}>
    <table>
      <thead>
        <tr>
          <th scope="col">${words.topic}</th>
          ${reviews.map(({ kind }) => html`<th scope="col">${words.kinds[kind]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${topics.map(
          (topic) =>
            html`<tr>
              <th scope="row">${words.topicName(topic)}</th>
              ${reviews.map(({ ratings }) => {
                const one = ratings.find((rating) => rating.topic === topic);
                return html`<td>
                  ${one ? html`<b>${words.rated(one.rating)}</b>` : '–'}
                  ${one?.comment ? html`<span class="said" dir="auto">${one.comment}</span>` : nothing}
                </td>`;
              })}
            </tr>`,
        )}
        <tr>
          <th scope="row">${words.overall}</th>
          ${reviews.map(
            (review) =>
              html`<td>
                ${review.text ? html`<span class="said" dir="auto">${review.text}</span>` : nothing}
                <span class="more">${standing(review)}</span>
                ${review.acknowledgement ? html`<span class="said" dir="auto">“${review.acknowledgement}”</span>` : nothing}
              </td>`,
          )}
        </tr>
      </tbody>
    </table>
  </div>`;
}

function raters(
  results: NonNullable<ScorecardAnswer['raters']>,
  { locale }: PanelHost,
  words: ReviewMessages,
): TemplateResult {
  return html`<h3 id="raters">${words.raters}</h3>
    <table aria-labelledby="raters">
      <thead>
        <tr>
          <th scope="col">${words.role}</th>
          <th scope="col" class="figure">${words.mean}</th>
          <th scope="col" class="figure">${words.answers}</th>
        </tr>
      </thead>
      <tbody>
        ${results.map(
          ({ role, n, mean, suppressed }) =>
            html`<tr>
              <th scope="row">${words.roles[role]}</th>
              <td class="figure">
                ${
                  mean === null
                    ? html`– ${suppressed ? html`<span class="more">${words.hidden[suppressed]}</span>` : nothing}`
                    : locale.number(mean, { maximumFractionDigits: 1, minimumFractionDigits: 1 })
                }
              </td>
              <td class="figure">${n === null ? '–' : locale.number(n)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}
