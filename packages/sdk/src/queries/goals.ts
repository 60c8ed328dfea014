import { checkIns } from '@liaise/core/wire/check-ins';
import { checkIn } from '@liaise/core/wire/check-in';
import { list, object, text } from '@liaise/core/wire/check';
import { goal } from '@liaise/core/wire/goal';
import { goals } from '@liaise/core/wire/goals';
import { catalogueKpi, readCatalogue, readKpi } from '@liaise/core/wire/kpis';
import { kpiValue } from '@liaise/core/wire/kpi-value';
import { reps } from '@liaise/core/wire/reps';
import { readSettings } from '@liaise/core/wire/settings';
import { companySettings } from '@liaise/core/wire/company-settings';
import { teams } from '@liaise/core/wire/teams';
import type { Goal } from '@liaise/core/records/goal';
import type { KpiValue } from '@liaise/core/records/kpi-value';
import type { Connection } from '../connection.ts';
import { isLiaiseError } from '../error.ts';
import type { GoalsAnswer, GoalSubject } from '../value-kinds.ts';
import type { Order } from '../source.ts';
import { allPages } from './all-pages.ts';
import type { GatewayQuery } from './query.ts';

export const query: GatewayQuery<'goals'> = {
  ask: async (connection, { subject, period }, signal) => {
    const [all, said, subjects, kpis, settings] = await Promise.all([
      allPages((paging) => connection.call(goals.list, { query: { period, ...paging } }, { signal })),
      allPages((paging) => connection.call(checkIns.list, { query: { period, ...paging } }, { signal })),
      subjectsOf(connection, signal),
      connection.call(readCatalogue, {}, { signal }),
      connection.call(readSettings, {}, { signal }),
    ]);
    const shown = await withAncestors(connection, around(all, subject), signal);
    const ids = new Set(shown.map(({ id }) => id));
    return {
      goals: shown,
      checkIns: said.filter(({ goalId }) => ids.has(goalId)),
      values: await valuesOf(connection, shown, signal),
      subjects,
      kpis: kpis.items,
      settings,
    };
  },
  kept: object<Pick<GoalsAnswer, 'goals' | 'checkIns' | 'values'>, Pick<GoalsAnswer, 'subjects' | 'kpis' | 'settings'>>(
    { goals: list(goal), checkIns: list(checkIn), values: list(kpiValue) },
    {
      subjects: list(
        object<Omit<GoalSubject, 'of'>, Pick<GoalSubject, 'of'>>({ subject: text(), name: text() }, { of: text() }),
      ),
      kpis: list(catalogueKpi),
      settings: companySettings,
    },
  ),
  leadsTo: ['check-in', 'set-goal'],
  concerns: () => true,
  withQueued: (answer, { period }, waiting) => {
    if (answer === undefined) return undefined;
    const set = new Map(answer.goals.map((one) => [one.id, one]));
    const said = new Map(answer.checkIns.map((one) => [one.id, one]));
    for (const { kind, order, savedAt } of waiting) {
      const made = { version: 1, createdAt: savedAt, updatedAt: savedAt };
      if (kind === 'set-goal') {
        const { goal: given } = order as Order<'set-goal'>;
        if (given.period === period) set.set(given.id, { ...made, ...set.get(given.id), ...given });
      } else if (kind === 'check-in') {
        const given = order as Order<'check-in'>;
        const about = set.get(given.goalId);
        if (about && !said.has(given.id))
          said.set(given.id, { ...made, ...given, subject: about.subject, period: about.period });
      }
    }
    return { ...answer, goals: [...set.values()], checkIns: [...said.values()] };
  },
};

/** The goals of a subject, those above them and those below them; all of them without a subject. */
export function around(all: readonly Goal[], subject: string | undefined): Goal[] {
  if (subject === undefined) return [...all];
  const byId = new Map(all.map((one) => [one.id, one]));
  const kept = new Set<string>();
  const own = all.filter((one) => one.subject === subject);
  for (const one of own)
    for (let at: Goal | undefined = one; at && !kept.has(at.id);) {
      kept.add(at.id);
      at = at.parentId === undefined ? undefined : byId.get(at.parentId);
    }
  const below = new Set(own.map(({ id }) => id));
  for (let size = -1; size !== below.size;) {
    size = below.size;
    for (const one of all) if (one.parentId !== undefined && below.has(one.parentId)) below.add(one.id);
  }
  return all.filter(({ id }) => kept.has(id) || below.has(id));
}

/** As many storeys up as are followed. */
const storeys = 6;

/** A goal may serve one of a longer period: those above are shown, too, as far as the caller may see them. */
async function withAncestors(connection: Connection, shown: readonly Goal[], signal: AbortSignal): Promise<Goal[]> {
  const found = new Map(shown.map((one) => [one.id, one]));
  for (let storey = 0; storey < storeys; storey += 1) {
    const missing = [...found.values()].flatMap(({ parentId }) =>
      parentId === undefined || found.has(parentId) ? [] : [parentId],
    );
    const above = await Promise.all(
      [...new Set(missing)].map((id) =>
        connection.call(goals.read, { params: { id } }, { signal }).catch(unlessHidden),
      ),
    );
    const seen = above.filter((one) => one !== undefined);
    if (seen.length === 0) break;
    seen.forEach((one) => found.set(one.id, one));
  }
  return [...found.values()];
}

/** What the caller may not see, or what is gone, is left out. */
function unlessHidden(cause: unknown): undefined {
  if (isLiaiseError(cause) && (cause.code === 'forbidden' || cause.code === 'not-found')) return undefined;
  throw cause;
}

/** A value the caller may not see, or that is not there, is left out. */
async function valuesOf(connection: Connection, shown: readonly Goal[], signal: AbortSignal): Promise<KpiValue[]> {
  const asked = new Map(
    shown.map(({ kpi, subject, period }) => [
      `${kpi} ${subject} ${period}`,
      { kpi, subject, period, peers: 'false' as const },
    ]),
  );
  const found = await Promise.all(
    [...asked.values()].map((question) =>
      connection.call(readKpi, { query: question }, { signal }).catch(unlessHidden),
    ),
  );
  return found.filter((value) => value !== undefined);
}

async function subjectsOf(connection: Connection, signal: AbortSignal): Promise<GoalSubject[]> {
  const [everyTeam, everyRep] = await Promise.all([
    allPages((paging) => connection.call(teams.list, { query: paging }, { signal })),
    allPages((paging) => connection.call(reps.list, { query: paging }, { signal })),
  ]);
  return [
    { subject: 'tenant', name: '' },
    ...everyTeam.map(({ id, name, parentId }) => ({
      subject: `team:${id}`,
      name,
      of: parentId === undefined ? 'tenant' : `team:${parentId}`,
    })),
    ...everyRep
      .filter(({ active }) => active)
      .map(({ id, name, teamId }) => ({ subject: `rep:${id}`, name, of: `team:${teamId}` })),
  ];
}
