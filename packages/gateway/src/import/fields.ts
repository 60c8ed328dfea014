import {
  assignmentCreate,
  caseCreate,
  contactCreate,
  customerCreate,
  interactionCreate,
  noteCreate,
  opportunityCreate,
  productCreate,
  purchaseCreate,
  repCreate,
  taskCreate,
  teamCreate,
} from '@liaise/core/records';
import type * as z from 'zod/mini';

/** What can be imported, and what a writer of it sends. */
export const writable = {
  teams: teamCreate,
  reps: repCreate,
  products: productCreate,
  customers: customerCreate,
  contacts: contactCreate,
  assignments: assignmentCreate,
  interactions: interactionCreate,
  purchases: purchaseCreate,
  opportunities: opportunityCreate,
  cases: caseCreate,
  tasks: taskCreate,
  notes: noteCreate,
} as const;

export type ImportResource = keyof typeof writable;

export const importResources = Object.keys(writable) as [ImportResource, ...ImportResource[]];

/** Which resource a field names a record of. */
const named: Readonly<Record<string, ImportResource>> = {
  customerId: 'customers',
  repId: 'reps',
  ownerId: 'reps',
  managerId: 'reps',
  authorId: 'reps',
  productId: 'products',
  teamId: 'teams',
  contactId: 'contacts',
  reportsTo: 'contacts',
};

/** Which resource a field of a resource names a record of, or undefined. */
export function referredBy(resource: ImportResource, field: string): ImportResource | undefined {
  if (field === 'parentId') return resource === 'teams' ? 'teams' : 'customers';
  return named[field];
}

interface Definition {
  type: string;
  innerType?: z.ZodMiniType;
  element?: z.ZodMiniType;
  shape?: Readonly<Record<string, z.ZodMiniType>>;
}

/** What a schema is without the wrappers that make it optional. */
function bare(schema: z.ZodMiniType): Definition {
  let definition = schema._zod.def as Definition;
  while (definition.innerType) definition = definition.innerType._zod.def;
  return definition;
}

/** The fields of a resource, or undefined where the schema has none. */
const shapeOf = (schema: z.ZodMiniType): Readonly<Record<string, z.ZodMiniType>> | undefined => bare(schema).shape;

/** Why a path such as `amount.minor` or `channels.0.value` names no single value of a resource, or null where it does. */
export function faultOfPath(resource: ImportResource, path: string): string | null {
  let schema: z.ZodMiniType = writable[resource];
  let before: string = resource;
  for (const step of path.split('.')) {
    const { type, element } = bare(schema);
    const shape = shapeOf(schema);
    if (shape) {
      const next =
        Object.hasOwn(shape, step) && (schema !== writable[resource] || step !== 'id') ? shape[step] : undefined;
      if (!next) return `${before} has no field "${step}"${didYouMean(step, Object.keys(shape))}`;
      schema = next;
    } else if (type === 'array' && element) {
      if (!/^\d$/.test(step)) return `${before} is a list: name an entry by its place, such as ${before}.0`;
      schema = element;
    } else if (type === 'record') return null;
    else return `${before} is a single value and has no field "${step}"`;
    before = step;
  }
  const { type, shape } = bare(schema);
  if (type === 'array') return `${before} is a list: name an entry by its place, such as ${path}.0`;
  if (shape) return `${before} has fields of its own: ${Object.keys(shape).join(', ')}`;
  return null;
}

/** `; did you mean "name"?` where one of the words is near, else nothing. */
export function didYouMean(word: string, words: readonly string[]): string {
  const near = words
    .map((other) => ({ other, distance: distance(word.toLowerCase(), other.toLowerCase()) }))
    .sort((one, two) => one.distance - two.distance)[0];
  return near && near.distance <= Math.max(1, Math.floor(word.length / 3)) ? `; did you mean "${near.other}"?` : '';
}

/** Insertions, deletions, changes and swaps of neighbours that lead from one word to another (Damerau 1964). */
function distance(one: string, two: string): number {
  const rows: number[][] = [Array.from({ length: two.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= two.length; j += 1) {
      const at = (back: number, left: number) => (back === 0 ? row : rows[i - back])?.[j - left] ?? 0;
      let best = Math.min(at(1, 0) + 1, at(0, 1) + 1, at(1, 1) + (one[i - 1] === two[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === two[j - 2] && one[i - 2] === two[j - 1]) best = Math.min(best, at(2, 2) + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[one.length]?.[two.length] ?? 0;
}
