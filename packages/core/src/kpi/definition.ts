import type { KpiValue } from '../records/kpi-value.ts';
import type { Measure } from './measure.ts';

/** A text in both languages of the house, or in more. */
export type Words = { readonly en: string; readonly 'zh-CN': string } & Readonly<Record<string, string>>;

/** A KPI: what it is called, how it is counted and how it is to be read. Plain JSON. */
export interface KpiDefinition {
  /** Lower-case letters, digits and hyphens. */
  readonly id: string;
  readonly name: Words;
  readonly unit: KpiValue['unit'];
  /** Which way is better; `neutral`: neither, so it has no attainment. */
  readonly direction: KpiValue['direction'];
  /** The formula in words a judged person understands, with the owner of each row and what is left out. */
  readonly formula: Words;
  /** Below this `n` no figure is given. 0 where every count is meaningful. */
  readonly minimumN: number;
  /**
   * It builds up from 0 over the period: before the end a part of the target is expected (pace), and it is compared with the same
   * part of an earlier period. Others are compared with the whole earlier period and expected to be at the target any time.
   */
  readonly cumulative: boolean;
  /** It has a value for a period that has not begun (plans, forecasts). */
  readonly ahead?: boolean;
  readonly measure: Measure;
}

/** A text in a locale: the same tag, the same language, else English. */
export function inLocale(words: Readonly<Record<string, string>>, locale: string): string {
  const language = locale.split('-')[0]?.toLowerCase() ?? 'en';
  const key =
    Object.keys(words).find((tag) => tag.toLowerCase() === locale.toLowerCase()) ??
    Object.keys(words).find((tag) => tag.split('-')[0]?.toLowerCase() === language) ??
    'en';
  return words[key] ?? Object.values(words)[0] ?? '';
}
