import type { AnswerKind } from './check-expression.ts';
import { ids } from './check-tools.ts';
import { own } from './values.ts';

const NUMBER: AnswerKind = { kind: 'number' };
const TEXT: AnswerKind = { kind: 'text' };

/** What a question's answer is to logic. */
export function answerKind(question: unknown): AnswerKind | null {
  const options = () => new Set(ids(own(question, 'options')));
  switch (own(question, 'type')) {
    case 'nps':
    case 'csat':
    case 'ces':
    case 'number':
      return NUMBER;
    case 'single-choice':
    case 'multiple-choice':
    case 'ranking': {
      const offered = options();
      if ((own(question, 'other') ?? false) !== false) offered.add('other');
      return { kind: own(question, 'type') === 'single-choice' ? 'choice' : 'choices', ids: offered };
    }
    case 'matrix':
      return { kind: 'parts', ids: new Set(ids(own(question, 'rows'))), part: { kind: 'choice', ids: options() } };
    case 'contact':
      return { kind: 'parts', ids: new Set(ids(own(question, 'fields'))), part: TEXT };
    case 'short-text':
    case 'long-text':
      return TEXT;
    case 'date':
      return { kind: 'date' };
    case 'consent':
      return { kind: 'boolean' };
    case 'file':
      return { kind: 'files' };
    case 'statement':
      return { kind: 'none' };
    default:
      return null;
  }
}
