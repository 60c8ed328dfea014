import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Line, Outcome } from './measure.ts';
import { elementPlugins } from './tools.ts';

const KB = 1024;
const packages = fileURLToPath(new URL('../../', import.meta.url));
const elements = `${packages}elements/src/`;
const bundle = `${packages}elements/dist/bundle/`;

const gzip = (bytes: Uint8Array | string): number => gzipSync(bytes, { level: 9 }).length;

/** The size of a minified bundle of one entry, with what it imports at run time inside or without it. */
async function bundled(entry: string, lazy: 'inside' | 'outside'): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    conditions: ['@liaise/source'],
    legalComments: 'none',
    logLevel: 'error',
    plugins: [
      {
        name: 'lazy',
        setup: (run) => {
          run.onResolve({ filter: /./ }, ({ kind, path: id }) =>
            kind === 'dynamic-import' && lazy === 'outside' ? { path: id, external: true } : undefined,
          );
        },
      },
      ...(await elementPlugins()),
    ],
  });
  return gzip(outputFiles[0]?.contents ?? '');
}

/** The one-script bundle as it was built: its files, and what each needs before it can run. */
class Built {
  readonly #files = new Map<string, { gzip: number; imports: string[] }>();

  constructor(folder: string) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
    for (const name of names) {
      const code = readFileSync(path.join(folder, name), 'utf8');
      const imports = [...code.matchAll(/(?:\bimport|\bfrom)\s*["'](\.{1,2}\/[^"']+)["']/g)].map(([, to = '']) =>
        path.join(path.dirname(name), to),
      );
      this.#files.set(name, { gzip: gzip(code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '')), imports });
    }
  }

  /** The files that modules need, by the modules' names: an entry, or a chunk without its hash. */
  needs(...names: string[]): Set<string> {
    const found = new Set<string>();
    const meet = (file: string): void => {
      if (found.has(file)) return;
      found.add(file);
      this.#files.get(file)?.imports.forEach(meet);
    };
    for (const name of names) {
      const file = [...this.#files.keys()].find(
        (one) => one === `${name}.js` || (one.startsWith(`chunks/${name}-`) && one.length === name.length + 19),
      );
      if (file === undefined) throw new Error(`The built bundle has no ${name}.`);
      meet(file);
    }
    return found;
  }

  weigh(files: ReadonlySet<string>): number {
    return [...files].reduce((sum, file) => sum + (this.#files.get(file)?.gzip ?? 0), 0);
  }
}

const difference = (all: ReadonlySet<string>, less: ReadonlySet<string>): Set<string> =>
  new Set([...all].filter((one) => !less.has(one)));

/**
 * The weight of what a page loads, in bytes of `gzip -9`. An element alone is its define entry with Lit; what is fetched
 * only when it is needed (other languages, what opens on a press) is not in it, and neither is the SDK, which comes with
 * `liaise-connect`. What `liaise-connect` brings is weighed in the built bundle: all files that a page fetches to read one
 * card beyond those of an element.
 */
export async function weight(): Promise<Outcome> {
  const lines: Line[] = [];
  const add = (title: string, bytes: number, most?: number, detail?: string): void => {
    lines.push({
      title,
      value: bytes / KB,
      unit: 'KB',
      ...(most === undefined ? {} : { bound: { most } }),
      detail: `${String(bytes)} bytes${detail === undefined ? '' : `; ${detail}`}`,
    });
  };
  const budgets = {
    'customer-card': 14,
    'visit-logger': 14,
    'kpi-badge': 9,
    scorecard: 14,
    leaderboard: 14,
    'value-pyramid': 14,
    goals: 14,
    targets: 14,
    'survey-results': 14,
    survey: undefined,
  } as const;
  for (const [name, most] of Object.entries(budgets)) {
    const entry = `${elements}${name}/${name}.define.ts`;
    add(`${name} with Lit, alone`, await bundled(entry, 'outside'), most);
  }
  if (!existsSync(bundle)) return { name: 'weight', lines, skipped: 'The bundle is not built: run npm test -- sizes.' };
  const built = new Built(bundle);
  const element = built.needs('kpi-badge.define');
  const connect = (...more: string[]): number =>
    built.weigh(difference(built.needs('connect.define', 'gateway-source', ...more), element));
  add('liaise-connect, to read a card', connect('card'), 14, 'with what keeps answers on the device');
  add('liaise-connect, to read a KPI', connect('kpi'), 14, 'with what keeps answers on the device');
  add('liaise-connect, to read a card and follow changes', connect('card', 'live'));
  add('the whole SDK, one file', await bundled(`${packages}sdk/src/index.ts`, 'inside'), 25);
  add('liaise.js', built.weigh(built.needs('liaise')), 3);
  for (const name of ['customer-card', 'visit-logger', 'kpi-badge', 'survey']) {
    add(`${name} from liaise.js, with Lit and what elements share`, built.weigh(built.needs(`${name}.define`)));
  }
  return { name: 'weight', lines };
}
