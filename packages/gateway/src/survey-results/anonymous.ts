import { sql } from 'kysely';
import type { SurveyRecord } from '@liaise/core/records/survey';
import { timeBlocks, type TimeCell } from '@liaise/core/scores';
import { Refusal, forbidden } from '../http/refusal.ts';
import type { Work } from '../store/store.ts';
import { responsesOf, type Span } from './filter.ts';

/** Fewest answers of an anonymous survey that are told together. */
export const anonymousMinimum = 5;

const week = 7 * 86_400_000;

/** Whether a survey promises that nobody finds out who answered what. */
export const isAnonymous = ({ definition }: Pick<SurveyRecord, 'definition'>): boolean => definition.anonymous === true;

/**
 * An anonymous survey is told to leaders, and to all of them the same: two who saw different parts could tell the difference. It is
 * divided by time only, never by anything else: where two divisions cross, a few answers could be worked out.
 *
 * @throws {Refusal}
 */
export function checkAnonymous(work: Work, asked: Readonly<Record<string, unknown>>): void {
  const { role } = work.actor;
  if (role === 'rep') throw forbidden('The results of an anonymous survey are for those who lead.');
  const free = new Set(['period', 'from', 'to', 'question', 'search', 'cursor', 'limit']);
  const issues = Object.keys(asked)
    .filter((name) => asked[name] !== undefined && !free.has(name))
    .map((name) => ({
      path: `query.${name}`,
      code: 'anonymous',
      message: 'An anonymous survey is divided by time only: leave this out.',
    }));
  if (issues.length > 0) throw new Refusal('invalid-query', { issues });
}

/**
 * The blocks of time by which an anonymous survey is told: whole weeks (from Monday, UTC) that are over, joined until each holds
 * the minimum (`timeBlocks`). Only blocks that lie within a span as a whole belong to it.
 *
 * @param all with every row in sight
 */
export async function blocksOf(all: Work, surveyId: string, minimum: number): Promise<TimeCell[]> {
  const { rows } = await sql<{ at: string; n: number }>`
    SELECT (extract(epoch FROM date_trunc('week', t.finished_at AT TIME ZONE 'UTC')) * 1000)::text AS at, count(*)::integer AS n
    FROM responses t WHERE ${responsesOf(all, surveyId, {}, {})} AND t.finished_at < date_trunc('week', ${all.now}::timestamptz AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
    GROUP BY 1`.execute(all.sql);
  const cells = rows
    .map(({ at, n }): TimeCell => ({ from: Number(at), to: Number(at) + week, n }))
    .sort((a, b) => a.from - b.from);
  return timeBlocks(cells, minimum);
}

/** The blocks that lie within a span as a whole. */
export const blocksIn = (blocks: readonly TimeCell[], { from, to }: Span): TimeCell[] =>
  blocks.filter(
    (block) =>
      (from === undefined || block.from >= Date.parse(from)) && (to === undefined || block.to <= Date.parse(to)),
  );

/** All responses of these blocks, which follow one another. */
export const spanOf = (blocks: readonly TimeCell[]): { from: string; to: string } | null => {
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (!first || !last) return null;
  return { from: new Date(first.from).toISOString(), to: new Date(last.to).toISOString() };
};
