import type { Contact } from '../../records/contact.ts';
import type { Customer } from '../../records/customer.ts';
import type { Invitation, ResponseRecord, SurveyRecord } from '../../records/survey.ts';
import { addDays, instantOn, later } from '../calendar.ts';
import { demoId } from '../identity.ts';
import type { Random } from '../random.ts';
import { sampleInvitation, sampleResponse, sampleSurveyRecord } from '../survey.ts';
import type { Holding } from './holding.ts';
import { peopleOf } from './people-of.ts';
import type { CustomerPlan } from './plan.ts';

const responseCount = 250;
const tierWeights = { top: 8, big: 5, medium: 3, small: 1 } as const;

/** The open survey after a visit, what customers answered over a year, and the invitations that are out. */
export function makeVoice(
  random: Random,
  today: string,
  plans: readonly CustomerPlan[],
  customers: readonly Customer[],
  contacts: readonly Contact[],
  { holderAt }: Holding,
): { surveys: SurveyRecord[]; responses: ResponseRecord[]; invitations: Invitation[] } {
  const surveyId = demoId('survey', 0);
  const survey = sampleSurveyRecord(random.fork('survey'), {
    id: surveyId,
    createdAt: `${addDays(today, -400)}T09:00:00.000Z`,
  });
  const buyers = plans
    .filter((plan) => plan.buyingFor !== undefined && customers[plan.index]?.doNotContact !== true)
    .map((plan) => {
      const tier = customers[plan.index]?.tier;
      return [plan, (tier ? tierWeights[tier] : 1) * (plan.stage === 'lost' ? 0.5 : 1)] as const;
    });
  const peopleAt = peopleOf(contacts);
  const askable = (customerId: string) =>
    peopleAt(customerId).filter((contact) => !contact.consent?.some(({ status }) => status === 'denied'));

  const answered = Array.from({ length: responseCount }, (_, index) => {
    const draw = random.fork(`answer/${index}`);
    const plan = draw.weighted(buyers);
    return { plan, age: draw.integer(1, Math.min(364, plan.knownFor - 1)) };
  }).toSorted((one, other) => other.age - one.age || one.plan.index - other.plan.index);
  const responses = answered.map(({ plan, age }, index) => {
    const draw = random.fork(`response/${index}`);
    const people = askable(plan.id);
    const repId = holderAt(plan.index, age);
    return sampleResponse(draw, {
      id: demoId('response', index),
      surveyId,
      customerId: plan.id,
      ...(people.length > 0 && { contactId: draw.pick(people).id }),
      ...(repId && { repId }),
      language: plan.language,
      mood: plan.mood,
      final: index % 23 !== 7,
      startedAt: instantOn(addDays(today, -age), draw.integer(500, 1040), plan.place.offset),
    });
  });

  const statuses = ['created', 'created', 'opened', 'created', 'started', 'opened', 'created', 'opened'] as const;
  const invited = plans.filter((plan) => plan.holder !== undefined && plan.index % 9 < 2).slice(0, 14);
  const invitations = invited.map((plan, index) => {
    const draw = random.fork(`invitation/${index}`);
    const people = askable(plan.id);
    const createdAt = instantOn(addDays(today, -draw.integer(1, 9)), 600, plan.place.offset);
    return sampleInvitation(draw, {
      id: demoId('invitation', index),
      surveyId,
      customerId: plan.id,
      ...(people.length > 0 && { contactId: draw.pick(people).id }),
      ...(plan.holder !== undefined && { repId: demoId('rep', plan.holder) }),
      status: statuses[index % statuses.length] ?? 'created',
      createdAt,
      expiresAt: later(createdAt, 30 * 24 * 60),
    });
  });
  return { surveys: [survey], responses, invitations };
}
