import { expect, it } from 'vitest';
it('zone', () => { expect(new Date('2026-07-01T00:00:00Z').getHours()).toBe(2); });
