import { describe, expect, it } from 'vitest';
import { findBrowser, installPlan } from './browsers.mjs';

/**
 * A machine that has just these programs.
 * @param {string[]} programs
 * @param {Record<string, string>} [env]
 * @param {Partial<import('./browsers.mjs').Machine>} [more]
 * @returns {import('./browsers.mjs').Machine}
 */
const machine = (programs, env = {}, more = {}) => ({
  env,
  platform: 'linux',
  executable: (file) => programs.includes(file),
  list: () => [],
  playwright: () => undefined,
  ...more,
});
const miniBrowser = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const list = (/** @type {string} */ folder) => (folder === '/usr/lib' ? ['x86_64-linux-gnu', 'python3'] : []);

describe('a browser', () => {
  it('is the one a variable names, before any other', () => {
    const here = machine(['/opt/mine', '/bin/chromium'], { LIAISE_CHROMIUM: '/opt/mine', PATH: '/bin' });
    expect(findBrowser('chromium', here)).toMatchObject({ executable: '/opt/mine', source: 'LIAISE_CHROMIUM' });
    const other = machine(['/opt/chrome'], { CHROME_PATH: '/opt/chrome' });
    expect(findBrowser('chromium', other)).toMatchObject({ executable: '/opt/chrome', source: 'CHROME_PATH' });
  });

  it('is not replaced in silence when a variable names what is not there', () => {
    const here = machine(['/bin/firefox'], { LIAISE_FIREFOX: '/opt/none', PATH: '/bin' });
    expect(findBrowser('firefox', here)).toEqual({
      engine: 'firefox',
      missing: 'LIAISE_FIREFOX names /opt/none, which is not a program that can be run.',
    });
  });

  it('is looked for on the PATH, then in well-known places, then in the cache', () => {
    const path = machine(['/b/google-chrome', '/a/chromium', '/usr/bin/chromium'], { PATH: '/a:/b' });
    expect(findBrowser('chromium', path)).toMatchObject({ executable: '/a/chromium', source: 'PATH' });
    const known = machine(['/usr/bin/firefox-esr'], { PATH: '/a' }, { playwright: () => '/cache/firefox' });
    expect(findBrowser('firefox', known)).toMatchObject({ executable: '/usr/bin/firefox-esr', build: 'installed' });
    const cached = machine(['/cache/firefox'], {}, { playwright: () => '/cache/firefox' });
    expect(findBrowser('firefox', cached)).toMatchObject({ executable: '/cache/firefox', build: 'playwright' });
  });

  it('that is nowhere is one sentence on how to get it', () => {
    const nowhere = machine([], {}, { playwright: () => '/cache/not-there' });
    expect(findBrowser('firefox', nowhere)).toEqual({
      engine: 'firefox',
      missing: expect.stringMatching(/^No Firefox was found: install .*\.$/),
    });
  });

  it('WebKit comes with its MiniBrowser and, without a display, an X server', () => {
    const all = ['/usr/bin/WebKitWebDriver', miniBrowser, '/usr/bin/Xvfb'];
    expect(findBrowser('webkit', machine(all, { PATH: '/usr/bin' }, { list }))).toMatchObject({
      executable: '/usr/bin/WebKitWebDriver',
      miniBrowser,
      xvfb: '/usr/bin/Xvfb',
    });
    const withDisplay = findBrowser('webkit', machine(all, { PATH: '/usr/bin', DISPLAY: ':0' }, { list }));
    expect(withDisplay).not.toHaveProperty('xvfb');
    expect(findBrowser('webkit', machine(all.slice(0, 1), {}, { list }))).toMatchObject({
      missing: expect.stringContaining('MiniBrowser'),
    });
    expect(findBrowser('webkit', machine(all.slice(0, 2), {}, { list }))).toMatchObject({
      missing: expect.stringContaining('Xvfb'),
    });
  });
});

describe('what is missing is installed', () => {
  const debian = 'PRETTY_NAME="Debian GNU/Linux 12"\nID=debian\n';
  const ubuntu = 'ID=ubuntu\nID_LIKE=debian\n';

  it('from the packages of Debian as root, with fonts for Chinese', () => {
    expect(installPlan(['firefox', 'webkit'], { root: true, osRelease: debian, chineseFonts: false })).toEqual([
      { command: 'apt-get', args: ['update'] },
      {
        command: 'apt-get',
        args: [
          'install',
          '-y',
          '--no-install-recommends',
          'firefox-esr',
          'webkit2gtk-driver',
          'xvfb',
          'fontconfig',
          'fonts-noto-core',
          'fonts-noto-cjk',
        ],
      },
    ]);
  });

  it("by Playwright elsewhere, with the system's libraries only as root", () => {
    expect(installPlan(['webkit'], { root: false, osRelease: debian, chineseFonts: true })).toEqual([
      { command: 'playwright-core', args: ['install', 'webkit'] },
    ]);
    expect(installPlan(['chromium'], { root: true, osRelease: ubuntu, chineseFonts: false })).toEqual([
      { command: 'playwright-core', args: ['install', '--with-deps', 'chromium'] },
    ]);
  });

  it('and nothing is done when nothing is missing', () => {
    expect(installPlan([], { root: true, osRelease: debian, chineseFonts: true })).toEqual([]);
  });
});
