import type { Case } from '../../records/case.ts';
import type { Contact } from '../../records/contact.ts';
import type { Opportunity } from '../../records/opportunity.ts';
import type { Product } from '../../records/product.ts';
import type { ResponseRecord } from '../../records/survey.ts';
import { addDays, instantOn } from '../calendar.ts';
import { sampleCase } from '../case.ts';
import { demoId } from '../identity.ts';
import { sampleOpportunity } from '../opportunity.ts';
import { entry, type Random } from '../random.ts';
import { wordingIn } from '../words/index.ts';
import type { Holding } from './holding.ts';
import { peopleOf } from './people-of.ts';
import type { CustomerPlan } from './plan.ts';
import { pricedIn } from './trade.ts';

/** How many opportunities stand in each stage. */
const pipeline = { prospecting: 24, engaging: 28, proposal: 24, negotiation: 16, won: 34, lost: 22 } as const;

/** The pipeline: opportunities in every stage, each with the customer's holder. */
export function makeOpportunities(
  random: Random,
  today: string,
  plans: readonly CustomerPlan[],
  products: readonly Product[],
): Opportunity[] {
  const open = plans.filter((plan) => plan.holder !== undefined && plan.stage !== 'lost');
  const stages = Object.entries(pipeline).flatMap(([stage, count]) =>
    Array<string>(count).fill(stage),
  ) as Opportunity['stage'][];
  return stages.map((stage, index) => {
    const draw = random.fork(`opportunity/${index}`);
    // The first two customers have one open each.
    const isClosed = stage === 'won' || stage === 'lost';
    const known = open.filter((plan) => plan.knownFor > (isClosed ? 300 : 80));
    const plan = index === 24 || index === 25 ? entry(plans, index - 24) : draw.pick(known);
    return sampleOpportunity(draw, {
      id: demoId('opportunity', index),
      customerId: plan.id,
      repId: demoId('rep', plan.holder ?? 0),
      stage,
      product: draw.pick(pricedIn(products, plan.place.currency)),
      today,
    });
  });
}

/** The cases of the last half year, and one for each bad score of the last 60 days. */
export function makeCases(
  random: Random,
  today: string,
  plans: readonly CustomerPlan[],
  contacts: readonly Contact[],
  responses: readonly ResponseRecord[],
  { holderAt }: Holding,
): Case[] {
  const buyers = plans.filter((plan) => plan.buyingFor !== undefined && plan.holder !== undefined);
  const peopleAt = peopleOf(contacts);
  const told = Array.from({ length: 84 }, (_, index): Case => {
    const draw = random.fork(`case/${index}`);
    const plan = index < 4 ? entry(plans, index % 2) : draw.pick(buyers);
    const age = draw.integer(2, Math.min(180, plan.knownFor));
    const people = peopleAt(plan.id);
    const contact = people.length > 0 ? draw.pick(people) : undefined;
    const ownerId = holderAt(plan.index, age);
    return sampleCase(draw, {
      id: demoId('case', index),
      customerId: plan.id,
      language: plan.language,
      ...(index < 2 && { kind: 'complaint' as const }),
      status: statusAt(draw, age),
      openedAt: instantOn(addDays(today, -age), draw.integer(510, 1030), plan.place.offset),
      ...(contact && { contactId: contact.id }),
      ...(ownerId && { ownerId }),
    });
  });
  const since = addDays(today, -60);
  const alarms = responses
    .filter(
      ({ answers, final, finishedAt }) => final && Number(answers['recommend']) <= 4 && (finishedAt ?? '') >= since,
    )
    .flatMap((response, position): Case[] => {
      const { customerId, repId, contactId, finishedAt } = response;
      if (!customerId || !finishedAt) return [];
      const draw = random.fork(`alarm/${response.id}`);
      const language = response.language === 'zh-CN' ? 'zh-CN' : 'en';
      const made = sampleCase(draw, {
        id: demoId('case', told.length + position),
        customerId,
        language,
        kind: 'complaint',
        status: position % 2 === 0 || finishedAt >= addDays(today, -2) ? 'open' : 'acknowledged',
        title: wordingIn[language].badScore(Number(response.answers['recommend'])),
        openedAt: finishedAt,
        source: { kind: 'response', id: response.id },
        ...(repId && { ownerId: repId }),
        ...(contactId && { contactId }),
      });
      const { text: _text, ...rest } = made;
      const comment = response.answers['improve'];
      return [typeof comment === 'string' ? { ...rest, text: comment } : rest];
    });
  return [...told, ...alarms];
}

/** An old case is closed, a young one is not yet. */
function statusAt(random: Random, age: number): Case['status'] {
  if (age > 30) return random.chance(0.94) ? 'closed' : 'solved';
  if (age > 12) return random.pick(['closed', 'solved', 'in-progress']);
  return random.pick(
    age > 4 ? ['open', 'acknowledged', 'in-progress', 'in-progress'] : ['open', 'open', 'acknowledged'],
  );
}
