import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { canary } from './canary.ts';
import { faultsOf } from './judge.ts';
import { minimise } from './minimise.ts';
import type { Answer, AttackRequest } from './request.ts';

const request: AttackRequest = {
  route: null,
  how: 'test',
  method: 'POST',
  path: '/v1/customers',
  headers: [['Content-Type', 'application/json']],
  as: 'admin',
  body: { text: '{"name":"x"}' },
};

const refusal = {
  type: 'urn:liaise:problem:invalid-body',
  title: 'The body is not valid',
  status: 422,
  code: 'invalid-body',
  issues: [{ path: 'body.name', code: 'too-long', message: 'Too long.' }],
};

function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  return {
    status,
    headers: new Headers({ 'Content-Type': type, 'X-Content-Type-Options': 'nosniff', ...headers }),
    text: JSON.stringify(body),
    json: body,
    ms: 1,
  };
}

describe('the judge', () => {
  it('finds nothing wrong with a refusal as it should be', () => {
    expect(faultsOf(answer(422, refusal), request)).toEqual([]);
  });

  it.each<[string, Answer, string]>([
    ['a failure', answer(500, { ...refusal, status: 500, code: 'internal', issues: [] }), 'answered 500'],
    [
      '503 without Retry-After',
      answer(503, { ...refusal, status: 503, code: 'unavailable', issues: [] }),
      'answered 503',
    ],
    ['no problem document', answer(422, { error: 'x' }), 'a refusal that is no problem document'],
    ['another media type', answer(422, refusal, { 'Content-Type': 'text/plain' }), 'a refusal of type text/plain'],
    ['no field', answer(422, { ...refusal, issues: [] }), 'invalid-body that names no field'],
    ['another status inside', answer(400, refusal), 'a status that is not the code’s'],
    ['an unknown code', answer(422, { ...refusal, code: 'other' }), 'an unknown code other'],
    ['a stack', answer(422, { ...refusal, detail: 'x\n    at run (a.ts:1:2)' }), 'a text that tells of the inside'],
    ['a statement', answer(422, { ...refusal, detail: 'select * from customers' }), 'a text that tells of the inside'],
    ['a file', answer(422, { ...refusal, detail: 'ENOENT /home/x/y' }), 'a text that tells of the inside'],
    ['data of another tenant', answer(200, { name: canary }), 'data of another tenant'],
    [
      'a reflected origin',
      answer(200, {}, { 'Access-Control-Allow-Origin': 'https://evil.example' }),
      'the origin https://evil.example let in',
    ],
    ['sniffing allowed', answer(200, {}, { 'X-Content-Type-Options': '' }), 'no X-Content-Type-Options'],
  ])('finds %s', (_, given, fault) => {
    expect(faultsOf(given, request).join('\n')).toContain(fault);
  });

  it('finds a refusal that names a parameter which the query does not have', () => {
    const issues = [{ path: 'query.kpi', code: 'unknown-kpi', message: 'There is none.' }];
    const given = answer(400, { ...refusal, status: 400, code: 'invalid-query', issues });
    expect(faultsOf(given, request)).toEqual(['invalid-query that names kpi, which is not in the query']);
    expect(faultsOf(given, { ...request, path: '/v1/kpis?kpi=x' })).toEqual([]);
  });

  it('finds a fault in one read of a batch', () => {
    const given = answer(200, { responses: [{ status: 500, body: {} }] });
    const route = {
      name: 'batch',
      method: 'POST',
      path: '/v1/batch',
      summary: '',
      roles: 'anyone',
      status: 200,
    } as const;
    expect(faultsOf(given, { ...request, route: { ...route, answer: z.unknown() } })).toEqual([
      'a read of a batch answered 500',
    ]);
  });
});

describe('minimise', () => {
  it('cuts a request down to what shows the fault', async () => {
    const long: AttackRequest = {
      ...request,
      path: '/v1/customers?a=1&b=2&c=3',
      headers: [...request.headers, ['X-Odd', 'x'], ['Origin', 'null']],
      body: {
        text: JSON.stringify({ id: 'a', name: `long ${'x'.repeat(100)}`, bad: [1, 2, { deep: true }], more: {} }),
      },
    };
    const shows = (one: AttackRequest): Promise<boolean> =>
      Promise.resolve(
        one.path.includes('b=2') && one.body !== null && 'text' in one.body && one.body.text.includes('deep'),
      );
    const smallest = await minimise(long, shows);
    expect(smallest).toMatchObject({
      path: '/v1/customers?b=2',
      headers: [],
      body: { text: '{"bad":[{"deep":true}]}' },
    });
  });
});
