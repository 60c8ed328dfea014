import { accessSync, constants, existsSync, readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from './run.mjs';

/**
 * @typedef {'chromium' | 'firefox' | 'webkit'} Engine
 *
 * @typedef {object} Found a browser that can be driven
 * @property {Engine} engine
 * @property {'installed' | 'playwright'} build a stock build, or Playwright's patched one, which only Playwright drives
 * @property {string} executable the browser; for a stock WebKit its WebDriver server
 * @property {string} [miniBrowser] stock WebKit: the browser that the server starts
 * @property {string} [xvfb] stock WebKit without a display: the X server to run it under
 * @property {string} source where it was found, in words
 *
 * @typedef {object} Machine what the finder may look at
 * @property {NodeJS.ProcessEnv} env
 * @property {NodeJS.Platform} platform
 * @property {(file: string) => boolean} executable whether the file is there and may be run
 * @property {(folder: string) => string[]} list names in a folder; none when it is not there
 * @property {(engine: Engine) => string | undefined} playwright where this Playwright keeps its own build of an engine
 */

/** @type {readonly Engine[]} */
export const engines = ['chromium', 'firefox', 'webkit'];

/** The variables that name a browser, the first that is set wins. */
export const variables = {
  chromium: ['LIAISE_CHROMIUM', 'CHROME_PATH'],
  firefox: ['LIAISE_FIREFOX'],
  webkit: ['LIAISE_WEBKIT_DRIVER'],
};

const commands = {
  chromium: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'chrome'],
  firefox: ['firefox-esr', 'firefox'],
  webkit: ['WebKitWebDriver'],
};

const wellKnown = {
  chromium: [
    '/usr/bin/chromium',
    '/usr/lib/chromium/chromium',
    '/opt/google/chrome/chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
  firefox: [
    '/usr/bin/firefox-esr',
    '/usr/lib/firefox-esr/firefox-esr',
    '/usr/lib/firefox/firefox',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ],
  webkit: ['/usr/bin/WebKitWebDriver', '/usr/libexec/WebKitWebDriver'],
};

const debianPackages = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};

/** Without these Chinese text has no glyphs, and what the tests measure and photograph is boxes. */
const debianFonts = ['fontconfig', 'fonts-noto-core', 'fonts-noto-cjk'];

/** @returns {Promise<Machine>} the machine this runs on; Playwright's builds only when its package is installed */
export async function thisMachine() {
  const playwright = await import('playwright-core').then(
    (module) => module.default,
    () => undefined,
  );
  return {
    env: process.env,
    platform: process.platform,
    executable: isExecutable,
    list: (folder) => (existsSync(folder) ? readdirSync(folder) : []),
    playwright: (engine) => playwright?.[engine].executablePath(),
  };
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Looks for a browser of an engine: environment variable, PATH, well-known places, Playwright's cache.
 * @param {Engine} engine
 * @param {Machine} machine
 * @returns {Found | { engine: Engine, missing: string }} `missing` is one sentence
 */
export function findBrowser(engine, machine) {
  const named = variables[engine].find((name) => machine.env[name]);
  if (named) {
    const file = machine.env[named] ?? '';
    if (!machine.executable(file))
      return { engine, missing: `${named} names ${file}, which is not a program that can be run.` };
    return complete({ engine, build: 'installed', executable: file, source: named }, machine);
  }
  const onPath = commands[engine].flatMap((name) => which(name, machine) ?? [])[0];
  if (onPath) return complete({ engine, build: 'installed', executable: onPath, source: 'PATH' }, machine);
  const known = wellKnown[engine].find((file) => machine.executable(file));
  if (known) return complete({ engine, build: 'installed', executable: known, source: 'well-known place' }, machine);
  const cached = machine.playwright(engine);
  if (cached && machine.executable(cached))
    return { engine, build: 'playwright', executable: cached, source: "Playwright's cache" };
  return { engine, missing: `No ${titles[engine]} was found: ${advice[engine]}` };
}

export const titles = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' };

const advice = {
  chromium: 'install Chromium or Chrome, name it in LIAISE_CHROMIUM, or run `npx playwright-core install chromium`.',
  firefox: 'install Firefox, name it in LIAISE_FIREFOX, or run `npx playwright-core install firefox`.',
  webkit:
    'install WebKitWebDriver with its MiniBrowser and Xvfb (Debian: webkit2gtk-driver and xvfb), name it in LIAISE_WEBKIT_DRIVER, or run `npx playwright-core install webkit`.',
};

/**
 * @param {string} name
 * @param {Machine} machine
 * @returns {string | undefined}
 */
function which(name, { env, platform, executable }) {
  const suffix = platform === 'win32' ? '.exe' : '';
  const separator = platform === 'win32' ? ';' : ':';
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(separator).filter(Boolean);
  return folders.map((folder) => path.join(folder, name + suffix)).find(executable);
}

/**
 * A stock WebKit also takes its MiniBrowser and a display.
 * @param {Found} found
 * @param {Machine} machine
 * @returns {Found | { engine: Engine, missing: string }}
 */
function complete(found, machine) {
  if (found.engine !== 'webkit') return found;
  const { engine } = found;
  const miniBrowser =
    machine.env['LIAISE_WEBKIT_BROWSER'] ?? miniBrowsers(machine).find((file) => machine.executable(file));
  if (!miniBrowser) {
    return { engine, missing: `WebKitWebDriver is here but its MiniBrowser is not: name it in LIAISE_WEBKIT_BROWSER.` };
  }
  if (machine.env['DISPLAY'] || machine.env['WAYLAND_DISPLAY']) return { ...found, miniBrowser };
  const xvfb = which('Xvfb', machine) ?? ['/usr/bin/Xvfb'].find((file) => machine.executable(file));
  if (!xvfb)
    return { engine, missing: 'WebKit needs a display and there is none: install Xvfb (Debian: xvfb) or set DISPLAY.' };
  return { ...found, miniBrowser, xvfb };
}

/** @param {Machine} machine */
function miniBrowsers(machine) {
  const libraries = ['/usr/lib', '/usr/libexec', '/usr/lib64'];
  const folders = [
    ...libraries,
    ...machine
      .list('/usr/lib')
      .filter((name) => name.includes('-linux-'))
      .map((name) => `/usr/lib/${name}`),
  ];
  return ['webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'].flatMap((version) =>
    folders.map((folder) => `${folder}/${version}/MiniBrowser`),
  );
}

/**
 * How the missing browsers would be installed here.
 * @param {readonly Engine[]} missing
 * @param {{ root: boolean, osRelease: string, chineseFonts: boolean }} facts
 * @returns {{ command: string, args: string[] }[]} commands to run in turn
 */
export function installPlan(missing, { root, osRelease, chineseFonts }) {
  if (missing.length === 0) return [];
  // Ubuntu says ID_LIKE=debian, but its chromium package is only a door to a shop: Playwright's builds serve there.
  if (root && /^ID="?debian"?$/m.test(osRelease)) {
    const packages = missing.flatMap((engine) => debianPackages[engine]).concat(chineseFonts ? [] : debianFonts);
    return [
      { command: 'apt-get', args: ['update'] },
      { command: 'apt-get', args: ['install', '-y', '--no-install-recommends', ...packages] },
    ];
  }
  const withSystemLibraries = root ? ['--with-deps'] : [];
  return [{ command: 'playwright-core', args: ['install', ...withSystemLibraries, ...missing] }];
}

/** @returns {Promise<{ root: boolean, osRelease: string, chineseFonts: boolean }>} */
export async function installFacts() {
  const file = '/etc/os-release';
  const fonts = await run('fc-list', [':lang=zh', 'family'], { output: 'keep' });
  return {
    root: process.getuid?.() === 0,
    osRelease: existsSync(file) ? readFileSync(file, 'utf8') : '',
    chineseFonts: os.platform() !== 'linux' || (fonts.code === 0 && fonts.output.trim() !== ''),
  };
}

/**
 * Finds the browsers of the given engines, and installs those that are missing where that is possible.
 * @param {readonly Engine[]} wanted
 * @param {{ dryRun?: boolean }} [options] dryRun: only print the commands that would install
 * @returns {Promise<(Found | { engine: Engine, missing: string })[]>} one answer an engine, in order
 */
export async function provideBrowsers(wanted, options = {}) {
  const machine = await thisMachine();
  const look = () => wanted.map((engine) => findBrowser(engine, machine));
  const first = look();
  const named = (/** @type {Engine} */ engine) => variables[engine].some((name) => machine.env[name]);
  const missing = first.flatMap((answer) => ('missing' in answer && !named(answer.engine) ? [answer.engine] : []));
  const plan = installPlan(missing, await installFacts());
  for (const { command, args } of plan) {
    console.log(`${options.dryRun ? 'Would run' : 'Running'}: ${command} ${args.join(' ')}`);
    if (options.dryRun) continue;
    const result = await run(command, args, {
      output: 'keep',
      timeoutMs: 15 * 60_000,
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (result.code !== 0) {
      process.stderr.write(result.output.split('\n').slice(-20).join('\n'));
      break;
    }
  }
  return plan.length > 0 && !options.dryRun ? look() : first;
}
