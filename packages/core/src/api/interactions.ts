import * as z from 'zod/mini';
import { customerRef, externalRef, id } from '../records/primitives.ts';
import { interaction, interactionChange, interactionCreate, interactionKinds } from '../records/interaction.ts';
import { resource } from './resource.ts';

/** `/v1/interactions` */
export const interactions = resource({
  name: 'interactions',
  one: 'interaction',
  stored: interaction,
  create: interactionCreate,
  change: interactionChange,
  filters: { customerId: customerRef, kind: z.enum(interactionKinds), repId: id, externalRef },
});
