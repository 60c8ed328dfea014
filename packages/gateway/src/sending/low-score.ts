import type { ResponseRecord, SurveyRecord } from '@liaise/core/records/survey';
import type { Question, SurveyDefinition } from '@liaise/core/survey';

/** An answer that is bad enough for somebody to get in touch. */
export interface LowScore {
  readonly question: string;
  readonly score: number;
  /** The highest that could be given. */
  readonly scale: number;
  readonly comment: string | undefined;
}

const isScored = ({ type }: Question): boolean => type === 'nps' || type === 'csat' || type === 'ces';

/** How many points at the bad end of a scale open a case: two fifths, at least one. */
const worst = (scale: number): number => Math.max(1, Math.floor(scale * 0.4));

function isLow(question: Question, score: number, threshold: number | undefined): boolean {
  if (question.type === 'nps') return score <= (threshold ?? 6);
  if (question.type === 'csat') return score <= (threshold ?? worst(question.scale ?? 5));
  if (question.type !== 'ces') return false;
  const scale = question.scale ?? 7;
  if (question.easy === 'low') return score >= (threshold ?? scale + 1 - worst(scale));
  return score <= (threshold ?? worst(scale));
}

const highest = (question: Question): number => {
  if (question.type === 'csat') return question.scale ?? 5;
  if (question.type === 'ces') return question.scale ?? 7;
  return 10;
};

/**
 * Whether an answer opens a case, and by which score: by default a detractor (0 to 6 of an NPS question, Reichheld 2003), and the worst two
 * fifths of the points of any other scale. Of a scale on which low means easy the bad end is the high one.
 */
export function lowScore(
  { followUp = {} }: Pick<SurveyRecord, 'followUp'>,
  definition: SurveyDefinition,
  { answers }: Pick<ResponseRecord, 'answers'>,
): LowScore | null {
  if (followUp.opens === false) return null;
  const question = definition.questions.find((one) =>
    followUp.question === undefined ? isScored(one) : one.id === followUp.question,
  );
  if (question === undefined) return null;
  const score = answers[question.id];
  if (typeof score !== 'number' || !isLow(question, score, followUp.threshold)) return null;
  const comment = definition.questions
    .filter(({ type }) => type === 'long-text')
    .map(({ id }) => answers[id])
    .find((answer) => typeof answer === 'string' && answer.trim() !== '');
  return { question: question.id, score, scale: highest(question), comment: comment as string | undefined };
}

/** Within how many hours somebody should have spoken with the customer, unless the survey says. */
export const usualDueHours = 48;
