import type { CustomerCard } from '@liaise/core/api/customers';
import { scoredAnswer } from '@liaise/core/kpi';

/** An answer to a question of a scored type, with what its scale needs. */
export interface ScoredAnswer {
  type: 'nps' | 'csat' | 'ces';
  scale: number | null;
  easy: 'high' | 'low' | null;
  answer: unknown;
  /** When the response was finished. */
  at: string;
}

const kinds = ['nps', 'csat', 'ces'] as const;

/** The score to show on a card: the first of NPS, CSAT and CES that the customer has answered, over all given answers. */
export function cardScore(answers: readonly ScoredAnswer[]): CustomerCard['score'] {
  for (const kind of kinds) {
    const given = answers.flatMap(({ type, scale, easy, answer, at }) => {
      if (type !== kind) return [];
      const value = scoredAnswer({ id: '', type, scale: scale ?? undefined, easy: easy ?? undefined }, answer);
      return value === undefined ? [] : [{ value, at }];
    });
    if (given.length === 0) continue;
    const value = given.reduce((sum, one) => sum + one.value, 0) / given.length;
    const at = given.reduce((last, one) => (one.at > last ? one.at : last), '');
    return { kind, value, at, n: given.length };
  }
  return null;
}
