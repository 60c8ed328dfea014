import type { Goal } from '../../records/goal.ts';
import type { Purchase } from '../../records/purchase.ts';
import type { Rep } from '../../records/rep.ts';
import type { Team } from '../../records/team.ts';
import { addDays } from '../calendar.ts';
import { sampleGoal } from '../goal.ts';
import { demoId } from '../identity.ts';
import type { Random } from '../random.ts';
import type { CustomerPlan } from './plan.ts';

interface Aim {
  kpi: string;
  every: 'month' | 'quarter';
  /** Targets for one rep, one team and the company; left out where nobody is measured by it. */
  rep?: number;
  team?: number;
  tenant?: number;
  warn?: number;
}

/** The chief KPIs and what is wanted of them, beside spend, whose target follows from what was sold before. */
const aims: readonly Aim[] = [
  { kpi: 'visits-done', every: 'month', rep: 20, team: 80, tenant: 160 },
  { kpi: 'new-customers', every: 'quarter', rep: 3, team: 12, tenant: 24 },
  { kpi: 'lost-customers', every: 'quarter', team: 2, tenant: 4 },
  { kpi: 'retention-rate', every: 'quarter', rep: 0.9, team: 0.9, tenant: 0.9, warn: 0.85 },
  { kpi: 'task-completion-rate', every: 'month', rep: 0.9, team: 0.9, tenant: 0.9, warn: 0.75 },
  { kpi: 'nps', every: 'quarter', rep: 0.4, team: 0.4, tenant: 0.4, warn: 0.2 },
  { kpi: 'csat', every: 'quarter', rep: 0.85, team: 0.85, tenant: 0.85, warn: 0.7 },
  { kpi: 'complaints', every: 'month', rep: 2, team: 6, tenant: 12 },
  { kpi: 'customer-coverage', every: 'quarter', rep: 0.8, team: 0.8, tenant: 0.8, warn: 0.6 },
];

/** Goals of the month and the quarter in which `today` lies, for each rep, each team and the company. */
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
  const add = (kpi: string, subject: string, every: Aim['every'], target: number, ownerId?: string, warn?: number) =>
    made.push(
      sampleGoal(random, {
        id: demoId('goal', made.length),
        kpi,
        subject,
        period: periods[every].period,
        target,
        ...(warn !== undefined && { warn }),
        ...(ownerId !== undefined && { ownerId }),
        dueOn: periods[every].end,
        createdAt: `${addDays(periods[every].start, -5)}T09:00:00.000Z`,
      }),
    );
  const leader = (team: Team) => team.managerId;
  for (const { kpi, every, rep: ofRep, team: ofTeam, tenant: ofTenant, warn } of aims) {
    if (ofRep !== undefined) for (const rep of reps) add(kpi, `rep:${rep.id}`, every, ofRep, rep.id, warn);
    if (ofTeam !== undefined) for (const team of teams) add(kpi, `team:${team.id}`, every, ofTeam, leader(team), warn);
    if (ofTenant !== undefined) add(kpi, 'tenant', every, ofTenant, undefined, warn);
  }
  for (const [index, rep] of reps.entries())
    add('spend', `rep:${rep.id}`, 'month', spendTarget(today, plans, purchases, index), rep.id);
  return made;
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

function periodsOf(today: string): Record<Aim['every'], { period: string; start: string; end: string }> {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const quarter = Math.ceil(month / 3);
  const firstOf = (index: number) => new Date(Date.UTC(year, index, 1)).toISOString().slice(0, 10);
  return {
    month: { period: today.slice(0, 7), start: firstOf(month - 1), end: addDays(firstOf(month), -1) },
    quarter: {
      period: `${year}-Q${quarter}`,
      start: firstOf(quarter * 3 - 3),
      end: addDays(firstOf(quarter * 3), -1),
    },
  };
}
