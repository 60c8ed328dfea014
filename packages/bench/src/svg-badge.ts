import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { demoWorld } from '@liaise/core/samples/world';
import { createGateway } from '@liaise/gateway';
import { signToken } from '@liaise/gateway/access/sign';
import { serve } from '@liaise/gateway/serve';
import { loadWorld } from '@liaise/gateway/store/sample';
import { withStore } from './database.ts';
import { median, type Line, type Outcome } from './measure.ts';

const secret = 'a secret of the measurement, long enough for HS256';
const rounds = 7;
const seconds = 2;
const kpis = ['spend', 'visits-done', 'nps', 'retention-rate', 'customers-held', 'task-completion-rate'];

/** Whoever looks at pictures, in a process of its own. */
function openReaders(url: string) {
  const program = fileURLToPath(new URL('svg-badge-load.ts', import.meta.url));
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, LOAD_URL: url },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    rate: async (paths: readonly string[]): Promise<number> => {
      child.stdin.write(`${JSON.stringify({ seconds, paths })}\n`);
      const line = await lines.next();
      if (line.done === true) throw new Error('The readers ended early.');
      const { count, elapsed } = JSON.parse(line.value) as { count: number; elapsed: number };
      return count / elapsed;
    },
    close: () => child.stdin.end(),
  };
}

/**
 * Badges as pictures over HTTP with 16 connections: 48 signed paths in turn, beside a fixed body of the same size that the same
 * gateway holds in memory.
 */
export async function svgBadge(): Promise<Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'liaise-bench-'));
  try {
    return await withStore(async ({ store }) => {
      const tenant = { id: newId(), ref: 'demo', name: 'demo', sample: true };
      await loadWorld(store, tenant, demoWorld({ today: new Date().toISOString().slice(0, 10) }));
      const iss = 'https://host.example';
      const plenty = { burst: 1e9, perSecond: 1e9 };
      const gateway = createGateway({
        database: store,
        issuers: [{ iss, tenants: [tenant.ref], secret }],
        assets: folder,
        limits: { token: plenty, address: plenty },
      });
      const { token } = await signToken({ iss, sub: 'bench', tenant: tenant.ref, role: 'admin' }, secret);
      const period = new Date().toISOString().slice(0, 7);
      const paths: string[] = [];
      let size = 0;
      await gateway.ready;
      for (const rep of demo.reps) {
        for (const kpi of kpis) {
          const answer = await gateway.fetch(
            new Request('http://localhost/v1/kpis/signatures', {
              method: 'POST',
              headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
              body: JSON.stringify({ kpi, subject: `rep:${rep}`, period }),
            }),
          );
          const { path: signed } = (await answer.json()) as { path: string };
          paths.push(signed);
          size = Math.max(
            size,
            (await (await gateway.fetch(new Request(`http://localhost${signed}`))).arrayBuffer()).byteLength,
          );
        }
      }
      writeFileSync(path.join(folder, 'fixed.svg'), 'x'.repeat(size));
      writeFileSync(path.join(folder, 'liaise.js'), '');
      const serving = await serve(gateway, { port: 0, host: '127.0.0.1' });
      const readers = openReaders(`http://127.0.0.1:${String(serving.port)}`);
      const found: { pictures: number; fixed: number }[] = [];
      try {
        for (let round = -1; round < rounds; round += 1) {
          const pictures = await readers.rate(paths);
          const fixed = await readers.rate(['/fixed.svg']);
          if (round >= 0) found.push({ pictures, fixed });
        }
      } finally {
        readers.close();
        await serving.stop();
        await gateway.close();
      }
      const a = (name: 'pictures' | 'fixed'): string => median(found.map((one) => one[name])).toFixed(0);
      const line: Line = {
        title: 'badges as pictures over HTTP beside a fixed body of the same size from the same server',
        value: median(found.map(({ pictures, fixed }) => pictures / fixed)),
        unit: 'x',
        bound: { least: 0.5 },
        detail: `${a('pictures')} and ${a('fixed')} a second, ${String(size)} bytes, ${String(paths.length)} paths`,
      };
      return { name: 'svg-badge', lines: [line] };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
