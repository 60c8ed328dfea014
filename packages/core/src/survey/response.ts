import { run } from './expression.ts';
import type { AnswerMap, Issue, SurveyContext, SurveyDefinition } from './types.ts';
import { validateAnswer } from './validate.ts';
import { isBlank, isObject, own } from './values.ts';
import { path } from './walk.ts';

/** What of a response can be kept, and what is wrong with the rest. */
export interface SiftedResponse {
  /** Every answer without a fault of its own that the logic shows, and every question passed without an answer. */
  readonly answers: Record<string, unknown>;
  readonly issues: Issue[];
}

/**
 * Checks a whole response and keeps what is right: answers out of range, of the wrong type, to unknown questions or to
 * questions that the logic does not show are left out and named. The way through the survey is worked out from the
 * right answers only.
 *
 * @param options `final`: the person has finished, so every required question on the way needs an answer
 */
export function siftResponse(
  definition: SurveyDefinition,
  answers: unknown,
  options: SurveyContext & { readonly final?: boolean } = {},
): SiftedResponse {
  if (!isObject(answers))
    return {
      answers: {},
      issues: [{ path: '', code: 'wrong-type', message: 'Give an object from question id to answer.' }],
    };
  const issues: Issue[] = [];
  const questions = new Map(definition.questions.map((question) => [question.id, question]));
  const sound: [string, unknown][] = [];
  for (const [id, value] of Object.entries(answers)) {
    if (value === undefined) continue;
    const question = questions.get(id);
    const later = question?.required === true && question.type !== 'statement' && isBlank(value);
    const found = later ? [] : validateAnswer(definition, id, value);
    issues.push(...found);
    if (found.length === 0 && !later) sound.push([id, value]);
  }
  const shown = new Set(path(definition, Object.fromEntries(sound), options));
  const kept = sound.filter(([id, value]) => {
    if (shown.has(id)) return true;
    if (!isBlank(value))
      issues.push({
        path: id,
        code: 'not-shown',
        message: 'The survey does not show this question after the answers given.',
      });
    return false;
  });
  const result = Object.fromEntries(kept);
  if (options.final === true)
    for (const id of shown) {
      const question = questions.get(id);
      const wanted = question?.required === true && question.type !== 'statement';
      if (
        wanted &&
        isBlank(own(result, id)) &&
        !issues.some((issue) => issue.path === id || issue.path.startsWith(`${id}.`))
      )
        issues.push({ path: id, code: 'required', message: 'This question needs an answer.' });
    }
  return { answers: result, issues };
}

/** Every fault of a response, as {@link siftResponse} finds them; an empty list when it is right. */
export function validateResponse(
  definition: SurveyDefinition,
  answers: unknown,
  options: SurveyContext & { readonly final?: boolean } = {},
): Issue[] {
  return siftResponse(definition, answers, options).issues;
}

/** The ids of the quotas that a response counts in. */
export function quotasOf(definition: SurveyDefinition, answers: AnswerMap, context: SurveyContext = {}): string[] {
  const shown = new Set(path(definition, answers, context));
  const reader = {
    answer: (id: string) => (shown.has(id) ? own(answers, id) : null),
    field: (id: string) => own(context.fields, id),
  };
  return (definition.quotas ?? [])
    .filter(({ when }) => when === undefined || run(when, reader) === true)
    .map((quota) => quota.id);
}
