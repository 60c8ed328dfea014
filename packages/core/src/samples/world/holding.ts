import type { Assignment } from '../../records/assignment.ts';
import type { Customer } from '../../records/customer.ts';
import type { HistoryEntry } from '../../records/history.ts';
import type { Rep } from '../../records/rep.ts';
import { sampleAssignment } from '../assignment.ts';
import { addDays } from '../calendar.ts';
import { sampleHistoryEntry } from '../history.ts';
import { demoId } from '../identity.ts';
import { entry, type Random } from '../random.ts';
import { wordingIn } from '../words/index.ts';
import type { CustomerPlan } from './plan.ts';

type Change = Omit<HistoryEntry, 'id'>;

/** Who looked after which customer when, and what changed on the way. */
export interface Holding {
  assignments: Assignment[];
  history: HistoryEntry[];
  /** The rep who held a customer so many days before today. */
  holderAt: (customer: number, age: number) => string | undefined;
}

/**
 * Makes the assignments: a holder for all but the pool, for some after a hand-over (at least 110 days ago, so that
 * everything younger belongs to the present holder), originators, deputies and co-owners of the other team.
 */
export function makeHolding(
  random: Random,
  today: string,
  plans: readonly CustomerPlan[],
  customers: readonly Customer[],
  reps: readonly Rep[],
): Holding {
  const assignments: Assignment[] = [];
  const changes: Change[] = [];
  const terms: { repId: string; from: number; to: number }[][] = [];
  const before = (age: number) => addDays(today, -age);
  const at = (age: number) => `${before(age)}T08:30:00.000Z`;

  for (const plan of plans) {
    const draw = random.fork(`holding/${plan.index}`);
    const words = wordingIn[plan.language];
    const repOf = (index: number) => entry(reps, index).id;
    const teamStart = plan.index % 2 === 0 ? 0 : 4;
    const leader = repOf(teamStart);
    const others = [0, 1, 2, 3].map((n) => n + teamStart).filter((n) => n !== plan.holder);
    const assign = (role: Assignment['role'], rep: number, from: number, why: string, to?: number) =>
      assignments.push(
        sampleAssignment(draw, {
          id: demoId('assignment', assignments.length),
          customerId: plan.id,
          repId: repOf(rep),
          role,
          from: before(from),
          ...(to !== undefined && { to: before(to) }),
          why,
          createdAt: at(from),
          updatedAt: at(to ?? from),
        }),
      );
    const change = (field: Change['field'], from: string | null, to: string | null, age: number, why: string) =>
      changes.push({ customerId: plan.id, field, from, to, at: at(age), by: leader, why });

    // Holders, one after the other.
    const start = plan.knownFor;
    const handOver =
      plan.index % 11 === 5 && plan.holder !== undefined && start > 160 ? draw.integer(110, start - 40) : 0;
    const firstHolder = handOver > 0 || plan.holder === undefined ? draw.pick(others) : plan.holder;
    const firstEnd = plan.holder === undefined ? Math.min(60, start - 1) : handOver;
    const isHeld = plan.holder !== undefined || plan.stage === 'lost';
    const held: { repId: string; from: number; to: number }[] = [];
    if (isHeld) {
      held.push({ repId: repOf(firstHolder), from: start, to: firstEnd });
      assign('holder', firstHolder, start, draw.pick(words.holderReasons), firstEnd || undefined);
      change('holder', null, repOf(firstHolder), start, draw.pick(words.holderReasons));
    }
    if (handOver > 0 && plan.holder !== undefined) {
      const why = draw.pick(words.handOverReasons);
      held.push({ repId: repOf(plan.holder), from: handOver, to: 0 });
      assign('holder', plan.holder, handOver, why);
      change('holder', repOf(firstHolder), repOf(plan.holder), handOver, why);
    }
    if (isHeld && plan.holder === undefined) {
      change('holder', repOf(firstHolder), null, firstEnd, words.stageReasons.lost);
    }
    terms.push(held);

    // Whoever brought the customer, stands in, or shares.
    if (draw.chance(0.3)) {
      assign('originator', isHeld ? firstHolder : draw.pick(others), start, draw.pick(words.originatorReasons));
    }
    if (plan.holder !== undefined && (plan.index < 2 || draw.chance(0.1))) {
      assign('deputy', draw.pick(others), Math.min(start, draw.integer(5, 30)), draw.pick(words.deputyReasons));
    }
    if (plan.holder !== undefined && plan.kind === 'organization' && (plan.index < 2 || draw.chance(0.06))) {
      assign(
        'co-owner',
        draw.integer(0, 3) + 4 - teamStart,
        Math.min(start, draw.integer(30, 150)),
        draw.pick(words.holderReasons),
      );
    }

    changes.push(...lifeOf(draw, plan, customers[plan.index]?.tier, leader, at));
  }

  const history = changes
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
    .map((change, index) => sampleHistoryEntry(random, { id: demoId('history', index), ...change }));
  return {
    assignments,
    history,
    holderAt: (customer, age) => terms[customer]?.find(({ from, to }) => age <= from && age > to)?.repId,
  };
}

/** The changes of stage and tier that led to where a customer stands. */
function lifeOf(
  random: Random,
  plan: CustomerPlan,
  tier: Customer['tier'],
  by: string,
  at: (age: number) => string,
): Change[] {
  const words = wordingIn[plan.language];
  const { buyingFor, stage } = plan;
  if (buyingFor === undefined) return [];
  const stages: [Change['from'], 'build' | 'retain' | 'grow' | 'lost', number][] = [['acquire', 'build', buyingFor]];
  if (stage !== 'build') stages.push(['build', 'retain', buyingFor - random.integer(60, 120)]);
  if (stage === 'grow') stages.push(['retain', 'grow', random.integer(10, 70)]);
  if (stage === 'lost') stages.push(['retain', 'lost', (plan.gone ?? 200) - 180 + random.integer(0, 10)]);
  const changes = stages.map(([from, to, age]): Change => ({
    customerId: plan.id,
    field: 'stage',
    from,
    to,
    at: at(age),
    by,
    why: words.stageReasons[to],
  }));
  const below = { top: 'big', big: 'medium', medium: 'small', small: 'medium' } as const;
  if (tier && stage !== 'build' && random.chance(0.3)) {
    const why = words.tierReasons[tier === 'small' ? 'down' : 'up'];
    changes.push({
      customerId: plan.id,
      field: 'tier',
      from: below[tier],
      to: tier,
      at: at(random.integer(5, 180)),
      by,
      why,
    });
  }
  return changes;
}
