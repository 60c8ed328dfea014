import type { contactFields, fieldTypes, looks, questionTypes, raterRoles } from './vocabulary.ts';

/** A text in one language, or a map from BCP 47 language tag to text. Always plain text, never markup. */
export type LocalizedText = string | { readonly [languageTag: string]: string };

export type QuestionType = (typeof questionTypes)[number];
export type Look = (typeof looks)[number];
export type ContactField = (typeof contactFields)[number];
export type FieldType = (typeof fieldTypes)[number];
export type RaterRole = (typeof raterRoles)[number];

/** A constant inside an expression. */
export type Literal = string | number | boolean | null;

/**
 * Logic as an expression tree: an array, operator first. What is compared is a literal or an expression that reads one:
 * `["answer", questionId]`, `["answer", questionId, rowOrContactField]`, `["field", fieldId]`. A question that was not
 * answered, or not shown, reads as null; a comparison with null is false, except `==` and `!=` themselves. A choice of
 * `{ other }` reads as the option id `other`.
 */
export type Expression =
  | boolean
  | readonly ['answer', string]
  | readonly ['answer', string, string]
  | readonly ['field', string]
  | readonly ['answered', string | readonly ['answer' | 'field', string]]
  | readonly ['==' | '!=' | '<' | '<=' | '>' | '>=', Operand, Operand]
  | readonly ['in', Operand, readonly Literal[]]
  | readonly ['contains', Operand, Operand]
  | readonly ['and' | 'or', ...Expression[]]
  | readonly ['not', Expression];

export type Operand =
  Literal | readonly ['answer', string] | readonly ['answer', string, string] | readonly ['field', string];

/** A jump taken once the question is passed and `when` holds; forward only. */
export interface Move {
  readonly when: Expression;
  /** A later question's id, or `end`. */
  readonly to: string;
}

export interface Option {
  readonly id: string;
  readonly label: LocalizedText;
  /** Chosen alone: "none of these". Keeps its place at the end when options are shuffled. */
  readonly exclusive?: boolean;
}

export interface Row {
  readonly id: string;
  readonly label: LocalizedText;
}

interface Common<Type extends QuestionType> {
  readonly id: string;
  readonly type: Type;
  readonly title: LocalizedText;
  readonly description?: LocalizedText;
  /** The question cannot be passed without an answer. Default false. */
  readonly required?: boolean;
  readonly showIf?: Expression;
  /** The first whose `when` holds is taken; with none, the next question follows. */
  readonly goTo?: readonly Move[];
  /** May be answered by a link's query: `true` under the question's id, or under the name given. */
  readonly prefill?: boolean | string;
}

interface Ends {
  /** Words at the low and the high end of a scale. */
  readonly lowLabel?: LocalizedText;
  readonly highLabel?: LocalizedText;
}

interface Choices {
  readonly options: readonly Option[];
  /** Offers an answer in the person's own words: `true`, or with a label and a greatest length in code points. */
  readonly other?: boolean | { readonly label?: LocalizedText; readonly maxLength?: number };
  /** Shows the options in an order drawn from the response's seed. */
  readonly randomOrder?: boolean;
}

interface Bounds {
  /** Least and greatest number of entries. */
  readonly min?: number;
  readonly max?: number;
}

interface Lengths {
  /** In code points. */
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly placeholder?: LocalizedText;
}

export interface NpsQuestion extends Common<'nps'>, Ends {}
export interface CsatQuestion extends Common<'csat'>, Ends {
  /** Points, 2 to 10; the answer runs from 1. Default 5. */
  readonly scale?: number;
  readonly look?: Look;
}
export interface CesQuestion extends Common<'ces'>, Ends {
  /** Points, 2 to 10; the answer runs from 1. Default 7. */
  readonly scale?: number;
  /** Which end means "easy". Default `high`. */
  readonly easy?: 'high' | 'low';
}
export interface SingleChoiceQuestion extends Common<'single-choice'>, Choices {}
export interface MultipleChoiceQuestion extends Common<'multiple-choice'>, Choices, Bounds {}
/** Best first. Not every option need be ranked unless `min` says so. */
export interface RankingQuestion extends Common<'ranking'>, Choices, Bounds {}
/** One option for each row. A required matrix wants every row. */
export interface MatrixQuestion extends Common<'matrix'> {
  readonly rows: readonly Row[];
  readonly options: readonly Row[];
  /** Shuffles the rows. */
  readonly randomOrder?: boolean;
}
export interface ShortTextQuestion extends Common<'short-text'>, Lengths {
  readonly format?: 'email' | 'url' | 'phone';
}
export interface LongTextQuestion extends Common<'long-text'>, Lengths {}
export interface NumberQuestion extends Common<'number'> {
  readonly min?: number;
  readonly max?: number;
  readonly integer?: boolean;
  readonly unit?: LocalizedText;
}
export interface DateQuestion extends Common<'date'> {
  /** Days, `YYYY-MM-DD`. */
  readonly min?: string;
  readonly max?: string;
}
export interface ContactQuestion extends Common<'contact'> {
  readonly fields: readonly (
    ContactField | { readonly id: ContactField; readonly required?: boolean; readonly label?: LocalizedText }
  )[];
}
/** Yes or no. `required` wants either; `mustAccept` wants yes. */
export interface ConsentQuestion extends Common<'consent'> {
  readonly mustAccept?: boolean;
  /** What the tick box says. Default: the title. */
  readonly label?: LocalizedText;
}
export interface FileQuestion extends Common<'file'> {
  /** Media types (`image/png`, `image/*`) or endings (`.pdf`) that are taken. Default: any the gateway takes. */
  readonly accept?: readonly string[];
  /** Greatest number of files. Default 1. */
  readonly max?: number;
  /** Greatest size of one file in bytes. Default 10,000,000. */
  readonly maxBytes?: number;
}
/** Text to read; passed by going on. */
export interface StatementQuestion extends Common<'statement'> {}

export type Question =
  | NpsQuestion
  | CsatQuestion
  | CesQuestion
  | SingleChoiceQuestion
  | MultipleChoiceQuestion
  | RankingQuestion
  | MatrixQuestion
  | ShortTextQuestion
  | LongTextQuestion
  | NumberQuestion
  | DateQuestion
  | ContactQuestion
  | ConsentQuestion
  | FileQuestion
  | StatementQuestion;

/** A value that a link or a page hands in and nobody is asked for, such as `customer.name`. */
export interface HiddenField {
  readonly id: string;
  readonly type?: FieldType;
  /** May be set by a link's query: `true` under its id, or under the name given. Default false. */
  readonly prefill?: boolean | string;
}

/** A cap on responses; with `when`, on those for which it holds once they are final. */
export interface Quota {
  readonly id: string;
  readonly limit: number;
  readonly when?: Expression;
}

/** A 360-degree form: who rates, and how many of a role it takes before their figure is shown. */
export interface Raters {
  /** Default 3, at least 2. */
  readonly minimum?: number;
  readonly roles: readonly { readonly id: RaterRole; readonly label?: LocalizedText }[];
}

/**
 * A survey as plain JSON. Treat it as immutable: what is worked out from it is kept with the object, so a changed
 * survey is a new object.
 */
export interface SurveyDefinition {
  readonly id: string;
  readonly version?: number;
  /** The language of plain strings, and the first to fall back to. */
  readonly language?: string;
  readonly title?: LocalizedText;
  readonly description?: LocalizedText;
  /** Shown after the end. */
  readonly thanks?: LocalizedText;
  /** Shown before the first question: who asks, why, how long answers are kept. */
  readonly privacy?: LocalizedText;
  /** The link between person and answer is cut once the answer is finished. */
  readonly anonymous?: boolean;
  /** Hidden fields. Left out, any field may be used; given, only these (and `rater.role` in a 360-degree form). */
  readonly fields?: readonly HiddenField[];
  /** Groups of neighbouring questions, each shown in an order drawn from the response's seed. */
  readonly randomOrder?: readonly (readonly string[])[];
  readonly quotas?: readonly Quota[];
  readonly raters?: Raters;
  readonly questions: readonly Question[];
}

/** A fault of a definition or of an answer: where (`questions.2.showIf.1`), a stable code, and what to do about it. */
export interface Issue {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/**
 * Answers by question id. A question that is not there was not passed yet; `null` was passed without an answer (an
 * optional question skipped, a statement read).
 */
export type AnswerMap = Readonly<Record<string, unknown>>;

/** What else logic and piping may read. */
export interface SurveyContext {
  /** Hidden fields by id. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** The questions in the order in which this person sees them: `order(definition, seed).questions`. */
  readonly order?: readonly string[];
}
