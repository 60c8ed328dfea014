import { roles } from '@liaise/core/api/route';
import { newId } from '@liaise/core/records/identifier';
import type { Task } from '@liaise/core/records/task';
import type { Visit, VisitChange, VisitCreate, VisitMoveRequest } from '@liaise/core/records/visit';
import { moveVisit, newVisit } from '@liaise/core/visits';
import { checkVersion, expectedVersions } from '../http/etag.ts';
import { Refusal, bodyRefusal, forbidden } from '../http/refusal.ts';
import type { Call } from '../routes/call.ts';
import { enveloped, type Hooks } from './hooks.ts';

function checkTimes({ plannedStart, plannedEnd }: Pick<Visit, 'plannedStart' | 'plannedEnd'>): void {
  if (plannedEnd === undefined) return;
  if (plannedStart === undefined) throw bodyRefusal('plannedStart', 'required', 'A planned end needs a planned start.');
  if (Date.parse(plannedEnd) < Date.parse(plannedStart)) {
    throw bodyRefusal('plannedEnd', 'too-early', 'The planned end lies before the planned start.');
  }
}

/** A rep changes its own visits only; others at the customer it may read. */
function checkOwn({ actor }: Call, visit: Visit): void {
  if (actor.role === 'rep' && visit.repId !== actor.repId) {
    throw forbidden('This is the visit of another rep: you may read it, not change it.');
  }
}

export const visits: Hooks<Visit, VisitCreate, VisitChange> = {
  owner: { field: 'repId', required: true },
  create(call, body) {
    checkTimes(body);
    return newVisit(body, { repId: body.repId ?? '', now: call.now });
  },
  change(call, before, after) {
    checkOwn(call, before);
    checkTimes(after);
    return after;
  },
  remove(call, visit) {
    checkOwn(call, visit);
    return call.work.remove('visits', visit.id).then(() => undefined);
  },
};

type Role = (typeof roles)[number];
const isRole = (role: string): role is Role => (roles as readonly string[]).includes(role);

/** The task that a next step becomes: it belongs to the visit's rep unless said. */
async function createTask(call: Call, visit: Visit, step: NonNullable<VisitMoveRequest['nextStep']>): Promise<void> {
  const { title, dueOn, ownerId = visit.repId } = step;
  if (call.actor.role === 'rep' && ownerId !== call.actor.repId) {
    throw forbidden('A rep writes in its own name only.', 'body.nextStep.ownerId');
  }
  if (ownerId !== visit.repId && !(await call.work.read('reps', ownerId))) {
    throw bodyRefusal('nextStep.ownerId', 'unknown-rep', 'There is no such rep.');
  }
  await call.work.insert<Task>('tasks', {
    ...enveloped(call, { id: newId() }),
    title,
    ...(dueOn === undefined ? {} : { dueOn }),
    status: 'open',
    priority: 'normal',
    ownerId,
    customerId: visit.customerId,
    source: { kind: 'visit', id: visit.id },
  });
}

/** Makes one move of a visit. The same move with the same device time made again changes nothing and answers the visit. */
export async function makeMove(call: Call, id: string, request: VisitMoveRequest): Promise<Visit> {
  const { work, actor, now } = call;
  const expected = expectedVersions(call.ifMatch);
  if (!isRole(actor.role)) throw new Refusal('forbidden');
  for (let attempt = 0; attempt < 5; attempt++) {
    const before = await work.read<Visit>('visits', id);
    if (!before) throw new Refusal('not-found');
    if (request.move !== 'review') checkOwn(call, before);
    const result = moveVisit(before, request, { by: actor.repId ?? actor.subject, role: actor.role, receivedAt: now });
    if (!result.ok) {
      const { code, message, path } = result.refusal;
      throw new Refusal('invalid-move', { issues: [{ path: `body.${path}`, code, message }] });
    }
    if (!result.changed) return before;
    checkVersion(expected, before.version);
    const after: Visit = { ...result.visit, version: before.version + 1, updatedAt: now };
    if (await work.replace('visits', after)) {
      if (request.nextStep) await createTask(call, after, request.nextStep);
      return after;
    }
  }
  throw new Refusal('conflict', { detail: 'Others are moving this visit at the same moment: try again.' });
}
