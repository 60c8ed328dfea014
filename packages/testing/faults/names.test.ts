import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..', '..');
const page = readFileSync(path.join(root, 'docs', 'faults.md'), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| F'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

describe('docs/faults.md', () => {
  it('has a row for each fault from F1 to F34', () => {
    const numbers = new Set(rows.map(([, number]) => number));
    for (let number = 1; number <= 34; number += 1) expect(numbers).toContain(`F${String(number)}`);
  });

  it('names tests that are there', () => {
    for (const [, number = '', , , , tests = ''] of rows) {
      const named = [...tests.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
      expect(named.length, number).toBeGreaterThan(0);
      for (const file of named) {
        expect(existsSync(path.join(root, file)), `${number}: ${file}`).toBe(true);
        expect(readFileSync(path.join(root, file), 'utf8'), `${number} in ${file}`).toMatch(
          new RegExp(`['"]${number} `),
        );
      }
    }
  });
});
