import type { Goal } from '../../records/goal.ts';
import type { Purchase } from '../../records/purchase.ts';
import type { Rep } from '../../records/rep.ts';
import type { Team } from '../../records/team.ts';
import { addDays } from '../calendar.ts';
import { demo } from '../demo.ts';
import { sampleGoal } from '../goal.ts';
import { demoId } from '../identity.ts';
import type { Random } from '../random.ts';
import type { SampleLanguage } from '../words/wording.ts';
import { aims, aimsOfTheQuarter, wordings, type Aim } from './aims.ts';
import type { CustomerPlan } from './plan.ts';

type Every = 'month' | 'quarter' | 'last-quarter';

/**
 * Goals of the month and the quarter in which `today` lies, for each rep, each team and the company, each under the one that it
 * serves; and those of the quarter before, for reps and teams.
 */
export function makeGoals(
  random: Random,
  today: string,
  plans: readonly CustomerPlan[],
  purchases: readonly Purchase[],
  reps: readonly Rep[],
  teams: readonly Team[],
): Goal[] {
  const periods = periodsOf(today);
  const made: Goal[] = [];
  const add = (
    aim: Pick<Aim, 'kpi' | 'warn' | 'baseline'>,
    subject: string,
    every: Every,
    target: number,
    ownerId: string,
  ) => {
    const { kpi, warn, baseline } = aim;
    const wording = wordings[languageOf(subject, reps)][kpi];
    made.push(
      sampleGoal(random, {
        id: demoId('goal', made.length),
        kpi,
        subject,
        period: periods[every].period,
        target,
        ...(warn !== undefined && { warn }),
        ...(baseline !== undefined && { baseline }),
        ...(wording !== undefined && { wording }),
        ownerId,
        dueOn: periods[every].end,
        createdAt: `${addDays(periods[every].start, -5)}T09:00:00.000Z`,
      }),
    );
  };
  const addAll = (aim: Aim, every: Every) => {
    const { rep: ofRep, team: ofTeam, tenant: ofTenant } = aim;
    if (ofRep !== undefined) for (const rep of reps) add(aim, `rep:${rep.id}`, every, ofRep, rep.id);
    if (ofTeam !== undefined)
      for (const team of teams) add(aim, `team:${team.id}`, every, ofTeam, team.managerId ?? demo.managers.north);
    if (ofTenant !== undefined && every !== 'last-quarter') add(aim, 'tenant', every, ofTenant, demo.managers.north);
  };
  for (const aim of aims) addAll(aim, aim.every);
  for (const [index, rep] of reps.entries())
    add({ kpi: 'spend' }, `rep:${rep.id}`, 'month', spendTarget(today, plans, purchases, index), rep.id);
  for (const aim of aimsOfTheQuarter) addAll(aim, 'quarter');
  for (const aim of [...aims.filter(({ every }) => every === 'quarter'), ...aimsOfTheQuarter])
    addAll(aim, 'last-quarter');
  return withParents(made, reps);
}

/** Whoever works for the second team, and that team, speak Chinese. */
function languageOf(subject: string, reps: readonly Rep[]): SampleLanguage {
  const east =
    subject === `team:${demo.teams.east}` ||
    reps.some(({ id, teamId }) => subject === `rep:${id}` && teamId === demo.teams.east);
  return east ? 'zh-CN' : 'en';
}

/** A rep's goal serves its team's of the same KPI and period, a team's the company's. */
function withParents(goals: readonly Goal[], reps: readonly Rep[]): Goal[] {
  const teamOf = new Map(reps.map(({ id, teamId }) => [`rep:${id}`, `team:${teamId}`]));
  const key = ({ kpi, period }: Goal, subject: string) => `${kpi} ${period} ${subject}`;
  const ids = new Map(goals.map((goal) => [key(goal, goal.subject), goal.id]));
  return goals.map((goal) => {
    const team = teamOf.get(goal.subject);
    const ofTeam = team === undefined ? undefined : ids.get(key(goal, team));
    const parentId = ofTeam ?? (goal.subject === 'tenant' ? undefined : ids.get(key(goal, 'tenant')));
    return parentId === undefined ? goal : { ...goal, parentId };
  });
}

/** A tenth more than the mean month of the last year, of the customers whom the rep holds now; whole hundreds, in minor units. */
function spendTarget(
  today: string,
  plans: readonly CustomerPlan[],
  purchases: readonly Purchase[],
  rep: number,
): number {
  const held = new Set(plans.filter((plan) => plan.holder === rep).map((plan) => plan.id));
  const from = addDays(today, -365);
  const year = purchases
    .filter(({ customerId, at }) => held.has(customerId) && at >= from)
    .reduce((sum, { amount }) => sum + amount.minor, 0);
  return Math.round((year * 1.1) / 12 / 10_000) * 10_000;
}

/** The month and the quarter of a day and the quarter before, with their first and last days. */
export function periodsOf(today: string): Record<Every, { period: string; start: string; end: string }> {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const quarter = Math.ceil(month / 3);
  const firstOf = (index: number) => new Date(Date.UTC(year, index, 1)).toISOString().slice(0, 10);
  const quarterAt = (index: number) => ({
    period: `${firstOf(index * 3).slice(0, 4)}-Q${((index + 4) % 4) + 1}`,
    start: firstOf(index * 3),
    end: addDays(firstOf(index * 3 + 3), -1),
  });
  return {
    month: { period: today.slice(0, 7), start: firstOf(month - 1), end: addDays(firstOf(month), -1) },
    quarter: quarterAt(quarter - 1),
    'last-quarter': quarterAt(quarter - 2),
  };
}
