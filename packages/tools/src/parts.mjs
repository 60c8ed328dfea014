import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { provideBrowsers, titles } from './browsers.mjs';
import { compilablePackages, ensureBuilt, filesUnder } from './build.mjs';
import { countVitestReport, noCounts, parseCounts, settleCounts } from './counts.mjs';
import { inRoot } from './paths.mjs';
import { run } from './run.mjs';
import { browserTestFiles } from './test-files.mjs';

/**
 * @typedef {import('./counts.mjs').Counts} Counts
 *
 * @typedef {object} PartOptions
 * @property {readonly string[]} files only these test files, where the part has any
 * @property {readonly string[]} args passed on to the part's own script
 * @property {boolean} full the size of a part that is run alone, not the small size of `npm test`
 *
 * @typedef {object} Part one line of the table that `npm test` prints
 * @property {string} name
 * @property {string} [group] several parts under one name, as `elements` in three engines
 * @property {() => boolean} [present] whether there is anything to run; true unless told
 * @property {boolean} [needsBuild] build the packages and the bundle first
 * @property {boolean} [closesItself] run alone, its own last line stands, and no line of counts follows
 * @property {readonly import('./browsers.mjs').Engine[]} [browsers] what it drives
 * @property {(options: PartOptions) => Promise<Counts>} run
 */

const minute = 60_000;

/** Every part of `npm test`, in the order in which they run: what is quick and finds most comes first. @type {readonly Part[]} */
export const parts = [
  { name: 'types', run: checkTypes },
  { name: 'lint', run: checkStyle },
  vitestPart('tools', { limit: 5 * minute }),
  vitestPart('core', { limit: 15 * minute }),
  vitestPart('sdk', { limit: 10 * minute }),
  vitestPart('testing', { limit: 10 * minute }),
  elementsPart('chromium'),
  elementsPart('firefox'),
  elementsPart('webkit'),
  vitestPart('gateway', { limit: 25 * minute, name: 'gateway-15', env: { LIAISE_TEST_POSTGRES: '15' } }),
  vitestPart('gateway', { limit: 25 * minute, name: 'gateway-18', env: { LIAISE_TEST_POSTGRES: '18' } }),
  { ...vitestPart('e2e', { limit: 25 * minute, browsers: ['chromium'] }), needsBuild: true },
  { name: 'packages', needsBuild: true, run: checkPackages },
  scriptPart('sizes', 'packages/bench/src/sizes', { limit: 10 * minute, needsBuild: true }),
  scriptPart('faults', 'packages/testing/faults/index', { limit: 20 * minute, closesItself: true }),
  scriptPart('connectors', 'packages/connectors/src/index', { limit: 20 * minute, needsBuild: true }),
  scriptPart('attack', 'packages/testing/attack/index', { limit: 20 * minute, closesItself: true }),
];

/**
 * The parts that some names choose, in the table's order; all when there is no name.
 * @param {readonly string[]} names of parts or groups
 * @returns {{ chosen: Part[], unknown: string[] }}
 */
export function chooseParts(names) {
  const chosen = parts.filter(
    (part) => names.length === 0 || names.includes(part.name) || names.includes(part.group ?? part.name),
  );
  const unknown = names.filter((name) => !parts.some((part) => part.name === name || part.group === name));
  return { chosen, unknown };
}

/** @returns {Promise<Counts>} one test: the packages compile, and so do their tests and the tools */
async function checkTypes() {
  const packages = compilablePackages().map((name) => `packages/${name}`);
  const builds = packages.length === 0 ? 0 : (await run('tsc', ['-b', ...packages])).code;
  const hasTests = filesUnder(inRoot('packages')).some((file) => file.endsWith('.ts'));
  const tests = builds !== 0 || !hasTests ? 0 : (await run('tsc', ['-p', 'tsconfig.tests.json'])).code;
  const tools = (await run('tsc', ['-p', 'packages/tools'])).code;
  return builds === 0 && tests === 0 && tools === 0 ? { ...noCounts, passed: 1 } : { ...noCounts, failed: 1 };
}

/** @returns {Promise<Counts>} one test: ESLint and Prettier agree with every file */
async function checkStyle() {
  const rules = await run('eslint', ['--max-warnings', '0', '.'], { timeoutMs: 15 * minute });
  const format = await run('prettier', ['--check', '--log-level', 'warn', '.'], { timeoutMs: 5 * minute });
  return rules.code === 0 && format.code === 0 ? { ...noCounts, passed: 1 } : { ...noCounts, failed: 1 };
}

/** @returns {Promise<Counts>} the packages as they are built and packed */
function checkPackages() {
  const script = inRoot('packages/tools/src/check-packages.mjs');
  return runScript('packages', script, [], 10 * minute, ['--experimental-vm-modules', '--no-warnings']);
}

/**
 * A part that is one Vitest project.
 * @param {string} project
 * @param {{ limit: number, name?: string, env?: Record<string, string>, browsers?: readonly import('./browsers.mjs').Engine[] }} settings
 * @returns {Part}
 */
function vitestPart(project, { limit, name = project, env = {}, browsers = [] }) {
  return {
    name,
    group: project,
    browsers,
    run: async ({ files }) => {
      const provided = await provideOrSkip(browsers);
      if ('counts' in provided) return provided.counts;
      return withFolder(async (folder) => {
        const report = path.join(folder, 'report.json');
        const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
        const result = await run('vitest', ['run', '--project', project, ...reporters, ...files], {
          env: { ...env, ...provided.env },
          timeoutMs: limit,
        });
        sayTimeout(name, result.timedOut);
        if (!existsSync(report)) return settleCounts(result.code === 0 ? noCounts : undefined, result.code);
        return settleCounts(countVitestReport(readFileSync(report, 'utf8')), result.code);
      });
    },
  };
}

/**
 * The elements' tests, and the SDK's that need a page, in one engine.
 * @param {import('./browsers.mjs').Engine} engine
 * @returns {Part}
 */
function elementsPart(engine) {
  const name = `elements-${engine}`;
  return {
    name,
    group: 'elements',
    browsers: [engine],
    run: async ({ files }) => {
      const wanted = files.length > 0 ? files : browserTestFiles();
      if (wanted.length === 0) return noCounts;
      const provided = await provideOrSkip([engine]);
      if ('counts' in provided) return provided.counts;
      return withFolder(async (folder) => {
        const counts = path.join(folder, 'counts.json');
        const result = await run('wtr', ['--config', 'packages/elements/web-test-runner.config.mjs'], {
          env: { LIAISE_ENGINE: engine, LIAISE_COUNTS: counts, LIAISE_TEST_FILES: wanted.join('\n'), ...provided.env },
          timeoutMs: 20 * minute,
          output: 'both',
        });
        sayTimeout(name, result.timedOut);
        return settleCounts(existsSync(counts) ? JSON.parse(readFileSync(counts, 'utf8')) : undefined, result.code);
      });
    },
  };
}

/**
 * A part that is a script of its own: it is given `--small` under `npm test`, and says a line of counts, as its last or before that.
 * @param {string} name
 * @param {string} stem its path without the extension, from the root
 * @param {{ limit: number, needsBuild?: boolean, closesItself?: boolean }} settings
 * @returns {Part}
 */
function scriptPart(name, stem, { limit, needsBuild = false, closesItself = false }) {
  const script = () => [`${stem}.mjs`, `${stem}.ts`].map((file) => inRoot(file)).find((file) => existsSync(file));
  return {
    name,
    needsBuild,
    closesItself,
    present: () => script() !== undefined,
    run: ({ args, full }) =>
      runScript(name, script() ?? '', [...(full ? [] : ['--small']), ...args], full ? undefined : limit),
  };
}

/**
 * @param {string} name
 * @param {string} script
 * @param {readonly string[]} args
 * @param {number} [timeoutMs]
 * @param {readonly string[]} [flags] of Node; workspace packages come from their source unless told
 * @returns {Promise<Counts>}
 */
async function runScript(name, script, args, timeoutMs, flags = ['--conditions=@liaise/source']) {
  const result = await run('node', [...flags, script, ...args], {
    output: 'both',
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  sayTimeout(name, result.timedOut);
  return settleCounts(parseCounts(result.output), result.code);
}

/**
 * Finds or installs browsers. Without one the part is skipped, or, where nobody would notice, failed.
 * @param {readonly import('./browsers.mjs').Engine[]} wanted
 * @returns {Promise<{ env: Record<string, string> } | { counts: Counts }>} `env` names each browser in its variable
 */
async function provideOrSkip(wanted) {
  /** @type {Record<string, string>} */
  const env = {};
  for (const answer of wanted.length === 0 ? [] : await provideBrowsers(wanted)) {
    if ('missing' in answer) {
      const unattended = process.env['CI'] === 'true';
      console.log(`${titles[answer.engine]} is ${unattended ? 'missing' : 'skipped'}. ${answer.missing}`);
      return { counts: unattended ? { ...noCounts, failed: 1 } : { ...noCounts, skipped: 1 } };
    }
    if (answer.build === 'installed' || answer.engine === 'chromium')
      env[variableOf[answer.engine]] = answer.executable;
  }
  return { env };
}

const variableOf = { chromium: 'LIAISE_CHROMIUM', firefox: 'LIAISE_FIREFOX', webkit: 'LIAISE_WEBKIT_DRIVER' };

/**
 * @template T
 * @param {(folder: string) => Promise<T>} work given a folder of its own, removed afterwards
 */
async function withFolder(work) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'liaise-test-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} name
 * @param {boolean} timedOut
 */
function sayTimeout(name, timedOut) {
  if (timedOut) console.log(`${name} did not end within its time and was stopped.`);
}

/**
 * Builds if the part needs it and runs it; whatever goes wrong counts as a failure of the part.
 * @param {Part} part
 * @param {PartOptions} options
 * @returns {Promise<Counts>}
 */
export async function runPart(part, options) {
  try {
    if (part.needsBuild) await ensureBuilt();
    return await part.run(options);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { ...noCounts, failed: 1 };
  }
}
