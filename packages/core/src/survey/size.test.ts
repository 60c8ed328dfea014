import { brotliCompressSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));

async function bundle(names: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: `export { ${names} } from './index.ts';`, resolveDir: folder, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
    metafile: true,
  });
  const [output] = Object.values(metafile.outputs);
  const used = Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([name]) => name);
  return { bytes: brotliCompressSync(outputFiles[0]?.contents ?? new Uint8Array()).length, used };
}

describe('what a page loads', () => {
  it.each([
    ['createWalk, answerIssues, scaleAnswer, textAnswer, localize', 3300],
    ['nextQuestion, validateAnswer', 4000],
    ['path', 1600],
  ])('%s: at most %i bytes of brotli, and no schema library', async (names, budget) => {
    const { bytes, used } = await bundle(names);
    expect(bytes).toBeLessThanOrEqual(budget);
    expect(used.filter((name) => name.includes('node_modules') || /check|schema|structure/.test(name))).toEqual([]);
  });

  it('needs nothing from outside even for the whole survey entry', async () => {
    const { used } = await bundle('checkSurvey, defineSurvey, surveySchema, siftResponse, prefill, pipe, order');
    expect(used.filter((name) => name.includes('node_modules'))).toEqual([]);
  });
});
