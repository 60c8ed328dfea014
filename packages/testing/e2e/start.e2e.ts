import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { launch, meet } from './browser.ts';
import { freePort, root, runUntil } from './gateway-process.ts';
import { seen, temporaryFolder } from './stage.ts';

const data = temporaryFolder();
let browser: Browser | undefined;

beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  rmSync(data, { recursive: true, force: true });
});

describe('npm start', () => {
  it(
    'ends with one line that says where, serves the portal there, and stops when told',
    { timeout: 600_000 },
    async () => {
      const port = await freePort();
      const url = `http://localhost:${port}`;
      const line = `Liaise is ready at ${url}`;
      const env = { ...process.env, PORT: String(port), LIAISE_DATA: data };
      const start = path.join(root, 'packages', 'tools', 'src', 'start.mjs');
      const running = runUntil(process.execPath, [start], env, line);
      await running.ready;
      expect(running.output().trimEnd().split('\n').at(-1)).toBe(line);
      if (!browser) throw new Error('There is no browser.');
      const stranger = await meet(browser, { hosts: [url] });
      await stranger.page.goto(url);
      await seen(stranger.page.locator('#card')).toContain('Nettlewick');
      expect(stranger.faults).toEqual([]);
      await stranger.close();

      const busy = runUntil(process.execPath, [start], env, line);
      await expect(busy.ready).rejects.toThrow(`Port ${port} is in use`);
      running.child.kill('SIGTERM');
      expect(await running.ended).toBe(0);
    },
  );
});
