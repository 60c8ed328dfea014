import { slug } from '../records/primitives.ts';
import { scorecardModel, scorecardModelChange, scorecardModelCreate } from '../records/scorecard-model.ts';
import { resource } from './resource.ts';
import { leaders } from './route.ts';

/** `/v1/scorecard-models`. An edition whose day has begun is neither changed nor removed (409 `conflict`). */
export const scorecardModels = resource({
  name: 'scorecard-models',
  one: 'edition of a scorecard model',
  stored: scorecardModel,
  create: scorecardModelCreate,
  change: scorecardModelChange,
  filters: { model: slug },
  writers: leaders,
});
