import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Store } from '../store/store.ts';
import { Pictures } from './kpi-pictures.ts';

const listeners = new Set<(tenantId: string) => void>();
const store = {
  onChange(listener: (tenantId: string) => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
} as Partial<Store> as Store;
const tell = (tenantId: string): void => listeners.forEach((listener) => listener(tenantId));

beforeEach(() => {
  listeners.clear();
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('Pictures', () => {
  it('are kept for less than a minute and say how old they are', () => {
    const pictures = new Pictures(store);
    pictures.drawing('t')('key', '<svg/>', 1000);
    expect(pictures.find('key', 3000)).toEqual({ body: '<svg/>', age: 2000 });
    expect(pictures.find('key', 51_000)).toBeNull();
    expect(pictures.find('key', 900)).toBeNull();
    expect(pictures.find('other', 3000)).toBeNull();
  });

  it('go when something changes in their tenant, also while they are drawn', () => {
    const pictures = new Pictures(store);
    pictures.drawing('t')('mine', 'a', 0);
    pictures.drawing('u')('yours', 'b', 0);
    const keep = pictures.drawing('t');
    tell('t');
    keep('mine', 'drawn before the change', 0);
    expect([pictures.find('mine', 1), pictures.find('yours', 1)?.body]).toEqual([null, 'b']);
    pictures.drawing('t')('mine', 'c', 0);
    expect(pictures.find('mine', 1)?.body).toBe('c');
  });

  it('hold no more than there is room for, and listen to changes only while there are some', () => {
    const pictures = new Pictures(store);
    for (let at = 0; at <= 2000; at += 1) pictures.drawing('t')(`key ${String(at)}`, 'a', 0);
    expect([pictures.find('key 0', 1), pictures.find('key 1', 1)?.body]).toEqual([null, 'a']);
    expect(listeners.size).toBe(1);
    vi.advanceTimersByTime(50_000);
    expect(pictures.find('key 2000', 1)).toBeNull();
    expect(listeners.size).toBe(1);
    vi.advanceTimersByTime(50_000);
    expect(listeners.size).toBe(0);
  });
});
