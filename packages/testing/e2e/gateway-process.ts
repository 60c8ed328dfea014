import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';

/** The root of the repository. */
export const root = path.resolve(import.meta.dirname, '..', '..', '..');

interface Command {
  command: string;
  args: string[];
  env: Record<string, string>;
}

/** What `npm start` runs; plain JavaScript, since it runs before anything is installed. */
async function commandFor(options: { port: number; data: string }): Promise<Command> {
  const file = path.join(root, 'packages', 'tools', 'src', 'gateway-command.mjs');
  const { gatewayCommand } = (await import(/* @vite-ignore */ file)) as { gatewayCommand(given: object): Command };
  return gatewayCommand(options);
}

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** A command that has been started. */
export interface Running {
  child: ChildProcess;
  /** Resolves with its first line that is this one; rejects with all it said when it ends before. */
  ready: Promise<void>;
  /** Its exit code; null where a signal ended it. */
  ended: Promise<number | null>;
  /** All that it has said. */
  output: () => string;
}

/** Starts a command from the root and listens for one line. */
export function runUntil(command: string, args: readonly string[], env: NodeJS.ProcessEnv, line: string): Running {
  const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const ready = new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      if (said.split(/\r?\n/).includes(line)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    void ended.then((code) => reject(new Error(`It ended with ${code ?? 'a signal'} before "${line}":\n${said}`)));
  });
  return { child, ready, ended, output: () => said };
}

/** A gateway that serves the portal. */
export interface RunningGateway {
  /** Without a slash at its end. */
  url: string;
  port: number;
  output: () => string;
  /** Resolves when it ends, whatever the reason. */
  ended: Promise<number | null>;
  /** Tells it to stop and waits for its end. */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>;
}

/**
 * Starts the built gateway as `npm start` does, and waits until it is ready.
 *
 * @param options `data`: the folder of its database; `port`: any free one unless given; `env`: what differs from the usual
 */
export async function startGateway(options: {
  data: string;
  port?: number;
  env?: Record<string, string>;
}): Promise<RunningGateway> {
  const port = options.port ?? (await freePort());
  const { command, args, env } = await commandFor({ port, data: options.data });
  const url = `http://localhost:${port}`;
  const all = { ...process.env, LIAISE_LOG: 'errors', ...env, ...options.env };
  const { child, ready, ended, output } = runUntil(command, args, all, `Liaise is ready at ${url}`);
  await ready;
  return {
    url,
    port,
    output,
    ended,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}
