import type { Goal } from '../records/goal.ts';
import { type Calendar, type Period, parsePeriod } from './periods.ts';
import { parseSubject } from './subject.ts';

/** What of a goal its place and its fitness depend on. */
export type GoalShape = Pick<Goal, 'kpi' | 'subject' | 'period' | 'target'> &
  Partial<Pick<Goal, 'baseline' | 'wording' | 'ownerId' | 'dueOn' | 'parentId'>>;

/** A fault of a goal: at which field, and how to mend it. */
export interface GoalFault {
  readonly path: 'wording' | 'dueOn' | 'period' | 'parentId' | 'subject' | 'target' | 'baseline';
  readonly code:
    | 'too-short'
    | 'outside-period'
    | 'unknown-period'
    | 'not-finite'
    | 'no-way'
    | 'circular'
    | 'wider-period'
    | 'wider-subject';
  readonly message: string;
}

/** A goal's wording has at least so many characters, white space at its ends not counted. */
export const shortestWording = 10;

function periodOf(name: string, calendar: Calendar, now: number): Period | undefined {
  try {
    return parsePeriod(name, calendar, now);
  } catch {
    return undefined;
  }
}

/**
 * What keeps a goal from being one, field by field; empty for one that is fit. Of the five marks of Doran (1981, There's a S.M.A.R.T. way to
 * write management's goals and objectives, Management Review 70:35) those that a machine can check: a wording, where there is one, that says
 * something; a finite target and, where it begins elsewhere, a baseline other than it; a due day within the period. The due day of a rolling
 * period is not checked: the period moves on.
 *
 * @param now milliseconds since the epoch; only a rolling period needs it
 */
export function checkGoal(goal: GoalShape, calendar: Calendar, now: number): GoalFault[] {
  const faults: GoalFault[] = [];
  if (!Number.isFinite(goal.target))
    faults.push({ path: 'target', code: 'not-finite', message: 'Give a finite number as the target.' });
  if (goal.baseline !== undefined && !Number.isFinite(goal.baseline))
    faults.push({ path: 'baseline', code: 'not-finite', message: 'Give a finite number as the baseline.' });
  else if (goal.baseline !== undefined && goal.baseline === goal.target)
    faults.push({ path: 'baseline', code: 'no-way', message: 'The baseline is the target: there is no way to go.' });
  if (goal.wording !== undefined && goal.wording.trim().length < shortestWording)
    faults.push({
      path: 'wording',
      code: 'too-short',
      message: `Say in at least ${shortestWording} characters what is to be reached, or leave it out.`,
    });
  const period = periodOf(goal.period, calendar, now);
  if (!period) faults.push({ path: 'period', code: 'unknown-period', message: 'There is no such period.' });
  else if (
    goal.dueOn !== undefined &&
    period.kind !== 'rolling' &&
    (goal.dueOn < period.firstDay || goal.dueOn >= period.endDay)
  )
    faults.push({
      path: 'dueOn',
      code: 'outside-period',
      message: `It is due within ${goal.period}: from ${period.firstDay} on and before ${period.endDay}.`,
    });
  return faults;
}

/** The marks of a SMART goal that one lacks: what a form asks for and a list points at. Nothing here forbids the goal. */
export function missingOf(goal: GoalShape): ('wording' | 'baseline' | 'ownerId' | 'dueOn')[] {
  return (['wording', 'baseline', 'ownerId', 'dueOn'] as const).filter((field) => goal[field] === undefined);
}

/** From the company down: a goal serves one at its own height or above. */
const heights = { tenant: 0, team: 1, rep: 2, customer: 3 } as const;
const heightOf = (subject: string): number => heights[parseSubject(subject).kind];

/**
 * What keeps a goal from standing under another: it would be its own ancestor; its period does not lie within the other's; or it is about
 * more than the other is (a team's goal under a rep's).
 *
 * @param ancestors of the parent: the ids from its own upwards
 * @param now milliseconds since the epoch; only rolling periods need it
 */
export function checkParent(
  goal: GoalShape & { readonly id: string },
  parent: GoalShape & { readonly id: string },
  ancestors: readonly string[],
  calendar: Calendar,
  now: number,
): GoalFault[] {
  if (goal.id === parent.id || ancestors.includes(goal.id))
    return [{ path: 'parentId', code: 'circular', message: 'A goal cannot stand under itself or a goal below it.' }];
  const faults: GoalFault[] = [];
  const inner = periodOf(goal.period, calendar, now);
  const outer = periodOf(parent.period, calendar, now);
  const rolls = inner?.kind === 'rolling' || outer?.kind === 'rolling';
  const lies = inner && outer && inner.firstDay >= outer.firstDay && inner.endDay <= outer.endDay;
  if (rolls ? goal.period !== parent.period : !lies)
    faults.push({
      path: 'parentId',
      code: 'wider-period',
      message: `The period ${goal.period} does not lie within ${parent.period}, that of the goal above.`,
    });
  if (heightOf(goal.subject) < heightOf(parent.subject))
    faults.push({
      path: 'parentId',
      code: 'wider-subject',
      message:
        'A goal serves one of the same subject or of a larger one: a rep under a team, a team under the company.',
    });
  return faults;
}

/** A goal in its tree. */
export interface GoalNode<G extends GoalShape & { readonly id: string }> {
  readonly goal: G;
  /** 0 for a root. */
  readonly depth: number;
  readonly children: readonly GoalNode<G>[];
  /**
   * The sum of the targets right below that are of the same KPI and period, over this target: 1 is a target handed on whole. `null` where there is none
   * or a sum says nothing (`isSum`), or where the target is 0.
   */
  readonly handedOn: number | null;
}

export interface TreeOptions {
  /** Whether values of a KPI over parts add up to that of the whole (`isAdditive` of its measure). Default: none does. */
  readonly isSum?: (kpi: string) => boolean;
}

/**
 * Goals as trees: each under the goal that it names, from the company to the rep. A goal whose parent is not among those given is a root;
 * goals that name one another in a circle (a gateway refuses that) are cut open at the one with the smallest id, so that each
 * goal stands in the answer exactly once. Roots and children: the company's first, then teams', reps', customers'; equals by KPI and id.
 */
export function goalTree<G extends GoalShape & { readonly id: string }>(
  goals: readonly G[],
  options: TreeOptions = {},
): GoalNode<G>[] {
  const { isSum = () => false } = options;
  const byId = new Map(goals.map((goal) => [goal.id, goal]));
  const order = (a: G, b: G): number =>
    heightOf(a.subject) - heightOf(b.subject) || compare(a.kpi, b.kpi) || compare(a.id, b.id);
  const all = [...byId.values()].sort(order);
  const parents = parentsOf(all, byId);
  const under = new Map<string | undefined, G[]>();
  for (const goal of all) {
    const above = parents.get(goal.id);
    under.set(above, [...(under.get(above) ?? []), goal]);
  }
  const node = (goal: G, depth: number): GoalNode<G> => {
    const below = under.get(goal.id) ?? [];
    const parts = isSum(goal.kpi)
      ? below.filter(
          ({ kpi, period, subject }) => kpi === goal.kpi && period === goal.period && subject !== goal.subject,
        )
      : [];
    const sum = parts.reduce((total, { target }) => total + target, 0);
    return {
      goal,
      depth,
      children: below.map((child) => node(child, depth + 1)),
      handedOn: parts.length === 0 || goal.target === 0 ? null : sum / goal.target,
    };
  };
  return (under.get(undefined) ?? []).map((goal) => node(goal, 0));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The parent of each goal, as far as it is among them, circles cut. */
function parentsOf<G extends GoalShape & { readonly id: string }>(
  goals: readonly G[],
  byId: ReadonlyMap<string, G>,
): Map<string, string> {
  const parents = new Map<string, string>();
  for (const { id, parentId } of goals) if (parentId !== undefined && byId.has(parentId)) parents.set(id, parentId);
  const settled = new Set<string>();
  for (const { id } of goals) {
    const path: string[] = [];
    let at: string | undefined = id;
    while (at !== undefined && !settled.has(at) && !path.includes(at)) {
      path.push(at);
      at = parents.get(at);
    }
    if (at !== undefined && !settled.has(at)) {
      const circle = path.slice(path.indexOf(at)).sort(compare);
      if (circle[0] !== undefined) parents.delete(circle[0]);
    }
    path.forEach((one) => settled.add(one));
  }
  return parents;
}
