import { spawn } from 'node:child_process';
import path from 'node:path';
import { inRoot, root } from './paths.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] folder to run in; the repository's root unless told
 * @property {Record<string, string | undefined>} [env] added to this process's environment; `undefined` removes
 * @property {number} [timeoutMs] after this the command is told to stop, and ten seconds later it is killed
 * @property {'show' | 'keep' | 'both'} [output] show what it prints (as if it ran alone), keep it for the caller, or both
 *
 * @typedef {object} RunResult
 * @property {number} code exit code; 128 and more when a signal ended it, 127 when it could not be started
 * @property {boolean} timedOut
 * @property {string} output what it printed, when kept
 */

const windows = process.platform === 'win32';
const signalCodes = { SIGHUP: 129, SIGINT: 130, SIGKILL: 137, SIGTERM: 143 };

/** What a tool sends to redraw a line it has drawn: noise in a log. */
const cursorMoves = /\x1b\[\d*[AGK]/g;

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
let stopping = false;

/**
 * The environment of every tool: `node_modules/.bin` comes first, so `node` is the pinned one.
 * @param {Record<string, string | undefined>} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnvironment(more = {}) {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const bin = inRoot('node_modules', '.bin');
  const rest = (process.env[key] ?? '').split(path.delimiter).filter((entry) => entry !== bin);
  const env = { ...process.env, [key]: [bin, ...rest].join(path.delimiter), ...more };
  for (const [name, value] of Object.entries(env)) if (value === undefined) delete env[name];
  return env;
}

/**
 * Runs one command to its end in a process group of its own, and leaves none of that group behind.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const mode = options.output ?? 'show';
    let output = '';
    let timedOut = false;
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: toolEnvironment(options.env),
      detached: !windows,
      shell: windows,
      stdio: mode === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        const clean = text.replace(cursorMoves, '');
        output += clean;
        if (mode === 'both') process.stdout.write(clean);
      });
    }

    /** @type {NodeJS.Timeout | undefined} */
    let killer;
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            signalGroup(child, 'SIGTERM');
            killer = setTimeout(() => signalGroup(child, 'SIGKILL'), 10_000);
          }, options.timeoutMs);

    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(timer);
      clearTimeout(killer);
      running.delete(child);
      resolve({ code, timedOut, output });
    };
    child.on('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.on('exit', (code, signal) => {
      const status = code ?? signalCodes[/** @type {keyof typeof signalCodes} */ (signal)] ?? 1;
      // What it left running may hold the pipes: end that first, then read them to their end.
      signalGroup(child, 'SIGKILL');
      const lastWait = setTimeout(() => finish(status), 2_000);
      child.on('close', () => {
        clearTimeout(lastWait);
        finish(status);
      });
    });
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (windows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Nothing of the group is left.
  }
}

/**
 * On Ctrl-C, on a request to stop, and when the parent is gone, every running command is stopped first, and killed when it does not listen.
 * @returns {() => void} gives up the watch
 */
export function stopWithChildren() {
  return onStopRequest((signal) => {
    if (stopping) return;
    stopping = true;
    for (const child of running) signalGroup(child, 'SIGTERM');
    const end = Date.now() + 8_000;
    const wait = setInterval(() => {
      if (running.size > 0 && Date.now() < end) return;
      clearInterval(wait);
      for (const child of running) signalGroup(child, 'SIGKILL');
      process.exit(signalCodes[signal]);
    }, 50);
  });
}

/**
 * Calls back on a signal to stop, each time, and once with SIGTERM when the parent ended without passing one on, as a shell between npm
 * and this process does.
 * @param {(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP') => void} stop
 * @returns {() => void} gives up the watch
 */
export function onStopRequest(stop) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  for (const signal of signals) process.on(signal, stop);
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop('SIGTERM');
  }, 500);
  watch.unref();
  return () => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, stop);
  };
}
