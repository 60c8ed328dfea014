import type { Question, SurveyDefinition } from '@liaise/core/survey';

/** The value of one question's field, as its answer. `null` passes the question. */
function answerOf(question: Question, values: readonly string[], other: string): unknown {
  const [first = ''] = values;
  const blank = first.trim() === '';
  switch (question.type) {
    case 'nps':
    case 'csat':
    case 'ces':
    case 'number':
      return blank ? null : Number(first);
    case 'single-choice':
      if (first === 'other:') return { other };
      return blank ? null : first;
    case 'multiple-choice': {
      const chosen: unknown[] = values.filter((value) => value !== '' && value !== 'other:');
      if (values.includes('other:')) chosen.push({ other });
      return chosen.length === 0 ? null : chosen;
    }
    case 'consent':
      return blank ? null : first === 'yes';
    case 'short-text':
    case 'long-text':
    case 'date':
      return blank ? null : first;
    default:
      return null;
  }
}

/** The answers in a form that this gateway made: those of the questions it says it asked. */
export function answersFrom(form: URLSearchParams, definition: SurveyDefinition): Record<string, unknown> {
  const asked = new Set(form.getAll('asked'));
  const given = definition.questions
    .filter(({ id }) => asked.has(id))
    .map((question): [string, unknown] => [
      question.id,
      answerOf(question, form.getAll(`answer:${question.id}`), form.get(`other:${question.id}`) ?? ''),
    ]);
  return Object.fromEntries(given);
}
