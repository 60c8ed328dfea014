import type { Customer } from '../records/customer.ts';
import { addDays, sampleToday } from './calendar.ts';
import { envelope } from './identity.ts';
import { mobileAt, phoneAt, places, sampleSite, type Place } from './places.ts';
import type { Random } from './random.ts';
import { wordingIn } from './words/index.ts';
import { roundRobin, companyNames, samplePersonName } from './words/names.ts';
import type { Name, Wording } from './words/wording.ts';

const legalForms: Readonly<Record<Place['country'], readonly string[]>> = {
  DE: ['GmbH', 'AG', 'GmbH & Co. KG'],
  IE: ['Ltd', 'DAC'],
  US: ['Inc.', 'LLC', 'Co.'],
  CN: ['有限公司', '有限公司', '股份有限公司', '集团有限公司'],
};

const importanceOfTier = { top: 5, big: 4, medium: 3, small: 2 } as const;

/** What a sample customer is made for, beside the fields it shall have. */
export interface CustomerSetting {
  today?: string;
  place?: Place;
  /** A company's name without industry and legal form, or a person's whole name. */
  called?: Name;
  /** A number that no other customer of the place has: it makes the telephone number. */
  line?: number;
}

/**
 * A sample customer of a place, in the place's language: an organisation with industry, ownership and figures, or a person. Names,
 * addresses and numbers are invented: domains end in `.example` (RFC 2606).
 */
export function sampleCustomer(random: Random, given: Partial<Customer> & CustomerSetting = {}): Customer {
  const { today = sampleToday, place = random.pick(Object.values(places)), called, line, ...fields } = given;
  const words = wordingIn[place.language];
  const kind = fields.kind ?? (random.chance(0.7) ? 'organization' : 'person');
  const number = line ?? random.integer(0, 9999);
  const own = kind === 'organization' ? organization(random, place, words, called) : person(random, place, called);
  const phone = kind === 'person' && place.country === 'CN' ? mobileAt(place, number) : phoneAt(place, number);
  const created = envelope(random, fields);
  const asked = fields.doNotContact ? 'withdrawn' : 'granted';
  return {
    ...created,
    kind,
    name: own.name,
    ...(own.shortName && { shortName: own.shortName }),
    stage: 'acquire',
    importance: fields.tier ? importanceOfTier[fields.tier] : 3,
    language: place.language,
    ...(own.company && { ...own.company }),
    site: sampleSite(random, place),
    channels: [
      { kind: 'email', value: own.mail, preferred: place.country !== 'CN' },
      { kind: place.country === 'CN' && kind === 'person' ? 'mobile' : 'phone', value: phone },
      ...(place.country === 'CN' ? [{ kind: 'wechat' as const, value: `wx-${own.latin}`, preferred: true }] : []),
    ],
    consent: [
      { channel: 'email', status: asked, at: created.createdAt, source: random.pick(words.consentSources) },
      {
        channel: 'survey',
        status: fields.doNotContact || random.chance(0.08) ? 'denied' : 'granted',
        at: created.createdAt,
        source: random.pick(words.consentSources),
      },
    ],
    needs: random.some(words.needs, random.integer(0, 3)).map((text) => ({
      text,
      heardOn: addDays(today, -random.integer(5, 200)),
      status: random.weighted([
        ['open', 6],
        ['met', 3],
        ['dropped', 1],
      ] as const),
    })),
    preferences: random.some(words.preferences, random.integer(0, 2)).map((text) => ({
      text,
      heardOn: addDays(today, -random.integer(5, 400)),
    })),
    ...(kind === 'organization' && {
      industryFacts: random.some(words.facts, random.integer(1, 3)).map(([label, values, source]) => ({
        label,
        value: random.pick(values),
        source,
        asOf: addDays(today, -random.integer(20, 300)),
      })),
      competitors: random.some(words.competitors, random.integer(0, 2)).map(([name, note]) => ({
        name,
        note,
        share: random.integer(1, 8) / 20,
      })),
    }),
    dates: [own.date],
    tags: random.some(words.tags, random.integer(0, 2)),
    ...(random.chance(0.4) && { note: random.pick(words.customerNotes) }),
    ...fields,
  };
}

function organization(random: Random, place: Place, words: Wording, called?: Name) {
  const names = companyNames[place.language];
  const [stem, latin] = called ?? roundRobin(names, random.integer(0, names.length - 1));
  const industry = random.pick(words.industries);
  const noun = random.pick(industry.nouns);
  const form = random.pick(legalForms[place.country]);
  // A name that is long already is a whole name.
  const whole = stem.length > 30;
  const name = whole ? stem : place.country === 'CN' ? `${place.city}${stem}${noun}${form}` : `${stem} ${noun} ${form}`;
  const size = random.weighted([
    [random.integer(8, 40), 5],
    [random.integer(41, 250), 4],
    [random.integer(251, 4000), 1],
  ]);
  const foundedOn = `${random.integer(1952, 2021)}-${twoDigits(random.integer(1, 12))}-${twoDigits(random.integer(1, 28))}`;
  return {
    name,
    shortName: whole ? stem.slice(0, 20).trim() : stem,
    latin,
    mail: `office@${latin}.example`,
    date: { kind: 'founding' as const, day: foundedOn },
    company: {
      industry: industry.name,
      ownership: random.weighted([
        ['private', 6],
        ['public', 1],
        ['foreign', 1],
        ['joint-venture', 1],
        ['state', place.country === 'CN' ? 2 : 0.3],
      ] as const),
      website: `https://${latin}.example`,
      employees: size,
      annualRevenue: { minor: size * random.integer(70, 190) * 100_000, currency: place.currency },
      foundedOn,
    },
  };
}

function person(random: Random, place: Place, called?: Name) {
  const [name, latin] = called ?? samplePersonName(random, place.language);
  return {
    name,
    shortName: undefined,
    latin: latin.replace('.', ''),
    mail: `${latin}@mail.example`,
    date: { kind: 'birthday' as const, ...sampleBirthday(random, place.country === 'CN') },
    company: undefined,
  };
}

/** A birthday; some Chinese ones are days of the Chinese calendar. */
export function sampleBirthday(random: Random, chinese: boolean) {
  const day = `${twoDigits(random.integer(1, 12))}-${twoDigits(random.integer(1, 28))}`;
  if (chinese && random.chance(0.4)) return { day, calendar: 'chinese' as const };
  return { day: random.chance(0.6) ? `${random.integer(1956, 2001)}-${day}` : day };
}

const twoDigits = (value: number) => String(value).padStart(2, '0');
