import { expect, it } from 'vitest';
import type { Answer, QueryKind, Question } from '@liaise/sdk/source';
import { createMemorySource } from './memory-source.ts';
import { ids } from './samples.ts';
import { sampleComments, sampleResults } from './survey-results-samples.ts';

const source = createMemorySource({ world: { results: [sampleResults()], comments: sampleComments() } });

function ask<K extends QueryKind>(kind: K, question: Question<K>): Answer<K> | undefined {
  let found: Answer<K> | undefined;
  source
    .observe(kind, question, (snapshot) => {
      if ('data' in snapshot) found = snapshot.data;
    })
    .close();
  return found;
}

const { surveyId: survey } = sampleResults();

it('tells groups and reports to who asks for them', () => {
  expect(ask('survey-results', { survey })).not.toHaveProperty('groups');
  expect(ask('survey-results', { survey, by: 'team' })?.groups?.by).toBe('team');
  expect(ask('survey-results', { survey, about: ids.otherRep })).not.toHaveProperty('report');
  expect(ask('survey-results', { survey, about: ids.rep })?.report?.name).toBe('Lin Yue');
  expect(ask('survey-results', { survey: 'none' })).toBeUndefined();
});

it('finds comments, and of a report only words', () => {
  expect(ask('survey-comments', { survey, scoreGroup: 'poor', limit: 1 })).toMatchObject({ next: 'more' });
  expect(ask('survey-comments', { survey, search: 'SPARE', rep: ids.otherRep })?.items).toHaveLength(1);
  const [first] = ask('survey-comments', { survey, about: ids.rep })?.items ?? [];
  expect(Object.keys(first ?? {}).toSorted()).toEqual(['group', 'id', 'question', 'score', 'text']);
});

it('hands a file over', () => {
  expect(ask('survey-results-file', { survey })?.text).toMatch(/^question,n\r\nrecommend,60/);
});
