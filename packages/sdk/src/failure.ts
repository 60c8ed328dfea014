import type { Issue, ProblemCode } from '@liaise/core/api/problem';
import { problemStatuses } from '@liaise/core/api/problem-codes';
import type { Checks } from '@liaise/core/wire/check';
import { LiaiseError } from './error.ts';
import { retryAfter, retryableStatuses } from './retry.ts';

const isCode = (value: unknown): value is ProblemCode =>
  typeof value === 'string' && Object.hasOwn(problemStatuses, value);

const isIssue = (value: unknown): value is Issue =>
  typeof value === 'object' && value !== null && 'path' in value && 'code' in value && 'message' in value;

const codeOfStatus: Record<number, ProblemCode> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  412: 'version-mismatch',
  413: 'body-too-large',
  429: 'rate-limited',
  503: 'unavailable',
};

/**
 * The error that an answer's problem document tells of; also for answers of something between here and the gateway.
 *
 * @param told what its headers say
 */
export function errorOf(
  status: number,
  body: unknown,
  told: { requestId?: string | undefined; retryAfterMs?: number | undefined; retryable?: boolean } = {},
): LiaiseError {
  const problem = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return new LiaiseError({
    code: isCode(problem['code'])
      ? problem['code']
      : (codeOfStatus[status] ?? (status >= 500 ? 'internal' : 'unknown')),
    status,
    retryable: retryableStatuses.has(status),
    ...told,
    requestId: typeof problem['requestId'] === 'string' ? problem['requestId'] : told.requestId,
    issues: Array.isArray(problem['issues']) ? problem['issues'].filter(isIssue) : [],
  });
}

/** The error that an answer tells of. `now` is the time of day here. */
export async function failureOf(answer: Response, now: number): Promise<LiaiseError> {
  const { status, headers } = answer;
  const body: unknown = await answer.json().catch(() => undefined);
  const requestId = headers.get('x-request-id') ?? undefined;
  return errorOf(status, body, { requestId, retryAfterMs: retryAfter(headers, now) });
}

/** An answer that is not what the contract says: a captive portal's page, a cut body, another version's shape. */
export function unreadable(cause: unknown, status?: number): LiaiseError {
  return new LiaiseError({ code: 'unreadable-answer', status, retryable: false, cause });
}

/** What a schema makes of an answer; a `LiaiseError` when it is not what the contract says. */
export function checked<T>(schema: Checks<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw unreadable(result.error);
}
