import type { Issue, Question } from './types.ts';
import { isBlank } from './blank.ts';

/** Takes one fault; `path` leads from the answer to its part. */
export type Report = (code: string, message: string, path?: string | number) => void;

/** What finds the faults of an answer that is there, for the questions of one type. */
export type AnswerCheck<Q extends Question> = (question: Q, value: unknown, report: Report) => void;

/**
 * Every fault of an answer, found by the check of its question's type. A page that asks only some types of question
 * loads only their checks; `validateAnswer` knows them all.
 *
 * @returns faults with a path that starts with the question's id; an empty list when the answer is right
 */
export function answerIssues<Q extends Question>(question: Q, value: unknown, check: AnswerCheck<Q>): Issue[] {
  const issues: Issue[] = [];
  const report: Report = (code, message, path) => {
    issues.push({ path: path === undefined ? question.id : `${question.id}.${path}`, code, message });
  };
  if (question.required === true && question.type !== 'statement' && isBlank(value))
    report('required', 'This question needs an answer.');
  else if (value !== null && value !== undefined) check(question, value, report);
  return issues;
}
