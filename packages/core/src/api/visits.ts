import * as z from 'zod/mini';
import { customerRef, externalRef, id, instant, slug } from '../records/primitives.ts';
import { visit, visitChange, visitCreate, visitMoveRequest, visitStatuses } from '../records/visit.ts';
import { resource } from './resource.ts';
import { oneRecord, route, staff } from './route.ts';

/** `/v1/visits`. `plannedFrom` and `plannedTo` bound `plannedStart` (from inclusive, to exclusive). */
export const visits = resource({
  name: 'visits',
  one: 'visit',
  stored: visit,
  create: visitCreate,
  change: visitChange,
  filters: {
    customerId: customerRef,
    repId: id,
    status: z.enum(visitStatuses),
    type: slug,
    plannedFrom: instant,
    plannedTo: instant,
    externalRef,
  },
});

/** `POST /v1/visits/{id}/moves`: the visit's state machine. */
export const moveVisit = route({
  name: 'visits.move',
  method: 'POST',
  path: '/v1/visits/{id}/moves',
  summary: "Make one move of a visit's state machine.",
  roles: staff,
  body: visitMoveRequest,
  status: 200,
  answer: visit,
  limits: oneRecord,
  versioned: true,
});
