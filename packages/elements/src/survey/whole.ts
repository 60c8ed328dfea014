import type { Question } from '@liaise/core/survey/types';
import type { SurveyView } from './draw.ts';
import type { SurveyFlow } from './flow.ts';
import { drawForm, drawQuestion, faultsOf, html, type TemplateResult } from './kit.ts';

const asked = (flow: SurveyFlow): Question[] => flow.way.flatMap((id) => flow.find(id) ?? []);

/** All questions that the logic shows, one under the other; what an answer brings or takes away comes and goes with it. */
export function drawWhole(view: SurveyView): TemplateResult {
  return drawForm(
    view,
    asked(view.flow).map((question) => html`${drawQuestion(view, question, `-${question.id}`)}`),
  );
}

/**
 * Passes all questions shown: blank ones count as skipped.
 *
 * @returns `wrong` where answers have to be mended first (`flow.faults` says which), `moved` where passing has brought
 *   more questions, `end` where nothing is left to ask
 */
export function passAll(flow: SurveyFlow): 'wrong' | 'moved' | 'end' {
  const shown = asked(flow);
  const faults = shown.flatMap((question): [string, string][] => {
    const [fault] = faultsOf(question, flow.answers[question.id] ?? null);
    return fault === undefined ? [] : [[question.id, fault]];
  });
  flow.faults = Object.fromEntries(faults);
  if (faults.length > 0) return 'wrong';
  for (const { id } of shown) if (flow.answers[id] === undefined) flow.take(id, null);
  const before = new Set(shown.map(({ id }) => id));
  return flow.way.every((id) => before.has(id)) ? 'end' : 'moved';
}
