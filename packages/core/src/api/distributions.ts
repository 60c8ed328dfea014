import { distribution, distributionChange, distributionChannels, distributionCreate } from '../records/distribution.ts';
import * as z from 'zod/mini';
import { id } from '../records/primitives.ts';
import { resource } from './resource.ts';
import { leaders } from './route.ts';

/** `/v1/distributions`: how surveys are sent out. */
export const distributions = resource({
  name: 'distributions',
  one: 'distribution',
  stored: distribution,
  create: distributionCreate,
  change: distributionChange,
  filters: { surveyId: id, status: z.enum(['active', 'paused']), channel: z.enum(distributionChannels) },
  writers: leaders,
});
