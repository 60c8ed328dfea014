import { contactAnswer } from '@liaise/core/survey/answer-parts';
import type { ContactField, ContactQuestion } from '@liaise/core/survey/types';
import { answerIssues, css, html, nothing, type TemplateResult } from '../kit.ts';
import { contactMessages } from './contact.messages.ts';
import type { Drawing, QuestionKind } from './kind.ts';

/** By field: the token by which a browser fills it in (HTML, section 4.10.18.7). */
const tokens: Readonly<Record<ContactField, string>> = {
  name: 'name',
  organization: 'organization',
  position: 'organization-title',
  email: 'email',
  phone: 'tel',
  address: 'street-address',
  postcode: 'postal-code',
  city: 'address-level2',
  country: 'country-name',
};

const typeOf = (id: ContactField): string => (id === 'email' ? 'email' : id === 'phone' ? 'tel' : 'text');

/** The fields asked for, each with the name by which a browser knows it. */
function draw(drawing: Drawing<ContactQuestion>): TemplateResult {
  const { question, value, title, text, words, language, mark, describedBy, wrong, answer } = drawing;
  const names = contactMessages.words(language);
  const given = (value ?? {}) as Readonly<Record<string, string>>;
  const issues = wrong ? answerIssues(question, value, contactAnswer) : [];
  const isAtFault = (id: string): boolean =>
    issues.some(({ path }) => path === `${question.id}.${id}` || path === question.id);
  return html`<fieldset class="question" part="question" aria-describedby=${describedBy ?? nothing}>
    <legend>${title}</legend>
    <div class="contact">
      ${question.fields.map((field) => {
        const asked: Exclude<typeof field, string> = typeof field === 'string' ? { id: field } : field;
        const { id, required = false, label } = asked;
        const take = (event: Event): void => {
          const { [id]: _, ...rest } = given;
          const { value: typed } = event.target as HTMLInputElement;
          const next = typed === '' ? rest : { ...rest, [id]: typed };
          answer(Object.keys(next).length === 0 ? null : next, event.type === 'change');
        };
        return html`<div class="field">
          <label for="answer${mark}-${id}"
            >${text(label) || names[id]}${required ? nothing : html` <span class="mark">(${words.optional})</span>`}</label
          >
          <input
            id="answer${mark}-${id}"
            class="text"
            type=${typeOf(id)}
            autocomplete=${tokens[id]}
            dir="auto"
            .value=${given[id] ?? ''}
            aria-required=${required ? 'true' : 'false'}
            aria-invalid=${isAtFault(id) ? 'true' : 'false'}
            aria-describedby=${isAtFault(id) ? `wrong${mark}` : nothing}
            @input=${take}
            @change=${take}
          />
        </div>`;
      })}
    </div>
  </fieldset>`;
}

export const kind: QuestionKind<ContactQuestion> = {
  draw,
  faults: (question, value) => answerIssues(question, value, contactAnswer).map(({ code }) => code),
  catalog: contactMessages,
  styles: css`
    .contact {
      display: grid;
      gap: calc(var(--_unit) * 3);
      grid: auto / repeat(auto-fit, minmax(min(100%, 15em), 1fr));
    }
  `,
};
