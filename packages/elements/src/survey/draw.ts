import { html, nothing, type TemplateResult } from 'lit';
import type { LocalizedText, Question } from '@liaise/core/survey/types';
import type { SurveyFlow } from './flow.ts';
import { kindOf } from './questions/kinds.ts';
import type { SurveySession } from './session.ts';
import type { SurveyMessages } from './survey.messages.ts';

/** What a survey is drawn with. */
export interface SurveyView {
  session: SurveySession;
  flow: SurveyFlow;
  words: SurveyMessages;
  /** Draws again. */
  redraw: () => void;
  /** Files chosen here, by id. */
  files: Map<string, File>;
}

/** A text of the definition in the person's language, with what it draws on put in; and which language that is. */
export function textOf(
  { definition, answers, fields, logic }: SurveyFlow,
  localized: LocalizedText | undefined,
  languages: string,
): { text: string; language: string | undefined } {
  const { language } = definition;
  if (!logic) return { text: typeof localized === 'string' ? localized : '', language };
  const chosen = logic.localize(localized, languages, language);
  return { ...chosen, text: logic.pipe(chosen.text, { answers, fields, definition, languages }) };
}

/** The codes of what is wrong with an answer; nothing where the question cannot be asked here. */
export const faultsOf = (question: Question, value: unknown): string[] =>
  kindOf(question)?.faults(question, value) ?? [];

/** One question, with its hint and what is wrong with its answer. `mark` keeps its ids apart from those of others. */
export function drawQuestion(view: SurveyView, question: Question, mark = ''): TemplateResult {
  const { session, flow, words, redraw, files } = view;
  const { language, line } = session;
  const { id } = question;
  const fault = flow.faults[id];
  const text = (localized: LocalizedText | undefined): string => textOf(flow, localized, language).text;
  const title = textOf(flow, question.title, language);
  const hint = text(question.description);
  const isOptional = !question.required && question.type !== 'statement';
  return html`<div class=${fault ? 'faulty' : ''}>
    ${
      kindOf(question)?.draw({
        question,
        value: flow.answers[id],
        title: html`<span tabindex="-1" lang=${title.language ?? nothing}>${title.text}</span>${
            isOptional ? html` <span class="mark">(${words.optional})</span>` : nothing
          }`,
        text,
        arranged: (entries) => flow.arranged(question, entries),
        words,
        language,
        mark,
        describedBy: [hint && `hint${mark}`, fault && `wrong${mark}`].filter(Boolean).join(' ') || undefined,
        wrong: Boolean(fault),
        answer: (value, settled) => session.answer(question, value, settled),
        memory: flow.memory,
        redraw,
        line,
        files,
      }) ?? html`<p class="said" tabindex="-1">${words.cannotAsk}</p>`
    }
    ${hint ? html`<p class="hint" id="hint${mark}">${hint}</p>` : nothing}
    ${
      fault
        ? html`<p class="wrong" id="wrong${mark}" role="alert">
            ${words[fault === 'required' || fault === 'too-long' ? fault : 'wrong']}
          </p>`
        : nothing
    }
  </div>`;
}

/** The form around questions, with what leads on and back. */
export function drawForm({ session, flow, words }: SurveyView, content: unknown, at = 0, last = true): TemplateResult {
  return html`<form
    novalidate
    @submit=${(event: Event) => {
      event.preventDefault();
      session.forward();
    }}
  >
    ${drawAbout(flow, session.language, at)} ${content}
    <div class="actions" part="actions">
      <button class="primary" type="submit" aria-disabled=${session.finishing ? 'true' : nothing} @click=${onlyOnce}>
        ${last ? words.send : words.next}
      </button>
      ${at > 0 ? html`<button type="button" @click=${() => session.back()}>${words.back}</button>` : nothing}
      ${session.line?.drawSaved(session.language, session.finishing)}
    </div>
  </form>`;
}

/** The question that a person has come to. */
export function drawStep(view: SurveyView, question: Question): TemplateResult {
  const { flow, words } = view;
  const { way, most } = flow;
  const at = way.indexOf(question.id);
  const step = words.step(at + 1, most, flow.branches);
  const progress = html`<div>
    <progress part="progress" max=${most} .value=${at} aria-label=${step}></progress>
    <p class="hint">${step}</p>
  </div>`;
  const content = html`${most > 1 ? progress : nothing} ${drawQuestion(view, question)}`;
  return drawForm(view, content, at, at === way.length - 1);
}

/** The second click of a double click would answer for the question that has just come. */
function onlyOnce(event: MouseEvent): void {
  if (event.detail > 1) event.preventDefault();
}

/** What the survey is called, and before the first question what becomes of the answers. */
function drawAbout(flow: SurveyFlow, language: string, at: number): TemplateResult | typeof nothing {
  const { definition } = flow;
  const title = textOf(flow, definition.title, language).text;
  const privacy = at === 0 ? textOf(flow, definition.privacy, language).text : '';
  if (!title && !privacy) return nothing;
  return html`<div class="about">
    ${title ? html`<h2>${title}</h2>` : nothing} ${privacy ? html`<p class="hint">${privacy}</p>` : nothing}
  </div>`;
}
