import { pagePolicy } from './headers.ts';
import { Bundle, readBelow, segmentsOf, sendFile } from './folder.ts';

const shared = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' };
const forever = { ...shared, 'Cache-Control': 'public, max-age=31536000, immutable' };
const checked = { ...shared, 'Cache-Control': 'public, no-cache' };

/** What a gateway serves beside its routes: the built elements, and the folder of a portal. */
export interface StaticOptions {
  /** The folder of the built elements: `liaise.js` and the files that it loads. */
  assets?: string | undefined;
  /** The folder of a portal, served at `/`. */
  portal?: string | undefined;
  /** The origin of the gateway where it is not that of the page. */
  connect?: string | undefined;
}

/** Serves files, or null where there is none with this path. */
export class StaticFiles {
  readonly #options: StaticOptions;
  #bundle: Promise<Bundle> | null = null;

  constructor(options: StaticOptions) {
    this.#options = options;
  }

  /** The path under which `liaise.js` never changes, or null without assets. */
  async versionedPath(): Promise<string | null> {
    const bundle = await this.#read();
    return bundle?.file(['liaise.js']) ? `/v/${bundle.hash}/liaise.js` : null;
  }

  #read(): Promise<Bundle> | null {
    if (this.#options.assets === undefined) return null;
    return (this.#bundle ??= Bundle.read(this.#options.assets));
  }

  async respond(request: Request, pathname: string): Promise<Response | null> {
    if (request.method !== 'GET' && request.method !== 'HEAD') return null;
    const segments = segmentsOf(pathname);
    if (!segments) return null;
    return (await this.#asset(request, segments)) ?? (await this.#page(request, segments, pathname.endsWith('/')));
  }

  async #asset(request: Request, segments: string[]): Promise<Response | null> {
    const bundle = await this.#read();
    if (!bundle) return null;
    const fixed = segments[0] === 'v' && segments[1] === bundle.hash;
    const name = fixed ? segments.slice(2) : segments;
    const headers = fixed ? forever : checked;
    const file = bundle.file(name);
    if (file) return sendFile(request, file, headers);
    const last = name.at(-1) ?? '';
    if (!last.endsWith('.sri')) return null;
    const described = bundle.file([...name.slice(0, -1), last.slice(0, -'.sri'.length)]);
    if (!described) return null;
    return new Response(`${described.integrity}\n`, {
      headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
    });
  }

  async #page(request: Request, segments: string[], folder: boolean): Promise<Response | null> {
    const { portal, connect } = this.#options;
    if (portal === undefined) return null;
    const names = folder
      ? [[...segments, 'index.html']]
      : [segments, [...segments.slice(0, -1), `${segments.at(-1) ?? ''}.html`]];
    for (const name of names) {
      const file = await readBelow(portal, name);
      if (!file) continue;
      const headers: Record<string, string> = { 'Cache-Control': 'no-cache' };
      if (file.type.startsWith('text/html')) headers['Content-Security-Policy'] = pagePolicy({ connect });
      return sendFile(request, file, headers);
    }
    return null;
  }
}
