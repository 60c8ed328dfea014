import { html, nothing, type TemplateResult } from 'lit';
import { newId } from '@liaise/core/records/identifier';
import type { Review, ReviewCreate } from '@liaise/core/records/review';
import { icon } from '../base/icons.ts';
import type { PanelHost } from './panel.ts';
import { reviewMessages } from './scorecard.reviews.messages.ts';

const ratings = [1, 2, 3, 4, 5] as const;

/** A form for one review. */
export interface ReviewForm {
  /** The review's id. */
  readonly id: string;
  draw(): TemplateResult;
}

/**
 * A form in which a review is written: a rating and a comment for each topic, and a text for the whole.
 *
 * @param before the draft that is gone on with
 * @param close called once it is saved or given up
 */
export function reviewForm(
  host: PanelHost,
  kind: Review['kind'],
  before: Review | undefined,
  close: () => void,
): ReviewForm {
  const id = before?.id ?? newId();
  const rated = new Map((before?.ratings ?? []).map(({ topic, rating }) => [topic, rating]));
  const comments = new Map((before?.ratings ?? []).map(({ topic, comment }) => [topic, comment ?? '']));
  let text = before?.text ?? '';
  /** Whether the review is there already, so that the next save is a change. */
  let isThere = before !== undefined;
  let missing = new Set<string>();

  const topics = (): string[] => [...new Set([...host.topics, ...rated.keys()])];
  const value = (event: Event): string => (event.target as HTMLInputElement | HTMLTextAreaElement).value;

  const save = async (status: 'draft' | 'shared'): Promise<void> => {
    const { subject, period } = host.data;
    missing = new Set(status === 'shared' ? topics().filter((topic) => !rated.has(topic)) : []);
    const [first] = missing;
    if (first !== undefined) {
      host.lead(`#rating-${first}-1`);
      return;
    }
    const review: ReviewCreate = {
      id,
      repId: subject.slice('rep:'.length),
      period,
      kind,
      status,
      ratings: topics().flatMap((topic) => {
        const rating = rated.get(topic);
        const comment = comments.get(topic)?.trim();
        return rating === undefined ? [] : [{ topic, rating, ...(comment && { comment }) }];
      }),
      ...(text.trim() && { text }),
    };
    const saved = await host.save('review', id, 'save-review', { review, ...(isThere && { edit: newId() }) });
    if (!saved) return;
    isThere = true;
    close();
  };

  function draw(): TemplateResult {
    const words = reviewMessages.words(host.locale.tag);
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        void save('shared');
      }}
    >
      <h3>${words.kinds[kind]}</h3>
      <p class="more" id="scale">${words.scale}</p>
      ${topics().map((topic) => {
        const name = words.topicName(topic);
        const isMissing = missing.has(topic);
        return html`<fieldset aria-describedby=${isMissing ? `missing-${topic}` : 'scale'}>
          <legend>${name}</legend>
          <div class="ratings">
            ${ratings.map(
              (rating) =>
                html`<label for="rating-${topic}-${rating}"
                  ><input
                    id="rating-${topic}-${rating}"
                    type="radio"
                    name="rating-${topic}"
                    value=${rating}
                    aria-invalid=${isMissing}
                    .checked=${rated.get(topic) === rating}
                    @change=${() => {
                      rated.set(topic, rating);
                      missing.delete(topic);
                      host.changed();
                    }}
                  /><span>${rating}</span></label
                >`,
            )}
          </div>
          ${isMissing ? html`<p class="wrong" id="missing-${topic}">${icon('alert')}${words.needsRating}</p>` : nothing}
          <input
            class="text"
            type="text"
            maxlength="2000"
            aria-label=${words.comment(name)}
            placeholder=${words.comment(name)}
            .value=${comments.get(topic) ?? ''}
            @input=${(event: Event) => comments.set(topic, value(event))}
          />
        </fieldset>`;
      })}
      <div class="field">
        <label for="review-text">${words.overall}</label>
        <textarea
          id="review-text"
          maxlength="8000"
          .value=${text}
          @input=${(event: Event) => (text = value(event))}
        ></textarea>
      </div>
      <p class="more">${words.sharing}</p>
      <div class="actions">
        <button class="primary" type="submit">${words.share}</button>
        <button type="button" @click=${() => void save('draft')}>${words.keep}</button>
        <button class="plain" type="button" @click=${close}>${words.cancel}</button>
      </div>
    </form>`;
  }
  return { id, draw };
}
