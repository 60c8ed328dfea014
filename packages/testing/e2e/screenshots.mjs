/**
 * Pictures of the example portal at three widths, in light and dark, in English and Chinese, and of the survey page:
 *
 *   node packages/testing/e2e/screenshots.mjs FOLDER [URL]
 *
 * Without a URL it starts the built gateway with a database of its own.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launch } from './browser.ts';
import { startGateway } from './gateway-process.ts';

const [folder, given] = process.argv.slice(2);
if (!folder) {
  console.error('Say where the pictures go: node packages/testing/e2e/screenshots.mjs FOLDER [URL]');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });

const data = mkdtempSync(path.join(os.tmpdir(), 'liaise-pictures-'));
const gateway = given ? undefined : await startGateway({ data });
const url = given ?? gateway?.url;
const browser = await launch();

/**
 * @param {object} look
 * @param {number} look.width
 * @param {'light' | 'dark'} look.scheme
 * @param {'en' | 'zh-CN'} look.language
 * @param {string} [look.user] a value of the sign-in
 * @param {'ltr' | 'rtl'} [look.direction]
 */
async function open({ width, scheme, language, user, direction = 'ltr' }) {
  const height = width < 700 ? 720 : 900;
  const context = await browser.newContext({ viewport: { width, height }, locale: language });
  await context.addInitScript(
    (settings) => {
      for (const [name, value] of Object.entries(settings)) {
        if (value) globalThis.localStorage.setItem(`portal ${name}`, value);
      }
    },
    { language, scheme, direction, user: user ?? '' },
  );
  const page = await context.newPage();
  await page.goto(`${url}/`, { waitUntil: 'load' });
  return { context, page };
}

/** @param {import('playwright-core').Page} page */
async function settle(page) {
  await page.waitForLoadState('load');
  await page
    .waitForFunction(() =>
      [
        ...globalThis.document.querySelectorAll(
          'liaise-kpi-badge,liaise-customer-card,liaise-visit-logger,liaise-survey',
        ),
      ].every(
        (element) => !element.checkVisibility() || (element.matches(':defined') && !element.matches(':state(loading)')),
      ),
    )
    .catch(() => console.error('Some element went on loading.'));
}

try {
  for (const width of [320, 768, 1440]) {
    for (const scheme of /** @type {const} */ (['light', 'dark'])) {
      for (const language of /** @type {const} */ (['en', 'zh-CN'])) {
        const name = path.join(folder, `${width}-${scheme}-${language}`);
        const { context, page } = await open({ width, scheme, language });
        await page.locator('#rows a').first().waitFor();
        await settle(page);
        await page.screenshot({ path: `${name}.png` });
        if (width < 1024) {
          await page.locator('#rows a').first().scrollIntoViewIfNeeded();
          await page.screenshot({ path: `${name}-table.png` });
          await page.locator('#rows a').first().click();
          await settle(page);
          await page.screenshot({ path: `${name}-customer.png` });
          await page.locator('#logger').scrollIntoViewIfNeeded();
          await page.screenshot({ path: `${name}-logger.png` });
        }
        await context.close();
        const customer = await open({ width, scheme, language, user: 'contact' });
        await customer.page.locator('#survey').waitFor();
        await settle(customer.page);
        await customer.page.screenshot({ path: `${name}-survey.png` });
        await customer.context.close();
      }
    }
  }
  for (const [name, look] of Object.entries({
    all: { width: 1440, scheme: 'light', language: 'en', user: 'admin' },
    rtl: { width: 1440, scheme: 'light', language: 'en', direction: 'rtl' },
    manager: {
      width: 1440,
      scheme: 'dark',
      language: 'zh-CN',
      user: 'manager 01944339-a980-7000-973a-63d40ef22d7a 01941f2a-6660-7000-b2ad-97c8ad660eca',
    },
  })) {
    const { context, page } = await open(/** @type {Parameters<typeof open>[0]} */ (look));
    await page.locator('#rows a').first().waitFor();
    await settle(page);
    await page.screenshot({ path: path.join(folder, `${name}.png`) });
    await context.close();
  }
} finally {
  await browser.close();
  await gateway?.stop();
  rmSync(data, { recursive: true, force: true });
}
