import * as z from 'zod/mini';
import { approval, approvalChange, approvalCreate, approvalKinds } from '../records/approval.ts';
import { kpiPeriod } from '../records/goal.ts';
import { customerRef, id } from '../records/primitives.ts';
import { leaders } from './route.ts';
import { resource } from './resource.ts';

/** `/v1/approvals` */
export const approvals = resource({
  name: 'approvals',
  one: 'approval',
  stored: approval,
  create: approvalCreate,
  change: approvalChange,
  filters: {
    customerId: customerRef,
    kind: z.enum(approvalKinds),
    status: z.enum(['asked', 'approved', 'refused', 'withdrawn']),
    requesterId: id,
    period: kpiPeriod,
  },
  removers: leaders,
});
