import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotasOf, siftResponse, validateResponse } from './response.ts';
import { sampleSurvey } from './sample.ts';
import type { SurveyDefinition } from './types.ts';
import { path } from './walk.ts';

const codes = (answers: unknown, final = false) =>
  validateResponse(sampleSurvey, answers, { final }).map((issue) => `${issue.path}: ${issue.code}`);

describe('validateResponse', () => {
  it('takes a whole response and a part of one', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ satisfaction: 3 })).toEqual([]);
    expect(codes({ recommend: 0, satisfaction: null, improve: 'Everything' }, true)).toEqual([]);
    expect(codes({ recommend: 10, why: null }, true)).toEqual([]);
  });

  it('wants required answers only at the end', () => {
    expect(codes({ recommend: null })).toEqual([]);
    expect(codes({ satisfaction: 3 }, true)).toEqual(['recommend: required']);
    expect(codes({ recommend: '' }, true)).toEqual(['recommend: required']);
    expect(codes({ recommend: 11 }, true)).toEqual(['recommend: out-of-range']);
  });

  it('refuses what the logic never showed, and what nobody asked', () => {
    expect(codes({ recommend: 9, improve: 'x' })).toEqual(['improve: not-shown']);
    expect(codes({ recommend: 9, improve: null })).toEqual([]);
    expect(codes({ improve: 'x' })).toEqual(['improve: not-shown']);
    expect(codes({ recommend: 9, price: 1, constructor: 1 })).toEqual([
      'price: unknown-question',
      'constructor: unknown-question',
    ]);
  });

  it('keeps the rest of a response with a fault', () => {
    const { answers, issues } = siftResponse(sampleSurvey, { recommend: 99, satisfaction: 4, why: 'x', improve: 'y' });
    expect(answers).toEqual({ satisfaction: 4 });
    expect(issues.map((issue) => issue.path)).toEqual(['recommend', 'why', 'improve']);
  });

  it.each([null, 5, 'x', [], [1]])('refuses %j', (value) => {
    expect(codes(value)).toEqual([': wrong-type']);
  });

  it('keeps only what a second look finds nothing wrong with', () => {
    const id = fc.constantFrom('recommend', 'satisfaction', 'improve', 'why', '__proto__', 'nobody');
    const value = fc.oneof(fc.integer({ min: -1, max: 11 }), fc.string(), fc.constant(null), fc.anything());
    fc.assert(
      fc.property(fc.array(fc.tuple(id, value)), fc.boolean(), (pairs, final) => {
        const { answers } = siftResponse(sampleSurvey, Object.fromEntries(pairs), { final });
        expect(validateResponse(sampleSurvey, answers)).toEqual([]);
        const shown: string[] = path(sampleSurvey, answers);
        for (const kept of Object.keys(answers)) expect(shown).toContain(kept);
      }),
    );
  });
});

describe('quotasOf', () => {
  it('names the quotas that a response counts in', () => {
    const survey: SurveyDefinition = {
      ...sampleSurvey,
      quotas: [
        { id: 'all', limit: 9 },
        { id: 'low', limit: 9, when: ['<', ['answer', 'recommend'], 7] },
        { id: 'hidden', limit: 9, when: ['answered', 'improve'] },
      ],
    };
    expect(quotasOf(survey, { recommend: 3, improve: 'x' })).toEqual(['all', 'low', 'hidden']);
    expect(quotasOf(survey, { recommend: 9, improve: 'x' })).toEqual(['all']);
  });
});
