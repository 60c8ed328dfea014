import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { roles } from '@liaise/core/api/route';
import { issuesOf } from '../http/validation.ts';
import type { Issuer } from './issuers.ts';

const name = z.string().check(z.minLength(1));
const match = z.strictObject({
  match: z.enum(['id', 'email', 'external-ref']),
  claim: name,
  prefix: z.exactOptional(z.string()),
});

const issuer = z.strictObject({
  iss: name,
  tenants: z.array(name).check(z.minLength(1)),
  secret: z.exactOptional(z.string().check(z.minLength(32))),
  jwks: z.exactOptional(z.union([name, z.strictObject({ keys: z.array(z.looseObject({ kty: z.string() })) })])),
  audience: z.exactOptional(name),
  roles: z.exactOptional(z.array(z.enum(roles)).check(z.minLength(1))),
  claims: z.exactOptional(
    z.strictObject({
      tenant: z.exactOptional(name),
      rep: z.exactOptional(match),
      contact: z.exactOptional(match),
      teams: z.exactOptional(name),
      role: z.exactOptional(
        z.strictObject({
          claim: name,
          values: z.record(name, z.enum(roles)),
          otherwise: z.exactOptional(z.enum(roles)),
        }),
      ),
      firstHour: z.exactOptional(z.boolean()),
    }),
  ),
});

/**
 * Reads the file of those who may sign tokens: a JSON list of issuers.
 *
 * @throws {Error} that names the file, each wrong field and what is expected there
 */
export function readIssuers(file: string): Issuer[] {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof SyntaxError ? 'is no JSON' : 'cannot be read';
    throw new Error(`The list of issuers in ${file} ${why}. LIAISE_ISSUERS names a JSON file with a list.`, { cause });
  }
  const result = z.safeParse(z.array(issuer), found);
  if (result.success) return result.data;
  const faults = issuesOf(result.error, 'issuers', found).map(({ path, message }) => `${path}: ${message}`);
  throw new Error(`The list of issuers in ${file} cannot be used. ${faults.join(' ')}`);
}
