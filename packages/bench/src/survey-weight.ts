import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import type { Line, Outcome } from './measure.ts';
import { elementPlugins } from './tools.ts';

const KB = 1024;
const source = fileURLToPath(new URL('../../elements/src/', import.meta.url));

const brotli = (bytes: Uint8Array): number =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

interface File {
  bytes: number;
  /** The files without which it does not run. */
  needs: string[];
  /** The module that it was split off for, from the folder of the elements' source. */
  of: string;
}

/** A built page entry: its files as a server sends them, each compressed by itself. */
class Page {
  readonly #files: ReadonlyMap<string, File>;

  private constructor(files: ReadonlyMap<string, File>) {
    this.#files = files;
  }

  static async of(entry: string): Promise<Page> {
    const { outputFiles, metafile } = await build({
      entryPoints: [path.join(source, entry)],
      bundle: true,
      splitting: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      write: false,
      metafile: true,
      outdir: 'out',
      conditions: ['@liaise/source'],
      legalComments: 'none',
      logLevel: 'error',
      plugins: await elementPlugins(),
    });
    const files = new Map<string, File>();
    for (const [name, { imports, entryPoint }] of Object.entries(metafile.outputs)) {
      const code = outputFiles.find((file) => file.path.endsWith(path.basename(name)));
      const needs = imports.filter(({ kind }) => kind === 'import-statement').map((one) => one.path);
      const of = entryPoint === undefined ? '' : path.relative(source, path.resolve(entryPoint));
      files.set(name, { bytes: brotli(code?.contents ?? new Uint8Array()), needs, of });
    }
    return new Page(files);
  }

  /** All files without which these modules do not run. */
  fetched(...modules: string[]): Set<string> {
    const found = new Set<string>();
    const meet = (name: string): void => {
      if (found.has(name)) return;
      found.add(name);
      this.#files.get(name)?.needs.forEach(meet);
    };
    for (const module of modules) {
      const name = [...this.#files].find(([, { of }]) => of === module)?.[0];
      if (name === undefined) throw new Error(`${module} is not a file of its own.`);
      meet(name);
    }
    return found;
  }

  /** Bytes of these files beyond those that are there already. */
  weigh(files: ReadonlySet<string>, there: ReadonlySet<string> = new Set()): number {
    return [...files]
      .filter((name) => !there.has(name))
      .reduce((sum, name) => sum + (this.#files.get(name)?.bytes ?? 0), 0);
  }
}

/** What comes only when a definition, a mode or a language asks for it. */
const further: readonly [title: string, module: string][] = [
  ['stars, faces, thumbs', 'survey/questions/pictures.ts'],
  ['single and multiple choice', 'survey/questions/choice.ts'],
  ['ranking', 'survey/questions/ranking.ts'],
  ['matrix', 'survey/questions/matrix.ts'],
  ['number, date, consent, statement', 'survey/questions/plain.ts'],
  ['contact', 'survey/questions/contact.ts'],
  ['file', 'survey/questions/file.ts'],
  ['a line that has to be an address', 'survey/questions/formatted.ts'],
  ['logic, piping, texts in several languages', 'survey/logic.ts'],
  ['all on a page', 'survey/whole.ts'],
  ['popover and dialog', 'survey/frame.ts'],
  ['popover beside an anchor', 'survey/anchored.ts'],
  ['a source: saving and what is said of it', 'survey/line.ts'],
  ['Chinese', 'survey/survey.messages.zh.ts'],
];

/**
 * The weight of a survey in bytes of brotli (quality 11), each file compressed by itself as it is sent: the define entry and all
 * chunks that a page fetches, Lit included, to ask NPS and a comment from a definition of its own. The SDK is not needed for
 * that and is not in it. Then what each further type of question, mode and language adds to that.
 */
export async function surveyWeight(): Promise<Outcome> {
  const entry = 'survey/survey.define.ts';
  const page = await Page.of(entry);
  const first = page.fetched(entry);
  const line = (title: string, bytes: number, most?: number): Line => ({
    title,
    value: bytes / KB,
    unit: 'KB',
    ...(most === undefined ? {} : { bound: { most } }),
    detail: `${String(bytes)} bytes of brotli`,
  });
  return {
    name: 'survey-weight',
    lines: [
      line(`NPS and a comment from a definition, Lit included: ${String(first.size)} files`, page.weigh(first), 12),
      ...further.map(([title, module]) => line(`more: ${title}`, page.weigh(page.fetched(module), first))),
    ],
  };
}
