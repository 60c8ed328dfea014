import { engines, provideBrowsers } from './browsers.mjs';
import { noCounts, describeCounts, sumCounts } from './counts.mjs';
import { Refusal, asProgram, ensureInstalled } from './install.mjs';
import { chooseParts, parts, runPart } from './parts.mjs';
import { stopWithChildren } from './run.mjs';

/** @param {number} since */
const minutesSince = (since) => ((Date.now() - since) / 60_000).toFixed(1);

/**
 * Everything, or the parts that are named: `npm test -- core elements`. The last line is the sum of all counts.
 * @returns {Promise<number>} 1 when anything failed
 */
async function test() {
  const names = process.argv.slice(2);
  const { chosen, unknown } = chooseParts(names);
  if (unknown.length > 0) {
    throw new Refusal(
      `No part is called ${unknown.join(' or ')}: there are ${parts.map((part) => part.name).join(', ')}.`,
    );
  }
  stopWithChildren();
  /** @type {{ name: string, minutes: string, counts: import('./counts.mjs').Counts }[]} */
  const results = [];

  const installed = Date.now();
  // Browsers are installed together and early; a part that still misses its own says so.
  const wanted = engines.filter((engine) => chosen.some((part) => part.browsers?.includes(engine)));
  const refusal = await ensureInstalled()
    .then(() => provideBrowsers(wanted))
    .then(
      () => undefined,
      (error) => error,
    );
  if (refusal) console.error(refusal instanceof Refusal ? refusal.message : refusal);
  results.push({
    name: 'install',
    minutes: minutesSince(installed),
    counts: refusal ? { ...noCounts, failed: 1 } : noCounts,
  });

  for (const part of refusal ? [] : chosen) {
    if (part.present && !part.present()) continue;
    console.log(`\n== ${part.name}`);
    const begun = Date.now();
    const counts = await runPart(part, { files: [], args: [], full: false });
    results.push({ name: part.name, minutes: minutesSince(begun), counts });
    console.log(`-- ${part.name}: ${minutesSince(begun)} min, ${describeCounts(counts)}`);
  }

  console.log('\nPart                   min   passed   failed  skipped');
  for (const { name, minutes, counts } of results) {
    const cells = [counts.passed, counts.failed, counts.skipped].map((count) => String(count).padStart(9));
    console.log(`${name.padEnd(20)}${minutes.padStart(6)}${cells.join('')}`);
  }
  const total = sumCounts(results.map((result) => result.counts));
  console.log(`\n${describeCounts(total)}`);
  return total.failed > 0 ? 1 : 0;
}

await asProgram(test);
