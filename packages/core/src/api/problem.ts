import * as z from 'zod/mini';

/** Every stable `code` of a problem document, with its HTTP status. */
export const problemStatuses = {
  'malformed-json': 400,
  'invalid-query': 400,
  'invalid-path': 400,
  'invalid-cursor': 400,
  'idempotency-key-required': 400,
  'invalid-idempotency-key': 400,
  unauthenticated: 401,
  'token-expired': 401,
  'token-revoked': 401,
  forbidden: 403,
  'origin-not-allowed': 403,
  'not-found': 404,
  'unknown-route': 404,
  'link-unusable': 404,
  'method-not-allowed': 405,
  'already-exists': 409,
  conflict: 409,
  'ambiguous-customer': 409,
  'version-mismatch': 412,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'invalid-body': 422,
  'invalid-move': 422,
  'idempotency-key-reused': 422,
  'rate-limited': 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ProblemCode = keyof typeof problemStatuses;

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
});

export type Issue = z.output<typeof issue>;
export type Problem = z.output<typeof problem>;
