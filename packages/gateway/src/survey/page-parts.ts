import { html } from 'hono/html';
import type {
  ContactField,
  ContactQuestion,
  FileQuestion,
  LocalizedText,
  MatrixQuestion,
  RankingQuestion,
} from '@liaise/core/survey';
import { defaults } from '@liaise/core/survey/vocabulary';

type Html = ReturnType<typeof html>;
type Say = (text: LocalizedText | undefined) => string;

/** The most places that a ranking without script offers. */
const mostPlaces = 10;

const partOf = (answer: unknown, key: string): string => {
  const part: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, key) : undefined;
  return typeof part === 'string' ? part : '';
};

/** A table with a row of radio buttons for each row; on a phone the rows stand one under the other. */
export function matrixField(question: MatrixQuestion, say: Say, answer: unknown): Html {
  return html`<table class="matrix">
    <tbody>
      ${question.rows.map(
        (row) =>
          html`<tr>
            <th scope="row">${say(row.label)}</th>
            ${question.options.map(
              (option) =>
                html`<td>
                  <label
                    ><input
                      type="radio"
                      name="answer:${question.id}:${row.id}"
                      value="${option.id}"
                      aria-label="${say(row.label)}: ${say(option.label)}"
                      ${partOf(answer, row.id) === option.id ? 'checked' : ''}
                    /><span>${say(option.label)}</span></label
                  >
                </td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** One choice for each place of the ranking, the first place first. */
export function rankingField(question: RankingQuestion, say: Say, answer: unknown, other: string): Html {
  const given = (Array.isArray(answer) ? (answer as readonly unknown[]) : []).map((one) =>
    typeof one === 'string' ? one : 'other:',
  );
  const options = question.options.map(({ id, label }) => ({ id, label: say(label) }));
  if (question.other) options.push({ id: 'other:', label: other });
  const places = Math.min(question.max ?? options.length, options.length, mostPlaces);
  return html`<ol class="places">
    ${Array.from(
      { length: places },
      (_, at) =>
        html`<li>
          <select name="answer:${question.id}" aria-label="${at + 1}. ${say(question.title)}">
            <option value=""></option>
            ${options.map(
              ({ id, label }) => html`<option value="${id}" ${given[at] === id ? 'selected' : ''}>${label}</option>`,
            )}
          </select>
        </li>`,
    )}
  </ol>`;
}

const names: Readonly<Record<ContactField, readonly [english: string, chinese: string, token: string]>> = {
  name: ['Name', '姓名', 'name'],
  organization: ['Organization', '单位', 'organization'],
  position: ['Position', '职务', 'organization-title'],
  email: ['Email', '电子邮箱', 'email'],
  phone: ['Telephone', '电话', 'tel'],
  address: ['Address', '地址', 'street-address'],
  postcode: ['Postcode', '邮政编码', 'postal-code'],
  city: ['City', '城市', 'address-level2'],
  country: ['Country', '国家/地区', 'country-name'],
};

/** The fields asked for, each with the token by which a browser fills it in. */
export function contactField(question: ContactQuestion, say: Say, answer: unknown, language: string): Html {
  return html`${question.fields.map((field) => {
    const asked: Exclude<typeof field, string> = typeof field === 'string' ? { id: field } : field;
    const { id, label } = asked;
    const [english, chinese, token] = names[id];
    const name = say(label) || (/^zh\b/i.test(language) ? chinese : english);
    const type = id === 'email' ? 'email' : id === 'phone' ? 'tel' : 'text';
    return html`<label class="line"
      ><span>${name}</span
      ><input
        type="${type}"
        name="answer:${question.id}:${id}"
        autocomplete="${token}"
        dir="auto"
        value="${partOf(answer, id)}"
    /></label>`;
  })}`;
}

/** A field for files, and those that are there, which stay unless their tick is taken away. */
export function fileField(question: FileQuestion, answer: unknown): Html {
  const ids = (Array.isArray(answer) ? (answer as readonly unknown[]) : []).filter((id) => typeof id === 'string');
  return html`${ids.map(
      (id, at) =>
        html`<label
          ><input type="checkbox" name="answer:${question.id}" value="${id}" checked /><span>${at + 1}</span></label
        >`,
    )}
    <input
      type="file"
      name="file:${question.id}"
      aria-labelledby="title-${question.id}"
      ${(question.max ?? defaults.files) > 1 ? 'multiple' : ''}
      ${question.accept === undefined ? '' : html`accept="${question.accept.join(',')}"`}
    />`;
}
