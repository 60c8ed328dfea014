import type { Invitation, ResponseRecord, SurveyRecord } from '../records/survey.ts';
import { sampleSurvey } from '../survey/sample.ts';
import { addDays, instantOn, later, sampleToday } from './calendar.ts';
import { envelope, sampleId } from './identity.ts';
import type { Random } from './random.ts';
import { wordingIn } from './words/index.ts';
import type { SampleLanguage } from './words/wording.ts';

/** A sample survey: open, with the definition `after-visit`. */
export function sampleSurveyRecord(random: Random, given: Partial<SurveyRecord> = {}): SurveyRecord {
  return {
    ...envelope(random, given),
    name: 'After a visit',
    definition: { ...sampleSurvey, questions: sampleSurvey.questions.map((question) => ({ ...question })) },
    status: 'open',
    access: 'open',
    ...given,
  };
}

/** A sample invitation to a survey. */
export function sampleInvitation(random: Random, given: Partial<Invitation> = {}): Invitation {
  const made = envelope(random, given);
  return {
    ...made,
    surveyId: sampleId(random),
    customerId: sampleId(random),
    status: 'created',
    channel: random.pick(['email', 'link', 'qr'] as const),
    expiresAt: later(made.createdAt, 30 * 24 * 60),
    ...given,
  };
}

/** How likely somebody recommends: a mood from 0 (gone) to 1 (delighted) makes a score from 0 to 10. */
function recommendation(random: Random, mood: number): number {
  const drawn = mood * 10 + (random.next() + random.next() + random.next() - 1.5) * 3.2;
  return Math.max(0, Math.min(10, Math.round(drawn)));
}

/**
 * A sample response. Its answers fit together: who recommends is satisfied, and the comment sounds like it. One that is not
 * final holds the first answer only.
 *
 * @param given `mood` from 0 to 1, by default 0.8
 */
export function sampleResponse(
  random: Random,
  given: Partial<ResponseRecord> & { mood?: number } = {},
): ResponseRecord {
  const { mood = 0.8, ...fields } = given;
  const language: SampleLanguage = fields.language === 'zh-CN' ? 'zh-CN' : 'en';
  const startedAt =
    fields.startedAt ?? instantOn(addDays(sampleToday, -random.integer(1, 300)), random.integer(480, 1260));
  const final = fields.final ?? true;
  const finishedAt = later(startedAt, random.integer(1, 6));
  const score = recommendation(random, mood);
  const camp = score >= 9 ? 'promoter' : score >= 7 ? 'passive' : 'detractor';
  const satisfied = Math.max(1, Math.min(5, Math.round(score / 2 + random.next() - 0.6)));
  const hasSatisfaction = random.chance(0.92);
  const comment = random.pick(wordingIn[language].comments[camp]);
  const hasComment = random.chance(camp === 'passive' ? 0.35 : 0.6);
  return {
    ...envelope(random, { createdAt: startedAt, ...(final && { updatedAt: finishedAt }), ...fields }),
    surveyId: sampleId(random),
    surveyVersion: sampleSurvey.version,
    answers: {
      recommend: score,
      ...(final && hasSatisfaction && { satisfaction: satisfied }),
      ...(final && hasComment && { [score <= 6 ? 'improve' : 'why']: comment }),
    },
    final,
    startedAt,
    ...(final && { finishedAt }),
    language,
    source: random.weighted([
      ['link', 6],
      ['page', 3],
      ['phone', 1],
    ] as const),
    ...fields,
  };
}
