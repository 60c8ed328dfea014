import { describe, expect, it } from 'vitest';
import { Router } from './router.ts';

const router = new Router<string>();
router.add('GET', '/v1/customers', 'list');
router.add('POST', '/v1/customers', 'create');
router.add('GET', '/v1/customers/{id}', 'read');
router.add('GET', '/v1/customers/{id}/card', 'card');
router.add('GET', '/v1/kpis/{kpi}.svg', 'draw');
router.add('POST', '/v1/kpis/signatures', 'sign');

const found = (method: string, path: string) => {
  const match = router.match(method, path);
  return match.found ? [match.value, match.params] : match.allow;
};

describe('Router', () => {
  it.each([
    ['GET', '/v1/customers', ['list', {}]],
    ['HEAD', '/v1/customers', ['list', {}]],
    ['GET', '/v1/customers/zoho:Accounts%2F123', ['read', { id: 'zoho:Accounts/123' }]],
    ['GET', '/v1/customers/zoho:Accounts/123', ['read', { id: 'zoho:Accounts/123' }]],
    ['GET', '/v1/customers/zoho:Accounts/123/card', ['card', { id: 'zoho:Accounts/123' }]],
    ['GET', '/v1/customers/a%40b.example/card', ['card', { id: 'a@b.example' }]],
    ['GET', '/v1/kpis/retention-rate.svg', ['draw', { kpi: 'retention-rate' }]],
    ['POST', '/v1/kpis/signatures', ['sign', {}]],
    ['DELETE', '/v1/customers', ['GET', 'HEAD', 'OPTIONS', 'POST']],
    ['GET', '/v1/kpis/.svg', []],
    ['GET', '/v1/customers/', []],
    ['GET', '/v1//customers', []],
    ['GET', '/v2/customers', []],
  ])('%s %s', (method, path, wanted) => {
    expect(found(method, path)).toEqual(wanted);
  });

  it('refuses what is not UTF-8', () => {
    expect(() => router.match('GET', '/v1/customers/%ff')).toThrow(expect.objectContaining({ code: 'invalid-path' }));
  });

  it('refuses two routes for one path', () => {
    expect(() => router.add('GET', '/v1/customers/{other}', 'again')).toThrow('Two routes answer');
  });
});
