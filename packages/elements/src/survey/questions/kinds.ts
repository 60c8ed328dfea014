import type { Question } from '@liaise/core/survey/types';
import type { QuestionKind } from './kind.ts';
import { scale } from './scale.ts';
import { written } from './written.ts';

/** Any kind: a question and its kind are matched here, once. */
export type AnyKind = QuestionKind<Question>;

type Fetch = () => Promise<{ kind: unknown }>;

const choice: Fetch = () => import('./choice.ts');
const plain: Fetch = () => import('./plain.ts');

/** By type of question: how it is drawn, or how that is fetched. */
const kinds: Record<string, unknown> = {
  nps: scale,
  csat: scale,
  ces: scale,
  'short-text': written,
  'long-text': written,
  formatted: () => import('./formatted.ts'),
  pictures: () => import('./pictures.ts'),
  'single-choice': choice,
  'multiple-choice': choice,
  ranking: () => import('./ranking.ts'),
  matrix: () => import('./matrix.ts'),
  contact: () => import('./contact.ts'),
  file: () => import('./file.ts'),
  number: plain,
  date: plain,
  consent: plain,
  statement: plain,
};

const keyOf = (question: Question): string => {
  const { type } = question;
  if (type === 'csat' && question.look && question.look !== 'numbers') return 'pictures';
  return type === 'short-text' && question.format ? 'formatted' : type;
};

/** How a question is drawn, where that is here already and can be done. */
export function kindOf(question: Question): AnyKind | undefined {
  const kind = kinds[keyOf(question)];
  return typeof kind === 'object' ? (kind as AnyKind) : undefined;
}

/** Fetches what the questions need beyond numbered scales and written answers; undefined when all is here. */
export function fetchKinds(questions: readonly Question[]): Promise<unknown> | undefined {
  const fetches = questions.flatMap((question) => {
    const key = keyOf(question);
    const fetch = kinds[key];
    return typeof fetch === 'function' ? [(fetch as Fetch)().then(({ kind }) => (kinds[key] = kind))] : [];
  });
  return fetches.length === 0 ? undefined : Promise.all(fetches);
}
