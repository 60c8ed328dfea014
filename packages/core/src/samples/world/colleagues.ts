import type { Rep } from '../../records/rep.ts';
import type { ResponseRecord, SurveyRecord } from '../../records/survey.ts';
import type { SurveyDefinition } from '../../survey/types.ts';
import { addDays, instantOn, later } from '../calendar.ts';
import { demo } from '../demo.ts';
import { demoId } from '../identity.ts';
import { entry, type Random } from '../random.ts';
import { sampleSurveyRecord } from '../survey.ts';

const rating = (id: string, en: string, zh: string) =>
  ({ id, type: 'number', required: true, title: { en, 'zh-CN': zh }, min: 1, max: 5, integer: true }) as const;

/** What colleagues, leaders and customers are asked about a rep. */
const definition: SurveyDefinition = {
  id: 'colleagues',
  version: 1,
  language: 'en',
  questions: [
    rating(
      'reliable',
      'How reliably does this colleague keep promises? (1 to 5)',
      '该同事履行承诺的可靠程度如何？（1 到 5）',
    ),
    rating('listens', 'How well does this colleague listen? (1 to 5)', '该同事倾听他人的程度如何？（1 到 5）'),
    rating('helps', 'How readily does this colleague help others? (1 to 5)', '该同事帮助他人的意愿如何？（1 到 5）'),
    {
      id: 'more',
      type: 'long-text',
      title: { en: 'What should this colleague do more of?', 'zh-CN': '您希望该同事多做些什么？' },
    },
  ],
};

/** How many raters of each role; the last reps have few, so that theirs are hidden. */
const raters = [
  ['self', 1],
  ['superior', 1],
  ['peer', 4],
  ['customer', 3],
] as const;

/**
 * A closed survey about the reps whom somebody leads, and what was answered lately.
 *
 * @param from the place of the first response among all
 */
export function makeColleagues(
  random: Random,
  today: string,
  reps: readonly Rep[],
  from: number,
): { survey: SurveyRecord; responses: ResponseRecord[] } {
  const surveyId = demoId('survey', 1);
  const survey = sampleSurveyRecord(random.fork('survey'), {
    id: surveyId,
    name: 'Among colleagues',
    definition,
    status: 'closed',
    access: 'invited',
    createdAt: `${addDays(today, -40)}T09:00:00.000Z`,
  });
  const led = reps.filter(({ id }) => id !== demo.managers.north && id !== demo.managers.east);
  const given = led.flatMap(({ id: aboutRepId }, place) =>
    raters.flatMap(([raterRole, most]) => {
      const count = raterRole === 'peer' && place % 3 === 2 ? 2 : most;
      return Array.from({ length: count }, (_, index) => ({
        aboutRepId,
        raterRole,
        draw: `${place}/${raterRole}/${index}`,
      }));
    }),
  );
  const responses = given.map(({ aboutRepId, raterRole, draw }, index): ResponseRecord => {
    const own = random.fork(draw);
    const startedAt = instantOn(addDays(today, -own.integer(2, 20)), own.integer(500, 1000));
    const finishedAt = later(startedAt, 4);
    const answer = () => own.integer(raterRole === 'self' ? 3 : 2, 5);
    return {
      id: demoId('response', from + index),
      version: 1,
      createdAt: startedAt,
      updatedAt: finishedAt,
      surveyId,
      surveyVersion: 1,
      answers: { reliable: answer(), listens: answer(), helps: answer() },
      final: true,
      startedAt,
      finishedAt,
      language: entry(['en', 'zh-CN'], aboutRepId < demo.managers.east ? 0 : 1),
      source: raterRole === 'customer' ? 'link' : 'page',
      aboutRepId,
      raterRole,
    };
  });
  return { survey, responses };
}
