import type { CSSResult, TemplateResult } from 'lit';
import type { LocalizedText, Question } from '@liaise/core/survey/types';
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
  words: SurveyMessages;
  /** Ids of what describes the controls, for `aria-describedby`. */
  describedBy: string | undefined;
  wrong: boolean;
  /** Takes an answer; `settled` when the person chose, not while they type. */
  answer: (value: unknown, settled: boolean) => void;
}

/** How questions of some types are drawn, and how their answers are checked. */
export interface QuestionKind<Q extends Question> {
  draw: (drawing: Drawing<Q>) => TemplateResult;
  /** The codes of an answer's faults; empty when it is right. */
  faults: (question: Q, value: unknown) => string[];
  /** What it looks like, beyond what every survey brings. */
  styles?: CSSResult;
}
