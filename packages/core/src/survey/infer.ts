import type { ContactField, Question, SurveyDefinition } from './types.ts';

type QuestionsOf<D extends SurveyDefinition> = D['questions'][number];

/** The ids of a survey's questions. */
export type QuestionId<D extends SurveyDefinition> = QuestionsOf<D>['id'];

/** The question of a survey that has this id. */
export type QuestionOf<D extends SurveyDefinition, Id extends QuestionId<D>> = Extract<
  QuestionsOf<D>,
  { readonly id: Id }
>;

/** The ids of a question's options; a choice that offers `other` adds nothing here. */
export type OptionId<Q> = Q extends { readonly options: readonly (infer O)[] }
  ? O extends { readonly id: infer Id }
    ? Id
    : never
  : never;

type RowId<Q> = Q extends { readonly rows: readonly (infer R)[] }
  ? R extends { readonly id: infer Id }
    ? Id
    : never
  : never;

type Upwards<Top extends number, Count extends readonly unknown[] = [unknown]> = number extends Top
  ? number
  : Count['length'] extends Top
    ? Count['length']
    : Count['length'] extends 10
      ? number
      : Count['length'] | Upwards<Top, readonly [...Count, unknown]>;

/** A key that a definition's own type leaves out is absent; one that a general type makes optional is not known. */
type ScaleOf<Q, Default extends number> = Q extends { readonly scale: infer S extends number }
  ? S
  : 'scale' extends keyof Q
    ? number
    : Default;

type Choice<Q> =
  | OptionId<Q>
  | (Q extends { readonly other: false } ? never : 'other' extends keyof Q ? { readonly other: string } : never);

type AskedField<Q> = Q extends { readonly fields: readonly (infer F)[] }
  ? F extends ContactField
    ? F
    : F extends { readonly id: infer Id }
      ? Id
      : never
  : never;

/** The type of a question's answer; `null` says that it was passed without one. */
export type AnswerOf<Q extends Question> =
  | null
  | (Q extends { readonly type: 'nps' }
      ? 0 | Upwards<10>
      : Q extends { readonly type: 'csat' }
        ? Upwards<ScaleOf<Q, 5>>
        : Q extends { readonly type: 'ces' }
          ? Upwards<ScaleOf<Q, 7>>
          : Q extends { readonly type: 'single-choice' }
            ? Choice<Q>
            : Q extends { readonly type: 'multiple-choice' | 'ranking' }
              ? readonly Choice<Q>[]
              : Q extends { readonly type: 'matrix' }
                ? { readonly [Row in RowId<Q> & string]?: OptionId<Q> }
                : Q extends { readonly type: 'short-text' | 'long-text' | 'date' }
                  ? string
                  : Q extends { readonly type: 'number' }
                    ? number
                    : Q extends { readonly type: 'contact' }
                      ? { readonly [Field in AskedField<Q> & string]?: string }
                      : Q extends { readonly type: 'consent' }
                        ? boolean
                        : Q extends { readonly type: 'file' }
                          ? readonly string[]
                          : never);

/** The answers of a survey by question id, as `nextQuestion` and `validateResponse` take them. */
export type Answers<D extends SurveyDefinition> = {
  readonly [Q in QuestionsOf<D> as Q['id']]?: AnswerOf<Q>;
};
