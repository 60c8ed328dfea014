import { note, noteChange, noteCreate } from '../records/note.ts';
import { customerRef } from '../records/primitives.ts';
import { resource } from './resource.ts';

/** `/v1/notes` */
export const notes = resource({
  name: 'notes',
  one: 'note',
  stored: note,
  create: noteCreate,
  change: noteChange,
  filters: { customerId: customerRef },
});
