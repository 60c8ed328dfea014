import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { StoreLocation } from '../store/open.ts';
import type { Context } from './command.ts';

/** The issuer of tokens that `liaise token` and the sign-in stand-in sign. */
export const localIssuer = 'liaise';

/** What a gateway keeps in its folder. */
export interface DataFolder {
  path: string;
  location: StoreLocation;
}

/** The folder of `LIAISE_DATA`, and where the records lie: there, or behind `DATABASE_URL`. */
export function dataFolder({ env }: Pick<Context, 'env'>, given?: string): DataFolder {
  const folder = path.resolve(given ?? (env['LIAISE_DATA'] || '.liaise'));
  const url = env['DATABASE_URL'];
  return { path: folder, location: url ? { url } : { folder: path.join(folder, 'postgres') } };
}

function readSecret(file: string): Uint8Array | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const secret = Buffer.from(text, 'base64url');
  if (secret.byteLength < 32)
    throw new Error(
      `${file} is damaged: it should hold a secret of 32 bytes. Restore it, or remove it to have a new one made.`,
    );
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
    throw new Error(
      `${file} can be read by others: allow its owner only (chmod 600), or remove it to have a new one made.`,
    );
  }
  return new Uint8Array(secret);
}

/**
 * The secret of a gateway's folder, made when it is first asked for, readable by its owner only. `LIAISE_SECRET` (at least
 * 32 characters) goes before it, for several gateways over one database.
 */
export function secretOf({ path: folder }: DataFolder, { env }: Pick<Context, 'env'>): Uint8Array {
  const given = env['LIAISE_SECRET'];
  if (given) {
    if (given.length < 32) throw new Error('LIAISE_SECRET is too short: give it at least 32 characters.');
    return new TextEncoder().encode(given);
  }
  const file = path.join(folder, 'secret');
  const known = readSecret(file);
  if (known) return known;
  // As root the database runs as another user, who has to pass through this folder.
  mkdirSync(folder, { recursive: true, mode: process.getuid?.() === 0 ? 0o755 : 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    // A link fails where the file is there, so that of two who make it at once one wins, whole.
    linkSync(draft, file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    unlinkSync(draft);
  }
  const made = readSecret(file);
  if (!made) throw new Error(`${file} could not be made.`);
  return made;
}
