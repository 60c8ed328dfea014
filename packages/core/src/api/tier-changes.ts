import * as z from 'zod/mini';
import { customerRef, id } from '../records/primitives.ts';
import { tierChange } from '../records/tier-change.ts';
import { page, paging } from './page.ts';
import { route, staff } from './route.ts';

/** `/v1/tier-changes`: how customers moved between the levels of the value pyramid. */
export const tierChanges = {
  list: route({
    name: 'tier-changes.list',
    method: 'GET',
    path: '/v1/tier-changes',
    summary: "List changes of customers' levels, newest id last.",
    roles: staff,
    query: z.strictObject({ customerId: z.optional(customerRef), approvalId: z.optional(id), ...paging }),
    status: 200,
    answer: page(tierChange),
  }),
  read: route({
    name: 'tier-changes.read',
    method: 'GET',
    path: '/v1/tier-changes/{id}',
    summary: "Read one change of a customer's level.",
    roles: staff,
    status: 200,
    answer: tierChange,
    versioned: true,
  }),
};
