import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { inRoot } from './paths.mjs';
import { run } from './run.mjs';

const oldestNode = 20;

/** A sentence for the person at the keyboard; its stack is of no use to them. */
export class Refusal extends Error {}

/**
 * Installs the pinned packages with the pinned pnpm, unless what is installed is newer than every manifest and the lock file.
 * Needs nothing but Node and npm.
 * @throws {Refusal} one sentence that says what is missing
 */
export async function ensureInstalled() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < oldestNode) {
    throw new Refusal(
      `Liaise needs Node ${oldestNode} or newer to start, and this is ${process.version}: install it from https://nodejs.org.`,
    );
  }
  if (isInstalled()) return;
  console.log('Installing packages …');
  const result = await run('npx', ['--yes', pinnedPnpm(), 'install', '--frozen-lockfile'], {
    // Without a terminal pnpm asks nothing only when it believes itself unattended.
    env: { CI: 'true', npm_config_update_notifier: 'false' },
    output: 'keep',
  });
  if (result.code === 0) return;
  process.stderr.write(result.output);
  throw new Refusal(explainInstallFailure(result.output));
}

/** @returns {string} `pnpm@12.21.0`, as the root manifest pins it */
function pinnedPnpm() {
  const { packageManager } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
  return String(packageManager).split('+')[0] ?? 'pnpm';
}

/** Whether pnpm finished an install after the last change of the lock file and of every manifest. */
function isInstalled() {
  const state = inRoot('node_modules', '.pnpm-workspace-state-v1.json');
  if (!existsSync(state) || !existsSync(inRoot('node_modules', '.bin'))) return false;
  const installedAt = Number(JSON.parse(readFileSync(state, 'utf8')).lastValidatedTimestamp);
  const files = [inRoot('pnpm-lock.yaml'), inRoot('pnpm-workspace.yaml'), inRoot('package.json')];
  for (const folder of ['packages', 'examples']) {
    for (const name of existsSync(inRoot(folder)) ? readdirSync(inRoot(folder)) : [])
      files.push(inRoot(folder, name, 'package.json'));
  }
  return files.every((file) => !existsSync(file) || statSync(file).mtimeMs <= installedAt);
}

/**
 * The cause of a failed install in one sentence.
 * @param {string} output what npx and pnpm printed
 */
export function explainInstallFailure(output) {
  if (/ENOSPC|no space left/i.test(output)) {
    return 'The packages could not be installed because the disk is full: free some space (about 2 GB) and run the command again.';
  }
  if (/EACCES|EPERM|EROFS/.test(output)) {
    return 'The packages could not be installed because this folder or the npm cache may not be written: see the path in the lines above.';
  }
  if (/OUTDATED_LOCKFILE|LOCKFILE_CONFIG_MISMATCH|frozen-lockfile/i.test(output)) {
    return 'pnpm-lock.yaml does not fit the package.json files: run `npx --yes pnpm install` and commit the lock file.';
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|SELF_SIGNED_CERT|UNABLE_TO_VERIFY|ERR_SOCKET|META_FETCH_FAIL|FETCH_ERROR|network/i.test(
      output,
    )
  ) {
    return 'The packages could not be fetched: check the network, the proxy and the `registry` setting of npm, and run the command again.';
  }
  if (/ENOENT|not found/.test(output) && !/pnpm/i.test(output)) {
    return '`npx` was not found: install npm, which comes with Node, and run the command again.';
  }
  return 'The packages could not be installed: the cause is in the lines above.';
}

/**
 * Runs a script's main function; a `Refusal` becomes one sentence on the error stream and exit code 1.
 * @param {() => Promise<number>} main resolves to the exit code
 */
export async function asProgram(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof Refusal ? error.message : error);
    process.exitCode = 1;
  }
  // Whatever still keeps the process alive has had its time.
  setTimeout(() => process.exit(), 3_000).unref();
}
