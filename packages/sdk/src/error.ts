import type { Issue, ProblemCode } from '@liaise/core/api/problem';

/** Codes that arise on this side of the line, beside those of the gateway's problem documents. */
export type LocalErrorCode =
  'offline' | 'timeout' | 'aborted' | 'unreadable-answer' | 'unsupported' | 'no-token' | 'storage-failed' | 'unknown';

/** The closed set of reasons for which a call can fail. */
export type LiaiseErrorCode = ProblemCode | LocalErrorCode;

/** What is known of a failure. */
export interface LiaiseErrorDetails {
  code: LiaiseErrorCode;
  /** The HTTP status, when there was an answer. */
  status?: number | undefined;
  requestId?: string | undefined;
  /** Whether the same call may succeed later, unchanged. */
  retryable?: boolean;
  /** How long to wait before, in milliseconds. */
  retryAfterMs?: number | undefined;
  idempotencyKey?: string | undefined;
  issues?: readonly Issue[] | undefined;
  cause?: unknown;
}

const brand = Symbol.for('@liaise/sdk/error');

/**
 * Why a call failed. The message holds the code and the request's id only: never a body, a token or a person's data,
 * so that it is safe to log.
 */
export class LiaiseError extends Error {
  override readonly name = 'LiaiseError';
  readonly code: LiaiseErrorCode;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly idempotencyKey: string | undefined;
  readonly issues: readonly Issue[];

  constructor(details: LiaiseErrorDetails) {
    const { code, status, requestId } = details;
    super(
      `Liaise: ${code}${status === undefined ? '' : ` (${status})`}${requestId === undefined ? '' : `, request ${requestId}`}`,
      details.cause === undefined ? undefined : { cause: details.cause },
    );
    this.code = code;
    this.status = status;
    this.requestId = requestId;
    this.retryable = details.retryable ?? false;
    this.retryAfterMs = details.retryAfterMs;
    this.idempotencyKey = details.idempotencyKey;
    this.issues = details.issues ?? [];
    Object.defineProperty(this, brand, { value: true });
  }

  /** What may be logged. */
  toJSON(): Omit<LiaiseErrorDetails, 'cause'> {
    const { code, status, requestId, retryable, retryAfterMs, idempotencyKey, issues } = this;
    return { code, status, requestId, retryable, retryAfterMs, idempotencyKey, issues };
  }
}

/** Whatever was thrown, as an error of this package: its own as it is, anything else as the cause of one of this code. */
export const errorFrom = (cause: unknown, code: LiaiseErrorCode, retryable = false): LiaiseError =>
  isLiaiseError(cause) ? cause : new LiaiseError({ code, retryable, cause });

/** Whether a value is a `LiaiseError`, also one of another copy of this package on the page. */
export function isLiaiseError(value: unknown): value is LiaiseError {
  return typeof value === 'object' && value !== null && brand in value;
}
