import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@liaise/core/records';
import { demo, demoWorld } from '@liaise/core/samples';
import type { Actor } from '../access/actor.ts';
import { loadWorld } from '../store/sample.ts';
import { openTestStore, type TestStore } from '../store/test-database.ts';
import { csvCell, csvLine } from './csv.ts';
import { exported, exportRecords } from './export.ts';

describe('csvCell', () => {
  it('lets no text begin like a formula, whatever stands before it', () => {
    for (const text of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1+1']) {
      expect(csvCell(text).replace(/^"/, '')).toMatch(/^'/);
    }
    expect([csvCell(-5), csvCell('plain'), csvCell(null), csvCell(true)]).toEqual(['-5', 'plain', '', 'true']);
  });
  it('is read back as it was written, but for the apostrophe', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((one) => !one.includes('\0'));
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), (cells) => {
        const [read = []] = parse(csvLine(cells), { relax_column_count: true });
        expect(read).toHaveLength(cells.length);
        read.forEach((cell, index) => expect([cells[index], `'${cells[index] ?? ''}`]).toContain(cell));
      }),
    );
  });
});

describe('exportRecords', () => {
  const { tenant: _tenant, ...world } = demoWorld({ today: '2026-11-21' });
  const tenantId = newId();
  const system: Actor = { tenantId, tenantRef: 'demo', role: 'system', subject: 'test', teamIds: [] };
  const risky = { ...world.notes[0], id: newId(), text: '=HYPERLINK("https://example.com")' };
  let opened: TestStore;
  let folder: string;

  beforeAll(async () => {
    opened = await openTestStore();
    const notes = [...world.notes, risky as (typeof world.notes)[number]];
    await loadWorld(opened.store, { id: tenantId, ref: 'demo', name: 'Demo', sample: true }, { ...world, notes });
    folder = mkdtempSync(path.join(tmpdir(), 'liaise-export-'));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await opened.close();
  });

  it('holds every record, whole, a line each', async () => {
    const report = await exportRecords(opened.store, system, { folder });
    expect(readdirSync(folder).toSorted()).toEqual(exported.map((name) => `${name}.jsonl`).toSorted());
    const purchases = readFileSync(path.join(folder, 'purchases.jsonl'), 'utf8').trim().split('\n');
    expect(purchases.map((line): unknown => JSON.parse(line))).toEqual(
      world.purchases.toSorted((one, two) => (one.id < two.id ? -1 : 1)),
    );
    expect(report.customers?.count).toBe(world.customers.length);
  });

  it('makes tables that a spreadsheet can open', async () => {
    await exportRecords(opened.store, system, { folder, format: 'csv', resources: ['purchases', 'notes'] });
    const read = (name: string) =>
      parse<Record<string, string>>(readFileSync(path.join(folder, name), 'utf8'), { columns: true, bom: true });
    const purchases = read('purchases.csv');
    expect(purchases).toHaveLength(world.purchases.length);
    expect(purchases.reduce((sum, row) => sum + Number(row['amount.minor']), 0)).toBe(
      world.purchases.reduce((sum, { amount }) => sum + amount.minor, 0),
    );
    expect(read('notes.csv').find(({ id }) => id === risky.id)?.['text']).toBe(`'${risky.text}`);
  });

  it('gives a rep what it sees and no more', async () => {
    const own = path.join(folder, 'own');
    const report = await exportRecords(
      opened.store,
      { ...system, role: 'rep', repId: demo.rep },
      { folder: own, resources: ['customers', 'notes'] },
    );
    expect(report.customers?.count).toBeGreaterThan(0);
    expect(report.customers?.count).toBeLessThan(world.customers.length);
    expect(report.purchases).toBeUndefined();
  });
});
