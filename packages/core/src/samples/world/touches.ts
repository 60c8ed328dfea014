import type { Contact } from '../../records/contact.ts';
import type { Customer } from '../../records/customer.ts';
import type { Interaction } from '../../records/interaction.ts';
import type { Note } from '../../records/note.ts';
import type { Relation } from '../../records/relation.ts';
import { addDays, instantOn } from '../calendar.ts';
import { demoId } from '../identity.ts';
import { sampleInteraction } from '../interaction.ts';
import { sampleNote } from '../note.ts';
import type { Random } from '../random.ts';
import { sampleRelation } from '../relation.ts';
import { wordingIn } from '../words/index.ts';
import type { Holding } from './holding.ts';
import { peopleOf } from './people-of.ts';
import type { CustomerPlan } from './plan.ts';

const touchesByTier = { top: 14, big: 9, medium: 5, small: 2 } as const;

/** Calls, mails and messages of the last half year, oldest first, each by whoever held the customer then. */
export function makeInteractions(
  random: Random,
  today: string,
  plans: readonly CustomerPlan[],
  customers: readonly Customer[],
  contacts: readonly Contact[],
  { holderAt }: Holding,
): Interaction[] {
  const peopleAt = peopleOf(contacts);
  const touches = plans.flatMap((plan) => {
    const draw = random.fork(`touches/${plan.index}`);
    const tier = customers[plan.index]?.tier;
    const usual = plan.stage === 'lost' ? 1 : tier ? touchesByTier[tier] : 3;
    const people = peopleAt(plan.id);
    return Array.from({ length: Math.max(1, usual + draw.integer(-1, 2)) }, () => {
      const age = draw.integer(1, Math.min(180, plan.knownFor));
      return {
        age,
        plan,
        repId: holderAt(plan.index, age),
        contact: people.length > 0 ? draw.pick(people) : undefined,
      };
    }).filter(({ repId }) => repId !== undefined);
  });
  return touches
    .toSorted((one, other) => other.age - one.age || one.plan.index - other.plan.index)
    .map(({ age, plan, repId, contact }, index) => {
      const draw = random.fork(`interaction/${index}`);
      return sampleInteraction(draw, {
        id: demoId('interaction', index),
        customerId: plan.id,
        language: plan.language,
        ...(repId && { repId }),
        ...(contact && { contactId: contact.id }),
        at: instantOn(addDays(today, -age), draw.integer(495, 1040), plan.place.offset),
      });
    });
}

/** Notes that colleagues share about customers. */
export function makeNotes(
  random: Random,
  today: string,
  plans: readonly CustomerPlan[],
  { holderAt }: Holding,
): Note[] {
  return plans
    .filter((plan) => plan.index < 2 || plan.index % 2 === (plan.index >> 3) % 2)
    .flatMap((plan) => {
      const draw = random.fork(`notes/${plan.index}`);
      const age = draw.integer(1, Math.min(150, plan.knownFor));
      const authorId = holderAt(plan.index, age);
      const createdAt = instantOn(addDays(today, -age), draw.integer(500, 1030), plan.place.offset);
      return authorId ? [sampleNote(draw, { customerId: plan.id, authorId, language: plan.language, createdAt })] : [];
    })
    .map((note, index) => ({ ...note, id: demoId('note', index) }));
}

/** A few ties between customers: who recommended whom, who are partners, who are friends. */
export function makeRelations(random: Random, today: string, plans: readonly CustomerPlan[]): Relation[] {
  return Array.from({ length: 24 }, (_, index) => {
    const draw = random.fork(`relation/${index}`);
    const from = plans[index] ?? draw.pick(plans);
    const to = draw.pick(plans.filter((plan) => plan.language === from.language && plan.index !== from.index));
    const bothPersons = from.kind === 'person' && to.kind === 'person';
    return sampleRelation(draw, {
      id: demoId('relation', index),
      customerId: from.id,
      from: { kind: 'customer', id: from.id },
      to: { kind: 'customer', id: to.id },
      kind: draw.pick(bothPersons ? (['friend', 'family'] as const) : (['referrer', 'partner', 'supplier'] as const)),
      since: addDays(today, -draw.integer(100, 900)),
      note: draw.pick(wordingIn[from.language].relations),
      createdAt: `${addDays(today, -draw.integer(20, 90))}T10:00:00.000Z`,
    });
  });
}
