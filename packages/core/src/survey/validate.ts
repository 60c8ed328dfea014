import { answerIssues } from './answer.ts';
import { choiceAnswer, choicesAnswer } from './answer-choice.ts';
import { numberAnswer } from './answer-number.ts';
import { scaleAnswer } from './answer-scale.ts';
import { contactAnswer, matrixAnswer } from './answer-parts.ts';
import { consentAnswer, dateAnswer, fileAnswer, statementAnswer } from './answer-plain.ts';
import { textAnswer } from './answer-format.ts';
import type { QuestionId } from './infer.ts';
import type { Issue, Question, SurveyDefinition } from './types.ts';

function issuesOf(question: Question, value: unknown): Issue[] {
  switch (question.type) {
    case 'nps':
    case 'csat':
    case 'ces':
      return answerIssues(question, value, scaleAnswer);
    case 'single-choice':
      return answerIssues(question, value, choiceAnswer);
    case 'multiple-choice':
    case 'ranking':
      return answerIssues(question, value, choicesAnswer);
    case 'matrix':
      return answerIssues(question, value, matrixAnswer);
    case 'short-text':
    case 'long-text':
      return answerIssues(question, value, textAnswer);
    case 'number':
      return answerIssues(question, value, numberAnswer);
    case 'date':
      return answerIssues(question, value, dateAnswer);
    case 'contact':
      return answerIssues(question, value, contactAnswer);
    case 'consent':
      return answerIssues(question, value, consentAnswer);
    case 'file':
      return answerIssues(question, value, fileAnswer);
    case 'statement':
      return answerIssues(question, value, statementAnswer);
  }
}

/**
 * Checks one answer against its question, by itself: whether the logic shows the question is for `validateResponse`.
 * `null`, an empty text and an empty list are right for a question that may be skipped. Of a file, its id; what it holds is checked where it is stored.
 * Text is counted in code points and may hold any script, emoji, direction marks and markup.
 *
 * @returns every fault, with a path that starts with the question's id (`topics.2`); an empty list when the answer is right.
 *   Codes: unknown-question, required, wrong-type, out-of-range, not-whole, unknown-option, unknown-row, unknown-field,
 *   repeated, exclusive, too-few, too-many, too-short, too-long, bad-character, bad-format, not-a-date, must-accept,
 *   no-answer
 */
export function validateAnswer<const D extends SurveyDefinition>(
  definition: D,
  questionId: QuestionId<D>,
  value: unknown,
): Issue[] {
  const question = definition.questions.find((candidate) => candidate.id === questionId);
  return question === undefined
    ? [{ path: questionId, code: 'unknown-question', message: 'The survey has no question of this id.' }]
    : issuesOf(question, value);
}
