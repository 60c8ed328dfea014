import * as z from 'zod/mini';
import { externalRef, id } from '../records/primitives.ts';
import { grades, rep, repChange, repCreate } from '../records/rep.ts';
import { operators } from './route.ts';
import { resource } from './resource.ts';

/** `/v1/reps` */
export const reps = resource({
  name: 'reps',
  one: 'rep',
  stored: rep,
  create: repCreate,
  change: repChange,
  filters: { teamId: id, grade: z.enum(grades), externalRef },
  writers: operators,
});
