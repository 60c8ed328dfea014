import { scorecardModels } from '@liaise/core/wire/scorecard-models';
import { scorecardModel } from '@liaise/core/wire/scorecard-model';
import { writeOf } from './changing.ts';
import type { GatewayCommand } from './command.ts';

export const command: GatewayCommand<'save-model'> = {
  write: ({ model, version }) =>
    writeOf(scorecardModels.create.path, model, version, ['name', 'minimumCoverage', 'bonus']),
  answer: scorecardModel,
  expected: ({ model, version = 0 }, { now }) => ({ ...model, version: version + 1, createdAt: now, updatedAt: now }),
};
