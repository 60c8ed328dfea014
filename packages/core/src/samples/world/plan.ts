import type { Customer } from '../../records/customer.ts';
import { demoId } from '../identity.ts';
import type { Place } from '../places.ts';
import { entry, type Random } from '../random.ts';
import { shuffledCompanyNames, unusualNames } from '../words/names.ts';
import type { Name, SampleLanguage } from '../words/wording.ts';
import { posts } from './people.ts';

/** How many customers the demo has. */
export const customerCount = 200;

/** What is decided of a customer before anything of it is made. Ages are in days before today. */
export interface CustomerPlan {
  index: number;
  id: string;
  kind: Customer['kind'];
  stage: Customer['stage'];
  place: Place;
  language: SampleLanguage;
  called: Name | undefined;
  /** A number that no other customer of the place has. */
  line: number;
  /** Position of the rep who holds it now among the reps; nobody: it lies in the pool. */
  holder: number | undefined;
  /** Age of the first contact. */
  knownFor: number;
  /** Age of the first purchase, unless there is none yet. */
  buyingFor: number | undefined;
  /** Age at which it stopped buying, where it did. */
  gone: number | undefined;
  /** Chance of a purchase on a day, and the usual size of an order. */
  rate: number;
  size: number;
  /** From 0 (gone) to 1 (delighted). */
  mood: number;
}

/** Reps take turns, English and Chinese by turns. */
const turns = [0, 4, 1, 5, 2, 6, 3, 7] as const;

/**
 * Plans the customers: 25 in each rep's territory, of which six lie in the pool.
 *
 * @param people names of persons, taken from the end
 */
export function planCustomers(random: Random, people: Record<SampleLanguage, Name[]>): CustomerPlan[] {
  const stages = random
    .fork('stages')
    .some<Customer['stage']>(
      [
        ...Array<Customer['stage']>(24).fill('acquire'),
        ...Array<Customer['stage']>(30).fill('build'),
        ...Array<Customer['stage']>(92).fill('retain'),
        ...Array<Customer['stage']>(38).fill('grow'),
        ...Array<Customer['stage']>(14).fill('lost'),
      ],
      customerCount - 2,
    );
  const companies = {
    en: shuffledCompanyNames(random.fork('names/en'), 'en'),
    'zh-CN': shuffledCompanyNames(random.fork('names/zh'), 'zh-CN'),
  };
  const lines = new Map<string, number>();
  const pooled = { acquire: 3, lost: 3 };

  return Array.from({ length: customerCount }, (_, index) => {
    const draw = random.fork(`plan/${index}`);
    const isShowcase = index < 2;
    const kind = [3, 6, 9].includes(index % 10) ? 'person' : 'organization';
    const stage = isShowcase ? 'grow' : entry(stages, index - 2);
    const turn = entry(turns, index % turns.length);
    const { territory } = entry(posts, turn);
    const place = isShowcase ? territory[0] : draw.pick(territory);
    const line = lines.get(place.city) ?? 0;
    lines.set(place.city, line + 1);
    const isPooled = (stage === 'acquire' || stage === 'lost') && pooled[stage] > 0;
    if (isPooled) pooled[stage] -= 1;
    const first = { acquire: undefined, build: draw.integer(20, 110), lost: draw.integer(420, 540) };
    const settled = isShowcase ? 540 : draw.integer(200, 545);
    const buyingFor = stage === 'retain' || stage === 'grow' ? settled : first[stage];
    const isUnhappy = stage === 'lost' || index % 8 === 5;
    return {
      index,
      id: demoId('customer', index),
      kind,
      stage,
      place,
      language: place.language,
      called: unusualNames[index] ?? (kind === 'organization' ? companies : people)[place.language].pop(),
      line,
      holder: isPooled ? undefined : turn,
      knownFor: (buyingFor ?? draw.integer(10, 120)) + draw.integer(15, 90),
      buyingFor,
      gone: stage === 'lost' ? draw.integer(200, 330) : undefined,
      rate: isShowcase ? 1 / 15 : 1 / draw.pick(kind === 'organization' ? [16, 24, 30, 40, 60, 90] : [30, 50, 75, 110]),
      size: isShowcase ? 16 : kind === 'organization' ? draw.pick([1, 1, 2, 2, 3, 5, 8]) : 1,
      mood: (isUnhappy ? draw.integer(15, 55) : draw.integer(70, 99)) / 100,
    };
  });
}
