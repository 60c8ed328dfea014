import { live } from 'lit/directives/live.js';
import { matrixAnswer } from '@liaise/core/survey/answer-parts';
import type { MatrixQuestion } from '@liaise/core/survey/types';
import { answerIssues, css, html, nothing, type TemplateResult } from '../kit.ts';
import type { Drawing, QuestionKind } from './kind.ts';

/**
 * One radio group a row, so that each row is one stop of the Tab key. Where there is room the rows make a table under one
 * head; on a phone each row stands by itself, with its options one under the other.
 */
function draw(drawing: Drawing<MatrixQuestion>): TemplateResult {
  const { question, value, title, text, arranged, mark, describedBy, wrong, answer } = drawing;
  const given = (value ?? {}) as Readonly<Record<string, string>>;
  const atFault = new Set(
    wrong
      ? answerIssues(question, value, matrixAnswer).map(({ path }) => path.slice(question.id.length + 1) || undefined)
      : [],
  );
  const open = (row: string): boolean => wrong && (atFault.has(row) || (atFault.has(undefined) && !(row in given)));
  return html`<fieldset class="question" part="question" aria-describedby=${describedBy ?? nothing}>
    <legend>${title}</legend>
    <div class="matrix">
      <div class="head" aria-hidden="true">
        <span></span>${question.options.map(({ label }) => html`<span>${text(label)}</span>`)}
      </div>
      ${arranged(question.rows).map(
        (row) =>
          html`<div
            class="row"
            role="radiogroup"
            aria-labelledby="row${mark}-${row.id}"
            aria-required=${question.required ? 'true' : 'false'}
            aria-invalid=${open(row.id) ? 'true' : 'false'}
          >
            <span class="of" id="row${mark}-${row.id}">${text(row.label)}</span>
            ${question.options.map(
              ({ id, label }) =>
                html`<label>
                  <input
                    type="radio"
                    name="row${mark}-${row.id}"
                    value=${id}
                    .checked=${live(given[row.id] === id)}
                    @change=${() => answer({ ...given, [row.id]: id }, true)}
                  />
                  <span>${text(label)}</span>
                </label>`,
            )}
          </div>`,
      )}
    </div>
  </fieldset>`;
}

export const kind: QuestionKind<MatrixQuestion> = {
  draw,
  faults: (question, value) => answerIssues(question, value, matrixAnswer).map(({ code }) => code),
  styles: css`
    .matrix {
      display: grid;
      gap: calc(var(--_unit) * 4);
    }
    .matrix .head {
      display: none;
    }
    .matrix .row {
      display: grid;
      gap: var(--_unit);
      border-radius: var(--_radius);
    }
    .matrix .of {
      font-weight: 600;
      overflow-wrap: anywhere;
    }
    .matrix .row[aria-invalid='true'] .of {
      color: var(--_bad);
    }
    .matrix label {
      display: flex;
      align-items: center;
      gap: var(--_gap);
      min-block-size: 44px;
      padding-inline: calc(var(--_unit) * 3);
      border: 1px solid var(--_edge);
      border-radius: var(--_radius);
      overflow-wrap: anywhere;
      cursor: pointer;
    }
    .matrix label:hover {
      background: var(--_raised);
    }
    .matrix label:has(:checked) {
      border-color: var(--_accent);
    }
    .matrix input {
      flex: none;
      inline-size: 20px;
      block-size: 20px;
      margin: 0;
      accent-color: var(--_accent);
    }
    @container (width >= 560px) {
      .matrix {
        gap: 0;
      }
      .matrix :is(.head, .row) {
        display: grid;
        grid-auto-flow: column;
        grid-auto-columns: minmax(56px, 1fr);
        grid-template-columns: minmax(8em, 2fr);
        align-items: center;
      }
      .matrix .head {
        color: var(--_muted);
        font-size: 0.875em;
        text-align: center;
      }
      .matrix .row {
        min-block-size: 44px;
        border-block-start: 1px solid var(--_line);
        border-radius: 0;
      }
      .matrix .of {
        padding-block: var(--_unit);
        font-weight: 400;
      }
      .matrix label {
        justify-content: center;
        block-size: 100%;
        padding: 0;
        border-color: transparent;
      }
      .matrix label span {
        position: absolute;
        inline-size: 1px;
        block-size: 1px;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
      }
    }
  `,
};
