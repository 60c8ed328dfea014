import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { litAsOurs } from './lit.ts';
import { shortTemplates } from './short-templates.ts';

/** What an element may weigh with Lit and without the SDK, in bytes of `gzip -9`. */
export const budgets = {
  'customer-card': 14 * 1024,
  'visit-logger': 14 * 1024,
  'kpi-badge': 9 * 1024,
  'value-pyramid': 14 * 1024,
  goals: 14 * 1024,
  targets: 14 * 1024,
  scorecard: 14 * 1024,
  leaderboard: 14 * 1024,
  'survey-trigger': 2 * 1024,
  'survey-results': 14 * 1024,
};

const source = fileURLToPath(new URL('../src/', import.meta.url));

/** Leaves out what is fetched only when it is needed: other languages, what opens on a press, the SDK. @type {import('esbuild').Plugin} */
const withoutLazy = {
  name: 'without-lazy',
  setup(build) {
    build.onResolve({ filter: /./ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    );
  },
};

/**
 * What a page fetches to show one element in English: its define entry with Lit, minified.
 *
 * @param {string} element its folder's name
 * @returns {Promise<{ bytes: number, gzip: number, inputs: Record<string, number> }>} `inputs`: bytes by module
 */
export async function sizeOf(element) {
  const { outputFiles, metafile } = await build({
    entryPoints: [`${source}${element}/${element}.define.ts`],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    minify: true,
    write: false,
    metafile: true,
    conditions: ['@liaise/source'],
    legalComments: 'none',
    logLevel: 'error',
    plugins: [withoutLazy, litAsOurs.esbuild, shortTemplates.esbuild],
  });
  const contents = outputFiles[0]?.contents ?? new Uint8Array();
  const [output] = Object.values(metafile.outputs);
  const inputs = Object.entries(output?.inputs ?? {}).map(([name, { bytesInOutput }]) => [name, bytesInOutput]);
  return { bytes: contents.length, gzip: gzipSync(contents, { level: 9 }).length, inputs: Object.fromEntries(inputs) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const chosen = process.argv.slice(2);
  for (const element of chosen.length > 0 ? chosen : Object.keys(budgets)) {
    const { bytes, gzip, inputs } = await sizeOf(element);
    const budget = budgets[/** @type {keyof typeof budgets} */ (element)];
    const verdict = budget === undefined ? '' : gzip <= budget ? ' ok' : ' misses';
    console.log(`${element}: ${gzip} bytes gzip of ${budget ?? 'no budget'}, ${bytes} plain${verdict}`);
    if (chosen.length > 0) {
      for (const [input, size] of Object.entries(inputs)
        .sort((a, b) => b[1] - a[1])
        .slice(0, 30))
        console.log(`  ${size}  ${input}`);
    }
  }
}
