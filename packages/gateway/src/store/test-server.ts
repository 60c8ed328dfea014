import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbedded } from './embedded-server.ts';
import type { EmbeddedVersion } from './embedded.ts';
import { openPostgres } from './postgres.ts';
import { isAlive, startOf } from './process.ts';

/*
 * A program for tests: runs one throw-away server with a migrated template for as long as the test run lives.
 * Arguments: folder, version, the test run's process.
 */
const [folder = '', version = '18', runner = '0'] = process.argv.slice(2);
const pid = Number(runner);
const started = startOf(pid);

try {
  const server = await startEmbedded(join(folder, 'postgres'), Number(version) as EmbeddedVersion, {
    fsync: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  });
  const template = await openPostgres(server.access.owner);
  await template.close();
  writeFileSync(join(folder, 'ready.json'), JSON.stringify(server.access), { mode: 0o600 });
  while (isAlive(pid) && startOf(pid) === started) await delay(300);
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
} catch (error) {
  writeFileSync(join(folder, 'failed'), error instanceof Error ? error.message : 'unknown');
}
