import type { Interaction } from '../records/interaction.ts';
import { addDays, instantOn, sampleToday } from './calendar.ts';
import { envelope, sampleId } from './identity.ts';
import type { Random } from './random.ts';
import { wordingIn } from './words/index.ts';
import type { SampleLanguage } from './words/wording.ts';

const kindsByLanguage = {
  en: [
    ['call', 5],
    ['mail', 5],
    ['video', 1],
    ['message', 0.5],
    ['event', 0.3],
  ],
  'zh-CN': [
    ['call', 4],
    ['message', 6],
    ['mail', 1],
    ['video', 0.5],
    ['gift', 0.3],
  ],
} as const;

/** A sample touch that is no visit: a call, a mail, a message and so on, in the customer's language. */
export function sampleInteraction(
  random: Random,
  given: Partial<Interaction> & { language?: SampleLanguage } = {},
): Interaction {
  const { language = 'en', ...fields } = given;
  const [subject, text] = random.pick(wordingIn[language].calls);
  const kind = fields.kind ?? random.weighted<Interaction['kind']>(kindsByLanguage[language]);
  const at = fields.at ?? instantOn(addDays(sampleToday, -random.integer(1, 200)), random.integer(480, 1080));
  return {
    ...envelope(random, { createdAt: at, ...fields }),
    customerId: sampleId(random),
    kind,
    at,
    direction: random.chance(0.4) ? 'inbound' : 'outbound',
    subject,
    text,
    ...((kind === 'call' || kind === 'video') && { minutes: random.integer(2, 40) }),
    ...fields,
  };
}
