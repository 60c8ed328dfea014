import { textAnswer } from '@liaise/core/survey/answer-format';
import type { LongTextQuestion, ShortTextQuestion } from '@liaise/core/survey/types';
import { answerIssues, written } from '../kit.ts';
import type { QuestionKind } from './kind.ts';

/** A line that has to be an address of some form. */
export const kind: QuestionKind<ShortTextQuestion | LongTextQuestion> = {
  ...written,
  faults: (question, value) => answerIssues(question, value, textAnswer).map(({ code }) => code),
};
