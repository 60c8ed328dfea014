import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import vm from 'node:vm';
import { compilablePackages, filesUnder } from './build.mjs';
import { describeCounts } from './counts.mjs';
import { inRoot, root } from './paths.mjs';
import { run } from './run.mjs';

// What `npm test` asks of the packages as they are built and packed. Each check is one test; the last line is the counts.
// Run with `node --experimental-vm-modules`.

const counts = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {string} title
 * @param {() => string[] | Promise<string[]>} faults what is wrong, one line each
 */
async function check(title, faults) {
  const found = await Promise.resolve()
    .then(faults)
    .catch((error) => [String(error)]);
  console.log(` ${found.length === 0 ? '✓' : '✗'} ${title}`);
  for (const fault of found) console.log(`     ${fault}`);
  counts[found.length === 0 ? 'passed' : 'failed'] += 1;
}

/** @param {string} name @returns {any} its manifest */
const manifestOf = (name) => JSON.parse(readFileSync(inRoot('packages', name, 'package.json'), 'utf8'));

/** @param {string} name */
const builtFiles = (name) =>
  filesUnder(inRoot('packages', name, 'dist'), () => false).filter((file) => /\.m?js$/.test(file));

/** Syntax that no engine reads, as decorators left in place, is found by parsing every built file as what it is. */
function unparsable(/** @type {string} */ name) {
  return builtFiles(name).flatMap((file) => {
    try {
      new vm.SourceTextModule(readFileSync(file, 'utf8'), { identifier: file });
      return [];
    } catch (error) {
      return [`${path.relative(root, file)}: ${error instanceof Error ? error.message : error}`];
    }
  });
}

/** Entries of `exports` that lead to nothing that was built. */
function brokenExports(/** @type {string} */ name) {
  const folder = inRoot('packages', name);
  const built = new Set(filesUnder(path.join(folder, 'dist'), () => false).map((file) => path.relative(folder, file)));
  /** @type {[string, Record<string, string>][]} */
  const entries = Object.entries(manifestOf(name).exports ?? {});
  return entries.flatMap(([key, conditions]) =>
    ['types', 'default'].flatMap((condition) => {
      const target = path.normalize(conditions[condition] ?? '');
      const [before = '', after] = target.split('*');
      const there =
        after === undefined
          ? built.has(target) || (!target.startsWith('dist') && existsSync(path.join(folder, target)))
          : [...built].some((file) => file.startsWith(before) && file.endsWith(after));
      return there ? [] : [`"${key}" has no ${condition}: ${target}`];
    }),
  );
}

/** Modules of a room without DOM that cannot be loaded by Node as they were built. */
async function unloadable(/** @type {string} */ name) {
  /** @type {string[]} */
  const faults = [];
  for (const file of builtFiles(name)) {
    // Programs and the helpers of tests, which are not published, do something when they are loaded.
    if (/^(?:cli\.js|test-.*)$/.test(path.basename(file))) continue;
    await import(pathToFileURL(file).href).catch((error) =>
      faults.push(`${path.relative(root, file)}: ${error.message}`),
    );
  }
  return faults;
}

/** What would be published and should not be, or should be and would not. */
async function wronglyPacked(/** @type {string} */ name) {
  const packed = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'], {
    cwd: inRoot('packages', name),
    output: 'keep',
  });
  if (packed.code !== 0) return [packed.output];
  const [{ files }] = JSON.parse(packed.output.slice(packed.output.indexOf('[')));
  const names = /** @type {{ path: string }[]} */ (files).map((file) => file.path);
  const strays = names
    .filter((file) => /\.test\.|\/test-|\.tsbuildinfo$|node_modules/.test(file))
    .map((file) => `holds ${file}`);
  return names.some((file) => file.startsWith('dist/')) ? strays : [...strays, 'holds no dist'];
}

/** Tags that a define entry registers and the custom-elements manifest does not describe. */
function undescribedTags() {
  const manifest = inRoot('packages', 'elements', 'custom-elements.json');
  if (!existsSync(manifest)) return ['custom-elements.json was not made'];
  const text = readFileSync(manifest, 'utf8');
  return filesUnder(inRoot('packages', 'elements', 'src'))
    .filter((file) => file.endsWith('.define.ts'))
    .flatMap((file) => readFileSync(file, 'utf8').match(/(?<=['"])liaise-[a-z-]+(?=['"])/g) ?? [])
    .filter((tag) => !text.includes(`"${tag}"`))
    .map((tag) => `<${tag}> is not in custom-elements.json`);
}

for (const name of compilablePackages()) {
  await check(`${name}: every built file parses`, () => unparsable(name));
  await check(`${name}: every export was built`, () => brokenExports(name));
  if (['core', 'sdk', 'gateway'].includes(name)) await check(`${name}: every module loads`, () => unloadable(name));
  await check(`${name}: packs what it should`, () => wronglyPacked(name));
}
if (compilablePackages().includes('elements'))
  await check('elements: the manifest describes every tag', undescribedTags);
console.log(describeCounts(counts));
process.exit(counts.failed > 0 ? 1 : 0);
