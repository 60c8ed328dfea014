import type { Task } from '../records/task.ts';
import { addDays, sampleToday } from './calendar.ts';
import { envelope, sampleId } from './identity.ts';
import type { Random } from './random.ts';
import { wordingIn } from './words/index.ts';
import type { SampleLanguage } from './words/wording.ts';

/** A sample task with one owner. */
export function sampleTask(random: Random, given: Partial<Task> & { language?: SampleLanguage } = {}): Task {
  const { language = 'en', ...fields } = given;
  return {
    ...envelope(random, fields),
    title: random.pick(wordingIn[language].tasks),
    ownerId: sampleId(random),
    status: 'open',
    priority: random.weighted([
      ['normal', 7],
      ['high', 2],
      ['low', 1],
    ] as const),
    dueOn: addDays(sampleToday, random.integer(-5, 20)),
    ...fields,
  };
}
