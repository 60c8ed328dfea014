import { newId } from '@liaise/core/records';
import { setTimeout as delay } from 'node:timers/promises';
import type { EmbeddedVersion } from './embedded.ts';
import { openStore } from './open.ts';
import { Unavailable } from './store.ts';
import { actorOf, makeTenant, record } from './test-world.ts';

/*
 * A program for tests: a gateway at its least. Opens a folder, says where its server is, then writes until it is killed
 * and names each write once it is acknowledged. Arguments: folder, version, tenant (made where it is `-`).
 */
const [folder = '', version = '18', given = '-'] = process.argv.slice(2);
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  const store = await openStore({ folder, version: Number(version) as EmbeddedVersion });
  const tenantId = given === '-' ? await makeTenant(store) : given;
  const actor = actorOf(tenantId, 'system');
  const stop = { asked: false };
  process.on('SIGTERM', () => (stop.asked = true));
  say({ server: store.embedded?.pid(), data: store.embedded?.data, tenantId });
  const writers = Array.from({ length: 4 }, async () => {
    while (!stop.asked) {
      const id = newId();
      try {
        await store.transact(actor, (work) => work.insert('products', record({ id, name: 'P', active: true })));
        say({ written: id });
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        say({ unavailable: true });
        await delay(20);
      }
    }
  });
  await Promise.all(writers);
  await store.close();
  say({ closed: true });
} catch (error) {
  say({ failed: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' });
  process.exitCode = 1;
}
