import { problemStatuses, type Issue, type Problem, type ProblemCode } from '@liaise/core/api/problem';

/** What each code says in a word or two. */
const titles: Record<ProblemCode, string> = {
  'malformed-json': 'The body is not well-formed JSON',
  'invalid-query': 'The query is not valid',
  'invalid-path': 'The path is not valid',
  'invalid-cursor': 'The cursor does not belong to this list',
  'idempotency-key-required': 'The header Idempotency-Key is missing',
  'invalid-idempotency-key': 'The header Idempotency-Key is not valid',
  unauthenticated: 'A valid token is required',
  'token-expired': 'The token has expired',
  'token-revoked': 'The token has been revoked',
  forbidden: 'You may not do this',
  'origin-not-allowed': 'This origin may not call the gateway',
  'not-found': 'There is no such record, or you may not see it',
  'unknown-route': 'There is no such route',
  'link-unusable': 'This link cannot be used',
  'method-not-allowed': 'The route does not take this method',
  'already-exists': 'A record with this id is already there',
  conflict: 'The change conflicts with what is stored',
  'ambiguous-customer': 'The reference names more than one customer',
  'not-now': 'This person is not to be asked now',
  'version-mismatch': 'The record has changed since it was read',
  'body-too-large': 'The body is too large',
  'unsupported-media-type': 'The body has a media type that this route does not take',
  'invalid-body': 'The body is not valid',
  'invalid-move': 'The visit cannot make this move',
  'idempotency-key-reused': 'The idempotency key was used for another request',
  'rate-limited': 'Too many requests',
  internal: 'Something went wrong in the gateway',
  unavailable: 'The gateway cannot answer at the moment',
};

export interface RefusalDetails {
  /** One sentence that says how to mend it. Never data of a person, nothing of the inside. */
  detail?: string | undefined;
  issues?: readonly Issue[] | undefined;
  headers?: Readonly<Record<string, string>> | undefined;
  /** From when on it may be asked again, RFC 3339. */
  retryAt?: string | undefined;
  cause?: unknown;
}

/** Thrown to end a request with a problem document. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly issues: readonly Issue[];
  readonly headers: Readonly<Record<string, string>>;
  readonly retryAt: string | undefined;

  constructor(code: ProblemCode, details: RefusalDetails = {}) {
    super(code, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.detail = details.detail;
    this.issues = details.issues ?? [];
    this.headers = details.headers ?? {};
    this.retryAt = details.retryAt;
  }

  get status(): number {
    return problemStatuses[this.code];
  }

  /** The problem document of RFC 9457. */
  document(requestId?: string): Problem {
    return {
      type: `urn:liaise:problem:${this.code}`,
      title: titles[this.code],
      status: this.status,
      code: this.code,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(requestId === undefined ? {} : { requestId }),
      ...(this.issues.length === 0 ? {} : { issues: [...this.issues] }),
      ...(this.retryAt === undefined ? {} : { retryAt: this.retryAt }),
    };
  }

  /** The response that carries the problem document. */
  response(requestId?: string): Response {
    return new Response(JSON.stringify(this.document(requestId)), {
      status: this.status,
      headers: {
        'Content-Type': 'application/problem+json; charset=utf-8',
        'Cache-Control': 'no-store',
        ...this.headers,
      },
    });
  }
}

/** A refusal that names one field of the body: `body.customerId`. */
export function bodyRefusal(path: string, code: string, message: string): Refusal {
  return new Refusal('invalid-body', { issues: [{ path: path === '' ? 'body' : `body.${path}`, code, message }] });
}

/** A refusal of a write that the caller may not make, with the field that makes it so. */
export function forbidden(detail: string, path?: string): Refusal {
  return new Refusal('forbidden', {
    detail,
    issues: path === undefined ? [] : [{ path, code: 'forbidden', message: detail }],
  });
}
