import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayName, dayNumber, dayOf, monthsBefore, startOfDay } from './days.ts';
import { periodLabel } from './period-label.ts';
import {
  comparableMoment,
  daysOf,
  earlierPeriod,
  parsePeriod,
  samePeriodLastYear,
  seriesOf,
  shareElapsed,
  stageOf,
} from './periods.ts';

const zones = [
  'UTC',
  'Asia/Shanghai',
  'America/New_York',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'America/Havana',
  'Asia/Beirut',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Australia/Lord_Howe',
];
const now = Date.parse('2026-11-21T12:00:00Z');
const utc = { timeZone: 'UTC' };
const iso = (instant: number) => new Date(instant).toISOString();
const zone = fc.constantFrom(...zones);
const instant = fc.integer({ min: Date.parse('1990-01-01T00:00:00Z'), max: Date.parse('2037-12-31T00:00:00Z') });

describe('days', () => {
  it('starts a day at its first instant on the wall clock', () => {
    expect(iso(startOfDay(dayNumber('2026-11-21'), 'Asia/Shanghai'))).toBe('2026-11-20T16:00:00.000Z');
    expect(iso(startOfDay(dayNumber('2026-11-01'), 'America/New_York'))).toBe('2026-11-01T04:00:00.000Z');
    expect(iso(startOfDay(dayNumber('2026-11-02'), 'America/New_York'))).toBe('2026-11-02T05:00:00.000Z');
  });
  it('starts a day without midnight at 01:00, and a day with two midnights at the first', () => {
    expect(iso(startOfDay(dayNumber('2018-11-04'), 'America/Sao_Paulo'))).toBe('2018-11-04T03:00:00.000Z');
    expect(iso(startOfDay(dayNumber('2024-11-03'), 'America/Havana'))).toBe('2024-11-03T04:00:00.000Z');
    expect(iso(startOfDay(dayNumber('2024-11-04'), 'America/Havana'))).toBe('2024-11-04T05:00:00.000Z');
  });
  it('gives a skipped day no length', () => {
    const skipped = dayNumber('2011-12-30');
    expect(startOfDay(skipped + 1, 'Pacific/Apia') - startOfDay(skipped, 'Pacific/Apia')).toBe(0);
    expect(dayName(dayOf(startOfDay(skipped, 'Pacific/Apia'), 'Pacific/Apia'))).toBe('2011-12-31');
  });
  it('puts every instant into exactly one day', () => {
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => {
        const day = dayOf(at, timeZone);
        return startOfDay(day, timeZone) <= at && at < startOfDay(day + 1, timeZone);
      }),
      { numRuns: 500 },
    );
  });
  it('agrees with the wall clock of the zone', () => {
    fc.assert(
      fc.property(
        instant,
        fc.constantFrom('UTC', 'Asia/Shanghai', 'America/New_York', 'Asia/Kathmandu'),
        (at, timeZone) => {
          const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(at);
          expect(dayName(dayOf(at, timeZone))).toBe(wall);
        },
      ),
    );
  });
  it('goes back by months to the last day where there is no such day', () => {
    expect(dayName(monthsBefore(dayNumber('2026-03-31'), 1))).toBe('2026-02-28');
    expect(dayName(monthsBefore(dayNumber('2024-02-29'), 12))).toBe('2023-02-28');
    expect(dayName(monthsBefore(dayNumber('2026-01-15'), 12))).toBe('2025-01-15');
  });
  it('names an unknown zone', () => {
    expect(() => startOfDay(0, 'Mars/Base')).toThrow(/timeZone "Mars\/Base"/);
  });
});

describe('parsePeriod', () => {
  it.each([
    ['2026', '2026-01-01', '2027-01-01', 365],
    ['2026-Q4', '2026-10-01', '2027-01-01', 92],
    ['2026-11', '2026-11-01', '2026-12-01', 30],
    ['2026-W47', '2026-11-16', '2026-11-23', 7],
    ['2026-W01', '2025-12-29', '2026-01-05', 7],
    ['2026-W53', '2026-12-28', '2027-01-04', 7],
    ['2021-W01', '2021-01-04', '2021-01-11', 7],
    ['last-7-days', '2026-11-15', '2026-11-22', 7],
    ['last-365-days', '2025-11-22', '2026-11-22', 365],
  ])('reads %s', (name, firstDay, endDay, days) => {
    expect(parsePeriod(name, utc, now)).toMatchObject({ name, firstDay, endDay, days });
  });
  it('refuses what is none, with the reason', () => {
    expect(() => parsePeriod('2025-W53', utc, now)).toThrow('2025 has 52 weeks');
    for (const name of ['2026-13', '2026-Q5', 'last-8-days', '26', '', '2026-11-21'])
      expect(() => parsePeriod(name, utc, now)).toThrow(/give one such as/);
    expect(() => parsePeriod('2026', { timeZone: 'UTC', fiscalStartMonth: 13 }, now)).toThrow(/fiscalStartMonth/);
  });
  it('knows fiscal years', () => {
    const calendar = { timeZone: 'UTC', fiscalStartMonth: 4 };
    expect(parsePeriod('2026', calendar, now)).toMatchObject({ firstDay: '2026-04-01', endDay: '2027-04-01' });
    expect(parsePeriod('2026-Q4', calendar, now)).toMatchObject({ firstDay: '2027-01-01', endDay: '2027-04-01' });
    expect(parsePeriod('2026-11', calendar, now)).toMatchObject({ firstDay: '2026-11-01' });
  });
  it('takes "today" from the zone', () => {
    const late = Date.parse('2026-11-21T17:00:00Z');
    expect(parsePeriod('last-7-days', { timeZone: 'Asia/Shanghai' }, late).endDay).toBe('2026-11-23');
    expect(parsePeriod('last-7-days', { timeZone: 'America/New_York' }, late).endDay).toBe('2026-11-22');
  });
  it('tiles the time line: each period ends where the next begins, in every zone', () => {
    const name = fc.oneof(
      fc.integer({ min: 1990, max: 2036 }).map(String),
      fc.tuple(fc.integer({ min: 1990, max: 2036 }), fc.integer({ min: 1, max: 4 })).map(([y, q]) => `${y}-Q${q}`),
      fc
        .tuple(fc.integer({ min: 1990, max: 2036 }), fc.integer({ min: 1, max: 12 }))
        .map(([y, m]) => `${y}-${String(m).padStart(2, '0')}`),
      fc
        .tuple(fc.integer({ min: 1990, max: 2036 }), fc.integer({ min: 1, max: 52 }))
        .map(([y, w]) => `${y}-W${String(w).padStart(2, '0')}`),
      fc.constantFrom('last-7-days', 'last-30-days', 'last-90-days', 'last-365-days'),
    );
    fc.assert(
      fc.property(name, zone, fc.integer({ min: 1, max: 12 }), (given, timeZone, fiscalStartMonth) => {
        const calendar = { timeZone, fiscalStartMonth };
        const period = parsePeriod(given, calendar, now);
        const previous = earlierPeriod(period, calendar);
        const next = earlierPeriod(period, calendar, -1);
        expect(previous.to).toBe(period.from);
        expect(next.from).toBe(period.to);
        expect(earlierPeriod(previous, calendar, -1)).toMatchObject({ from: period.from, to: period.to });
        expect(daysOf(period)).toHaveLength(period.days);
        if (period.kind !== 'rolling') expect(parsePeriod(previous.name, calendar, now)).toEqual(previous);
      }),
      { numRuns: 300 },
    );
  });
  it('is an hour short in the month the clock goes forward', () => {
    const march = parsePeriod('2026-03', { timeZone: 'America/New_York' }, now);
    expect(march.to - march.from).toBe((31 * 24 - 1) * 3_600_000);
  });
});

describe('neighbours', () => {
  it('goes a year back', () => {
    const back = (name: string) => samePeriodLastYear(parsePeriod(name, utc, now), utc).name;
    expect(back('2026')).toBe('2025');
    expect(back('2026-Q1')).toBe('2025-Q1');
    expect(back('2026-02')).toBe('2025-02');
    expect(back('2026-W47')).toBe('2025-W47');
    expect(back('2026-W53')).toBe('2025-W52');
    expect(back('last-7-days')).toBe('2025-11-16/2025-11-22');
  });
  it('gives a series, oldest first, that ends with the period', () => {
    expect(seriesOf(parsePeriod('2026-02', utc, now), utc, 4).map((each) => each.name)).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ]);
    expect(seriesOf(parsePeriod('2026-W01', utc, now), utc, 2)[0]?.name).toBe('2025-W52');
  });
});

describe('a period that runs', () => {
  const month = parsePeriod('2026-11', utc, now);
  it('has passed in part', () => {
    expect(shareElapsed(month, utc, Date.parse('2026-11-16T00:00:00Z'))).toBe(0.5);
    expect(shareElapsed(month, utc, month.from - 1)).toBe(0);
    expect(shareElapsed(month, utc, month.to)).toBe(1);
    expect([month.from - 1, month.from, month.to].map((at) => stageOf(month, at))).toEqual([
      'ahead',
      'running',
      'over',
    ]);
  });
  it('passes on workdays only when asked', () => {
    const workday = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
    expect(shareElapsed(month, utc, Date.parse('2026-11-09T12:00:00Z'), workday)).toBeCloseTo(5.5 / 21);
    expect(shareElapsed(month, utc, Date.parse('2026-11-16T00:00:00Z'), () => false)).toBe(0.5);
  });
  it('is compared with the same part of another', () => {
    const october = earlierPeriod(month, utc);
    expect(iso(comparableMoment(month, october, utc, now))).toBe('2026-10-21T12:00:00.000Z');
    const march = parsePeriod('2026-03', utc, now);
    const late = Date.parse('2026-03-31T12:00:00Z');
    const february = earlierPeriod(march, utc);
    expect(comparableMoment(march, february, utc, late)).toBe(february.to);
    expect(comparableMoment(march, february, utc, march.to)).toBe(february.to);
  });
});

describe('periodLabel', () => {
  it.each([
    ['2026', '2026', '2026年'],
    ['2026-Q4', 'Q4 2026', '2026年第4季度'],
    ['2026-11', 'November 2026', '2026年11月'],
    ['2026-W07', 'Week 7, 2026', '2026年第7周'],
    ['last-30-days', 'Last 30 days', '最近30天'],
    ['something', 'something', 'something'],
  ])('words %s', (name, english, chinese) => {
    expect(periodLabel(name, 'en')).toBe(english);
    expect(periodLabel(name, 'zh-CN')).toBe(chinese);
  });
  it('words an earlier window by its days', () => {
    const earlier = earlierPeriod(parsePeriod('last-7-days', utc, now), utc);
    expect(periodLabel(earlier.name, 'en')).toMatch(/^Nov 8\s–\s14, 2026$/);
  });
});
