import { newId } from '@liaise/core/records/identifier';

const safe = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;

/** The id under which a request is logged: the caller's `X-Request-Id` where it is harmless, else a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers.get('x-request-id');
  return given !== null && safe.test(given) ? given : newId();
}
