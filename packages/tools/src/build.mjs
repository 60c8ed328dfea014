import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Refusal } from './install.mjs';
import { inRoot, root } from './paths.mjs';
import { run } from './run.mjs';

const stamp = inRoot('node_modules', '.cache', 'liaise', 'build');
const skippedFolders = new Set(['node_modules', 'dist', 'results', 'coverage']);

/**
 * Every file under a folder, in a fixed order, as absolute paths.
 * @param {string} folder
 * @param {(name: string) => boolean} [skip] names not to enter or list
 * @returns {string[]}
 */
export function filesUnder(folder, skip = (name) => skippedFolders.has(name)) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !skip(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(file, skip) : [file];
    });
}

/** The names of the folders in `packages`, in a fixed order. */
export const packageNames = () =>
  readdirSync(inRoot('packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

/** @param {string} name */
const hasSource = (name) =>
  filesUnder(inRoot('packages', name, 'src')).some((file) => /\.ts$/.test(file) && !/\.test\.ts$/.test(file));

/**
 * The packages the compiler can build: those with a tsconfig.json and source of their own and under every reference.
 * @returns {string[]} names of folders in `packages`
 */
export function compilablePackages() {
  const configured = packageNames().filter((name) => existsSync(inRoot('packages', name, 'tsconfig.json')));
  /** @type {(name: string) => boolean} */
  const ready = (name) => hasSource(name) && references(name).every(ready);
  return configured.filter(ready);
}

/** @param {string} name */
function references(name) {
  const config = JSON.parse(readFileSync(inRoot('packages', name, 'tsconfig.json'), 'utf8'));
  return /** @type {{ path: string }[]} */ (config.references ?? []).map((reference) => path.basename(reference.path));
}

/** What the build depends on, as one hash over paths, sizes and times. */
function fingerprint() {
  const files = ['pnpm-lock.yaml', 'package.json', 'tsconfig.base.json'].map((name) => inRoot(name));
  for (const name of packageNames())
    if (name !== 'tools' && name !== 'bench') files.push(...filesUnder(inRoot('packages', name)));
  for (const example of folders(inRoot('examples'))) files.push(...filesUnder(example));
  const hash = createHash('sha256');
  for (const file of files) {
    if (path.basename(file) === 'custom-elements.json' || !existsSync(file)) continue;
    const { size, mtimeMs } = statSync(file);
    hash.update(`${path.relative(root, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** @param {string} folder */
const folders = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => path.join(folder, entry.name))
    : [];

/** @param {string} folder */
const viteConfigOf = (folder) =>
  ['vite.config.ts', 'vite.config.mjs', 'vite.config.js'].find((name) => existsSync(path.join(folder, name)));

/** Output files whose source is gone, so that a removed module cannot be imported any longer. */
function removeStaleOutput() {
  for (const name of packageNames()) {
    const dist = inRoot('packages', name, 'dist');
    for (const file of filesUnder(dist, (entry) => entry === 'bundle')) {
      const stem = path.relative(dist, file).replace(/\.(d\.ts|js)(\.map)?$/, '');
      if (stem === path.relative(dist, file)) continue;
      const source = inRoot('packages', name, 'src', stem);
      if (!existsSync(`${source}.ts`) && !existsSync(`${source}.tsx`)) rmSync(file);
    }
  }
}

/**
 * The steps of a build, in order; those whose input is not there are left out.
 * @returns {{ title: string, cwd: string, command: string, args: string[] }[]}
 */
function steps() {
  const list = [];
  const packages = compilablePackages().map((name) => `packages/${name}`);
  if (packages.length > 0) list.push({ title: 'types', cwd: root, command: 'tsc', args: ['-b', ...packages] });
  const elements = inRoot('packages', 'elements');
  if (existsSync(path.join(elements, 'custom-elements-manifest.config.mjs')) && hasSource('elements')) {
    const args = ['analyze', '--config', 'custom-elements-manifest.config.mjs'];
    list.push({ title: 'custom-elements manifest', cwd: elements, command: 'cem', args });
  }
  for (const folder of [elements, ...folders(inRoot('examples'))]) {
    if (viteConfigOf(folder)) {
      list.push({
        title: path.relative(root, folder),
        cwd: folder,
        command: 'vite',
        args: ['build', '--logLevel', 'warn'],
      });
    }
  }
  return list;
}

/**
 * Builds the packages, the elements' bundle, their manifest and the examples that need a build; does nothing when nothing changed.
 * @param {{ quiet?: boolean }} [options] quiet: say nothing when there is nothing to do
 * @throws {Refusal} naming the step that failed; its output is shown
 */
export async function ensureBuilt(options = {}) {
  const wanted = fingerprint();
  const outputs = compilablePackages().every((name) => existsSync(inRoot('packages', name, 'dist')));
  if (outputs && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (!options.quiet) console.log('Building …');
  rmSync(stamp, { force: true });
  removeStaleOutput();
  for (const step of steps()) {
    const result = await run(step.command, step.args, { cwd: step.cwd, output: 'keep' });
    if (result.code !== 0) {
      process.stderr.write(result.output);
      throw new Refusal(`The build failed at ${step.title}: the cause is in the lines above.`);
    }
  }
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}
