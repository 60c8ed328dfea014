import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ensureBuilt } from './build.mjs';
import { gatewayCommand } from './gateway-command.mjs';
import { Refusal, asProgram, ensureInstalled } from './install.mjs';
import { inRoot, root } from './paths.mjs';
import { choosePort, refuseBusyPort } from './ports.mjs';
import { onStopRequest, stopWithChildren, toolEnvironment } from './run.mjs';

/** Installs, builds, and serves the gateway with the example portal until told to stop; its exit code is the gateway's. */
async function start() {
  const port = choosePort(process.env['PORT']);
  await refuseBusyPort(port);
  const unwatch = stopWithChildren();
  await ensureInstalled();
  await ensureBuilt();
  unwatch();
  if (!existsSync(inRoot('packages', 'gateway', 'dist', 'cli.js'))) {
    throw new Refusal('There is no gateway to start: packages/gateway/src/cli.ts is missing.');
  }
  const data = process.env['LIAISE_DATA'];
  const { command, args, env } = gatewayCommand({ port, args: process.argv.slice(2), ...(data ? { data } : {}) });
  return new Promise((resolve) => {
    const gateway = spawn(command, args, { cwd: root, env: toolEnvironment(env), stdio: 'inherit' });
    onStopRequest((signal) => void gateway.kill(signal));
    gateway.on('error', (error) => {
      console.error(`The gateway could not be started: ${error.message}`);
      resolve(1);
    });
    gateway.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1)));
  });
}

await asProgram(start);
