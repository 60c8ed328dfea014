import type { ResultDivision, ScoreGroup } from '@liaise/core/api/survey-results';

/** By what a score can be divided, the usual first. */
export const resultDivisions: readonly ResultDivision[] = ['rep', 'customer', 'team', 'source', 'channel', 'language'];

/** By what they gave, those who wrote. */
export const scoreGroups: readonly ScoreGroup[] = ['good', 'middle', 'poor'];
