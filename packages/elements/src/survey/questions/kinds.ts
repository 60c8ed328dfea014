import type { Question, QuestionType } from '@liaise/core/survey';
import type { QuestionKind } from './kind.ts';
import { scale } from './scale.ts';
import { written } from './written.ts';

/** Any kind: the type of a question and its kind are matched here, once. */
export type AnyKind = QuestionKind<Question>;

const here = new Map<QuestionType, AnyKind>();
const add = (types: readonly QuestionType[], kind: unknown): void =>
  types.forEach((type) => here.set(type, kind as AnyKind));

add(['nps', 'csat', 'ces'], scale);
add(['short-text', 'long-text'], written);

const choices = ['single-choice', 'multiple-choice'] as const;
const plain = ['number', 'date', 'consent', 'statement'] as const;

/** How a question is drawn, where that is here already. */
export const kindOf = (type: QuestionType): AnyKind | undefined => here.get(type);

/** Fetches what a definition's questions need beyond scales and written answers; undefined when all is here. */
export function fetchKinds(questions: readonly Question[]): Promise<void> | undefined {
  const missing = new Set(questions.map(({ type }) => type).filter((type) => !here.has(type)));
  const fetches: Promise<void>[] = [];
  if (choices.some((type) => missing.has(type)))
    fetches.push(import('./choice.ts').then(({ kind }) => add(choices, kind)));
  if (plain.some((type) => missing.has(type))) fetches.push(import('./plain.ts').then(({ kind }) => add(plain, kind)));
  return fetches.length === 0 ? undefined : Promise.all(fetches).then(() => undefined);
}
