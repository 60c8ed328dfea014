import * as z from 'zod/mini';
import { id, line } from './primitives.ts';
import { record } from './record.ts';

/** How a company organises the post of relationship manager. */
export const organizationModes = ['side-duty', 'own-post', 'own-department', 'sealed-unit'] as const;

const schemas = record({
  required: { name: line(200) },
  defaults: { mode: z.enum(organizationModes) },
  values: { mode: 'own-post' },
  optional: { parentId: id, managerId: id },
  server: {},
});

/** A team of reps. In mode `sealed-unit` nobody outside it can see, count or search its customers. */
export const teamCreate = schemas.create;
/** A merge patch for a team. */
export const teamChange = schemas.change;
/** A team, as the gateway answers it. */
export const team = schemas.stored;

export type TeamCreate = z.input<typeof teamCreate>;
export type TeamChange = z.input<typeof teamChange>;
export type Team = z.output<typeof team>;
