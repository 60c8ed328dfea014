import type { Json } from '../http/json.ts';

type JsonObject = Record<string, unknown>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Applies a merge patch (RFC 7396, section 2): objects are merged, `null` removes, everything else replaces.
 * Neither argument is altered.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged: JsonObject = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}

/**
 * A patch as its schema reads it: a `null` inside of a nested object removes a field of it, so it is no value to check.
 * At the top it stays, since there the schema says which fields may be cleared.
 */
export function withoutNestedNulls(patch: Json): Json {
  if (!isObject(patch)) return patch;
  return Object.fromEntries(Object.entries(patch).map(([key, value]) => [key, strip(value)]));
}

function strip(value: Json): Json {
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([key, inner]) => [key, strip(inner)]));
}
