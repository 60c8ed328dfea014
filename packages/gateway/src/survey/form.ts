import { isBlank, type Question, type SurveyDefinition } from '@liaise/core/survey';

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
    case 'ranking': {
      const ranked = [...new Set(values.filter((value) => value !== ''))];
      return ranked.length === 0 ? null : ranked.map((value) => (value === 'other:' ? { other } : value));
    }
    case 'file': {
      const ids = values.filter((value) => value !== '');
      return ids.length === 0 ? null : ids;
    }
    default:
      return null;
  }
}

/** The parts of a question that has several fields, as its answer: what is blank is left out. */
function partsOf(form: URLSearchParams, id: string, parts: readonly string[]): Record<string, string> | null {
  const given = parts.map((part): [string, string] => [part, form.get(`answer:${id}:${part}`) ?? '']);
  const filled = given.filter(([, value]) => value.trim() !== '');
  return filled.length === 0 ? null : Object.fromEntries(filled);
}

function answerIn(form: URLSearchParams, question: Question): unknown {
  const { id } = question;
  if (question.type === 'matrix')
    return partsOf(
      form,
      id,
      question.rows.map((row) => row.id),
    );
  if (question.type === 'contact')
    return partsOf(
      form,
      id,
      question.fields.map((field) => (typeof field === 'string' ? field : field.id)),
    );
  return answerOf(question, form.getAll(`answer:${id}`), form.get(`other:${id}`) ?? '');
}

/** The answers in a form that this gateway made: those of the questions it says it asked. */
export function answersFrom(form: URLSearchParams, definition: SurveyDefinition): Record<string, unknown> {
  const asked = new Set(form.getAll('asked'));
  const given = definition.questions
    .filter(({ id }) => asked.has(id))
    .map((question): [string, unknown] => [question.id, answerIn(form, question)]);
  return Object.fromEntries(given);
}

/** The questions of a form that need an answer and got none. */
export function missingIn(form: URLSearchParams, definition: SurveyDefinition): string[] {
  const given = answersFrom(form, definition);
  return definition.questions
    .filter(({ id, type, required }) => required === true && type !== 'statement' && id in given && isBlank(given[id]))
    .map(({ id }) => id);
}
