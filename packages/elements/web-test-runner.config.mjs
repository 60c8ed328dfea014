import path from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { playwrightLauncher } from '@web/test-runner-playwright';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { findBrowser, thisMachine } from '../tools/src/browsers.mjs';
import { inRoot, root } from '../tools/src/paths.mjs';
import { browserTestFiles } from '../tools/src/test-files.mjs';
import { freePort, startWebKitDriver } from '../tools/src/webkit-driver.mjs';
import { countsReporter } from '../tools/src/wtr-counts-reporter.mjs';

// The browser inherits it: a zone with summer time that is neither UTC nor the developer's own.
process.env['TZ'] = 'Europe/Berlin';

/** @typedef {import('../tools/src/browsers.mjs').Found} Found */

const engine = /** @type {import('../tools/src/browsers.mjs').Engine} */ (process.env['LIAISE_ENGINE'] ?? 'chromium');
const answer = findBrowser(engine, await thisMachine());
if ('missing' in answer) throw new Error(answer.missing);

const chromiumFlags = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-quic',
  '--disable-sync',
  '--lang=en-US',
  '--no-first-run',
  // The pages are our own, and neither root nor most containers may make a sandbox.
  '--no-sandbox',
];

/**
 * @param {Found} found
 * @returns {Promise<unknown>} a browser launcher; the launchers' own types do not agree under exact optional properties
 */
async function launcherOf(found) {
  const executablePath = found.executable;
  if (found.engine === 'chromium') {
    return chromeLauncher({ concurrency: 1, launchOptions: { executablePath, args: chromiumFlags } });
  }
  if (found.build === 'playwright') return playwrightLauncher({ product: found.engine });
  if (found.engine === 'firefox') {
    const extraPrefsFirefox = { 'intl.accept_languages': 'en-US' };
    return puppeteerLauncher({
      concurrency: 1,
      launchOptions: { browser: 'firefox', executablePath, extraPrefsFirefox },
    });
  }
  const { port } = await startWebKitDriver(found);
  const capabilities = {
    browserName: 'MiniBrowser',
    'wdio:enforceWebDriverClassic': true,
    'webkitgtk:browserOptions': { binary: found.miniBrowser, args: ['--automation'] },
  };
  return webdriverLauncher({
    automationProtocol: 'webdriver',
    hostname: '127.0.0.1',
    port,
    path: '/',
    connectionRetryCount: 0,
    capabilities,
  });
}

const files = process.env['LIAISE_TEST_FILES']?.split('\n') ?? browserTestFiles();

/** What a page says when Lit's development build is loaded, as it is here on purpose. */
const isDevelopmentNotice = (/** @type {unknown[]} */ args) =>
  args.some((arg) => String(arg).includes('Lit is in dev mode'));

/**
 * The page each test file runs in. A rejected promise nobody handles fails the running test, as an uncaught error does.
 * @param {string} framework
 */
const testPage = (framework) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width">
    <script>addEventListener('unhandledrejection', ({ reason }) => reportError(reason))</script>
  </head>
  <body><script type="module" src="${framework}"></script></body>
</html>`;

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  rootDir: root,
  files: files.map((file) => path.resolve(root, file)),
  port: await freePort(),
  hostname: 'localhost',
  nodeResolve: { exportConditions: ['@liaise/source', 'browser', 'development'], browser: true },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022', tsconfig: inRoot('tsconfig.base.json') })],
  browsers: [/** @type {import('@web/test-runner').BrowserLauncher} */ (await launcherOf(answer))],
  // One page at a time: a page in the background has no focus and slow timers.
  concurrency: 1,
  browserStartTimeout: 120_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 300_000,
  testRunnerHtml: testPage,
  testFramework: { config: { timeout: 20_000, ui: 'bdd' } },
  filterBrowserLogs: ({ args }) => !isDevelopmentNotice(args),
  staticLogging: !process.stdout.isTTY,
  reporters: [defaultReporter({ reportTestProgress: false }), countsReporter(process.env['LIAISE_COUNTS'])],
};
