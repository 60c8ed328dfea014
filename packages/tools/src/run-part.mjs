import { parseArgs } from 'node:util';
import { describeCounts, sumCounts } from './counts.mjs';
import { Refusal, asProgram, ensureInstalled } from './install.mjs';
import { chooseParts, parts, runPart } from './parts.mjs';
import { stopWithChildren } from './run.mjs';

const usage =
  'node packages/tools/src/run-part.mjs PART [--engine chromium|firefox|webkit] [--files FILE]... [-- ARGUMENTS]';

/**
 * One part alone, at its full size; the last line is its counts, or the part's own.
 * @returns {Promise<number>} 1 when anything failed
 */
async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { engine: { type: 'string' }, files: { type: 'string', multiple: true, default: [] } },
  });
  const [name, ...args] = positionals;
  const wanted = values.engine ? `${name}-${values.engine}` : name;
  const { chosen, unknown } = chooseParts(wanted ? [wanted] : []);
  if (!wanted || unknown.length > 0) {
    throw new Refusal(`Usage: ${usage}\nParts: ${parts.map((part) => part.name).join(', ')}`);
  }
  const there = chosen.filter((part) => part.present?.() ?? true);
  if (there.length === 0) throw new Refusal(`There is nothing to run for ${wanted} yet.`);
  stopWithChildren();
  await ensureInstalled();
  const counts = [];
  for (const part of there) counts.push(await runPart(part, { files: values.files, args, full: true }));
  const total = sumCounts(counts);
  if (!there.every((part) => part.closesItself)) console.log(describeCounts(total));
  return total.failed > 0 ? 1 : 0;
}

await asProgram(main);
