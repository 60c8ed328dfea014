import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@liaise/core/records/identifier';
import { demo } from '@liaise/core/samples';
import { createTestDatabase, type TestDatabase } from '../store/test-database.ts';
import type { Context } from './command.ts';
import { commands } from './commands.ts';
import { runCommand } from './run.ts';

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'liaise-cli-'));
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function run(args: string[], env: Record<string, string> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const context: Context = {
    env: { LIAISE_DATA: folder, ...env },
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  };
  const code = await runCommand(args, commands, context);
  return { code, out, err: err.join('\n') };
}

describe('liaise', () => {
  it('says what it can, and what it does not understand', async () => {
    expect((await run([])).code).toBe(2);
    expect((await run(['help'])).out.join()).toContain('liaise COMMAND');
    expect((await run(['token', '--help'])).out.join()).toContain('--role');
    expect(await run(['constructor'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('no command "constructor"') as string,
    });
    expect(await run(['token'])).toMatchObject({ code: 2, err: expect.stringContaining('Say which role') as string });
    expect(await run(['token', '--rol', 'rep'])).toMatchObject({
      code: 2,
      err: expect.stringContaining("'--rol'") as string,
    });
    expect(await run(['token', '--role', 'king'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no role') as string,
    });
    expect(await run(['token', '--role', 'rep', '--rep', 'ada'])).toMatchObject({ code: 2 });
    expect(await run(['token', '--role', 'rep', '--tenant', 'acme'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--rep ID') as string,
    });
    expect(await run(['serve', '--port', '99999'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no port') as string,
    });
  });
});

describe('liaise token', () => {
  it('prints one token and nothing else, by a secret that only its owner can read', async () => {
    const { out, err, code } = await run(['token', '--role', 'rep']);
    expect([out.length, err, code]).toEqual([1, '', 0]);
    const claims = decodeJwt(out[0] ?? '');
    expect(claims).toMatchObject({ aud: 'liaise', tenant: 'demo', role: 'rep', rep: demo.rep });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(3600);
    expect(statSync(path.join(folder, 'secret')).mode & 0o777).toBe(0o600);
    const manager = await run(['token', '--role', 'manager', '--rep', demo.reps[4], '--tenant', 'acme']);
    expect(decodeJwt(manager.out[0] ?? '')).toMatchObject({ tenant: 'acme', role: 'manager', rep: demo.reps[4] });
  });

  it('takes no secret that others can read, or that is damaged', async () => {
    const data = mkdtempSync(path.join(tmpdir(), 'liaise-secret-'));
    const file = path.join(data, 'secret');
    const ask = () => run(['token', '--role', 'admin'], { LIAISE_DATA: data });
    writeFileSync(file, 'short', { mode: 0o600 });
    expect(await ask()).toMatchObject({ code: 1, out: [], err: expect.stringContaining('damaged') as string });
    writeFileSync(file, 'x'.repeat(43));
    chmodSync(file, 0o644);
    expect(await ask()).toMatchObject({ code: 1, out: [], err: expect.stringContaining('read by others') as string });
    rmSync(data, { recursive: true });
  });

  it('makes one secret, when several ask at once', async () => {
    const data = mkdtempSync(path.join(tmpdir(), 'liaise-race-'));
    const tokens = await Promise.all(
      Array.from({ length: 3 }, () => started(['token', '--role', 'admin'], { LIAISE_DATA: data }).ended),
    );
    expect(tokens.map(({ code }) => code)).toEqual(Array.from({ length: 3 }, () => 0));
    expect(tokens.every(({ out }) => /^[\w-]+\.[\w-]+\.[\w-]+\n$/.test(out))).toBe(true);
    rmSync(data, { recursive: true });
  });
});

/** The command as its own process. */
function started(args: string[], env: Record<string, string>) {
  const program = fileURLToPath(new URL('../cli.ts', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, ['--conditions=@liaise/source', program, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', LIAISE_DATA: folder, LIAISE_LOG: 'requests', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, out, err }));
  const lines = child.stdout ? createInterface(child.stdout) : null;
  const ready = new Promise<string>((resolve, reject) => {
    lines?.on('line', (line) => {
      const url = /^Liaise is ready at (http:\/\/localhost:\d+)$/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    void ended.then((end) => reject(new Error(`It ended: ${end.err}`)));
  });
  ready.catch(() => undefined);
  return { child, ready, ended };
}

describe('liaise serve', () => {
  it('loads the sample data once, serves, keeps what was written, and stops when told', async () => {
    const env = { DATABASE_URL: database.url };
    const first = started(['serve', '--port', '0'], env);
    const url = await first.ready;
    const body = { id: newId(), kind: 'person', name: 'Ada' };
    const bearer = (await run(['token', '--role', 'rep'])).out[0] ?? '';
    const headers = {
      Authorization: `Bearer ${bearer}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': newId(),
    };
    const made = await fetch(`${url}/v1/customers`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(made.status).toBe(201);
    const given = await fetch(`${url}/dev/token?role=manager`);
    const { token: managers } = (await given.json()) as { token: string };
    expect(decodeJwt(managers)).toMatchObject({ role: 'manager', rep: demo.managers.north });
    const events = await fetch(`${url}/v1/events`, { headers: { Authorization: `Bearer ${bearer}` } });
    first.child.kill('SIGTERM');
    expect(await events.text()).toContain(': open');
    const end = await first.ended;
    expect(end.code).toBe(0);
    expect(end.out.trimEnd().split('\n').at(-1)).toBe(`Liaise is ready at ${url}`);
    expect(end.out).toContain('Loaded the sample data');
    const logged = end.err
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(logged).toContainEqual(expect.objectContaining({ route: 'customers.create', status: 201, tenant: 'demo' }));

    const second = started(['serve', '--port', '0'], env);
    const again = await fetch(`${await second.ready}/v1/customers/${body.id}`, { headers });
    expect(await again.json()).toMatchObject({ name: 'Ada' });
    second.child.kill('SIGINT');
    expect(await second.ended).toMatchObject({ code: 0, out: expect.not.stringContaining('Loaded') as string });
  });

  it('starts without sample data, says how to make the first admin, and hands out no tokens', async () => {
    const empty = await createTestDatabase();
    const gateway = started(['serve', '--empty', '--port', '0', '--tenant', 'acme'], { DATABASE_URL: empty.url });
    const url = await gateway.ready;
    expect((await fetch(`${url}/dev/token?role=admin`)).status).toBe(404);
    const bearer = (await run(['token', '--role', 'admin', '--tenant', 'acme'])).out[0] ?? '';
    const me = await fetch(`${url}/v1/me`, { headers: { Authorization: `Bearer ${bearer}` } });
    expect(await me.json()).toMatchObject({ tenant: 'acme', role: 'admin' });
    gateway.child.kill('SIGTERM');
    const { out } = await gateway.ended;
    expect(out).toContain('liaise token --role admin --tenant acme');
    await empty.drop();
  });

  it('says in one sentence that a port is busy', async () => {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const answer = await run(['serve', '--port', String(port)], { DATABASE_URL: database.url });
    expect(answer).toMatchObject({ code: 1, out: [] });
    expect(answer.err).toMatch(new RegExp(`^Port ${port} is in use: .*\\.$`));
    server.close();
  });
});

describe('liaise migrate', () => {
  it('brings an empty database up to date', async () => {
    const empty = await createTestDatabase({ empty: true });
    expect(await run(['migrate'], { DATABASE_URL: empty.url })).toEqual({
      code: 0,
      out: ['The schema is up to date.'],
      err: '',
    });
    const { code, out } = await run(['migrate', '--recount'], { DATABASE_URL: database.url });
    expect([code, out.at(-1)]).toEqual([0, 'The schema is up to date.']);
    await empty.drop();
  });
});

describe('liaise import and export', () => {
  it('bring records in once, list what they reject, and write them out', async () => {
    const env = { DATABASE_URL: database.url };
    const file = path.join(folder, 'customers.csv');
    const mapping = path.join(folder, 'map.json');
    const to = path.join(folder, 'out');
    writeFileSync(file, 'id,name\n1,Alder Mill\n2,\n');
    const map = {
      resource: 'customers',
      externalRef: { system: 'crm', collection: 'accounts', column: 'id' },
      columns: { name: { column: 'name' } },
      constants: { kind: 'organization' },
    };
    writeFileSync(mapping, JSON.stringify(map));
    expect(await run(['import', file], env)).toMatchObject({ code: 2 });
    expect(await run(['import', '--mapping', mapping, '--move-dates-to', '2026-02-30', file], env)).toMatchObject({
      code: 2,
      err: expect.stringContaining('is no day') as string,
    });
    expect(await run(['import', '--mapping', mapping, '--move-dates-to', '2026-02-01', file], env)).toMatchObject({
      code: 1,
      err: expect.stringContaining('there is no date to move') as string,
    });
    const first = await run(['import', '--mapping', mapping, file], env);
    expect([first.code, first.out[0]]).toEqual([0, '2 rows read: 1 created, 0 there already, 1 rejected.']);
    const again = await run(['import', '--mapping', mapping, file], env);
    expect(again.out[0]).toBe('2 rows read: 0 created, 1 there already, 1 rejected.');
    expect(await run(['import', '--mapping', mapping, '--tenant', 'nobody', file], env)).toMatchObject({ code: 1 });
    expect((await run(['export', '--to', to, '--resource', 'customers'], env)).code).toBe(0);
    expect(readFileSync(path.join(to, 'customers.jsonl'), 'utf8')).toContain('Alder Mill');
    expect(await run(['export', '--format', 'xml'], env)).toMatchObject({ code: 2 });
  });
});
