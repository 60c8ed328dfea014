import * as z from 'zod/mini';
import { customerRef } from '../records/primitives.ts';
import { relation, relationChange, relationCreate, relationKinds } from '../records/relation.ts';
import { resource } from './resource.ts';

/** `/v1/relations` */
export const relations = resource({
  name: 'relations',
  one: 'relation',
  stored: relation,
  create: relationCreate,
  change: relationChange,
  filters: { customerId: customerRef, kind: z.enum(relationKinds) },
});
