import * as z from 'zod/mini';
import { assignment, assignmentChange, assignmentCreate, assignmentRoles } from '../records/assignment.ts';
import { customerRef, id } from '../records/primitives.ts';
import { leaders } from './route.ts';
import { resource } from './resource.ts';

/** `/v1/assignments` */
export const assignments = resource({
  name: 'assignments',
  one: 'assignment',
  stored: assignment,
  create: assignmentCreate,
  change: assignmentChange,
  filters: { customerId: customerRef, repId: id, role: z.enum(assignmentRoles) },
  writers: leaders,
});
