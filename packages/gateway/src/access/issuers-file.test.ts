import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readIssuers } from './issuers-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'liaise-issuers-'));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (content: unknown): ReturnType<typeof readIssuers> => {
  const file = join(folder, 'issuers.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readIssuers(file);
};

const good = { iss: 'https://portal.example', tenants: ['acme'], secret: 'x'.repeat(32) };

describe('the file of issuers', () => {
  it('is read whole', () => {
    const entra = {
      iss: 'https://login.example/v2.0',
      tenants: ['acme'],
      jwks: 'https://login.example/keys',
      claims: { rep: { match: 'email', claim: 'preferred_username' }, role: { claim: 'roles', values: { R: 'rep' } } },
    };
    expect(read([good, entra])).toEqual([good, entra]);
  });

  it.each([
    ['no list', { iss: 'x' }, /issuers: /],
    ['a secret that is too short', [{ ...good, secret: 'short' }], /issuers\.0\.secret/],
    ['an unknown field', [{ ...good, tenant: 'acme' }], /issuers\.0\.tenant: This field is not known here\./],
    ['no tenant', [{ ...good, tenants: [] }], /issuers\.0\.tenants/],
    ['a role that is none', [{ ...good, roles: ['boss'] }], /issuers\.0\.roles\.0/],
    ['what is no JSON', '{', /is no JSON/],
  ])('is refused with %s, by name', (_, content, expected) => {
    expect(() => read(content)).toThrow(expected);
  });

  it('is refused where it is not there', () => {
    expect(() => readIssuers(join(folder, 'nowhere.json'))).toThrow(/cannot be read/);
  });
});
