import type { Contact } from '../records/contact.ts';
import { sampleBirthday } from './customer.ts';
import { envelope, sampleId } from './identity.ts';
import { mobileAt, phoneAt, places, type Place } from './places.ts';
import type { Random } from './random.ts';
import { wordingIn } from './words/index.ts';
import { samplePersonName } from './words/names.ts';
import type { Name } from './words/wording.ts';

/** What a sample contact is made for, beside the fields it shall have. */
export interface ContactSetting {
  place?: Place;
  /** Mail domain of the customer. */
  domain?: string;
  /** A number that nobody else of the place has: it makes the telephone number. */
  line?: number;
  /** Its name. */
  called?: Name;
  /** Which post it holds: 0 is the highest. */
  post?: number;
}

const rolesByInfluence: Readonly<Record<number, readonly Contact['role'][]>> = {
  5: ['decision-maker'],
  4: ['influencer', 'decision-maker', 'champion'],
  3: ['champion', 'influencer', 'user', 'blocker'],
  2: ['user', 'user', 'champion'],
  1: ['gatekeeper', 'user'],
};

/** A sample person at a customer. The role fits the post: who decides stands high. */
export function sampleContact(random: Random, given: Partial<Contact> & ContactSetting = {}): Contact {
  const { place = random.pick(Object.values(places)), domain = 'mail.example', line, post, called, ...fields } = given;
  const words = wordingIn[place.language];
  const [name, latin] = called ?? samplePersonName(random, place.language);
  const chinese = place.country === 'CN';
  const number = line ?? random.integer(0, 9999);
  const created = envelope(random, fields);
  const [title, department, influence] =
    words.titles[post ?? random.integer(0, words.titles.length - 1)] ?? random.pick(words.titles);
  const role = random.pick<Contact['role']>(rolesByInfluence[influence] ?? ['other']);
  return {
    ...created,
    customerId: sampleId(random),
    name,
    role,
    title,
    department,
    influence,
    language: place.language,
    channels: [
      { kind: 'email', value: `${latin}@${domain}` },
      { kind: chinese ? 'mobile' : 'phone', value: chinese ? mobileAt(place, number) : phoneAt(place, number) },
      ...(chinese ? [{ kind: 'wechat' as const, value: `wx-${latin.replace('.', '')}` }] : []),
    ],
    preferredChannel: chinese ? random.pick(['wechat', 'mobile'] as const) : random.pick(['email', 'phone'] as const),
    consent: [
      {
        channel: 'survey',
        status: random.weighted([
          ['granted', 9],
          ['denied', 1],
        ] as const),
        at: created.createdAt,
        source: random.pick(words.consentSources),
      },
    ],
    ...(random.chance(0.5) && { dates: [{ kind: 'birthday', ...sampleBirthday(random, chinese) }] }),
    ...(random.chance(0.25) && { note: random.pick(words.contactNotes) }),
    ...fields,
  };
}
