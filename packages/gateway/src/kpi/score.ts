import { sql } from 'kysely';
import type { Score } from '@liaise/core/kpi';
import type { Sql } from './expressions.ts';

const answer = sql`(CASE WHEN jsonb_typeof(r.data -> 'answers' -> (q ->> 'id')) = 'number' THEN (r.data -> 'answers' ->> (q ->> 'id'))::numeric END)`;
const scale = (usual: number): Sql => sql`coalesce((q ->> 'scale')::numeric, ${sql.lit(usual)})`;
const whole = sql`${answer} = trunc(${answer})`;

/**
 * The number that the answer of a response `r` to a question `q` adds to a score, or null: the same as `scoredAnswer` of
 * core.
 */
export function scoredValue(score: Score['score']): Sql {
  if (score === 'nps') {
    return sql`CASE WHEN ${whole} AND ${answer} BETWEEN 0 AND 10 THEN CASE WHEN ${answer} >= 9 THEN 1 WHEN ${answer} >= 7 THEN 0 ELSE -1 END END`;
  }
  if (score === 'csat') {
    const points = scale(5);
    return sql`CASE WHEN ${whole} AND ${answer} BETWEEN 1 AND ${points} THEN CASE WHEN ${answer} > ${points} - CASE WHEN ${points} > 3 THEN 2 ELSE 1 END THEN 1 ELSE 0 END END`;
  }
  const points = scale(7);
  const ease = sql`(1 + 6 * (${answer} - 1) / (${points} - 1))`;
  return sql`CASE WHEN ${whole} AND ${answer} BETWEEN 1 AND ${points} THEN CASE WHEN q ->> 'easy' = 'low' THEN 8 - ${ease} ELSE ${ease} END END`;
}
