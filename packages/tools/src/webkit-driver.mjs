import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';

/**
 * A TCP port of this machine that nobody listens on.
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts a fresh WebKitWebDriver, under an X server of its own when there is no display. Both end with this process.
 * @param {import('./browsers.mjs').Found} found a stock WebKit
 * @returns {Promise<{ port: number, stop: () => void }>}
 */
export async function startWebKitDriver(found) {
  /** @type {import('node:child_process').ChildProcess[]} */
  const children = [];
  // A profile of its own: MiniBrowser keeps databases and settings below these.
  const home = mkdtempSync(path.join(os.tmpdir(), 'liaise-webkit-'));
  const stop = () => {
    for (const child of children.splice(0).reverse()) child.kill('SIGKILL');
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', stop);
  process.once('SIGTERM', () => process.exit(143));
  try {
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...process.env, XDG_DATA_HOME: home, XDG_CACHE_HOME: home, XDG_CONFIG_HOME: home, NO_AT_BRIDGE: '1' };
    // A headless machine has no graphics card: draw in memory.
    env['LIBGL_ALWAYS_SOFTWARE'] = '1';
    // It reads its language from these, and calls it "C" where they are not set.
    Object.assign(env, { LANG: 'en_US.UTF-8', LANGUAGE: 'en_US', LC_ALL: 'en_US.UTF-8' });
    if (found.xvfb) env['DISPLAY'] = `:${await startXvfb(found.xvfb, children)}`;
    const port = await freePort();
    const driver = spawn(found.executable, [`--port=${port}`, '--host=127.0.0.1'], { env, stdio: 'ignore' });
    children.push(driver);
    await answering(port, driver);
    return { port, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

/**
 * @param {string} xvfb
 * @param {import('node:child_process').ChildProcess[]} children
 * @returns {Promise<string>} the display's number, chosen by the X server
 */
function startXvfb(xvfb, children) {
  return new Promise((resolve, reject) => {
    const args = ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
    const child = spawn(xvfb, args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
    children.push(child);
    let text = '';
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk) => (errors += chunk));
    child.stdio[3]?.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('\n')) resolve(text.trim());
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      reject(new Error(`Xvfb ended with code ${code} before it had a display. ${errors.trim()}`)),
    );
  });
}

/**
 * Waits until the WebDriver server says that it is ready.
 * @param {number} port
 * @param {import('node:child_process').ChildProcess} driver
 */
async function answering(port, driver) {
  let failure = '';
  driver.on('error', (error) => (failure = error.message));
  driver.on('exit', (code) => (failure = `WebKitWebDriver ended with code ${code}.`));
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    if (failure) throw new Error(failure);
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('WebKitWebDriver did not answer within 30 seconds.');
}
