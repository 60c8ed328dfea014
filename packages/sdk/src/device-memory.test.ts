import { describe, expect, it } from 'vitest';
import { peaceUntil, readMemory, remember } from './device-memory.ts';
import type { Marks } from './ports.ts';

function shelf(initial: Record<string, string> = {}): Marks & { kept: Map<string, string> } {
  const kept = new Map(Object.entries(initial));
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}
const now = Date.parse('2026-11-22T08:00:00Z');

describe("a device's memory", () => {
  it('keeps what it is told beside what it knows', () => {
    const marks = shelf();
    remember(marks, 'x', { until: now + 5 });
    remember(marks, 'x', { next: now + 9 });
    remember(marks, 'x', { asked: { visit: now } });
    expect(readMemory(marks, 'x')).toEqual({ until: now + 5, next: now + 9, asked: { visit: now } });
    expect(readMemory(marks, 'y')).toEqual({ until: undefined, next: undefined, asked: {} });
    remember(marks, 'x', { until: null });
    expect(readMemory(marks, 'x').until).toBeNull();
  });

  it('takes what somebody else wrote there for nothing', () => {
    for (const text of ['', '{', 'null', '7', '[]', '{"until":"soon","next":null,"asked":{"a":"b"}}'])
      expect(readMemory(shelf({ x: text }), 'x')).toEqual({ until: undefined, next: undefined, asked: {} });
  });

  it('does nothing where the device keeps nothing', () => {
    expect(() => remember(undefined, 'x', { until: null })).not.toThrow();
    expect(readMemory(undefined, 'x').until).toBeUndefined();
    const full: Marks = {
      getItem: () => {
        throw new Error('blocked');
      },
      setItem: () => {
        throw new Error('full');
      },
      removeItem: () => undefined,
    };
    expect(() => remember(full, 'x', { until: null })).not.toThrow();
    expect(readMemory(full, 'x').asked).toEqual({});
  });

  it('forgets the oldest of many surveys', () => {
    const marks = shelf();
    remember(marks, 'x', { asked: Object.fromEntries(Array.from({ length: 80 }, (_, at) => [`s${String(at)}`, at])) });
    const { asked } = readMemory(marks, 'x');
    expect(Object.keys(asked)).toHaveLength(50);
    expect([asked['s79'], asked['s29']]).toEqual([79, undefined]);
  });

  it('leaves in peace until the later of two times, for ever after "not again"', () => {
    const memory = { until: undefined, next: undefined, asked: {} };
    expect(peaceUntil(memory, now)).toBeUndefined();
    expect(peaceUntil({ ...memory, until: now + 5, next: now + 9 }, now)).toBe(now + 9);
    expect(peaceUntil({ ...memory, until: now, next: now - 1 }, now)).toBeUndefined();
    expect(peaceUntil({ ...memory, until: null, next: now }, now)).toBeNull();
    expect(peaceUntil({ ...memory, next: now + 20 * 365 * 86_400_000 }, now)).toBeUndefined();
  });
});
