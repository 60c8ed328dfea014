import { goal, goalChange, goalCreate, kpiPeriod, kpiSubject } from '../records/goal.ts';
import { id, slug } from '../records/primitives.ts';
import { leaders } from './route.ts';
import { resource } from './resource.ts';

/** `/v1/goals` */
export const goals = resource({
  name: 'goals',
  one: 'goal',
  stored: goal,
  create: goalCreate,
  change: goalChange,
  filters: { kpi: slug, subject: kpiSubject, period: kpiPeriod, parentId: id },
  writers: leaders,
});
