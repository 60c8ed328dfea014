import { html, nothing, type TemplateResult } from 'lit';
import { localize } from '@liaise/core/survey/text';
import type { LocalizedText, Question } from '@liaise/core/survey/types';
import type { SurveyFlow } from './flow.ts';
import { kindOf } from './questions/kinds.ts';
import type { SurveyMessages } from './survey.messages.ts';

/** What a survey is drawn with. */
export interface SurveyView {
  flow: SurveyFlow;
  words: SurveyMessages;
  language: string;
  /** How the answers got on. */
  saved: unknown;
  /** The end is being sent. */
  finishing: boolean;
  answer: (question: Question, value: unknown, settled: boolean) => void;
  forward: () => void;
  back: () => void;
}

/** A text of the definition in the person's language, with what it draws on put in; and which language that is. */
export function textOf(
  { definition, answers, fields, logic }: SurveyFlow,
  localized: LocalizedText | undefined,
  languages: string,
): { text: string; language: string | undefined } {
  const { text, language } = localize(localized, languages, definition.language);
  return { text: logic?.pipe(text, { answers, fields, definition, languages }) ?? text, language };
}

/** The codes of what is wrong with an answer; nothing where the question cannot be asked here. */
export const faultsOf = (question: Question, value: unknown): string[] =>
  kindOf(question)?.faults(question, value) ?? [];

/** The question shown, with what leads on and back. */
export function drawQuestion(view: SurveyView, question: Question): TemplateResult {
  const { flow, words, language, finishing } = view;
  const { way, fault } = flow;
  const at = way.indexOf(question.id);
  const text = (localized: LocalizedText | undefined): string => textOf(flow, localized, language).text;
  const title = textOf(flow, question.title, language);
  const hint = text(question.description);
  const isOptional = !question.required && question.type !== 'statement';
  return html`<form
    novalidate
    @submit=${(event: Event) => {
      event.preventDefault();
      view.forward();
    }}
  >
    ${drawAbout(view, at)}
    ${
      way.length > 1
        ? html`<div>
            <svg class="bar" viewBox="0 0 ${way.length} 1" preserveAspectRatio="none" aria-hidden="true">
              <path d="M0 0h${at}v1H0z" />
            </svg>
            <p class="hint">${words.step(at + 1, way.length)}</p>
          </div>`
        : nothing
    }
    <div>
      ${
        kindOf(question)?.draw({
          question,
          value: flow.answers[question.id],
          title: html`<span tabindex="-1" lang=${title.language ?? nothing}>${title.text}</span>${
              isOptional ? html` <span class="mark">(${words.optional})</span>` : nothing
            }`,
          text,
          words,
          describedBy: [hint && 'hint', fault && 'wrong'].filter(Boolean).join(' ') || undefined,
          wrong: fault !== undefined,
          answer: (value, settled) => view.answer(question, value, settled),
        }) ?? html`<p class="said" tabindex="-1">${words.cannotAsk}</p>`
      }
      ${hint ? html`<p class="hint" id="hint">${hint}</p>` : nothing}
      ${fault ? html`<p class="wrong" id="wrong" role="alert">${say(fault, words)}</p>` : nothing}
    </div>
    <div class="actions" part="actions">
      <button class="primary" type="submit" aria-disabled=${finishing ? 'true' : nothing} @click=${onlyOnce}>
        ${at === way.length - 1 ? words.send : words.next}
      </button>
      ${at > 0 ? html`<button type="button" @click=${view.back}>${words.back}</button>` : nothing} ${view.saved}
    </div>
  </form>`;
}

/** The second click of a double click would answer for the question that has just come. */
function onlyOnce(event: MouseEvent): void {
  if (event.detail > 1) event.preventDefault();
}

const say = (fault: string, words: SurveyMessages): string =>
  words[fault === 'required' || fault === 'too-long' ? fault : 'wrong'];

/** What the survey is called, and before the first question what becomes of the answers. */
function drawAbout({ flow, language }: SurveyView, at: number): TemplateResult | typeof nothing {
  const { definition } = flow;
  const title = textOf(flow, definition.title, language).text;
  const privacy = at === 0 ? textOf(flow, definition.privacy, language).text : '';
  if (!title && !privacy) return nothing;
  return html`<div class="about">
    ${title ? html`<h2>${title}</h2>` : nothing} ${privacy ? html`<p class="hint">${privacy}</p>` : nothing}
  </div>`;
}
