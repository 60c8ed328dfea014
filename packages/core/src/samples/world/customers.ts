import type { Contact } from '../../records/contact.ts';
import type { Customer } from '../../records/customer.ts';
import { sampleContact } from '../contact.ts';
import { addDays } from '../calendar.ts';
import { sampleCustomer } from '../customer.ts';
import { demoId } from '../identity.ts';
import type { Random } from '../random.ts';
import { wordingIn } from '../words/index.ts';
import type { Name, SampleLanguage } from '../words/wording.ts';
import type { CustomerPlan } from './plan.ts';

/** Makes the customers from their plans. The first two have every section of a card filled. */
export function makeCustomers(
  random: Random,
  today: string,
  plans: readonly CustomerPlan[],
  tiers: ReadonlyMap<string, NonNullable<Customer['tier']>>,
): Customer[] {
  return plans.map((plan) => {
    const draw = random.fork(`customer/${plan.index}`);
    const tier = tiers.get(plan.id);
    const customer = sampleCustomer(draw, {
      id: plan.id,
      kind: plan.kind,
      stage: plan.stage,
      ...(tier && { tier }),
      place: plan.place,
      ...(plan.called && { called: plan.called }),
      line: plan.line,
      today,
      createdAt: `${addDays(today, -plan.knownFor)}T09:00:00.000Z`,
      updatedAt: `${addDays(today, -draw.integer(1, 15))}T09:00:00.000Z`,
      ...(plan.index % 67 === 40 && { doNotContact: true }),
      // A few belong to the group of the first customer of their language.
      ...([8, 10, 17, 25].includes(plan.index) && { parentId: demoId('customer', plan.index % 2) }),
    });
    return plan.index < 2 ? showcase(draw.fork('showcase'), today, customer, plan) : customer;
  });
}

function showcase(random: Random, today: string, customer: Customer, plan: CustomerPlan): Customer {
  const words = wordingIn[plan.language];
  const heard = (text: string, age: number) => ({ text, heardOn: addDays(today, -age) });
  return {
    ...customer,
    needs: words.needs
      .slice(0, 3)
      .map((text, index) => ({ ...heard(text, 12 + index * 30), status: index < 2 ? 'open' : 'met' })),
    preferences: words.preferences.slice(0, 3).map((text, index) => heard(text, 40 + index * 50)),
    industryFacts: words.facts.slice(0, 3).map(([label, values, source]) => ({
      label,
      value: random.pick(values),
      source,
      asOf: addDays(today, -60),
    })),
    competitors: words.competitors
      .slice(0, 2)
      .map(([name, note], index) => ({ name, note, share: index === 0 ? 0.2 : 0.1 })),
    dates: [...(customer.dates ?? []), { kind: 'anniversary', day: addDays(today, 9).slice(5) }],
    tags: words.tags.slice(0, 3),
    note: words.customerNotes[0],
  };
}

/** How many contacts a customer has: the first two five, other organisations one to five, every other person one. */
function contactCount(random: Random, plan: CustomerPlan): number {
  if (plan.index < 2) return 5;
  if (plan.kind === 'person') return random.chance(0.5) ? 1 : 0;
  return random.weighted([
    [1, 3],
    [2, 7],
    [3, 9],
    [4, 6],
    [5, 2],
  ]);
}

/**
 * Makes the contacts: the posts of a customer differ, the highest comes first, and the others report to it or to the one above
 * them. Some have a birthday within the next fortnight.
 *
 * @param people names of persons, taken from the end
 */
export function makeContacts(
  random: Random,
  today: string,
  plans: readonly CustomerPlan[],
  people: Record<SampleLanguage, Name[]>,
): Contact[] {
  const made: Contact[] = [];
  const lines = new Map<string, number>();
  for (const plan of plans) {
    const draw = random.fork(`contacts/${plan.index}`);
    const count = contactCount(draw, plan);
    const posts = draw
      .some(Array.from(wordingIn[plan.language].titles.keys()), count)
      .toSorted((one, other) => one - other);
    const first = made.length;
    const domain = plan.kind === 'person' ? 'mail.example' : `${plan.called?.[1] ?? 'company'}.example`;
    for (const [place, post] of posts.entries()) {
      const index = made.length;
      // The numbers of customers and contacts of a city follow one another, so that no two are equal.
      const line = lines.get(plan.place.city) ?? 40;
      lines.set(plan.place.city, line + 1);
      const boss = place === 0 ? undefined : made[draw.chance(0.6) ? first : index - 1];
      const called = people[plan.language].pop();
      const isPrivate = plan.kind === 'person';
      const birthday = addDays(today, draw.integer(0, 14)).slice(5);
      made.push(
        sampleContact(draw.fork(`${place}`), {
          id: demoId('contact', index),
          customerId: plan.id,
          place: plan.place,
          domain,
          ...(called && { called }),
          line,
          post,
          ...(boss && { reportsTo: boss.id }),
          ...(index % 45 === 0 && { dates: [{ kind: 'birthday', day: birthday }] }),
          createdAt: `${addDays(today, -Math.max(1, plan.knownFor - draw.integer(0, 60)))}T09:30:00.000Z`,
        }),
      );
      if (isPrivate) made.push(privatePerson(made));
    }
  }
  return made;
}

/** Somebody beside a private customer has no post in a company. */
function privatePerson(made: Contact[]): Contact {
  const last = made.pop();
  if (!last) throw new Error('There is no contact to turn into a private person.');
  const { title: _title, department: _department, ...contact } = last;
  return contact;
}
