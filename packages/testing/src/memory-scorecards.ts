import type { Leaderboard, ScorecardAnswer } from '@liaise/core/api/scorecards';
import type { Approval } from '@liaise/core/records/approval';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import { LiaiseError } from '@liaise/sdk/error';
import { acknowledged, appealed, decided, recognised, reviewed } from '@liaise/sdk/queries/waiting-scorecards';
import type { Me, ScorecardCommands, ScorecardQueries } from '@liaise/sdk/scorecard-kinds';
import type { Answer, Order, Question, Result } from '@liaise/sdk/source';

/** The rows behind one figure. */
export interface FigureSources {
  kpi: string;
  subject: string;
  period: string;
  items: Answer<'kpi-sources'>['items'];
  /** How many more there are that the reader may not see. */
  hidden: number;
}

/** What a memory source holds for scorecards and ranks. */
export interface ScorecardWorld {
  me?: Me;
  scorecards: ScorecardAnswer[];
  leaderboards: Leaderboard[];
  sources: FigureSources[];
  /** Proposals that stand on no scorecard. */
  approvals: Approval[];
}

export const emptyScorecards = (): ScorecardWorld => ({ scorecards: [], leaderboards: [], sources: [], approvals: [] });

type Finders = { [K in keyof ScorecardQueries]: (world: ScorecardWorld, asked: Question<K>) => Answer<K> | undefined };

/** A value as it is told where nobody asks for its place among peers. */
export function withoutPlace({ rank: _rank, peers: _peers, ...value }: KpiValue): KpiValue {
  return value;
}

/** How questions about scorecards and ranks are answered. */
export const scorecardFinders: Finders = {
  me: ({ me }) => me,
  scorecard: ({ scorecards }, { subject, period, model }) => {
    const card = scorecards.find(
      (one) => one.subject === subject && one.period === period && (model === undefined || one.model.model === model),
    );
    return card && { ...card, lines: card.lines.map((line) => ({ ...line, value: withoutPlace(line.value) })) };
  },
  leaderboard: ({ leaderboards }, { kpi, model, team, period }) =>
    leaderboards.find(
      (one) =>
        one.period === period &&
        (kpi === undefined || one.kpi === kpi) &&
        (model === undefined || one.model?.model === model) &&
        (team === undefined || one.scope === `team:${team}`),
    ),
  'kpi-sources': ({ sources }, { kpi, subject, period, cursor = '0', limit = 20 }) => {
    const all = sources.find((one) => one.kpi === kpi && one.subject === subject && one.period === period);
    if (!all) return undefined;
    const start = Number(cursor);
    const end = start + limit;
    const isLast = end >= all.items.length;
    return { items: all.items.slice(start, end), hidden: isLast ? all.hidden : 0, next: isLast ? null : String(end) };
  },
};

interface Context {
  rep: string;
  now: string;
}
type Doers = {
  [C in keyof ScorecardCommands]: (world: ScorecardWorld, order: Order<C>, context: Context) => Result<C>;
};

/** Puts a record where one of its id stands, or at the end. */
function put<R extends { id: string }>(list: R[], record: R): R {
  const index = list.findIndex(({ id }) => id === record.id);
  if (index < 0) list.push(record);
  else list[index] = record;
  return record;
}

function cardOf(world: ScorecardWorld, repId: string | undefined, period: string | undefined): ScorecardAnswer {
  const card = world.scorecards.find((one) => one.subject === `rep:${repId ?? ''}` && one.period === period);
  if (!card) throw new LiaiseError({ code: 'not-found', status: 404 });
  return card;
}

/** How orders about scorecards and ranks are carried out, once however often they come with the same ids. */
export const scorecardDoers: Doers = {
  appeal: (world, order, { rep, now }) => {
    const { appeals } = cardOf(world, order.subject?.id, order.period);
    return appeals.find(({ id }) => id === order.id) ?? put(appeals, appealed(order, rep, now));
  },
  decide: (world, order, { rep, now }) => {
    for (const list of [world.approvals, ...world.scorecards.map(({ appeals }) => appeals)]) {
      const before = list.find(({ id }) => id === order.approval);
      if (!before) continue;
      if (before.status === order.status) return before;
      if (before.status !== 'asked') throw new LiaiseError({ code: 'conflict', status: 409 });
      const isOwn = before.requesterId === rep;
      if (isOwn !== (order.status === 'withdrawn')) throw new LiaiseError({ code: 'forbidden', status: 403 });
      return put(list, decided(before, order, now));
    }
    throw new LiaiseError({ code: 'not-found', status: 404 });
  },
  'save-review': (world, { review }, { rep, now }) => {
    const { reviews } = cardOf(world, review.repId, review.period);
    const before = reviews.find(({ id }) => id === review.id);
    if (before && before.status !== 'draft') throw new LiaiseError({ code: 'conflict', status: 409 });
    return put(reviews, reviewed(review, rep, now));
  },
  'acknowledge-review': (world, order, { now }) => {
    for (const { reviews } of world.scorecards) {
      const before = reviews.find(({ id }) => id === order.review);
      if (before) return before.status === 'acknowledged' ? before : put(reviews, acknowledged(before, order, now));
    }
    throw new LiaiseError({ code: 'not-found', status: 404 });
  },
  recognise: (world, order, { rep, now }) => {
    if (order.repId === rep) throw new LiaiseError({ code: 'forbidden', status: 403 });
    const made = recognised(order, rep, now);
    for (const { items, recognitions } of world.leaderboards) {
      const isNew = !recognitions.some(({ id }) => id === made.id);
      if (isNew && items.some(({ repId }) => repId === made.repId)) recognitions.unshift(made);
    }
    return made;
  },
};
