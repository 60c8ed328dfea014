import type { FieldType, Issue, Question, SurveyDefinition } from './types.ts';
import { validateAnswer } from './validate.ts';
import { isDay } from './values.ts';

/** What a link's query says before anybody answers. */
export interface Prefill {
  readonly answers: Record<string, unknown>;
  readonly fields: Record<string, string | number | boolean>;
  /** Parameters that were meant for this survey and could not be used. */
  readonly issues: Issue[];
}

const number = (text: string): unknown => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text);
const truth = (text: string): unknown => (text === 'true' || text === 'false' ? text === 'true' : text);

function answerFrom(question: Question, text: string): unknown {
  switch (question.type) {
    case 'nps':
    case 'csat':
    case 'ces':
    case 'number':
      return number(text);
    case 'consent':
      return truth(text);
    case 'multiple-choice':
    case 'ranking':
      return text.split(',');
    default:
      return text;
  }
}

function fieldFrom(type: FieldType, text: string): string | number | boolean | null {
  const value = type === 'number' ? number(text) : type === 'boolean' ? truth(text) : text;
  if (type === 'date' && !isDay(value)) return null;
  const fits = type === 'number' || type === 'boolean' ? typeof value === type : true;
  return fits && (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') ? value : null;
}

/**
 * Reads the answers and hidden fields that a link's query carries, such as `?recommend=9`: only of questions and fields
 * that say `prefill`, the first value of each parameter, several choices parted by commas. What does not fit is left
 * out and named. An answer from a link is a proposal: it counts once a person confirms it.
 *
 * @param parameters pairs of name and value; a `URLSearchParams` serves
 */
export function prefill(
  definition: SurveyDefinition,
  parameters: Iterable<readonly [name: string, value: string]>,
): Prefill {
  const given = new Map<string, string>();
  for (const [name, value] of parameters) if (!given.has(name)) given.set(name, value);
  const valueOf = (entry: { readonly id: string; readonly prefill?: boolean | string }): string | undefined =>
    entry.prefill === undefined || entry.prefill === false
      ? undefined
      : given.get(entry.prefill === true ? entry.id : entry.prefill);

  const issues: Issue[] = [];
  const answers: [string, unknown][] = [];
  const fields: [string, string | number | boolean][] = [];
  for (const question of definition.questions) {
    const text = valueOf(question);
    if (text === undefined) continue;
    const answer = answerFrom(question, text);
    const faults = validateAnswer(definition, question.id, answer);
    if (faults.length === 0) answers.push([question.id, answer]);
    issues.push(...faults);
  }
  for (const field of definition.fields ?? []) {
    const text = valueOf(field);
    if (text === undefined) continue;
    const value = fieldFrom(field.type ?? 'text', text);
    if (value === null)
      issues.push({ path: field.id, code: 'wrong-type', message: `Give ${field.id} as ${field.type ?? 'text'}.` });
    else fields.push([field.id, value]);
  }
  return { answers: Object.fromEntries(answers), fields: Object.fromEntries(fields), issues };
}
