import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceOf, decideAsk, isChosen, postpone, type AskMemory, type AskRules } from './index.ts';

const day = 86_400_000;
const now = Date.parse('2026-11-22T08:00:00Z');
const seed = 20_261_122;

describe('chanceOf', () => {
  it('is the same for the same survey and person, and lies in [0, 1)', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (survey, person) => {
        const chance = chanceOf(survey, person);
        expect(chance).toBe(chanceOf(survey, person));
        expect(chance).toBeGreaterThanOrEqual(0);
        expect(chance).toBeLessThan(1);
      }),
      { seed, numRuns: 200 },
    );
  });

  it('spreads persons evenly, whatever their ids have in common', () => {
    const people = Array.from({ length: 10_000 }, (_, at) => `person-${String(at)}`);
    for (const share of [0.05, 0.2, 0.5, 0.9]) {
      const chosen = people.filter((person) => isChosen('after-visit', person, share)).length;
      // Five standard deviations of a binomial count.
      expect(Math.abs(chosen - share * 10_000)).toBeLessThan(5 * Math.sqrt(10_000 * share * (1 - share)));
    }
  });

  it('chooses other persons for another survey, and the same and more for a larger share', () => {
    const people = Array.from({ length: 2000 }, (_, at) => `person-${String(at)}`);
    const of = (survey: string, share: number) => people.filter((person) => isChosen(survey, person, share));
    const both = of('a', 0.5).filter((person) => isChosen('b', person, 0.5)).length;
    expect(Math.abs(both - 500)).toBeLessThan(5 * Math.sqrt(2000 * 0.25 * 0.75));
    expect(of('a', 0.6)).toEqual(expect.arrayContaining(of('a', 0.3)));
    expect([of('a', 0), of('a', 1)]).toEqual([[], people]);
  });
});

describe('decideAsk', () => {
  it.each<[string, AskMemory, AskRules, ReturnType<typeof decideAsk>]>([
    ['nothing known', {}, { recontactDays: 30 }, { ask: true }],
    ['no rule', { person: now - 1, account: now - 1, survey: now - 1 }, {}, { ask: true }],
    [
      'asked yesterday',
      { person: now - day },
      { recontactDays: 30 },
      { ask: false, reason: 'asked-lately', retryAt: now + 29 * day },
    ],
    ['asked as long ago as the rule says', { person: now - 30 * day }, { recontactDays: 30 }, { ask: true }],
    [
      'a colleague was asked',
      { account: now - day },
      { recontactDays: 30, accountRecontactDays: 7 },
      { ask: false, reason: 'account-asked-lately', retryAt: now + 6 * day },
    ],
    [
      'the same survey',
      { person: now - 40 * day, survey: now - 40 * day },
      { recontactDays: 30, surveyRecontactDays: 90 },
      { ask: false, reason: 'survey-asked-lately', retryAt: now + 50 * day },
    ],
    ['later', { until: now + day }, {}, { ask: false, reason: 'later', retryAt: now + day }],
    ['later is over', { until: now }, {}, { ask: true }],
    [
      'not again',
      { until: Infinity, person: now },
      { recontactDays: 1 },
      { ask: false, reason: 'not-again', retryAt: null },
    ],
    ['the account not again', { accountUntil: Infinity }, {}, { ask: false, reason: 'not-again', retryAt: null }],
    [
      'the longest of several decides from when on',
      { until: now + day, person: now },
      { recontactDays: 30 },
      { ask: false, reason: 'later', retryAt: now + 30 * day },
    ],
    [
      'asked in the future, by a clock since set back',
      { person: now + 400 * day },
      { recontactDays: 30 },
      { ask: false, reason: 'asked-lately', retryAt: now + 30 * day },
    ],
  ])('%s', (_name, memory, rules, expected) => {
    expect(decideAsk(memory, rules, now)).toEqual(expected);
  });

  const days = fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined });
  const attempt = fc.record({
    hours: fc.integer({ min: 0, max: 24 * 20 }),
    person: fc.integer({ min: 0, max: 3 }),
    survey: fc.integer({ min: 0, max: 2 }),
    channel: fc.constantFrom('email', 'page', 'link', 'phone'),
    says: fc.constantFrom('nothing', 'later', 'not-again'),
  });

  it('never asks one person, one account or one survey twice within its time, over whatever channel, and keeps every "later" and "not again"', () => {
    fc.assert(
      fc.property(
        fc.record({ recontactDays: days, accountRecontactDays: days, surveyRecontactDays: days }),
        fc.array(attempt, { maxLength: 60 }),
        (rules, attempts) => {
          const asked: { at: number; person: number; survey: number }[] = [];
          const until = new Map<number, number | null>();
          let at = now;
          const last = (which: (one: (typeof asked)[number]) => boolean): number | undefined =>
            asked.filter(which).at(-1)?.at;
          for (const { hours, person, survey, says } of attempts) {
            at += hours * 3_600_000;
            // Persons 0 and 1 belong to one account, 2 and 3 to another.
            const account = person >> 1;
            const mine = last((one) => one.person === person);
            const colleagues = last((one) => one.person >> 1 === account);
            const same = last((one) => one.person === person && one.survey === survey);
            const wish = until.get(person);
            const memory = { person: mine, account: colleagues, survey: same, until: wish === null ? Infinity : wish };
            const decision = decideAsk(memory, rules, at);
            if (!decision.ask) {
              const { retryAt } = decision;
              if (retryAt !== null) {
                expect(retryAt).toBeGreaterThan(at);
                expect(decideAsk(memory, rules, retryAt)).toEqual({ ask: true });
                expect(decideAsk(memory, rules, retryAt - 1).ask).toBe(false);
              } else expect(wish).toBeNull();
              continue;
            }
            const apart = (before: number | undefined, least = 0): void => {
              if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(least * day);
            };
            apart(mine, rules.recontactDays);
            apart(colleagues, rules.accountRecontactDays);
            apart(same, rules.surveyRecontactDays);
            if (wish !== undefined) expect(wish ?? Infinity).toBeLessThanOrEqual(at);
            asked.push({ at, person, survey });
            if (says !== 'nothing') until.set(person, postpone(wish, says === 'later' ? at + 7 * day : null));
          }
        },
      ),
      { seed, numRuns: 300 },
    );
  });

  it('postpones to the same end in whatever order it is heard', () => {
    const word = fc.option(fc.integer({ min: -5, max: 5 }), { nil: null });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        const heard = (list: readonly (number | null)[]) =>
          list.reduce<number | null | undefined>((before, one) => postpone(before, one), undefined);
        expect(heard(words)).toBe(heard([...words].reverse()));
        if (words.includes(null)) expect(heard(words)).toBeNull();
      }),
      { seed, numRuns: 200 },
    );
  });
});
