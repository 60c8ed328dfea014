import { roles, type Role } from '@liaise/core/api/route';
import { demo } from '@liaise/core/samples';
import { signToken } from '../access/sign.ts';
import { UsageError } from './command.ts';
import { localIssuer } from './data-folder.ts';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** For whom a token is asked. */
export interface Asked {
  role: string;
  rep?: string | undefined;
  contact?: string | undefined;
  tenant: string;
}

const isRole = (role: string): role is Role => (roles as readonly string[]).includes(role);

function checkId(id: string | undefined, option: string): void {
  if (id !== undefined && !uuid.test(id)) throw new UsageError(`${option} takes an id, such as ${demo.rep}.`);
}

/**
 * Signs a token of this gateway's own issuer. In the sample data a rep, a manager and a contact are the first of their
 * kind unless said.
 *
 * @throws {UsageError}
 */
export async function localToken(
  { role, rep, contact, tenant }: Asked,
  secret: Uint8Array,
): Promise<{ token: string; expiresAt: string }> {
  if (!isRole(role)) throw new UsageError(`"${role}" is no role: expected ${roles.join(', ')}.`);
  checkId(rep, '--rep');
  checkId(contact, '--contact');
  if (contact !== undefined && role !== 'contact') throw new UsageError('--contact goes with --role contact only.');
  if (rep !== undefined && role === 'contact') throw new UsageError('--rep does not go with --role contact.');
  const sample = tenant === demo.tenant;
  const repId =
    rep ?? (sample && role === 'rep' ? demo.rep : sample && role === 'manager' ? demo.managers.north : undefined);
  const contactId = contact ?? (sample && role === 'contact' ? demo.contacts.first : undefined);
  if (role === 'rep' && repId === undefined) throw new UsageError('Say for which rep: --rep ID.');
  if (role === 'contact' && contactId === undefined) throw new UsageError('Say for which contact: --contact ID.');
  const sub = `${role}:${repId ?? contactId ?? 'local'}`;
  return signToken({ iss: localIssuer, sub, tenant, role, rep: repId, contact: contactId }, secret);
}
