import type { Note, NoteChange, NoteCreate } from '@liaise/core/records/note';
import { forbidden } from '../http/refusal.ts';
import type { Call } from '../routes/call.ts';
import { enveloped, type Hooks } from './hooks.ts';

function checkAuthor({ actor }: Call, note: Note): void {
  if (actor.role === 'rep' && note.authorId !== actor.repId) throw forbidden('Only its author may change a note.');
}

/** A note keeps its author, who alone changes it among reps. */
export const notes: Hooks<Note, NoteCreate, NoteChange> = {
  create(call, body) {
    const { repId } = call.actor;
    return { ...enveloped(call, body), ...(repId === undefined ? {} : { authorId: repId }) };
  },
  change(call, before, after) {
    checkAuthor(call, before);
    return { ...after, ...(before.authorId === undefined ? {} : { authorId: before.authorId }) };
  },
  async remove(call, note) {
    checkAuthor(call, note);
    await call.work.remove('notes', note.id);
  },
};
