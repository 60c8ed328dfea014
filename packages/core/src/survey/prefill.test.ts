import { describe, expect, it } from 'vitest';
import { prefill } from './prefill.ts';
import type { SurveyDefinition } from './types.ts';

const options = [
  { id: 'price', label: 'Price' },
  { id: 'speed', label: 'Speed' },
];
const survey: SurveyDefinition = {
  id: 's',
  fields: [
    { id: 'customer.name', prefill: 'name' },
    { id: 'visits', type: 'number', prefill: true },
    { id: 'vip', type: 'boolean', prefill: true },
    { id: 'since', type: 'date', prefill: true },
    { id: 'secret' },
  ],
  questions: [
    { id: 'recommend', type: 'nps', title: 'T', prefill: true },
    { id: 'topics', type: 'multiple-choice', title: 'T', options, prefill: 't' },
    { id: 'agree', type: 'consent', title: 'T', prefill: true },
    { id: 'why', type: 'short-text', title: 'T', prefill: true },
    { id: 'closed', type: 'nps', title: 'T' },
  ],
};
const read = (query: string) => prefill(survey, new URLSearchParams(query));

describe('prefill', () => {
  it('reads answers and fields, each as its type', () => {
    expect(
      read('recommend=0&t=price,speed&agree=true&why=%E5%A5%BD&name=Ada&visits=3&vip=false&since=2026-01-31'),
    ).toEqual({
      answers: { recommend: 0, topics: ['price', 'speed'], agree: true, why: '好' },
      fields: { 'customer.name': 'Ada', visits: 3, vip: false, since: '2026-01-31' },
      issues: [],
    });
  });

  it('takes nothing that did not offer itself, and the first of several', () => {
    expect(read('closed=5&secret=x&topics=price&customer.name=x&nobody=1&recommend=1&recommend=2')).toEqual({
      answers: { recommend: 1 },
      fields: {},
      issues: [],
    });
  });

  it.each([
    'recommend=11',
    'recommend=',
    'recommend=0x1',
    'recommend=1e1',
    't=colour',
    'agree=yes',
    'visits=many',
    'vip=1',
    'since=2026-02-30',
  ])('leaves out %s and names it', (query) => {
    const { answers, fields, issues } = read(query);
    expect({ answers, fields }).toEqual({ answers: {}, fields: {} });
    expect(issues).toHaveLength(1);
  });
});
