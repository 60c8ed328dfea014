import { createServer } from 'node:net';
import { Refusal } from './install.mjs';

const defaultPort = 8787;

/**
 * The port that `PORT` names, or 8787.
 * @param {string | undefined} text
 * @throws {Refusal} when it is not a number from 1 to 65535
 */
export function choosePort(text) {
  if (text === undefined || text === '') return defaultPort;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new Refusal(`PORT must be a number from 1 to 65535, and it is "${text}".`);
  }
  return port;
}

/**
 * Refuses a port on which somebody listens, before time is spent on anything else.
 * @param {number} port
 * @throws {Refusal} one sentence with a way out
 */
export async function refuseBusyPort(port) {
  for (const host of ['127.0.0.1', undefined]) {
    const code = await listenOnce(port, host);
    if (code === 'EADDRINUSE') {
      throw new Refusal(
        `Port ${port} is in use: stop what uses it, or choose another one with PORT=${port + 1 > 65_535 ? 8788 : port + 1} npm start.`,
      );
    }
    if (code === 'EACCES') {
      throw new Refusal(
        `Port ${port} may not be used by this account: choose one above 1023, for example with PORT=${defaultPort} npm start.`,
      );
    }
  }
}

/**
 * @param {number} port
 * @param {string | undefined} host every address of the machine when none is given
 * @returns {Promise<string | undefined>} the error's code
 */
function listenOnce(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', (error) => resolve(/** @type {NodeJS.ErrnoException} */ (error).code));
    server.listen({ port, host }, () => server.close(() => resolve(undefined)));
  });
}
