import * as z from 'zod/mini';
import { problem, problemStatuses, type Problem } from '@liaise/core/api/problem';
import { canary, hiddenId } from './canary.ts';
import type { Answer, AttackRequest } from './request.ts';

/** What an answer must not say of the inside: frames of a stack, files, statements and words of the database. */
const inside =
  /\n\s+at |\bat (?:async )?[\w.<>]+ \(|node_modules|\.[cm]?[jt]s:\d+|file:\/\/|\/(?:home|root|usr|tmp|var|work)\/|postgres|kysely|sqlstate|\bpg_\w+|\bselect\b[^.]*\bfrom\b|insert into|syntax error|violates|duplicate key|relation "|column "|undefined|\[object /i;

const rootOf: Readonly<Record<string, RegExp>> = {
  'invalid-body': /^body(\.|$)/,
  'invalid-query': /^query\./,
  'invalid-cursor': /^query\.cursor$/,
  'invalid-path': /^path\./,
};

/** What is wrong with a problem document, each in a few words. */
export function faultsOfProblem(
  answer: { status: number; json: unknown },
  request: Pick<AttackRequest, 'body' | 'method' | 'path'>,
): string[] {
  const faults: string[] = [];
  const parsed = z.safeParse(problem, answer.json);
  if (!parsed.success) return ['a refusal that is no problem document'];
  const document: Problem = parsed.data;
  const { status, code, title, detail = '', issues = [] } = document;
  const known = (problemStatuses as Readonly<Record<string, number | undefined>>)[code];
  if (known === undefined) faults.push(`an unknown code ${code}`);
  if (status !== answer.status || (known !== undefined && known !== status))
    faults.push('a status that is not the code’s');
  for (const text of [title, detail, ...issues.map(({ message }) => message), ...issues.map((one) => one.code)]) {
    if (inside.test(text)) faults.push(`a text that tells of the inside: ${text.slice(0, 200)}`);
  }
  const root = rootOf[code];
  if (root && issues.length === 0 && !detail.includes('percent-encoded')) faults.push(`${code} that names no field`);
  if (root) {
    const other = issues.find(({ path }) => !root.test(path));
    if (other) faults.push(`${code} that names ${other.path.slice(0, 60)}`);
  }
  if (code === 'invalid-query') faults.push(...misplaced(issues, request.path));
  if (code === 'invalid-body' && (request.body === null || request.method === 'GET'))
    faults.push('invalid-body where no body was');
  return faults;
}

/** Parameters that are named although the query has none of that name. Reads of a batch have queries of their own (`?`). */
function misplaced(issues: Problem['issues'] & object, path: string): string[] {
  if (path === '?') return [];
  const given = new URLSearchParams(path.split('?')[1] ?? '');
  return issues.flatMap(({ path: where, code }) => {
    const [, name] = /^query\.([a-z]+)$/i.exec(where) ?? [];
    if (name === undefined || code === 'required' || name === 'after' || given.has(name)) return [];
    return [`invalid-query that names ${name}, which is not in the query`];
  });
}

/** The answers of a batch, each judged like one of its own. */
function faultsOfBatch(json: unknown): string[] {
  const shape = z.object({ responses: z.array(z.object({ status: z.int(), body: z.unknown() })) });
  const parsed = z.safeParse(shape, json);
  if (!parsed.success) return ['an answer that the contract does not describe'];
  return parsed.data.responses.flatMap(({ status, body }) => {
    if (status < 400) return [];
    if (status >= 500) return [`a read of a batch answered ${status}`];
    return faultsOfProblem({ status, json: body }, { body: null, method: 'GET', path: '?' }).map(
      (fault) => `in a batch: ${fault}`,
    );
  });
}

/** What Node's server refuses by itself, before there is a request: a head that is too large or broken. It has no body. */
const isOfTheServer = ({ status, text, headers }: Answer, { overHttp }: AttackRequest): boolean =>
  overHttp === true && [400, 408, 431].includes(status) && text === '' && headers.get('connection') === 'close';

/**
 * What is wrong with an answer, each in a few words; nothing where all is well: never 5xx (503 only with `Retry-After`), each refusal a
 * problem document that names its field, nothing of the inside and nothing of the second tenant in any text, and each success as the
 * contract describes it.
 */
export function faultsOf(answer: Answer, request: AttackRequest): string[] {
  const { status, headers, text, json } = answer;
  const { route } = request;
  if (isOfTheServer(answer, request)) return [];
  const faults: string[] = [];
  if (status >= 500 && !(status === 503 && headers.has('retry-after'))) faults.push(`answered ${status}`);
  // Whoever holds a link of the second tenant, or its token, is told of it.
  const entitled = request.as === 'foreign' || request.path.includes('«foreign link»');
  if (!entitled && (text.includes(canary) || text.includes(hiddenId))) faults.push('data of another tenant');
  if (headers.get('x-content-type-options') !== 'nosniff') faults.push('no X-Content-Type-Options');
  const origin = headers.get('access-control-allow-origin');
  if (origin !== null && origin !== '*' && origin !== 'https://allowed.example')
    faults.push(`the origin ${origin} let in`);
  if (headers.has('access-control-allow-credentials')) faults.push('credentials let in');
  const type = headers.get('content-type') ?? '';
  const page = /^\/+s\//.test(request.path) && type.startsWith('text/html');
  const empty = request.method.toUpperCase() === 'HEAD' || status === 304 || status === 204;
  if (empty) {
    if (text !== '') faults.push('a body where none may be');
  } else if (status >= 400 && !page) {
    if (!type.startsWith('application/problem+json')) faults.push(`a refusal of type ${type}`);
    else faults.push(...faultsOfProblem(answer, request));
  } else if (route?.answer && type.startsWith('application/json')) {
    if (route.name === 'batch') faults.push(...faultsOfBatch(json));
    else if (json === undefined) faults.push('JSON that does not parse');
    else if (!reachesAnother(request)) {
      const parsed = z.safeParse(route.answer, json);
      if (!parsed.success) faults.push(`an answer that the contract does not describe: ${describe(parsed.error)}`);
    }
  }
  // A page that is shown holds what a company wrote, whatever that is.
  if (page && status >= 400 && inside.test(text)) faults.push('a page that tells of the inside');
  return [...new Set(faults)];
}

const describe = ({ issues: [first] }: z.core.$ZodError): string =>
  first === undefined ? '' : `${first.path.map(String).join('.')} ${first.message}`;

/** Whether the path or method was changed, so that another route may have answered. */
const reachesAnother = ({ route, how, method }: AttackRequest): boolean =>
  route?.method !== method || how.includes('path');
