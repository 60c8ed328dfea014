import * as z from 'zod/mini';
import type { Issue, ProblemCode } from '@liaise/core/api/problem';
import type { Schema } from '@liaise/core/api/route';
import { Refusal } from './refusal.ts';

z.config(z.locales.en());

/** How many faults one problem document names. */
const most = 50;

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = (here as Record<PropertyKey, unknown>)[key];
  }
  return here;
}

const kebab = (code: string): string => code.replaceAll('_', '-');

/** The faults that a schema found, each with its path under `root`: `body.site.city`, `query.stage`. */
export function issuesOf(error: z.core.$ZodError, root: string, input: unknown): Issue[] {
  const issues: Issue[] = [];
  const add = (path: readonly PropertyKey[], code: string, message: string): void => {
    if (issues.length < most) {
      issues.push({ path: [root, ...path.map(String)].join('.').slice(0, 200), code, message });
    }
  };
  for (const issue of error.issues) {
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) add([...issue.path, key], 'unknown-field', 'This field is not known here.');
    } else if (issue.code === 'invalid_type' && valueAt(input, issue.path) === undefined) {
      add(issue.path, 'required', 'This field is required.');
    } else if (issue.code === 'invalid_union') {
      const inner = issue.errors.flat()[0];
      add([...issue.path, ...(inner?.path ?? [])], 'invalid-union', inner?.message ?? issue.message);
    } else {
      add(issue.path, kebab(issue.code), issue.message);
    }
  }
  return issues;
}

/**
 * Parses a part of a request.
 *
 * @param root the part's name in the paths of the faults: `body`, `query` or `path`
 * @throws {Refusal} with `code` and each fault
 */
export function parse<S extends Schema>(schema: S, value: unknown, root: string, code: ProblemCode): z.output<S> {
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  throw new Refusal(code, { issues: issuesOf(result.error, root, value) });
}
