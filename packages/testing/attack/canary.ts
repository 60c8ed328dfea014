import { demoWorld, type DemoWorld } from '@liaise/core/samples/world';
import type { StoredRecord } from '@liaise/gateway/store/store';
import type { World } from '@liaise/gateway/store/sample';

/** Stands in every text of the second tenant, and nowhere else. No request carries it. */
export const canary = 'Zq7Kanarienvogel';

/** The reference of the second tenant in tokens and links. */
export const secondTenant = 'second-tenant';

/** Starts the ids of the second tenant that no request names; in an answer they are a leak. */
export const hiddenId = 'ca7a41e5';
/** Starts the ids of the second tenant that requests do name. */
export const knownId = 'ca7a41e0';

const uuid = /[0-9a-f]{8}(-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})/g;
/** Fields that people write and that hold no reference, no enum value and no key. */
const written = new Set([
  'name',
  'shortName',
  'title',
  'text',
  'notes',
  'description',
  'summary',
  'reason',
  'position',
]);

/** One id in eight is known to attackers, who then try to reach the record under it. */
const idOf = (rest: string): string => (Number.parseInt(rest.slice(-1), 16) < 2 ? knownId : hiddenId) + rest;

function marked(value: unknown, key: string): unknown {
  if (typeof value === 'string') {
    const moved = value.replaceAll(uuid, (_, rest: string) => idOf(rest));
    return written.has(key) ? `${canary} ${moved}`.slice(0, 120) : moved;
  }
  if (Array.isArray(value)) return value.map((one) => marked(one, ''));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, marked(one, name)]));
}

/** The demo company once more, for another tenant: other ids, and the canary in every text. */
export function canaryWorld(today: string): World {
  const { tenant: _tenant, ...world } = demoWorld({ today });
  return marked(world, '') as Omit<DemoWorld, 'tenant'>;
}

/** Ids of the second tenant that requests may name. */
export function knownIds(world: World): string[] {
  const lists = Object.values(world) as (readonly StoredRecord[])[];
  return lists.flatMap((records) =>
    records
      .map(({ id }) => id)
      .filter((id) => id.startsWith(knownId))
      .slice(0, 5),
  );
}
