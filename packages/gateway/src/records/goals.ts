import { sql } from 'kysely';
import { checkGoal, checkParent, type GoalFault } from '@liaise/core/kpi';
import type { Goal, GoalChange, GoalCreate } from '@liaise/core/records/goal';
import { Refusal, bodyRefusal } from '../http/refusal.ts';
import { companyOf } from '../kpi/company.ts';
import type { Call } from '../routes/call.ts';
import { enveloped, type Hooks } from './hooks.ts';

/** A subject with its customer named by id, however the writer named it. */
async function withId(call: Call, subject: string): Promise<string> {
  if (!subject.startsWith('customer:')) return subject;
  return `customer:${await call.customers.ofBody(subject.slice('customer:'.length), 'subject')}`;
}

/** No tree of goals is deeper. */
const deepest = 20;

/** The ids from a goal upwards, itself first. */
async function ancestorsOf({ work }: Call, goal: Goal): Promise<string[]> {
  const ids = [goal.id];
  let at: Goal | null = goal;
  while (at?.parentId !== undefined && !ids.includes(at.parentId)) {
    if (ids.length === deepest)
      throw bodyRefusal('parentId', 'too-deep', `A tree of goals has at most ${String(deepest)} steps.`);
    ids.push(at.parentId);
    at = await work.read<Goal>('goals', at.parentId);
  }
  return ids;
}

async function check(call: Call, goal: Goal): Promise<void> {
  const { calendar } = await companyOf(call.work);
  const now = call.work.now.getTime();
  const faults: GoalFault[] = checkGoal(goal, calendar, now);
  if (goal.parentId !== undefined && goal.parentId !== goal.id) {
    const parent = await call.work.read<Goal>('goals', goal.parentId);
    if (!parent) throw bodyRefusal('parentId', 'unknown-record', 'There is no such goal, or you may not see it.');
    faults.push(...checkParent(goal, parent, await ancestorsOf(call, parent), calendar, now));
  } else if (goal.parentId !== undefined) faults.push(...checkParent(goal, goal, [], calendar, now));
  if (faults.length > 0)
    throw new Refusal('invalid-body', {
      issues: faults.map(({ path, code, message }) => ({ path: `body.${path}`, code, message })),
    });
}

/** Whether goals stand under this one, or somebody checked in. */
async function isInUse({ work }: Call, id: string): Promise<{ parent: boolean; checked: boolean }> {
  const { tenantId } = work.actor;
  const { rows } = await sql<{ parent: boolean; checked: boolean }>`
    SELECT EXISTS (SELECT 1 FROM goals g WHERE g.tenant_id = ${tenantId} AND g.parent_id = ${id}) AS parent, EXISTS (SELECT 1 FROM check_ins c WHERE c.tenant_id = ${tenantId} AND c.goal_id = ${id}) AS checked`.execute(
    work.sql,
  );
  return rows[0] ?? { parent: false, checked: false };
}

/** A goal is fit (`checkGoal`) and stands under one that it serves (`checkParent`). Its subject is kept by id. */
export const goals: Hooks<Goal, GoalCreate, GoalChange> = {
  refers: { ownerId: 'reps' },
  async create(call, body) {
    const goal: Goal = { ...enveloped(call, body), subject: await withId(call, body.subject) };
    await check(call, goal);
    return goal;
  },
  async change(call, before, after) {
    const subject = after.subject === before.subject ? before.subject : await withId(call, after.subject);
    const goal: Goal = { ...after, subject };
    const moved = (['kpi', 'subject', 'period'] as const).find((field) => goal[field] !== before[field]);
    if (moved !== undefined) {
      const { parent, checked } = await isInUse(call, before.id);
      if (parent || checked)
        throw bodyRefusal(moved, 'fixed', 'Goals stand under this one, or somebody checked in: make another goal.');
    }
    await check(call, goal);
    return goal;
  },
  async remove(call, { id, version }) {
    if ((await isInUse(call, id)).parent)
      throw new Refusal('conflict', { detail: 'Goals stand under this one: remove them or move them first.' });
    const exact = call.ifMatch === null ? undefined : version;
    if (await call.work.remove('goals', id, exact)) return;
    if (exact !== undefined && (await call.work.read('goals', id))) throw new Refusal('version-mismatch');
    throw new Refusal('forbidden', { detail: 'You may read this goal, not remove it.' });
  },
};
