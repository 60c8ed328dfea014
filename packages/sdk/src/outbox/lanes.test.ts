import { describe, expect, it } from 'vitest';
import { lanesOf } from './lanes.ts';
import type { QueuedRow } from './rows.ts';

const row = (key: string, more: Partial<QueuedRow> = {}): QueuedRow => ({
  key,
  identity: 'somebody',
  savedAt: '2026-11-22T08:00:00Z',
  since: '2026-11-22T08:00:00Z',
  attempts: 0,
  state: 'waiting',
  revision: 0,
  content: { kind: '', order: null, method: 'PUT', path: '/', body: null },
  ...more,
});

const keys = (rows: QueuedRow[]): string[][] => lanesOf(rows).map((lane) => lane.map(({ key }) => key));

describe('lanes', () => {
  it('are one for each customer and each record', () => {
    const rows = [row('a', { customer: 'x' }), row('b', { customer: 'y' }), row('c', { customer: 'x' }), row('d')];
    expect(keys(rows)).toEqual([['a', 'c'], ['b'], ['d']]);
    expect(
      keys([row('a', { record: 'r' }), row('b', { customer: 'x', record: 'r' }), row('c', { customer: 'x' })]),
    ).toEqual([['a', 'b', 'c']]);
  });

  it('keep what nobody signed in for in order: the answers of a link replace those before', () => {
    const nobody = { identity: '' };
    expect(keys([row('a', nobody), row('b', nobody), row('c')])).toEqual([['a', 'b'], ['c']]);
    expect(keys([row('a', { ...nobody, state: 'refused' }), row('b', nobody)])).toEqual([['b']]);
  });
});
