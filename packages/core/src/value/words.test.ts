import { describe, expect, it } from 'vitest';
import { lifecycleStages, proposeStage } from './lifecycle.ts';
import { levels } from './pyramid.ts';
import { recommend } from './recommend.ts';
import { signalCodes, signalsOf, type Signals } from './signals.ts';
import { levelWords, recommendationWords, signalWords, stageWords } from './words.ts';

const troubled: Signals = {
  id: 'a',
  level: 'big',
  previousLevel: 'top',
  value: 50,
  previousValue: 100,
  probabilityAlive: 0.1,
  previousProbabilityAlive: 0.9,
  lifetimeValue: 10,
  lowerTail: 0.01,
  upperTail: 0.01,
  openComplaints: 1,
  openDisputes: 2,
  overdueDays: 40,
  recommend: 3,
  margin: -1,
  daysSinceContact: 100,
  cadenceDays: 30,
};

describe('the words of value', () => {
  it('has a Chinese sentence for every signal, with its figures and no English left', () => {
    const found = [
      ...signalsOf(troubled, { lifetimeValueBar: 5 }),
      ...signalsOf({ id: 'b', level: 'top', previousLevel: 'big', value: 2, previousValue: 1 }),
    ];
    expect(new Set(found.map(({ code }) => code))).toEqual(new Set(signalCodes));
    for (const signal of found) {
      const words = signalWords(signal);
      expect(words.en).toBe(signal.text);
      expect(words['zh-CN']).toMatch(/^[^a-z]+$/i);
      expect(words['zh-CN']).not.toMatch(/undefined|NaN/);
    }
  });

  it('has one for every recommendation and every move of stage', () => {
    const customers: Signals[] = [
      troubled,
      { id: 'a', level: 'small', margin: -1 },
      { id: 'a', level: 'small', probabilityAlive: 0.1 },
      { id: 'a', groupsBought: 1, groupsOffered: 5 },
      { id: 'a', value: 1, potential: 10 },
      { id: 'a', value: 2, previousValue: 1 },
      { id: 'a', value: 1, previousValue: 2 },
      { id: 'a' },
    ];
    for (const customer of customers) expect(recommendationWords(recommend(customer))['zh-CN']).toMatch(/^[^a-z]+$/i);
    for (const stage of lifecycleStages) {
      for (const facts of [
        { purchases: 3, boughtSince: true, probabilityAlive: 0.9, valueChange: 0.5 },
        { purchases: 3, probabilityAlive: 0.1 },
        { purchases: 3, valueChange: -0.1 },
      ]) {
        const proposal = proposeStage(stage, facts);
        if (proposal) expect(stageWords(proposal)['zh-CN']).toMatch(/^[^a-z]+$/i);
      }
    }
  });

  it('tells a first place, a rise and a fall apart', () => {
    const figures = { value: '€ 5', threshold: '€ 4' };
    expect(levelWords(undefined, 'small', figures).en).toContain('First place');
    for (const from of levels)
      for (const to of levels) {
        if (from === to) continue;
        const rises = levels.indexOf(to) < levels.indexOf(from);
        expect(levelWords(from, to, figures).en).toContain(rises ? 'at or above € 4' : 'clearly below € 4');
      }
  });
});
