import { existsSync } from 'node:fs';
import { ensureBuilt } from './build.mjs';
import { Refusal, asProgram, ensureInstalled } from './install.mjs';
import { inRoot } from './paths.mjs';
import { run, stopWithChildren } from './run.mjs';

/** The measurements: all of them, or the ones that are named. */
async function bench() {
  const script = ['packages/bench/src/index.mjs', 'packages/bench/src/index.ts'].find((file) =>
    existsSync(inRoot(file)),
  );
  if (!script) throw new Refusal('There are no measurements yet: packages/bench/src/index.ts is missing.');
  stopWithChildren();
  await ensureInstalled();
  await ensureBuilt();
  const { code } = await run('node', ['--conditions=@liaise/source', inRoot(script), ...process.argv.slice(2)]);
  return code;
}

await asProgram(bench);
