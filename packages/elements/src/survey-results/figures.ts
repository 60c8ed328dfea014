import type { QuestionResult } from '@liaise/core/api/survey-results';
import { formatChange, formatKpi } from '@liaise/core/kpi';
import type { Locale } from '../base/locale.ts';
import type { SurveyResultsMessages } from './survey-results.messages.ts';
import type { PartsMessages } from './survey-results.parts.messages.ts';

/** A score with what it rests on. */
export type Scored = Pick<QuestionResult, 'n' | 'score' | 'interval' | 'withheld'>;

/** How scores of a type of question are written. */
export const unitOf = (type: string): 'score' | 'share' | 'mean' =>
  type === 'nps' ? 'score' : type === 'csat' ? 'share' : 'mean';

/** A score in its unit, or a dash. */
export const written = (type: string, value: number | null, { tag }: Locale): string =>
  formatKpi({ unit: unitOf(type), value }, tag);

/** A change of a score in its unit, with its sign. */
export const changed = (type: string, value: number | null, { tag }: Locale): string =>
  formatChange(value, { unit: unitOf(type) }, tag);

/** A share as whole per cent. */
export const percent = (share: number, locale: Locale): string => locale.number(share, { style: 'percent' });

/** The interval of a score in words, or why there is none. */
export function interval(
  type: string,
  { interval, withheld }: Scored,
  { words, locale, level, minimum }: { words: SurveyResultsMessages; locale: Locale; level: number; minimum: number },
): string {
  if (interval === null)
    return withheld === 'below-minimum' ? words['below-minimum'](locale.number(minimum)) : words['no-answers'];
  const [low, high] = interval;
  return words.between(percent(level, locale), written(type, low, locale), written(type, high, locale));
}

/** The interval of a score where its column says what it is, or in a word why there is none. */
export function range(
  type: string,
  { interval, withheld }: Scored,
  { more, locale, minimum }: { more: PartsMessages; locale: Locale; minimum: number },
): string {
  if (interval === null) return withheld === 'below-minimum' ? more.fewer(locale.number(minimum)) : more.noAnswers;
  const [low, high] = interval;
  return more.range(written(type, low, locale), written(type, high, locale));
}
