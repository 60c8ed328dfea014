import { newId } from '@liaise/core/records/identifier';
import type { NewWrite } from '../outbox.ts';

/**
 * The write that makes a record, or, where a version of it was seen, changes it to what is given: what is left out is cleared.
 *
 * @param path of the resource
 * @param optional the record's optional fields
 */
export function writeOf<R extends { id: string }>(
  path: string,
  record: R,
  version: number | undefined,
  optional: readonly (keyof R & string)[],
): Omit<NewWrite, 'kind' | 'order'> {
  if (version === undefined) return { key: record.id, method: 'POST', path, body: record };
  const { id, ...fields } = record;
  const cleared = Object.fromEntries(optional.map((field) => [field, null]));
  return {
    key: newId(),
    method: 'PATCH',
    path: `${path}/${id}`,
    body: { ...cleared, ...fields },
    ifMatch: `"${version}"`,
  };
}
