import type { CSSResult, TemplateResult } from 'lit';
import type { LocalizedText, Question } from '@liaise/core/survey/types';
import type { Catalog } from '../../base/catalog.ts';
import type { SurveyLine } from '../line.ts';
import type { SurveyMessages } from '../survey.messages.ts';

/** What a question is drawn with. */
export interface Drawing<Q extends Question> {
  question: Q;
  /** The answer so far; null or undefined where there is none. */
  value: unknown;
  /** The title, in the person's language, with what it draws on put in. */
  title: TemplateResult;
  /** A text of the definition in the person's language. */
  text: (localized: LocalizedText | undefined) => string;
  /** Options or rows in the order in which this person sees them. */
  arranged: <E extends { readonly id: string }>(entries: readonly E[]) => readonly E[];
  words: SurveyMessages;
  language: string;
  /** Ends every id and name within the question, so that questions on one page keep apart. */
  mark: string;
  /** Ids of what describes the controls, for `aria-describedby`. */
  describedBy: string | undefined;
  wrong: boolean;
  /** Takes an answer; `settled` when the person chose, not while they type. */
  answer: (value: unknown, settled: boolean) => void;
  /** What is kept of a question beside its answer while the survey is open. */
  memory: Map<string, unknown>;
  /** Draws again. */
  redraw: () => void;
  /** Where files go; undefined for a definition of the page's own, which takes them from `files`. */
  line: SurveyLine | undefined;
  /** Files chosen here, by id. */
  files: Map<string, File>;
}

/** How questions of some types are drawn, and how their answers are checked. */
export interface QuestionKind<Q extends Question> {
  draw: (drawing: Drawing<Q>) => TemplateResult;
  /** The codes of an answer's faults; empty when it is right. */
  faults: (question: Q, value: unknown) => string[];
  /** What it looks like, beyond what every survey brings. */
  styles?: CSSResult;
  /** Words of its own. */
  catalog?: Catalog<object>;
}
