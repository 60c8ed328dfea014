import { describe, keeps } from './measure.ts';
import { weight } from './weight.ts';

const { lines, skipped } = await weight();
lines.forEach((line) => {
  console.log(describe(line));
});
if (skipped !== undefined) console.log(skipped);
const verdicts = lines.map(keeps);
const count = (wanted: boolean): number => verdicts.filter((verdict) => verdict === wanted).length;
const failed = count(false);
console.log(`${String(count(true))} passed, ${String(failed)} failed, ${skipped === undefined ? '0' : '1'} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
