import { LiaiseError } from './error.ts';
import { unreadable } from './failure.ts';

/** A request of JSON; headers without a value are left out. */
export function requestOf(
  method: string,
  body?: string,
  bodyType?: string,
  more: Readonly<Record<string, string | undefined>> = {},
): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json' };
  const type = bodyType === 'merge' ? 'merge-patch+json' : 'json';
  const given = { 'content-type': body && `application/${type}`, ...more };
  for (const [name, value] of Object.entries(given)) if (value !== undefined) headers[name] = value;
  return body === undefined ? { method, headers } : { method, headers, body };
}

/** Whether an answer says that it is JSON. */
export const isJson = ({ headers }: Response): boolean => /\bjson\b/.test(headers.get('content-type') ?? '');

/** The JSON of an answer. */
export async function jsonOf(answer: Response, signal?: AbortSignal): Promise<unknown> {
  if (!isJson(answer)) throw unreadable(undefined, answer.status);
  try {
    return await answer.json();
  } catch (cause) {
    throw signal?.aborted ? new LiaiseError({ code: 'aborted', cause }) : unreadable(cause, answer.status);
  }
}
