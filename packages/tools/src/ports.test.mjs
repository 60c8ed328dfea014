import { createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { choosePort, refuseBusyPort } from './ports.mjs';
import { freePort } from './webkit-driver.mjs';

it('is 8787 unless PORT says otherwise', () => {
  expect(choosePort(undefined)).toBe(8787);
  expect(choosePort('')).toBe(8787);
  expect(choosePort('3000')).toBe(3000);
});

it.each(['0', '65536', '-1', '80.5', 'http', '0x10', ' '])('refuses %j as a port', (text) => {
  expect(() => choosePort(text)).toThrow(`PORT must be a number from 1 to 65535, and it is "${text}".`);
});

it('refuses a port on which somebody listens, on one address or on all', async () => {
  for (const host of ['127.0.0.1', undefined]) {
    const port = await freePort();
    const server = createServer();
    await new Promise((resolve, reject) => server.on('error', reject).listen({ port, host }, () => resolve(undefined)));
    onTestFinished(() => void server.close());
    await expect(refuseBusyPort(port)).rejects.toThrow(`Port ${port} is in use`);
  }
});

it('says nothing about a free port', async () => {
  await expect(refuseBusyPort(await freePort())).resolves.toBeUndefined();
});
