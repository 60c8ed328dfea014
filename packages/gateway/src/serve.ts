import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Gateway } from './gateway.ts';

/** Where a gateway listens. */
export interface ServeOptions {
  /** 0 takes any free port. */
  port: number;
  /** A host name or address; this machine only unless said. */
  host?: string;
  /** How long requests under way may take to finish once told to stop, in milliseconds; 10 s unless said. */
  patience?: number;
}

/** A gateway that listens. */
export interface Serving {
  port: number;
  /** Stops accepting, ends streams of events, and waits for requests under way. The gateway stays open. */
  stop(): Promise<void>;
}

/** Thrown where the port cannot be listened on. The message is one sentence that says what to do. */
export class CannotListen extends Error {
  override readonly name = 'CannotListen';
}

const second = 1000;

/** Time limits: a request that trickles in is cut off, a kept connection outlives that of usual proxies (60 s). */
function limited(server: Server): Server {
  server.headersTimeout = 15 * second;
  server.requestTimeout = 60 * second;
  server.keepAliveTimeout = 65 * second;
  server.maxRequestsPerSocket = 0;
  return server;
}

function explain(error: unknown, port: number, host: string): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return new CannotListen(
      `Port ${port} is in use: stop the program that listens there, or set PORT to another, such as ${port + 1}.`,
    );
  }
  if (code === 'EACCES')
    return new CannotListen(`Port ${port} may not be used by this user: set PORT to one above 1023.`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new CannotListen(`${host} is no address of this machine: choose another with --host.`);
  }
  return error instanceof Error ? error : new CannotListen(`Port ${port} cannot be listened on.`);
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explain(error, port, host)));
    server.listen({ port, host, exclusive: true }, () => {
      server.removeAllListeners('error');
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** Whether this machine has a loopback of IPv6 too, which `localhost` may mean. */
const otherLoopback = '::1';

/**
 * Lets a gateway listen for HTTP.
 *
 * @throws {CannotListen} with one sentence, for a port or an address that cannot be had
 */
export async function serve(
  gateway: Gateway,
  { port, host = 'localhost', patience = 10 * second }: ServeOptions,
): Promise<Serving> {
  const listener = getRequestListener((request, env) => gateway.fetch(request, { incoming: env.incoming }));
  const make = (): Server => limited(createServer((incoming, outgoing) => void listener(incoming, outgoing)));
  const first = make();
  const servers = [first];
  const bound = await listen(first, port, host === 'localhost' ? '127.0.0.1' : host);
  if (host === 'localhost') {
    const second = make();
    try {
      await listen(second, bound, otherLoopback);
      servers.push(second);
    } catch (error) {
      // Without IPv6 there is one loopback only; one that somebody else holds is refused like the first.
      if (error instanceof CannotListen && error.message.includes('in use')) {
        first.close();
        throw error;
      }
    }
  }
  let stopping: Promise<void> | null = null;
  const stopOne = (server: Server): Promise<void> =>
    new Promise((resolve) => {
      const force = setTimeout(() => server.closeAllConnections(), patience).unref();
      server.close(() => {
        clearTimeout(force);
        resolve();
      });
      gateway.endStreams();
      server.closeIdleConnections();
    });
  return {
    port: bound,
    stop: () => (stopping ??= Promise.all(servers.map(stopOne)).then(() => undefined)),
  };
}

/**
 * Whether a port is free on this machine, asked before slower things are started.
 *
 * @throws {CannotListen}
 */
export async function checkPort(port: number, host = 'localhost'): Promise<void> {
  if (port === 0) return;
  const server = createServer();
  await listen(server, port, host === 'localhost' ? '127.0.0.1' : host);
  await new Promise((resolve) => server.close(resolve));
}
