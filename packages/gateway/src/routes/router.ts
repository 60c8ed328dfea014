import type { Method } from '@liaise/core/api/route';
import { Refusal } from '../http/refusal.ts';

interface Entry<T> {
  method: Method;
  segments: readonly Segment[];
  value: T;
}

/** A segment of a path: a word, or a parameter with what follows it in the segment (`{kpi}.svg`). */
type Segment = { word: string } | { name: string; suffix: string };

/** What a request's method and path lead to. */
export type Match<T> =
  | { found: true; value: T; params: Record<string, string>; allow: readonly string[] }
  | { found: false; allow: readonly string[] };

const externalCustomer = /^[a-z][a-z0-9-]{0,31}:./;

function segmentOf(text: string): Segment {
  const [, name, suffix] = /^\{(\w+)\}(.*)$/.exec(text) ?? [];
  return name === undefined ? { word: text } : { name, suffix: suffix ?? '' };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Refusal('invalid-path', { detail: 'The path is not percent-encoded UTF-8.' });
  }
}

/** Finds the route of a path. A word goes before a parameter. */
export class Router<T> {
  readonly #entries: Entry<T>[] = [];

  add(method: Method, path: string, value: T): void {
    const segments = path.slice(1).split('/').map(segmentOf);
    if (
      this.#entries.some(
        (one) => one.method === method && one.segments.length === segments.length && same(one.segments, segments),
      )
    ) {
      throw new TypeError(`Two routes answer ${method} ${path}.`);
    }
    this.#entries.push({ method, segments, value });
    this.#entries.sort((a, b) => names(a) - names(b));
  }

  /**
   * @param pathname as in the URL: still percent-encoded
   * @throws {Refusal} `invalid-path`
   */
  match(method: string, pathname: string): Match<T> {
    const wanted = method === 'HEAD' ? 'GET' : method;
    const paths = [pathname.slice(1).split('/').map(decodeSegment)];
    const joined = joinExternal(paths[0] ?? []);
    if (joined) paths.push(joined);
    const allow = new Set<string>();
    for (const parts of paths) {
      for (const { method: own, segments, value } of this.#entries) {
        const params = read(segments, parts);
        if (!params) continue;
        if (own === wanted) {
          const methods = (): string[] => this.#methods(parts);
          // Hardly anybody asks for it, and it takes as long as the match itself.
          return {
            found: true,
            value,
            params,
            get allow() {
              return methods();
            },
          };
        }
        allow.add(own);
      }
    }
    return { found: false, allow: withImplied(allow) };
  }

  #methods(parts: readonly string[]): string[] {
    return withImplied(new Set(this.#entries.filter((one) => read(one.segments, parts)).map((one) => one.method)));
  }
}

const names = ({ segments }: { segments: readonly Segment[] }): number =>
  segments.filter((one) => 'name' in one).length;

const same = (a: readonly Segment[], b: readonly Segment[]): boolean =>
  a.every((one, index) => {
    const other = b[index];
    if (!other) return false;
    return 'word' in one ? 'word' in other && one.word === other.word : 'name' in other && one.suffix === other.suffix;
  });

function withImplied(methods: ReadonlySet<string>): string[] {
  if (methods.size === 0) return [];
  return [...new Set([...methods, ...(methods.has('GET') ? ['HEAD'] : []), 'OPTIONS'])].sort();
}

function read(segments: readonly Segment[], parts: readonly string[]): Record<string, string> | null {
  if (segments.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index] ?? '';
    if ('word' in segment) {
      if (segment.word !== part) return null;
    } else {
      if (part.length <= segment.suffix.length || !part.endsWith(segment.suffix)) return null;
      params[segment.name] = part.slice(0, part.length - segment.suffix.length);
    }
  }
  return params;
}

/** `zoho:Accounts/123` written without encoding its slash: the segments put together again. */
function joinExternal([version, collection, ...rest]: readonly string[]): string[] | null {
  if (version === undefined || collection !== 'customers' || rest.length < 2 || !externalCustomer.test(rest[0] ?? ''))
    return null;
  const last = rest.at(-1) ?? '';
  const action = rest.length > 2 && (last === 'card' || last === 'history');
  return [version, collection, rest.slice(0, action ? -1 : undefined).join('/'), ...(action ? [last] : [])];
}
