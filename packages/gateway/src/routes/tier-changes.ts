import { tierChanges } from '@liaise/core/api/tier-changes';
import type { TierChange } from '@liaise/core/records/tier-change';
import type { WorkHandler } from './call.ts';
import { listPage, readOne } from './common.ts';

/** `GET /v1/tier-changes` */
export const listTierChangesHandler: WorkHandler<typeof tierChanges.list> = {
  run: (call, { query }) =>
    listPage(call, tierChanges.list, query, (filters, after, limit) =>
      call.work.list<TierChange>('tier-changes', { filters, after, limit }),
    ),
};

/** `GET /v1/tier-changes/{id}` */
export const readTierChangeHandler: WorkHandler<typeof tierChanges.read> = {
  run: (call, { params }) => readOne<TierChange & Record<string, unknown>>(call, 'tier-changes', params.id),
};
