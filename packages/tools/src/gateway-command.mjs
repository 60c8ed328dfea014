import { existsSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';

/**
 * How the built gateway serves the example portal and the built elements: what `npm start` runs, for end-to-end tests too.
 * @param {{ port?: number | string, data?: string, args?: readonly string[] }} [options] data: the database's folder
 * @returns {{ command: string, args: string[], env: Record<string, string> }} `env` is to be added to the caller's own
 */
export function gatewayCommand(options = {}) {
  const built = inRoot('examples', 'portal', 'dist');
  return {
    command: inRoot('node_modules', '.bin', 'node'),
    args: [inRoot('packages', 'gateway', 'dist', 'cli.js'), 'serve', ...(options.args ?? [])],
    env: {
      LIAISE_PORTAL: existsSync(path.join(built, 'index.html')) ? built : inRoot('examples', 'portal'),
      LIAISE_ASSETS: inRoot('packages', 'elements', 'dist', 'bundle'),
      LIAISE_DATA: path.resolve(inRoot(), options.data ?? '.liaise'),
      PORT: String(options.port ?? 8787),
    },
  };
}
