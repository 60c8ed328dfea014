import { scorecardModels } from '@liaise/core/wire/scorecard-models';
import { list } from '@liaise/core/wire/check';
import { scorecardModel } from '@liaise/core/wire/scorecard-model';
import type { ScorecardModelRecord } from '@liaise/core/records/scorecard-model';
import type { Order } from '../source.ts';
import { allPages } from './all-pages.ts';
import type { GatewayQuery } from './query.ts';

export const query: GatewayQuery<'models'> = {
  ask: (connection, question, signal) =>
    allPages((paging) => connection.call(scorecardModels.list, { query: { ...question, ...paging } }, { signal })),
  kept: list(scorecardModel),
  leadsTo: ['save-model'],
  concerns: () => true,
  withQueued: (answer, { model }, waiting) => {
    const models = new Map<string, ScorecardModelRecord>((answer ?? []).map((one) => [one.id, one]));
    for (const { kind, order, savedAt } of waiting) {
      if (kind !== 'save-model') continue;
      const { model: given } = order as Order<'save-model'>;
      if (model === undefined || given.model === model)
        models.set(given.id, { version: 1, createdAt: savedAt, updatedAt: savedAt, ...models.get(given.id), ...given });
    }
    return answer === undefined && models.size === 0 ? undefined : [...models.values()];
  },
};
