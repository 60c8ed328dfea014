import type { Case } from '../records/case.ts';
import { addDays, instantOn, later, sampleToday } from './calendar.ts';
import { envelope, sampleId } from './identity.ts';
import type { Random } from './random.ts';
import { wordingIn } from './words/index.ts';
import type { SampleLanguage } from './words/wording.ts';

const days = (count: number) => count * 24 * 60;

/** A sample case. Root cause and solution are there once it is solved, `closedAt` once it is closed. */
export function sampleCase(random: Random, given: Partial<Case> & { language?: SampleLanguage } = {}): Case {
  const { language = 'en', ...fields } = given;
  const kind =
    fields.kind ??
    random.weighted([
      ['complaint', 4],
      ['request', 3],
      ['praise', 2],
      ['dispute', 1],
    ] as const);
  const words = random.pick(wordingIn[language].cases[kind]);
  const status = fields.status ?? random.pick(['open', 'acknowledged', 'in-progress', 'solved', 'closed'] as const);
  const openedAt =
    fields.openedAt ?? instantOn(addDays(sampleToday, -random.integer(15, 200)), random.integer(480, 1080));
  const isSolved = status === 'solved' || status === 'closed';
  const closedAt = later(openedAt, random.integer(days(1), days(9)));
  return {
    ...envelope(random, { createdAt: openedAt, ...fields }),
    customerId: sampleId(random),
    kind,
    title: words.title,
    text: words.text,
    status,
    severity:
      kind === 'praise'
        ? 'low'
        : random.weighted([
            ['low', 2],
            ['normal', 6],
            ['high', 2],
            ['critical', 0.4],
          ] as const),
    openedAt,
    dueAt: later(openedAt, days(5)),
    ...(status !== 'open' && { firstContactAt: later(openedAt, random.integer(12, 900)) }),
    ...(isSolved && { solution: words.solution, ...(words.rootCause && { rootCause: words.rootCause }) }),
    ...(status === 'closed' && { closedAt }),
    ...fields,
  };
}
