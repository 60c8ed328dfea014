import type { SurveyRecord } from '@liaise/core/records/survey';

/** Whether a survey takes no more answers. */
export const isOver = ({ status, closesAt }: Pick<SurveyRecord, 'status' | 'closesAt'>, now: Date): boolean =>
  status === 'closed' || (closesAt !== undefined && Date.parse(closesAt) <= now.getTime());
