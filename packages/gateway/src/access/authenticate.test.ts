import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo } from '@liaise/core/samples';
import type { Problem } from '@liaise/core/api/problem';
import type { Rep } from '@liaise/core/records/rep';
import { openTestGateway, testIssuer, testSecret, type TestGateway } from '../test-gateway.ts';
import type { Issuer } from './issuers.ts';
import { SignJWT } from 'jose';

const foreign = 'https://login.example/v2.0';
const mapped: Issuer = {
  iss: foreign,
  tenants: ['demo'],
  secret: testSecret,
  audience: 'api://liaise',
  roles: ['rep', 'manager'],
  claims: {
    rep: { match: 'email', claim: 'preferred_username' },
    role: { claim: 'realm_access.roles', values: { 'rm-lead': 'manager', 'rm-boss': 'admin' }, otherwise: 'rep' },
  },
};

let t: TestGateway;
let email: string;
beforeAll(async () => {
  t = await openTestGateway({
    issuers: [
      { iss: testIssuer, tenants: ['demo', 'other', 'nowhere'], secret: testSecret },
      { iss: 'https://partner.example', tenants: ['other'], secret: 'another secret, which is also long enough' },
      mapped,
    ],
  });
  const rep = await t.send<Rep>('GET', `/v1/reps/${demo.reps[1]}`);
  email = rep.body.email ?? '';
});
afterAll(() => t.close());

const sign = (claims: Record<string, unknown>, secret = testSecret) => {
  const now = Math.floor(Date.now() / 1000);
  const payload = { iss: testIssuer, aud: 'liaise', sub: 'ada', iat: now, exp: now + 600, ...claims };
  return new SignJWT(payload).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret));
};
const me = async (claims: Record<string, unknown>, secret?: string) =>
  t.send<Partial<Problem> & Record<string, unknown>>('GET', '/v1/me', { token: await sign(claims, secret) });

describe('a token of the gateway’s own form', () => {
  it('says who calls', async () => {
    expect((await me({ tenant: 'demo', role: 'rep', rep: demo.reps[2] })).body).toMatchObject({
      role: 'rep',
      repId: demo.reps[2],
    });
  });

  it('of a manager without teams is for the teams that its rep leads and its own', async () => {
    const found = await me({ tenant: 'demo', role: 'manager', rep: demo.managers.north });
    expect(found.body).toMatchObject({ role: 'manager', teamIds: [demo.teams.north] });
    const said = await me({ tenant: 'demo', role: 'manager', rep: demo.managers.north, teams: [demo.teams.east] });
    expect(said.body).toMatchObject({ teamIds: [demo.teams.east] });
  });

  it.each<[string, Record<string, unknown>, string?]>([
    [
      'a tenant that is not the issuer’s',
      { iss: 'https://partner.example', tenant: 'demo', role: 'admin' },
      'another secret, which is also long enough',
    ],
    ['a tenant that is not here', { tenant: 'nowhere', role: 'admin' }],
    ['no tenant', { role: 'admin' }],
    ['no role', { tenant: 'demo' }],
    ['a role that does not exist', { tenant: 'demo', role: 'root' }],
    ['role rep without a rep', { tenant: 'demo', role: 'rep' }],
    ['a rep that is not here', { tenant: 'demo', role: 'rep', rep: demo.customers.first }],
    ['a rep of another tenant', { tenant: 'other', role: 'rep', rep: demo.rep }],
    ['a contact that is not here', { tenant: 'demo', role: 'contact', contact: demo.rep }],
    ['teams that are no ids', { tenant: 'demo', role: 'manager', teams: ["'; drop"] }],
  ])('is refused with %s', async (_, claims, secret) => {
    const answer = await me(claims, secret);
    expect(answer.body).toMatchObject({ status: 401, code: 'unauthenticated' });
  });

  it('can be revoked by its jti', async () => {
    const claims = { tenant: 'demo', role: 'admin', jti: 'to-be-revoked' };
    expect((await me(claims)).status).toBe(200);
    await t.gateway.revoke({ tenant: 'demo', jti: 'to-be-revoked', expiresAt: new Date(Date.now() + 3_600_000) });
    expect((await me(claims)).body).toMatchObject({ status: 401, code: 'token-revoked' });
    expect((await me({ ...claims, jti: 'another' })).status).toBe(200);
  });
});

describe('a token of a foreign form', () => {
  const of = (claims: Record<string, unknown>) => me({ iss: foreign, aud: 'api://liaise', ...claims });

  it('finds the rep by mail address, whatever its case, and the role by group', async () => {
    const lead = await of({ preferred_username: email.toUpperCase(), realm_access: { roles: ['x', 'rm-lead'] } });
    expect(lead.body).toMatchObject({ tenant: 'demo', role: 'manager', repId: demo.reps[1] });
    expect((await of({ preferred_username: email })).body).toMatchObject({ role: 'rep', repId: demo.reps[1] });
  });

  it.each<[string, Record<string, unknown>]>([
    ['for nobody here', { preferred_username: 'nobody@nowhere.example' }],
    ['with an address that is not verified', { preferred_username: 'x@y.example', email_verified: false }],
    ['for the gateway’s own audience', { aud: 'liaise', preferred_username: 'x@y.example' }],
    [
      'with a role that its issuer may not give',
      { preferred_username: 'x@y.example', realm_access: { roles: ['rm-boss'] } },
    ],
  ])('is refused %s', async (_, claims) => {
    expect((await of(claims)).body).toMatchObject({ status: 401 });
  });

  it('does not speak by claims that its mapping leaves out', async () => {
    const answer = await of({ preferred_username: email, tenant: 'other', role: 'admin', rep: demo.rep });
    expect(answer.body).toMatchObject({ tenant: 'demo', role: 'rep', repId: demo.reps[1] });
  });
});
