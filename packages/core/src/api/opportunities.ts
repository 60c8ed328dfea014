import * as z from 'zod/mini';
import { customerRef, externalRef, id } from '../records/primitives.ts';
import { opportunity, opportunityChange, opportunityCreate, opportunityStages } from '../records/opportunity.ts';
import { resource } from './resource.ts';

/** `/v1/opportunities` */
export const opportunities = resource({
  name: 'opportunities',
  one: 'opportunity',
  stored: opportunity,
  create: opportunityCreate,
  change: opportunityChange,
  filters: { customerId: customerRef, repId: id, stage: z.enum(opportunityStages), externalRef },
});
