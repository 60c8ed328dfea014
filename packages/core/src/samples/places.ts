import type { Position } from '../records/primitives.ts';
import type { SampleLanguage } from './words/wording.ts';
import type { Random } from './random.ts';

/** A city in which sample customers live: where it is, how it writes, pays and telephones. */
export interface Place {
  city: string;
  region: string;
  country: 'DE' | 'IE' | 'US' | 'CN';
  language: SampleLanguage;
  currency: 'EUR' | 'USD' | 'CNY';
  timeZone: string;
  /** Standard time, hours ahead of UTC. */
  offset: number;
  latitude: number;
  longitude: number;
  postalCode: string;
  streets: readonly string[];
  /** A prefix under which no number is given to anybody, completed by so many digits. */
  phone: readonly [prefix: string, digits: number];
}

const german = { country: 'DE', language: 'en', currency: 'EUR', timeZone: 'Europe/Berlin', offset: 1 } as const;
const american = { country: 'US', language: 'en', currency: 'USD' } as const;
const chinese = { country: 'CN', language: 'zh-CN', currency: 'CNY', timeZone: 'Asia/Shanghai', offset: 8 } as const;

const germanStreets = ['Lindenstraße', 'Hafenweg', 'Am Alten Speicher', 'Mühlenkamp', 'Gartenstraße', 'Am Wall'];
const americanStreets = ['Harbor Street', 'Mill Road', 'Beacon Avenue', 'Orchard Lane', 'Foundry Street'];
const chineseStreets = ['滨江路', '文汇路', '长宁街', '学林路', '桂花巷', '运河东路'];

/**
 * The cities. Telephone numbers lie where nobody can be reached: the blocks that the Bundesnetzagentur and ComReg keep for
 * films, 555-01xx in the United States, and in China subscriber numbers that begin with a zero.
 */
export const places = {
  hamburg: {
    ...german,
    city: 'Hamburg',
    region: 'Hamburg',
    latitude: 53.5503,
    longitude: 9.9937,
    postalCode: '20457',
    streets: germanStreets,
    phone: ['+49 40 66969 ', 3],
  },
  berlin: {
    ...german,
    city: 'Berlin',
    region: 'Berlin',
    latitude: 52.5186,
    longitude: 13.4083,
    postalCode: '10178',
    streets: germanStreets,
    phone: ['+49 30 23125 ', 3],
  },
  cologne: {
    ...german,
    city: 'Köln',
    region: 'Nordrhein-Westfalen',
    latitude: 50.9384,
    longitude: 6.9599,
    postalCode: '50667',
    streets: germanStreets,
    phone: ['+49 221 4710 ', 3],
  },
  dublin: {
    country: 'IE',
    language: 'en',
    currency: 'EUR',
    timeZone: 'Europe/Dublin',
    offset: 0,
    city: 'Dublin',
    region: 'Leinster',
    latitude: 53.3494,
    longitude: -6.2601,
    postalCode: 'D02 X285',
    streets: ['Custom House Quay', 'Fenian Street', 'Mespil Road', 'Thomas Street', 'Grand Canal Quay'],
    phone: ['+353 20 910 ', 4],
  },
  boston: {
    ...american,
    timeZone: 'America/New_York',
    offset: -5,
    city: 'Boston',
    region: 'Massachusetts',
    latitude: 42.3554,
    longitude: -71.0655,
    postalCode: '02110',
    streets: americanStreets,
    phone: ['+1 617 555 01', 2],
  },
  newYork: {
    ...american,
    timeZone: 'America/New_York',
    offset: -5,
    city: 'New York',
    region: 'New York',
    latitude: 40.7411,
    longitude: -73.9897,
    postalCode: '10010',
    streets: americanStreets,
    phone: ['+1 212 555 01', 2],
  },
  chicago: {
    ...american,
    timeZone: 'America/Chicago',
    offset: -6,
    city: 'Chicago',
    region: 'Illinois',
    latitude: 41.8837,
    longitude: -87.6324,
    postalCode: '60602',
    streets: americanStreets,
    phone: ['+1 312 555 01', 2],
  },
  minneapolis: {
    ...american,
    timeZone: 'America/Chicago',
    offset: -6,
    city: 'Minneapolis',
    region: 'Minnesota',
    latitude: 44.9778,
    longitude: -93.265,
    postalCode: '55401',
    streets: americanStreets,
    phone: ['+1 612 555 01', 2],
  },
  shanghai: {
    ...chinese,
    city: '上海',
    region: '上海市',
    latitude: 31.2304,
    longitude: 121.4737,
    postalCode: '200001',
    streets: chineseStreets,
    phone: ['+86 21 0000 ', 4],
  },
  hangzhou: {
    ...chinese,
    city: '杭州',
    region: '浙江省',
    latitude: 30.2741,
    longitude: 120.1552,
    postalCode: '310000',
    streets: chineseStreets,
    phone: ['+86 571 0000 ', 4],
  },
  ningbo: {
    ...chinese,
    city: '宁波',
    region: '浙江省',
    latitude: 29.8683,
    longitude: 121.544,
    postalCode: '315000',
    streets: chineseStreets,
    phone: ['+86 574 0000 ', 4],
  },
  nanjing: {
    ...chinese,
    city: '南京',
    region: '江苏省',
    latitude: 32.0603,
    longitude: 118.7969,
    postalCode: '210000',
    streets: chineseStreets,
    phone: ['+86 25 0000 ', 4],
  },
  hefei: {
    ...chinese,
    city: '合肥',
    region: '安徽省',
    latitude: 31.8206,
    longitude: 117.2272,
    postalCode: '230000',
    streets: chineseStreets,
    phone: ['+86 551 0000 ', 4],
  },
  suzhou: {
    ...chinese,
    city: '苏州',
    region: '江苏省',
    latitude: 31.2989,
    longitude: 120.5853,
    postalCode: '215000',
    streets: chineseStreets,
    phone: ['+86 512 0000 ', 4],
  },
  wuxi: {
    ...chinese,
    city: '无锡',
    region: '江苏省',
    latitude: 31.4912,
    longitude: 120.3119,
    postalCode: '214000',
    streets: chineseStreets,
    phone: ['+86 510 0000 ', 4],
  },
} as const satisfies Record<string, Place>;

/** A telephone number of a city that reaches nobody; each `index` up to the block's end gives another. */
export function phoneAt(place: Place, index: number): string {
  const [prefix, digits] = place.phone;
  const size = 10 ** digits;
  return prefix + String((index * 37 + 11) % size).padStart(digits, '0');
}

/** A Chinese mobile number that reaches nobody: no mobile number begins with 100. Each city has a thousand of its own. */
export function mobileAt(place: Place, index: number): string {
  const city = Object.values<Place>(places).findIndex(({ postalCode }) => postalCode === place.postalCode);
  return `+86 100 00${String(city).padStart(2, '0')} 0${String((index * 37 + 11) % 1000).padStart(3, '0')}`;
}

/** A customer's site: an address in the city and a position within about 4 km of its middle, to a metre. */
export function sampleSite(random: Random, place: Place) {
  const number = random.integer(1, 180);
  const street = random.pick(place.streets);
  const address = {
    DE: `${street} ${number}`,
    IE: `${number} ${street}`,
    US: `${number} ${street}`,
    CN: `${street}${number}号`,
  };
  return {
    address: address[place.country],
    city: place.city,
    region: place.region,
    postalCode: place.postalCode,
    country: place.country,
    position: {
      latitude: Number((place.latitude + (random.next() - 0.5) * 0.07).toFixed(5)),
      longitude: Number((place.longitude + (random.next() - 0.5) * 0.1).toFixed(5)),
    },
    radius: random.pick([100, 150, 200, 300]),
    timeZone: place.timeZone,
  };
}

/** A position as a device tells it, so many metres to the north of another, give or take a few. */
export function positionNear(random: Random, position: Position, metres: number, accuracy: number): Position {
  return {
    latitude: Number((position.latitude + (metres + random.integer(-8, 8)) / 111_195).toFixed(6)),
    longitude: Number((position.longitude + random.integer(-8, 8) / 80_000).toFixed(6)),
    accuracy,
  };
}
