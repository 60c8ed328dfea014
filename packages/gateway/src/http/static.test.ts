import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGateway, type Gateway } from '../gateway.ts';
import { Cors } from './cors.ts';

let folder: string;
let gateway: Gateway;
const script = `console.log('hello');${'// '.repeat(800)}`;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'liaise-static-'));
  const write = (name: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  };
  write('assets/liaise.js', script);
  write('assets/chunks/card-1a2b.js', 'export {};');
  write('portal/index.html', '<!doctype html><title>Portal</title>');
  write('portal/pages/team.html', '<!doctype html><title>Team</title>');
  write('portal/.env', 'SECRET=1');
  write('secret.txt', 'secret');
  symlinkSync(path.join(folder, 'secret.txt'), path.join(folder, 'portal', 'link.txt'));
  gateway = createGateway({
    database: path.join(folder, 'secret.txt'),
    issuers: [],
    assets: path.join(folder, 'assets'),
    portal: path.join(folder, 'portal'),
    origins: ['https://portal.example'],
    publicUrl: 'https://liaise.example/',
  });
  gateway.ready.catch(() => undefined);
});
afterAll(async () => {
  await gateway.close();
  rmSync(folder, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}, method = 'GET') =>
  gateway.fetch(new Request(`http://localhost${url}`, { method, headers }));

describe('the bundle', () => {
  it('is served with its hash, and under a path that never changes', async () => {
    const plain = await get('/liaise.js');
    expect(await plain.text()).toBe(script);
    expect(plain.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(plain.headers.get('access-control-allow-origin')).toBe('*');
    expect(plain.headers.get('cache-control')).toBe('public, no-cache');
    const sri = (await (await get('/liaise.js.sri')).text()).trim();
    expect(sri).toBe(`sha384-${createHash('sha384').update(script).digest('base64')}`);
    const again = await get('/liaise.js', { 'if-none-match': plain.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('is served compressed to whoever takes it', async () => {
    const answer = await get('/liaise.js', { 'accept-encoding': 'gzip, br' });
    expect(answer.headers.get('content-encoding')).toBe('br');
    expect(brotliDecompressSync(Buffer.from(await answer.arrayBuffer())).toString()).toBe(script);
    expect((await get('/liaise.js', { 'accept-encoding': 'br;q=0' })).headers.get('content-encoding')).toBeNull();
  });
});

describe('the portal', () => {
  it('is served at the root under a strict policy', async () => {
    const page = await get('/');
    expect(await page.text()).toContain('Portal');
    const policy = page.headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self' https://liaise.example",
      'trusted-types liaise lit-html',
    ]) {
      expect(policy).toContain(part);
    }
    expect(page.headers.get('strict-transport-security')).toContain('max-age');
    expect((await get('/pages/team')).status).toBe(200);
  });

  it.each([
    '/.env',
    '/link.txt',
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e%5csecret.txt',
    '/index.html%00',
    '//secret.txt',
    '/pages',
  ])('keeps %s to itself', async (url) => {
    const answer = await get(url);
    expect(answer.status).toBe(404);
    expect(await answer.text()).not.toContain('secret');
  });
});

describe('other origins', () => {
  const preflight = (origin: string) =>
    get(
      '/v1/customers',
      { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
      'OPTIONS',
    );

  it('are let in by an exact list, without credentials', async () => {
    const answer = await preflight('https://portal.example');
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://portal.example');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
    expect(answer.headers.get('access-control-allow-methods')).toBe('GET, HEAD, OPTIONS, POST');
    expect(answer.headers.get('access-control-allow-headers')).toMatch(/Idempotency-Key/);
    expect(answer.headers.get('vary')).toContain('Origin');
  });

  it.each([
    'null',
    'https://portal.example.evil.io',
    'https://portal.example:8443',
    'http://portal.example',
    'https://evil.io',
  ])('keep %s out', async (origin) => {
    const answer = await preflight(origin);
    expect(answer.status).toBe(403);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect((await get('/healthz', { origin })).headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(['*', 'portal.example', 'https://*.example', 'https://portal.example/path', 'https://good@evil.io', 'null'])(
    'are not configured as %s',
    (origin) => {
      expect(() => new Cors([origin])).toThrow(/is no origin/);
    },
  );
});

describe('without a database', () => {
  it('is alive, not ready, and says so', async () => {
    expect((await get('/healthz')).status).toBe(200);
    const ready = await get('/readyz');
    expect(ready.status).toBe(503);
    expect(ready.headers.get('retry-after')).not.toBeNull();
    expect((await get('/v1/customers')).status).toBe(503);
  });
});
