import { Refusal } from './refusal.ts';

/** The entity tag of a record's version. */
export const etagOf = (version: number): string => `"${version}"`;

const list = (header: string): string[] => header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));

/** Whether `If-None-Match` names this version, so that 304 answers. */
export function isKnown(request: Request, etag: string): boolean {
  const header = request.headers.get('if-none-match');
  return header !== null && (header.trim() === '*' || list(header).includes(etag));
}

/**
 * The versions that `If-Match` allows; null without the header or with `*`.
 *
 * @throws {Refusal} where the header is no list of entity tags of this gateway
 */
export function expectedVersions(header: string | null): number[] | null {
  if (header === null || header.trim() === '*') return null;
  return list(header).map((tag) => {
    const digits = /^"([1-9]\d{0,8})"$/.exec(tag)?.[1];
    if (digits === undefined) throw mismatch();
    return Number(digits);
  });
}

/** @throws {Refusal} `version-mismatch` unless the stored version is one of the expected */
export function checkVersion(expected: readonly number[] | null, version: number): void {
  if (expected !== null && !expected.includes(version)) throw mismatch();
}

const mismatch = (): Refusal =>
  new Refusal('version-mismatch', { detail: 'Read the record again and repeat the change on what it is now.' });
