import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { aggregatesOf, checkKpi, type KpiDefinition, kpis } from '@liaise/core/kpi';

const page = fileURLToPath(new URL('../../../../docs/kpis.md', import.meta.url));
const [begin, end] = ['<!-- catalogue -->', '<!-- end of catalogue -->'];

/** Whose each counted row is. */
function ownersOf({ measure }: KpiDefinition): string {
  const aggregates = aggregatesOf(measure);
  const selections = aggregates.length > 0 ? aggregates : 'of' in measure ? [measure.of] : [];
  const owners = selections.map((rows) => {
    if (rows.owner !== 'holder') return rows.owner === 'ownerId' ? 'owner of the row' : 'rep of the row';
    if (rows.resource !== 'customers') return 'holder on that day';
    return rows.at === 'start' ? 'holder at the start' : 'holder at the end';
  });
  return [...new Set(owners)].join(', ');
}

function table(): string {
  const rows = kpis.map((kpi) => [
    `\`${kpi.id}\``,
    `${kpi.name.en} (${kpi.name['zh-CN']})`,
    kpi.unit,
    kpi.direction,
    ownersOf(kpi),
    kpi.minimumN === 0 ? '' : String(kpi.minimumN),
    kpi.formula.en,
  ]);
  const head = ['KPI', 'Name', 'Unit', 'Better', 'Counts for', 'Least n', 'How it is counted'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const plain = (text: string) => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---').trim();

it('docs/kpis.md tells the catalogue as it is (LIAISE_WRITE_DOCS=1 writes it)', () => {
  expect(existsSync(page)).toBe(true);
  const text = readFileSync(page, 'utf8');
  const from = text.indexOf(begin) + begin.length;
  const to = text.indexOf(end);
  expect([from > begin.length, to > from]).toEqual([true, true]);
  if (process.env['LIAISE_WRITE_DOCS'] === '1') {
    writeFileSync(page, `${text.slice(0, from)}\n\n${table()}\n\n${text.slice(to)}`);
  } else expect(plain(text.slice(from, to))).toBe(plain(table()));
});

it('docs/kpis.md shows a definition that works', () => {
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync(page, 'utf8')) ?? [];
  expect(checkKpi(JSON.parse(example))).toEqual([]);
});
