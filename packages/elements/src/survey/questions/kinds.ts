import type { Question } from '@liaise/core/survey/types';
import type { QuestionKind } from './kind.ts';
import { scale } from './scale.ts';
import { written } from './written.ts';

/** Any kind: a question and its kind are matched here, once. */
export type AnyKind = QuestionKind<Question>;

const here = new Map<string, unknown>([
  ['nps', scale],
  ['csat', scale],
  ['ces', scale],
  ['short-text', written],
  ['long-text', written],
]);

const choice = (): Promise<{ kind: unknown }> => import('./choice.ts');
const plain = (): Promise<{ kind: unknown }> => import('./plain.ts');

const elsewhere: Readonly<Record<string, (() => Promise<{ kind: unknown }>) | undefined>> = {
  pictures: () => import('./pictures.ts'),
  'single-choice': choice,
  'multiple-choice': choice,
  number: plain,
  date: plain,
  consent: plain,
  statement: plain,
};

const keyOf = (question: Question): string =>
  question.type === 'csat' && question.look && question.look !== 'numbers' ? 'pictures' : question.type;

/** How a question is drawn, where that is here already and can be done. */
export const kindOf = (question: Question): AnyKind | undefined => here.get(keyOf(question)) as AnyKind | undefined;

/** Fetches what the questions need beyond numbered scales and written answers; undefined when all is here. */
export function fetchKinds(questions: readonly Question[]): Promise<unknown> | undefined {
  const fetches = questions.flatMap((question) => {
    const key = keyOf(question);
    const fetch = here.has(key) ? undefined : elsewhere[key];
    return fetch ? [fetch().then(({ kind }) => here.set(key, kind))] : [];
  });
  return fetches.length === 0 ? undefined : Promise.all(fetches);
}
