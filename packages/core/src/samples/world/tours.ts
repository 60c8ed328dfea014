import type { Contact } from '../../records/contact.ts';
import type { Customer } from '../../records/customer.ts';
import type { Task } from '../../records/task.ts';
import type { Visit, VisitStatus } from '../../records/visit.ts';
import { instantOn, workday } from '../calendar.ts';
import { demoId } from '../identity.ts';
import { entry, type Random } from '../random.ts';
import { sampleTask } from '../task.ts';
import { sampleVisit } from '../visit.ts';
import { posts } from './people.ts';
import { peopleOf } from './people-of.ts';
import type { CustomerPlan } from './plan.ts';

/** Minutes after midnight at which visits are planned. */
const slots = [555, 660, 825, 930] as const;

/** At least as many days as so many working days are, weekends included. */
const daysOf = (workdays: number) => Math.ceil(workdays * 1.4) + 3;

/** Working days of visits: the last 90 days and the next 14. */
const firstDay = -64;
const lastDay = 9;

const tierWeights = { top: 6, big: 4, medium: 2, small: 1 } as const;

/** What the reps did on tour and have planned, with the tasks that followed. */
export function makeTours(
  random: Random,
  today: string,
  plans: readonly CustomerPlan[],
  customers: readonly Customer[],
  contacts: readonly Contact[],
): { visits: Visit[]; tasks: Task[] } {
  const stops: { day: number; slot: number; rep: number; plan: CustomerPlan }[] = [];
  for (const rep of posts.keys()) {
    const held = plans
      .filter((plan) => plan.holder === rep)
      .map((plan) => {
        const tier = customers[plan.index]?.tier;
        return [plan, plan.stage === 'lost' ? 0.3 : tier ? tierWeights[tier] : 2] as const;
      });
    for (let day = firstDay; day <= lastDay; day++) {
      const draw = random.fork(`tour/${rep}/${day}`);
      const known = held.filter(([plan]) => plan.knownFor > daysOf(-day));
      const count = draw.weighted([
        [0, 3],
        [1, 4],
        [2, 3],
        [3, 1],
      ] as const);
      for (const slot of draw.some([0, 1, 2, 3], day === -1 ? 0 : count).toSorted((one, other) => one - other)) {
        stops.push({ day, slot, rep, plan: draw.weighted(known) });
      }
      // The last working day holds one visit each, in the morning, so that the whole world has it behind it.
      if (day === -1) stops.push({ day, slot: 0, rep, plan: draw.weighted(known) });
    }
  }
  stops.sort((one, other) => one.day - other.day || one.slot - other.slot || one.rep - other.rep);

  const peopleAt = peopleOf(contacts);
  const tasks: Task[] = [];
  const visits = stops.map(({ day, slot, rep, plan }, index) => {
    const draw = random.fork(`visit/${index}`);
    const people = peopleAt(plan.id);
    const status = statusOn(draw, day, rep);
    const dueIn = draw.integer(2, 15);
    const hasNext = draw.chance(0.4) && (status === 'reported' || status === 'reviewed');
    const nextDueOn = workday(today, day + dueIn);
    const visit = sampleVisit(draw, {
      id: demoId('visit', index),
      customerId: plan.id,
      repId: demoId('rep', rep),
      managerId: demoId('rep', rep < 4 ? 0 : 4),
      ...(people.length > 0 && { contactIds: draw.some(people, draw.integer(1, 2)).map(({ id }) => id) }),
      status,
      start: instantOn(workday(today, day), entry(slots, slot) + draw.pick([0, 0, 15, 30]), plan.place.offset),
      unplanned: day < 0 && !['planned', 'skipped', 'cancelled', 'no-show'].includes(status) && draw.chance(0.14),
      ...(day >= 0 && { createdAt: instantOn(workday(today, -1 - draw.integer(0, 5)), 960, plan.place.offset) }),
      site: customers[plan.index]?.site,
      language: plan.language,
      ...(hasNext && { nextDueOn }),
    });
    if (visit.nextStep) {
      const isDone = day + dueIn < 0 ? draw.chance(0.86) : draw.chance(0.12) && day < -3;
      const doneOn = Math.min(-1, day + draw.integer(1, dueIn + 1));
      tasks.push(
        sampleTask(draw, {
          id: demoId('task', tasks.length),
          customerId: plan.id,
          ownerId: visit.repId,
          title: visit.nextStep.title,
          dueOn: nextDueOn,
          source: { kind: 'visit', id: visit.id },
          createdAt: visit.moves[2]?.receivedAt ?? visit.updatedAt,
          ...(isDone && finished(today, Math.max(doneOn, day + 1), plan.place.offset)),
        }),
      );
    }
    return visit;
  });
  return { visits, tasks: [...tasks, ...otherTasks(random, today, plans, tasks.length)] };
}

function finished(today: string, day: number, offset: number): Pick<Task, 'status' | 'doneAt' | 'updatedAt'> {
  const doneAt = instantOn(workday(today, Math.min(-1, day)), 975, offset);
  return { status: 'done', doneAt, updatedAt: doneAt };
}

/** Tasks that follow from no visit: some done, some overdue, some ahead, a few called off. */
function otherTasks(random: Random, today: string, plans: readonly CustomerPlan[], from: number): Task[] {
  return Array.from({ length: 80 }, (_, index) => {
    const draw = random.fork(`task/${index}`);
    const plan = draw.pick(plans.filter(({ holder, knownFor }) => holder !== undefined && knownFor > 80));
    const due = draw.integer(-40, 12);
    const isDone = due < 0 && draw.chance(0.8);
    return sampleTask(draw, {
      id: demoId('task', from + index),
      customerId: plan.id,
      ownerId: demoId('rep', plan.holder ?? 0),
      language: plan.language,
      dueOn: workday(today, due),
      createdAt: instantOn(workday(today, Math.min(-1, due) - draw.integer(3, 12)), 540, plan.place.offset),
      ...(isDone && finished(today, due - draw.integer(0, 2), plan.place.offset)),
      ...(due > 5 && draw.chance(0.2) && { status: 'cancelled' as const }),
    });
  });
}

function statusOn(random: Random, day: number, rep: number): VisitStatus {
  if (day >= 0) return 'planned';
  // Two visits of the last working day are still open: a check-out that was forgotten and a report that is owed.
  if (day === -1 && rep === 1) return 'checked-in';
  if (day === -1 && rep === 5) return 'checked-out';
  return random.weighted<VisitStatus>([
    ['reported', day > -8 ? 75 : 25],
    ['reviewed', day > -8 ? 0 : 52],
    ['skipped', 4],
    ['cancelled', 6],
    ['no-show', 4],
    ['force-closed', day > -3 ? 0 : 3],
    ['checked-out', day > -8 && day < -1 ? 5 : 0],
    ['planned', day > -6 && day < -1 ? 4 : 0],
  ]);
}
