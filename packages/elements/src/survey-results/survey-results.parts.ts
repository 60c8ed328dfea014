import { html, nothing, type CSSResult, type TemplateResult } from 'lit';
import type { QuestionResult, ResultDivision, SurveyResults } from '@liaise/core/api/survey-results';
import { fieldStyles } from '../base/fields.styles.ts';
import type { Locale } from '../base/locale.ts';
import { Comments } from './comments.ts';
import { Exporter } from './export.ts';
import { Groups } from './groups.ts';
import type { Drawing, Host, Place } from './part.ts';
import { drawQuestions } from './questions.ts';
import { Report } from './report.ts';
import { drawTrend } from './trend.ts';
import type { SurveyResultsMessages } from './survey-results.messages.ts';
import { partsMessages } from './survey-results.parts.messages.ts';
import { surveyResultsPartsStyles } from './survey-results.parts.styles.ts';

export const partsStyles: readonly CSSResult[] = [fieldStyles, surveyResultsPartsStyles];

/** What stands below the score: fetched once there is one. */
export class Parts {
  readonly #groups: Groups;
  readonly #comments: Comments;
  readonly #report: Report;
  readonly #exporter: Exporter;

  constructor(host: Host, place: Place) {
    this.#groups = new Groups(host, place);
    this.#comments = new Comments(host, place);
    this.#report = new Report(host, place);
    this.#exporter = new Exporter(host, place);
  }

  load(language: string): Promise<void> | undefined {
    return partsMessages.load(language);
  }

  divide(by: ResultDivision | undefined): void {
    this.#groups.by = by;
  }

  open(about: string | undefined): void {
    this.#report.about = about;
  }

  exporter(words: SurveyResultsMessages): TemplateResult {
    return this.#exporter.draw(words);
  }

  draw(
    data: SurveyResults,
    main: QuestionResult | undefined,
    words: SurveyResultsMessages,
    locale: Locale,
  ): TemplateResult {
    const drawing: Drawing = { data, main, words, more: partsMessages.words(locale.tag), locale };
    // A survey that only asks about reps has nothing to tell but its reports.
    const asked = data.responses + data.partial + data.invitations > 0;
    return html`${main && asked && data.series.length > 0 ? drawTrend(drawing, main) : nothing}
    ${asked ? html`${drawQuestions(drawing)} ${this.#groups.draw(drawing)}` : nothing} ${this.#report.draw(drawing)}
    ${this.#comments.draw(drawing)}`;
  }
}
