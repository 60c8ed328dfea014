import * as z from 'zod/mini';
import { externalRef, id, instant } from './primitives.ts';

type Schema = z.ZodMiniType;
type Shape = Record<string, Schema>;
type Optional<S extends Shape> = { [K in keyof S]: z.ZodMiniOptional<S[K]> };
type Clearable<S extends Shape> = { [K in keyof S]: z.ZodMiniOptional<z.ZodMiniNullable<S[K]>> };
type Defaulted<S extends Shape> = { [K in keyof S]: z.ZodMiniDefault<S[K]> };
type Outputs<S extends Shape> = { [K in keyof S]: z.output<S[K]> };

const map = (shape: Shape, wrap: (schema: Schema, key: string) => Schema): Shape =>
  Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, wrap(schema, key)]));

/** What every stored record carries beside its own fields. */
export const envelope = {
  id,
  version: z.int().check(z.gte(1)),
  createdAt: instant,
  updatedAt: instant,
};

const shared = { externalRefs: z.array(externalRef).check(z.maxLength(20)) };

/**
 * Builds the three schemas of a record from its fields, each said once:
 * `create` is what a writer sends (unknown fields refused), `change` is an RFC 7396 merge patch (`null` clears an
 * optional field), `stored` is what is answered (unknown fields tolerated, so that an older reader survives a newer writer).
 *
 * @param fields `required` by the writer; `defaults` with `values` taken when the writer is silent; `optional`;
 *   `server`: only the gateway sets these
 */
export function record<R extends Shape, D extends Shape, O extends Shape, S extends Shape>(fields: {
  required: R;
  defaults: D;
  values: Outputs<D>;
  optional: O;
  server: S;
}) {
  const { required, defaults, values, optional, server } = fields;
  const optionals = { ...optional, ...shared };
  const withDefault = map(defaults, (schema, key) =>
    z._default(schema, () => (values as Record<string, unknown>)[key]),
  );
  const maybe = map(optionals, (schema) => z.optional(schema));
  const create = z.strictObject({ id, ...required, ...withDefault, ...maybe } as { id: typeof id } & R &
    Defaulted<D> &
    Optional<O & typeof shared>);
  const change = z.strictObject({
    ...map({ ...required, ...defaults }, (schema) => z.optional(schema)),
    ...map(optionals, (schema) => z.optional(z.nullable(schema))),
  } as Optional<R & D> & Clearable<O & typeof shared>);
  const stored = z.object({ ...envelope, ...required, ...defaults, ...maybe, ...server } as typeof envelope &
    R &
    D &
    Omit<Optional<O & typeof shared>, keyof S> &
    S);
  return { create, change, stored };
}

/** A schema that holds a value to its outline and gives it the type that a fuller check elsewhere vouches for. */
export function outlined<T>(schema: unknown): z.ZodMiniType<T, T> {
  return schema as z.ZodMiniType<T, T>;
}
