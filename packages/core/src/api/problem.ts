import * as z from 'zod/mini';
import { instant } from '../records/primitives.ts';

export { problemStatuses, type ProblemCode } from './problem-codes.ts';

/** One fault of a request: where (`body.name`, `query.stage`), a stable code, and what to do about it. */
export const issue = z.object({ path: z.string(), code: z.string(), message: z.string() });

/** A problem document of RFC 9457. It carries no data of a person and nothing of the inside. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.optional(z.string()),
  requestId: z.optional(z.string()),
  issues: z.optional(z.array(issue)),
  /** With `not-now`: from when on the person may be asked; missing where that is never. */
  retryAt: z.optional(instant),
});

export type Issue = z.output<typeof issue>;
export type Problem = z.output<typeof problem>;
