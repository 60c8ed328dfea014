import type { QuestionResult, SurveyResults } from '@liaise/core/api/survey-results';
import { text } from '@liaise/core/survey/text';
import type { DataSource, Question } from '@liaise/sdk/source';
import type { LiaiseElement } from '../base/liaise-element.ts';
import type { Locale } from '../base/locale.ts';
import type { PartsMessages } from './survey-results.parts.messages.ts';
import type { SurveyResultsMessages } from './survey-results.messages.ts';

/** The element that the parts belong to. */
export type Host = LiaiseElement<SurveyResultsMessages>;

/** What the parts need of their element, read anew each time. */
export interface Place {
  /** What the figures are asked for by; undefined where the page gave them. */
  asked: () => Question<'survey-results'> | undefined;
  results: () => SurveyResults | undefined;
  source: () => DataSource | undefined;
}

/** What a part is drawn with. */
export interface Drawing {
  data: SurveyResults;
  main: QuestionResult | undefined;
  /** The element's own words. */
  words: SurveyResultsMessages;
  more: PartsMessages;
  locale: Locale;
}

/** A text of the survey in the reader's language. */
export const inWords = (given: QuestionResult['title'], { tag }: Locale): string => text(given, tag, 'en');
