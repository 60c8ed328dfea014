import * as z from 'zod/mini';
import { caseChange, caseCreate, caseKinds, caseRecord, caseStatuses } from '../records/case.ts';
import { customerRef, externalRef, id } from '../records/primitives.ts';
import { leaders } from './route.ts';
import { resource } from './resource.ts';

/** `/v1/cases` */
export const cases = resource({
  name: 'cases',
  one: 'case',
  stored: caseRecord,
  create: caseCreate,
  change: caseChange,
  filters: { customerId: customerRef, kind: z.enum(caseKinds), status: z.enum(caseStatuses), ownerId: id, externalRef },
  removers: leaders,
});
