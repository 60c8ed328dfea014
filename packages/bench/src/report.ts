import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { cells, type Line, type machine } from './measure.ts';

interface Result {
  name: string;
  date: string;
  machine: ReturnType<typeof machine>;
  lines: Line[];
}

const page = new URL('../../../docs/bench.md', import.meta.url);
const mark = '<!-- results -->';

/** Writes the last result of each measurement into `docs/bench.md`, below its mark. */
export async function writeReport(results: URL): Promise<void> {
  const found = readdirSync(results)
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(new URL(name, results), 'utf8')) as Result);
  const tables = found.map(({ name, date, machine: on, lines }) => {
    const where = `${on.processor}, ${String(on.cores)} cores, ${on.system}, Node ${on.node}`;
    const rows = lines.map((line) => `| ${cells(line).join(' | ')} |`);
    const head = ['| What | Measured | Bound | | From |', '| --- | ---: | --- | --- | --- |'];
    return [`### ${name}`, `${date.slice(0, 10)}, on ${where}.`, [...head, ...rows].join('\n')].join('\n\n');
  });
  const text = readFileSync(page, 'utf8');
  const before = text.slice(0, text.indexOf(mark) + mark.length);
  const all = [before, ...tables, ''].join('\n\n');
  writeFileSync(page, await format(all, { parser: 'markdown', printWidth: 120, singleQuote: true }));
}
