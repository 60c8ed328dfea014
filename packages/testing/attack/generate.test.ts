import { seededRandom } from '@liaise/core/samples';
import { routes } from '@liaise/core/api';
import { expect, it, vi } from 'vitest';
import { Generator } from './generate.ts';
import { ownLists, readLists } from './lists.ts';
import { Pools } from './pools.ts';
import { bytesOf, type AttackRequest } from './request.ts';

// Each generator draws a stock of bodies for every route first.
vi.setConfig({ testTimeout: 60_000 });

const lists = readLists() ?? ownLists;

function draw(seed: number, count: number): AttackRequest[] {
  const pools = new Pools(seededRandom(`pools ${seed}`), '2026-11-21', ['01930b5e-7c00-7000-8000-000000000001']);
  const generator = new Generator({ seed, lists, pools, good: ['rep', 'admin'], bad: ['expired'] });
  return Array.from({ length: count }, () => generator.next());
}

const digest = ({ method, path, headers, as, body }: AttackRequest): unknown => [
  method,
  path,
  headers,
  as,
  body === null ? null : Buffer.from(bytesOf(body)).toString('base64').slice(0, 500),
];

it('makes the same requests from the same seed, and others from another', () => {
  const first = draw(7, 150).map(digest);
  expect(draw(7, 150).map(digest)).toEqual(first);
  expect(draw(8, 150).map(digest)).not.toEqual(first);
});

it('reaches every route, with and without an attack, and goes on however its own requests come out', () => {
  const all = draw(1, routes.length * 60);
  const named = new Set(all.map(({ route }) => route?.name));
  expect(routes.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
  const plain = new Set(all.filter(({ how }) => how === 'as the contract says').map(({ route }) => route?.name));
  expect(routes.map(({ name }) => name).filter((name) => !plain.has(name))).toEqual([]);
});
