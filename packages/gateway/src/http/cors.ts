import { Refusal } from './refusal.ts';

const exposed = 'Date, ETag, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, Idempotency-Replayed';
const allowedHeaders =
  'Authorization, Content-Type, Content-Range, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Liaise-Device, Accept, X-Request-Id';

/**
 * Reads an allow-list of origins. An entry is an exact origin (`https://portal.example`); patterns and `*` are refused, so
 * that nobody allows more than they meant.
 */
export function originList(entries: readonly string[]): ReadonlySet<string> {
  return new Set(
    entries.map((entry) => {
      let origin: string | undefined;
      try {
        origin = new URL(entry).origin;
      } catch {
        origin = undefined;
      }
      if (
        origin === undefined ||
        origin === 'null' ||
        origin.includes('*') ||
        (entry !== origin && entry !== `${origin}/`)
      ) {
        throw new TypeError(
          `"${entry}" is no origin: expected a scheme, a host and a port, such as https://portal.example.`,
        );
      }
      return origin;
    }),
  );
}

/** Cross-origin rules for one gateway: exact origins, no credentials. */
export class Cors {
  readonly #origins: ReadonlySet<string>;

  constructor(origins: readonly string[]) {
    this.#origins = originList(origins);
  }

  /** Adds what lets an allowed page read the answer. */
  decorate(request: Request, headers: Headers): void {
    headers.append('Vary', 'Origin');
    const origin = request.headers.get('origin');
    if (origin === null || !this.#origins.has(origin)) return;
    headers.set('Access-Control-Allow-Origin', origin);
    headers.set('Access-Control-Expose-Headers', exposed);
  }

  /** The answer to a preflight; a refusal for an origin that is not on the list. `methods` are those of the path. */
  preflight(request: Request, methods: readonly string[]): Response {
    const origin = request.headers.get('origin');
    if (origin !== null && !this.#origins.has(origin) && origin !== new URL(request.url).origin) {
      throw new Refusal('origin-not-allowed', {
        detail: 'Name the origin of the page in the list of origins that the gateway is started with.',
      });
    }
    return new Response(null, {
      status: 204,
      headers: {
        Allow: methods.join(', '),
        'Access-Control-Allow-Methods': methods.join(', '),
        'Access-Control-Allow-Headers': allowedHeaders,
        'Access-Control-Max-Age': '7200',
      },
    });
  }
}
