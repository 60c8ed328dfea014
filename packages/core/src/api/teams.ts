import * as z from 'zod/mini';
import { externalRef } from '../records/primitives.ts';
import { organizationModes, team, teamChange, teamCreate } from '../records/team.ts';
import { operators } from './route.ts';
import { resource } from './resource.ts';

/** `/v1/teams` */
export const teams = resource({
  name: 'teams',
  one: 'team',
  stored: team,
  create: teamCreate,
  change: teamChange,
  filters: { mode: z.enum(organizationModes), externalRef },
  writers: operators,
});
