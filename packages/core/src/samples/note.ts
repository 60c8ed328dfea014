import type { Note } from '../records/note.ts';
import { envelope, sampleId } from './identity.ts';
import type { Random } from './random.ts';
import { wordingIn } from './words/index.ts';
import type { SampleLanguage } from './words/wording.ts';

/** A sample note on a customer. */
export function sampleNote(random: Random, given: Partial<Note> & { language?: SampleLanguage } = {}): Note {
  const { language = 'en', ...fields } = given;
  return {
    ...envelope(random, fields),
    customerId: sampleId(random),
    text: random.pick(wordingIn[language].notes),
    ...fields,
  };
}
