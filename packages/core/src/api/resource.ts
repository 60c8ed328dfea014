import * as z from 'zod/mini';
import { page, paging } from './page.ts';
import { oneRecord, route, staff, type Limits, type Role, type Schema } from './route.ts';

type Shape = Record<string, Schema>;

/**
 * The five routes of a resource: list, read, create, change and remove.
 *
 * @param definition `filters`: query parameters named like the fields they compare; `readers` and `writers`: the roles
 *   (staff unless said); `removers`: who may remove (the writers unless said)
 */
export function resource<
  const Name extends string,
  Stored extends Schema,
  Create extends Schema,
  Change extends Schema,
  Filters extends Shape,
>(definition: {
  name: Name;
  one: string;
  stored: Stored;
  create: Create;
  change: Change;
  filters: Filters;
  readers?: readonly Role[];
  writers?: readonly Role[];
  removers?: readonly Role[];
  limits?: Limits;
}) {
  const { name, one, stored, create, change, filters, limits = oneRecord } = definition;
  const readers = definition.readers ?? staff;
  const writers = definition.writers ?? staff;
  const optional = Object.fromEntries(Object.entries(filters).map(([key, schema]) => [key, z.optional(schema)])) as {
    [K in keyof Filters]: z.ZodMiniOptional<Filters[K]>;
  };
  const path = `/v1/${name}` as const;
  const pathOfOne = `/v1/${name}/{id}` as const;
  return {
    list: route({
      name: `${name}.list`,
      method: 'GET',
      path,
      summary: `List ${name}, newest id last.`,
      roles: readers,
      query: z.strictObject({ ...optional, ...paging }),
      status: 200,
      answer: page(stored),
    }),
    read: route({
      name: `${name}.read`,
      method: 'GET',
      path: pathOfOne,
      summary: `Read one ${one}.`,
      roles: readers,
      status: 200,
      answer: stored,
      versioned: true,
    }),
    create: route({
      name: `${name}.create`,
      method: 'POST',
      path,
      summary: `Create a ${one}. The body carries its id.`,
      roles: writers,
      body: create,
      status: 201,
      answer: stored,
      limits,
      versioned: true,
    }),
    change: route({
      name: `${name}.change`,
      method: 'PATCH',
      path: pathOfOne,
      summary: `Change a ${one} by an RFC 7396 merge patch.`,
      roles: writers,
      body: change,
      bodyType: 'merge',
      status: 200,
      answer: stored,
      limits,
      versioned: true,
    }),
    remove: route({
      name: `${name}.remove`,
      method: 'DELETE',
      path: pathOfOne,
      summary: `Remove a ${one}.`,
      roles: definition.removers ?? writers,
      status: 204,
      versioned: true,
    }),
  };
}
